"""The meeting on the desk: its dossier as it is kept now, its rules, and how it is moved on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select, update

from models import (
    Absence,
    AgendaEntry,
    AgendaItem,
    AgendaNote,
    AgendaPaper,
    AgendaRecusal,
    Attendance,
    Committee,
    CommitteeRule,
    Gate,
    GateItem,
    ItemVote,
    Mandate,
    Meeting,
    MeetingDocument,
    MeetingState,
    MeetingWaiver,
    MinutesApproval,
    MinutesCorrection,
    Motion,
    PlannedMeasure,
    QuorumCheck,
    Recusal,
    Seat,
    StageRun,
    Summons,
)
from models.columns import key
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import MeetingEvent, moved
from steering.office.archive import Transaction
from steering.office.database import reading
from steering.office.opening import Office

Kind = TypeVar("Kind", bound=SQLModel)


def dossier_of(office: Office, meeting_id: str) -> MeetingDossier:
    """Everything that is known of a meeting, for a look."""
    with reading(office.archive.database) as session:
        return dossier_in(session, meeting_id)


def dossier_in(session: Session, meeting_id: str) -> MeetingDossier:
    """Everything that is known of a meeting, as this transaction sees it."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere(f"No meeting {meeting_id!r}.", code="no_such_meeting", meeting=meeting_id)
    committee = session.get_one(Committee, meeting.committee_id)
    items = _of(session, AgendaItem, "meeting_id", [meeting.id], by="position")
    mine = [item.id for item in items]
    gate_ids = [item.gate_id for item in items if item.gate_id]
    parts = _of(session, GateItem, "gate_id", gate_ids, by="number")
    seats = _of(session, Seat, "committee_id", [committee.id], by="number")
    chairs = [seat.id for seat in seats]

    def told(kind: type[Kind], by: str = "number") -> tuple[Kind, ...]:
        return tuple(_of(session, kind, "meeting_id", [meeting.id], by=by))

    def at_items(kind: type[Kind], by: str = "number") -> tuple[Kind, ...]:
        return tuple(_of(session, kind, "agenda_item_id", mine, by=by))

    return MeetingDossier(
        meeting=meeting,
        committee=committee,
        seats=tuple(seats),
        mandates=tuple(_of(session, Mandate, "seat_id", chairs, by="id")),
        rules=tuple(_of(session, CommitteeRule, "committee_id", [committee.id], by="matter")),
        absences=tuple(_of(session, Absence, "seat_id", chairs, by="id")),
        stated=tuple(_of(session, Recusal, "gate_item_id", [part.id for part in parts], by="id")),
        measures=tuple(_of(session, PlannedMeasure, "id", [part.subject_id for part in parts], by="id")),
        items=tuple(items),
        gates={gate.id: gate for gate in _of(session, Gate, "id", gate_ids, by="id")},
        gate_items=tuple(parts),
        papers=at_items(AgendaPaper),
        entries=told(AgendaEntry),
        summonses=told(Summons),
        waivers=told(MeetingWaiver, by="id"),
        stays=told(Attendance),
        checks=told(QuorumCheck),
        recusals=at_items(AgendaRecusal, by="seat_id"),
        motions=told(Motion),
        votes=at_items(ItemVote, by="revision"),
        notes=at_items(AgendaNote),
        documents=told(MeetingDocument, by="version"),
        corrections=told(MinutesCorrection),
        approval=session.get(MinutesApproval, meeting.id),
    )


def _of(session: Session, kind: type[Kind], column: str, values: Sequence[str], *, by: str) -> list[Kind]:
    if not values:
        return []
    query = select(kind).where(col(getattr(kind, column)).in_(values))
    return list(session.exec(query.order_by(col(getattr(kind, by)))).all())


def meeting_named(office: Office, name: str) -> str:
    """The id of a meeting by its short name or its day: `strategy_group/1`, `strategy_group/2027-03-12`."""
    committee_key, _, last = name.rpartition("/")
    with reading(office.archive.database) as session:
        if session.get(Meeting, name) is not None:
            return name
        committee_id = key(office.region_key, committee_key)
        mine = session.exec(select(Meeting).where(Meeting.committee_id == committee_id)).all()
    by_name = [
        meeting.id
        for meeting in sorted(mine, key=lambda meeting: meeting.is_second_summons)
        if meeting.id == key(committee_id, "meeting", last) or meeting.held_on.isoformat() == last
    ]
    if not by_name:
        raise NotThere(f"No meeting {name!r}.", code="no_such_meeting", meeting=name)
    return by_name[0]


def short_name(meeting: Meeting) -> str:
    """How a meeting is called on the command line."""
    parts = meeting.id.split("/")
    return key(parts[1], parts[-1]) if parts[-2] == "meeting" else meeting.id


def shift(tx: Transaction, dossier: MeetingDossier, event: MeetingEvent, **changes: Any) -> Meeting:
    """Move a meeting on, if nobody has moved it since it was read."""
    meeting = dossier.meeting
    after = moved(meeting.state, event)
    changed = tx.session.exec(
        update(Meeting)
        .where(col(Meeting.id) == meeting.id, col(Meeting.lock_version) == meeting.lock_version)
        .values(state=after, lock_version=meeting.lock_version + 1, **changes)
    )
    if changed.rowcount != 1:
        raise NotAllowedNow(
            f"{meeting.id} was moved.", code="meeting_changed_meanwhile", meeting=short_name(meeting)
        )
    tx.session.expire(tx.get(Meeting, meeting.id))
    told = {name: _plain(value) for name, value in changes.items()}
    tx.enter(f"meeting.{event}", meeting.id, {"state": after, **told}, cycle_id=cycle_id_of(tx, dossier))
    return tx.get(Meeting, meeting.id)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def refuse_unless(dossier: MeetingDossier, states: Sequence[MeetingState], code: str) -> None:
    """Refuse an act for which a meeting must stand in one of these states."""
    if dossier.meeting.state not in states:
        # Each code is worded in errors_meetings_*.toml.
        raise NotAllowedNow(
            f"{dossier.meeting.id} is {dossier.meeting.state}.",
            code=code,
            meeting=short_name(dossier.meeting),
            meeting_state=dossier.meeting.state,
        )


def cycle_id_of(tx: Transaction, dossier: MeetingDossier) -> str | None:
    """The revision whose questions the meeting deals with, if it deals with any."""
    for gate in dossier.gates.values():
        return tx.get(StageRun, gate.stage_run_id).cycle_id
    return None
