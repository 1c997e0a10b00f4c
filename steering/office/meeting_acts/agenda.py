"""Drawing up the agenda: open questions of the cycle, items of one's own, papers, and two who agree."""

import hashlib
from dataclasses import dataclass, replace

from sqlmodel import col, select

from models import (
    AgendaAct,
    AgendaEntry,
    AgendaItem,
    AgendaKind,
    AgendaPaper,
    AgendaParty,
    Document,
    Gate,
    Meeting,
    MeetingState,
    StageRun,
)
from models.columns import key
from steering.errors import NotAllowedNow
from steering.letters import link_to
from steering.meetings.agenda import agenda_sha256, missing_parties, next_number, refuse_number
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import LIVING, MeetingEvent
from steering.office.answering import open_gate
from steering.office.archive import Transaction
from steering.office.clock import day_of
from steering.office.meeting_acts.desk import dossier_in, shift, short_name
from steering.office.opening import Office
from steering.office.papers import DECIDED


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """An item as it is put on an agenda."""

    title: str
    number: str = ""
    kind: AgendaKind = AgendaKind.MATTER
    is_public: bool | None = None
    proposal: str = ""
    responsible: str = ""
    planned_minutes: int | None = None


def add_item(
    office: Office, meeting_id: str, what: NewItem, *, by: AgendaParty = AgendaParty.CHIEF_EXECUTIVE
) -> AgendaItem:
    """Put an item on the agenda; the chair may demand one (NKomVG s. 59 (3))."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        _refuse_new_matter(dossier)
        known = [item for item in dossier.agenda if (item.title, item.number) == (what.title, what.number)]
        if known and what.number:
            return known[0]
        item = _item(dossier, what)
        shift(tx, dossier, MeetingEvent.CHANGE_AGENDA)
        tx.keep([item])
        act = AgendaAct.DEMANDED if by is AgendaParty.CHAIR else AgendaAct.CHANGED
        _log(office, tx, replace(dossier, items=(*dossier.items, item)), act, by, item.title)
        return tx.get(AgendaItem, item.id)


def take_up(office: Office, meeting_id: str, gate_id: str, *, number: str = "") -> AgendaItem:
    """Put an open question of the cycle on the agenda, with the documents that were laid before it."""
    with office.writing() as tx:
        gate = open_gate(tx.session, gate_id)
        dossier = dossier_in(tx.session, meeting_id)
        known = [item for item in dossier.agenda if item.gate_id == gate.id]
        if known:
            return known[0]
        _refuse_gate(tx, dossier, gate)
        _refuse_new_matter(dossier)
        item = _item(dossier, NewItem(title=gate.question, number=number), gate_id=gate.id)
        run = tx.get(StageRun, gate.stage_run_id)
        shift(tx, dossier, MeetingEvent.CHANGE_AGENDA)
        tx.keep([item, *_papers(office, tx, item, run)])
        after = replace(dossier, items=(*dossier.items, item), gates={**dossier.gates, gate.id: gate})
        _log(office, tx, after, AgendaAct.CHANGED, AgendaParty.CHIEF_EXECUTIVE, item.title)
        return tx.get(AgendaItem, item.id)


def add_paper(
    office: Office, meeting_id: str, number: str, *, title: str, content: bytes, link: str = ""
) -> AgendaPaper:
    """Lay a paper with an item; its hash is kept."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        item = dossier.item(number)
        sha256 = hashlib.sha256(content).hexdigest()
        mine = dossier.papers_of(item)
        for paper in mine:
            if paper.sha256 == sha256:
                return paper
        shift(tx, dossier, MeetingEvent.CHANGE_AGENDA)
        paper = AgendaPaper(
            id=key(item.id, "paper", len(mine) + 1),
            agenda_item_id=item.id,
            number=len(mine) + 1,
            title=title,
            link=link,
            sha256=sha256,
            laid_on=office.today,
        )
        tx.keep([paper])
        return tx.get(AgendaPaper, paper.id)


def withdraw_item(office: Office, meeting_id: str, number: str, *, reason: str) -> None:
    """Take an item off the agenda; it stays readable."""
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        item = tx.get(AgendaItem, dossier.item(number).id)
        shift(tx, dossier, MeetingEvent.CHANGE_AGENDA)
        tx.get(AgendaItem, item.id).is_withdrawn = True
        tx.session.flush()
        _log(office, tx, dossier, AgendaAct.CHANGED, AgendaParty.CHIEF_EXECUTIVE, reason)


def agree(office: Office, meeting_id: str, party: AgendaParty, *, note: str = "") -> Meeting:
    """The chair, or the head of administration, agrees to the agenda as it is now.

    When both have agreed to the same wording, the agenda is set.
    """
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        sha256 = agenda_sha256(dossier)
        if not dossier.agenda:
            raise NotAllowedNow(
                "Nothing to agree to.", code="agenda_empty", meeting=short_name(dossier.meeting)
            )
        if party in missing_parties(dossier.entries, sha256):
            act = AgendaAct.AGREED if dossier.entries else AgendaAct.PROPOSED
            entry = _log(office, tx, dossier, act, party, note)
            dossier = replace(dossier, entries=(*dossier.entries, entry))
        if dossier.meeting.state is MeetingState.SCHEDULED and not missing_parties(dossier.entries, sha256):
            return shift(tx, dossier, MeetingEvent.SET_AGENDA)
        return tx.get(Meeting, meeting_id)


def _item(dossier: MeetingDossier, what: NewItem, *, gate_id: str | None = None) -> AgendaItem:
    number = what.number or next_number(dossier.items)
    refuse_number(dossier.items, number)
    position = max((item.position for item in dossier.items), default=0) + 1
    return AgendaItem(
        id=key(dossier.meeting.id, position),
        meeting_id=dossier.meeting.id,
        position=position,
        number=number,
        title=what.title,
        kind=what.kind,
        gate_id=gate_id,
        is_public=dossier.rules_on().is_public if what.is_public is None else what.is_public,
        proposal=what.proposal,
        responsible=what.responsible,
        planned_minutes=what.planned_minutes,
    )


def _refuse_new_matter(dossier: MeetingDossier) -> None:
    """A second summons makes any number enough for the same matters only (NKomVG s. 65 (2))."""
    if dossier.meeting.is_second_summons:
        raise NotAllowedNow("The same matters only.", code="second_meeting_same_matters")


def _refuse_gate(tx: Transaction, dossier: MeetingDossier, gate: Gate) -> None:
    if gate.committee_id != dossier.committee.id:
        raise NotAllowedNow(
            f"{gate.id} is of another committee.",
            code="gate_of_other_committee",
            gate=gate.question,
            committee=dossier.committee.title,
        )
    query = (
        select(Meeting)
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .where(
            AgendaItem.gate_id == gate.id,
            col(AgendaItem.is_withdrawn).is_(False),
            col(Meeting.state).in_(LIVING),
        )
    )
    other = tx.session.exec(query).first()
    if other is not None:
        raise NotAllowedNow(
            f"{gate.id} is on {other.id}.",
            code="gate_on_other_agenda",
            gate=gate.question,
            meeting=short_name(other),
        )


def _papers(office: Office, tx: Transaction, item: AgendaItem, run: StageRun) -> list[AgendaPaper]:
    query = select(Document).where(
        Document.cycle_id == run.cycle_id, Document.stage_key == run.stage_key, Document.round == run.round
    )
    written = [each for each in tx.session.exec(query).all() if not each.kind.endswith(DECIDED)]
    return [
        AgendaPaper(
            id=key(item.id, "paper", number),
            agenda_item_id=item.id,
            number=number,
            title=document.title,
            link=link_to(office.sender, run, document.kind),
            sha256=document.html_sha256,
            document_id=document.id,
            laid_on=day_of(document.created_at),
        )
        for number, document in enumerate(sorted(written, key=lambda each: each.id), start=1)
    ]


def _log(
    office: Office, tx: Transaction, dossier: MeetingDossier, act: AgendaAct, party: AgendaParty, note: str
) -> AgendaEntry:
    meeting_id = dossier.meeting.id
    number = len(dossier.entries) + 1
    entry = AgendaEntry(
        id=key(meeting_id, "agenda", number),
        meeting_id=meeting_id,
        number=number,
        act=act,
        party=party,
        agenda_sha256=agenda_sha256(dossier),
        note=note,
        at=office.now,
    )
    tx.keep([entry])
    tx.enter(f"agenda.{act}", meeting_id, {"party": party, "note": note, "agenda": entry.agenda_sha256})
    return entry
