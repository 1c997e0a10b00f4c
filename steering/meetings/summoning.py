"""The summons (Ladung): whether it comes in time, and whether a second one says what it must."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models import AgendaPaper, CommitteeKind, Meeting, Summons, SummonsKind, WaiverKind
from steering.calendar.notice import DayUnit, Period, latest_sending
from steering.calendar.working_days import RegionCalendar
from steering.decision import Attendance, Quorum, Reason, Rules, quorum_needed, quorum_of
from steering.errors import NotAllowedNow

FIRST_OF_TERM_DAYS = 7  # NKomVG section 59 (2)
# Where a body's own rules are silent; for the papers of a board nobody has a rule but common practice.
URGENT_DAYS, PAPER_DAYS = 3, 10
# In a meeting people are there, or not; by circulation they take part. That somebody doubted stands
# in the minutes beside it.
IN_A_MEETING = {
    "quorum_met": "meeting_quorum_met",
    "quorum_missed": "meeting_quorum_missed",
    "quorum_lost_on_doubt": "meeting_quorum_missed",
    "quorum_second_summons": "meeting_quorum_second_summons",
}


@dataclass(frozen=True, kw_only=True)
class MeetingRules:
    """The periods of a body for its meetings."""

    notice: Period
    urgent: Period
    first_of_term: Period
    papers: Period


def periods_of(rules: Rules) -> MeetingRules:
    """The periods that the rules of procedure name, and the usual ones where they are silent."""
    notice = Period(days=rules.notice_days, unit=DayUnit(rules.notice_unit.value))
    urgent = rules.urgent_notice_days
    first = rules.first_meeting_notice_days
    papers = rules.papers_days
    return MeetingRules(
        notice=notice,
        urgent=Period(days=min(URGENT_DAYS, notice.days) if urgent is None else urgent, unit=notice.unit),
        first_of_term=Period(days=FIRST_OF_TERM_DAYS if first is None else first),
        papers=Period(days=min(PAPER_DAYS, notice.days), unit=notice.unit)
        if papers is None
        else Period(days=papers, unit=DayUnit(rules.papers_unit.value)),
    )


@dataclass(frozen=True, kw_only=True)
class Lateness:
    """A period that a sending would not keep."""

    kind: WaiverKind
    subject: str
    latest_on: date
    period: Period


def notice_of(rules: MeetingRules, *, is_urgent: bool, is_first_of_term: bool) -> Period:
    """The notice period that holds for a meeting."""
    if is_first_of_term:
        return rules.first_of_term
    return rules.urgent if is_urgent else rules.notice


def late_papers(
    papers: Sequence[AgendaPaper], held_on: date, today: date, period: Period, calendar: RegionCalendar
) -> list[Lateness]:
    """Papers that would reach the members too late: they came, or are sent, after their last day."""
    latest = latest_sending(held_on, period, calendar)
    return [
        Lateness(kind=WaiverKind.PAPERS, subject=paper.title, latest_on=latest, period=period)
        for paper in papers
        if max(paper.laid_on, today) > latest
    ]


def late_summons(held_on: date, today: date, period: Period, calendar: RegionCalendar) -> list[Lateness]:
    """The summons itself, where it would come too late."""
    latest = latest_sending(held_on, period, calendar)
    if today <= latest:
        return []
    return [Lateness(kind=WaiverKind.NOTICE, subject="", latest_on=latest, period=period)]


def refuse_late(late: Sequence[Lateness], *, reason: str, given_by: str) -> None:
    """Refuse a late sending that nobody answers for."""
    if not late or (reason.strip() and given_by.strip()):
        return
    first = late[0]
    if first.kind is WaiverKind.PAPERS:
        raise NotAllowedNow(
            f"Papers after {first.latest_on}.",
            code="papers_late",
            titles=[each.subject for each in late],
            latest_on=first.latest_on,
            days=first.period.days,
        )
    raise NotAllowedNow(
        f"Summons after {first.latest_on}.",
        code="summons_late",
        latest_on=first.latest_on,
        days=first.period.days,
    )


def kind_of(meeting: Meeting, earlier: Sequence[Summons]) -> SummonsKind:
    """For what members are written to now."""
    if meeting.is_second_summons:
        return SummonsKind.SECOND
    return SummonsKind.AGENDA_CHANGED if earlier else SummonsKind.FIRST


def says(text: str, sentence: str) -> bool:
    """Whether a letter holds a sentence word for word; where its lines break does not matter."""
    return bool(sentence.strip()) and _flat(sentence) in _flat(text)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def refuse_without_sentence(texts: Sequence[str], sentence: str) -> None:
    """Refuse a second summons of which one letter lacks the sentence that makes it work."""
    if not all(says(text, sentence) for text in texts):
        raise NotAllowedNow("The sentence is missing.", code="sentence_missing")


def is_statutory(kind: CommitteeKind) -> bool:
    """Whether NKomVG itself rules the body; a board goes by rules of its own."""
    return kind in (
        CommitteeKind.COUNTY_COUNCIL,
        CommitteeKind.EXECUTIVE_COMMITTEE,
        CommitteeKind.STANDING_COMMITTEE,
    )


def meeting_quorum(
    rules: Rules,
    summons: Summons,
    *,
    present: int,
    filled: int,
    has_objection: bool,
    is_doubted: bool = False,
) -> Quorum:
    """Whether a meeting is quorate when it is opened, or when somebody doubts it (NKomVG s. 65).

    After a late summons only the presence of all helps, and only if nobody objects. A second
    summons makes any number enough, but only because its letters said so.
    """
    if not summons.is_in_time:
        is_healed = present >= filled > 0 and not has_objection
        figures = {"present": present, "needed": filled, "seats": rules.seats_count}
        code = "quorum_healed" if is_healed else "summons_not_proper"
        return Quorum(is_met=is_healed, reason=Reason(code=code, facts=figures))
    there = Attendance(
        present_count=present,
        is_second_summons=bool(summons.sentence),
        was_quorate=is_doubted,
        is_doubted=is_doubted,
    )
    found = quorum_of(rules, there)
    code = IN_A_MEETING.get(found.reason.code, found.reason.code)
    return replace(found, reason=replace(found.reason, code=code))


def item_quorum(rules: Rules, summons: Summons, *, present: int, recused: int) -> Quorum:
    """Whether a meeting that was quorate at its opening may vote on an item.

    What was established holds until somebody doubts it, where the rules say so; elsewhere it is
    counted for each item. Where more than half are excluded, any number may vote (s. 65 (3)).
    """
    there = Attendance(
        present_count=present,
        recused_count=recused,
        is_second_summons=bool(summons.sentence),
        was_quorate=True,
    )
    return quorum_of(rules, there)


def needed_now(rules: Rules, summons: Summons, filled: int) -> int:
    """How many must be there."""
    if not summons.is_in_time:
        return max(filled, 1)
    return 1 if summons.sentence else quorum_needed(rules)
