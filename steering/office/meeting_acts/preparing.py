"""Preparing a sending: who gets which letter, with which documents, and which periods it would not keep."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models import (
    MeetingDocument,
    MeetingDocumentKind,
    Message,
    Summons,
    SummonsChannel,
    SummonsKind,
    WaiverKind,
)
from models.columns import key
from steering.calendar.notice import Period, latest_sending
from steering.errors import NotAllowedNow
from steering.meeting_letters import Sending, call, summoned
from steering.meetings.agenda import agenda_sha256, papers_sha256
from steering.meetings.dossier import MeetingDossier
from steering.meetings.summoning import (
    Lateness,
    late_papers,
    late_summons,
    notice_of,
    periods_of,
    refuse_without_sentence,
)
from steering.office.meeting_acts.framing import frame_for
from steering.office.meeting_acts.paperwork import written
from steering.office.opening import Office
from templates.phrases import committee_named, phrase


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """How a summons is sent, and why it is sent late or in haste, if it is."""

    channel: SummonsChannel = SummonsChannel.MAIL
    absent: tuple[int, ...] = ()
    is_urgent: bool = False
    is_first_of_term: bool = False
    reason: str = ""
    given_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A sending, ready and not yet sent: who gets what, and which periods it would not keep."""

    dossier: MeetingDossier
    letters: tuple[Message, ...]
    late: tuple[Lateness, ...]
    summons: Summons | None = None
    documents: tuple[MeetingDocument, ...] = ()


def prepare(
    office: Office,
    dossier: MeetingDossier,
    how: Circumstances,
    kind: SummonsKind,
    *,
    before_at: datetime | None = None,
) -> Prepared:
    """The sending of a summons as it would go out today; nothing is kept."""
    if how.is_urgent and not how.reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    period = _period(dossier, how)
    late = _late(office, dossier, period)
    sending = Sending(
        kind=kind,
        sentence=_sentence(dossier) if dossier.meeting.is_second_summons else "",
        is_late=any(each.kind is WaiverKind.NOTICE for each in late),
        is_urgent=how.is_urgent,
        # Only the preview of a late summons is written without a reason; it is refused before it is sent.
        reason=how.reason or (phrase("meeting.no_reason") if late else ""),
        before_at=before_at,
    )
    letters = _letters(office, dossier, sending, how.absent)
    return Prepared(
        dossier=dossier,
        letters=letters,
        late=tuple(late),
        summons=_record(office, dossier, sending, period, channel=how.channel, letters=len(letters)),
        documents=tuple(_documents(office, dossier, sending.sentence)),
    )


def _period(dossier: MeetingDossier, how: Circumstances) -> Period:
    rules = periods_of(dossier.rules_on())
    return notice_of(rules, is_urgent=how.is_urgent, is_first_of_term=how.is_first_of_term)


def _late(office: Office, dossier: MeetingDossier, period: Period) -> list[Lateness]:
    rules, calendar = periods_of(dossier.rules_on()), office.calendar.everyday
    held_on = dossier.meeting.held_on
    # Where the whole summons may come later, its papers may too.
    papers = Period(days=min(period.days, rules.papers.days), unit=rules.papers.unit)
    return [
        *late_summons(held_on, office.today, period, calendar),
        *late_papers(dossier.papers, held_on, office.today, papers, calendar),
    ]


def _letters(
    office: Office, dossier: MeetingDossier, sending: Sending, absent: Collection[int]
) -> tuple[Message, ...]:
    seats = {seat.id for seat in dossier.seats if seat.number in set(absent)} | dossier.absent_seats
    to = summoned(dossier, absent=seats)
    if not to:
        raise NotAllowedNow("Nobody to summon.", code="nobody_to_summon", committee=dossier.committee.title)
    frame = frame_for(office, dossier)
    letters = tuple(call(frame, dossier, each, sending) for each in to)
    if sending.sentence:
        refuse_without_sentence([letter.text for letter in letters], sending.sentence)
    return letters


def _documents(office: Office, dossier: MeetingDossier, sentence: str) -> list[MeetingDocument]:
    version = len(dossier.summonses) + 1
    invitation, signing = MeetingDocumentKind.SUMMONS, MeetingDocumentKind.ATTENDANCE_LIST
    return [
        *written(office, dossier, invitation, version=version, sentence=sentence),
        *written(office, dossier, signing, version=version),
    ]


def _sentence(dossier: MeetingDossier) -> str:
    """The sentence of section 65 (2), as the law wants it said."""
    title = committee_named(dossier.committee.title)
    return phrase("meeting.second_sentence", committee=title[:1].upper() + title[1:])


def _record(
    office: Office,
    dossier: MeetingDossier,
    sending: Sending,
    period: Period,
    *,
    channel: SummonsChannel,
    letters: int,
) -> Summons:
    number = len(dossier.summonses) + 1
    held_on = dossier.meeting.held_on
    return Summons(
        id=key(dossier.meeting.id, "summons", number),
        meeting_id=dossier.meeting.id,
        number=number,
        kind=sending.kind,
        channel=channel,
        sent_at=office.now,
        held_on=held_on,
        agenda_sha256=agenda_sha256(dossier),
        papers_sha256=papers_sha256(dossier.papers),
        notice_days=period.days,
        latest_on=latest_sending(held_on, period, office.calendar.everyday),
        is_in_time=not sending.is_late,
        is_urgent=sending.is_urgent,
        letters_count=letters,
        sentence=sending.sentence,
    )
