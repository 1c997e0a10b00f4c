"""What would go wrong in a simulated run: each trouble is a day, a code and its facts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from models import (
    Committee,
    Cycle,
    CycleState,
    Gate,
    GateState,
    Mandate,
    MasterplanVersion,
    Meeting,
    Request,
    Seat,
    StageRun,
    Voting,
)
from models.committee import CommitteeKind
from steering.addressees import active_mandates
from steering.calendar.working_days import RegionCalendar
from steering.cycle import CYCLE
from steering.cycle_calendar import next_revision_due
from steering.records import Records
from steering.simulate.mails import Load, Mail, monday

# A resolution so close to a change of term may be left to the next council.
CLOSE_TO_A_CHANGE = timedelta(days=92)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One thing that would go wrong, and when."""

    on: date
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From where on it is too much."""

    mails_a_week: int = 3
    office_a_week: int = 30


@dataclass(frozen=True, kw_only=True)
class Run:
    """A simulated run as far as its troubles depend on it."""

    records: Records
    cycle: Cycle
    first: date
    last: date
    calendar: RegionCalendar
    terms: Sequence[tuple[date, date]]
    sent: Sequence[Mail]
    loads: Sequence[Load]
    office_address: str
    entered: Mapping[date, int]
    limits: Limits
    next_plan: str


def troubles(run: Run) -> list[Trouble]:
    """Everything that would go wrong, in the order of its days."""
    found = [
        *_free_deadlines(run),
        *_committees(run),
        *_late_stages(run),
        *_of_the_plan(run),
        *_near_a_change_of_term(run),
        *_too_much_mail(run),
        *_too_much_for_the_office(run),
        *_vacant_seats(run),
    ]
    return sorted(found, key=lambda trouble: (trouble.on, trouble.code, repr(trouble.facts)))


def _free_deadlines(run: Run) -> Iterator[Trouble]:
    asked = [(each.due_on, each.title) for each in run.records.all(Request)]
    asked += [(each.due_on, each.question) for each in run.records.all(Gate)]
    for due_on, what in sorted(set(asked)):
        if why := run.calendar.why_free(due_on):
            yield Trouble(on=due_on, code="deadline_on_a_free_day", facts={"what": what, "why": why})
    for meeting in run.records.all(Meeting):
        if why := run.calendar.why_free(meeting.held_on):
            committee = run.records.by_id(Committee)[meeting.committee_id].title
            yield Trouble(
                on=meeting.held_on, code="meeting_on_a_free_day", facts={"what": committee, "why": why}
            )
    known = run.calendar.known_until
    if known is None or known < run.last:
        yield Trouble(on=known or run.first, code="school_holidays_unknown", facts={"last": run.last})


def _committees(run: Run) -> Iterator[Trouble]:
    committees = run.records.by_id(Committee)
    for gate in run.records.all(Gate):
        facts = {"committee": committees[gate.committee_id].title, "question": gate.question}
        closed_on = gate.closed_at.date() if gate.closed_at else run.last
        if gate.state is GateState.INQUORATE:
            yield Trouble(on=closed_on, code="quorum_missed", facts=facts)
        elif gate.is_escalated:
            yield Trouble(on=gate.due_on, code="quorum_late", facts=facts)
        elif gate.state in (GateState.SENT_BACK, GateState.REJECTED):
            yield Trouble(on=closed_on, code=f"gate_{gate.state}", facts=facts)
        elif gate.state is GateState.OPEN:
            yield Trouble(on=run.last, code="gate_still_open", facts=facts)


def _late_stages(run: Run) -> Iterator[Trouble]:
    runs = run.records.all(StageRun)
    for stage in CYCLE:
        rounds = sorted((each for each in runs if each.stage_key == stage.key), key=lambda each: each.round)
        ended = rounds[-1].closed_at if rounds else None
        if ended is not None and ended.date() > rounds[0].due_on:
            late = (ended.date() - rounds[0].due_on).days
            facts = {"stage": stage.key, "due": rounds[0].due_on, "days": late}
            yield Trouble(on=ended.date(), code="stage_late", facts=facts)


def _of_the_plan(run: Run) -> Iterator[Trouble]:
    versions = run.records.by_id(MasterplanVersion)
    base, target = versions[run.cycle.base_version_id], versions[run.cycle.target_version_id]
    if run.cycle.state is CycleState.OPEN:
        yield Trouble(on=run.last, code="not_finished", facts={"plan": target.label})
        return
    ends, begins = date(base.period_to_year, 12, 31), date(target.period_from_year, 1, 1)
    in_force_on = max(begins, target.adopted_on) if target.adopted_on else None
    facts = {"plan": base.label, "ends": ends, "next": target.label, "begins": in_force_on}
    if in_force_on is None:
        yield Trouble(on=run.last, code="not_adopted", facts=facts)
    elif in_force_on > ends + timedelta(days=1):
        yield Trouble(on=ends, code="plan_gap", facts=facts)
    due = next_revision_due(target)
    if due <= run.last and run.next_plan == target.label:
        yield Trouble(on=due, code="next_plan_unnamed", facts={"plan": target.label})


def _near_a_change_of_term(run: Run) -> Iterator[Trouble]:
    rounds = [each for each in run.records.all(StageRun) if each.stage_key == CYCLE[-1].key]
    for each in rounds:
        begins = each.opened_at.date()
        ends = each.closed_at.date() if each.closed_at else run.last
        for term in sorted({span[1] for span in run.terms}):
            if begins <= term + CLOSE_TO_A_CHANGE and ends >= term - CLOSE_TO_A_CHANGE:
                facts = {"stage": each.stage_key, "begins": begins, "ends": ends}
                yield Trouble(on=term, code="near_a_change_of_term", facts=facts)


def _too_much_mail(run: Run) -> Iterator[Trouble]:
    weeks: dict[date, list[tuple[int, str]]] = {}
    for load in run.loads:
        if load.address == run.office_address:
            continue
        for week, count in load.by_week.items():
            if count > run.limits.mails_a_week:
                weeks.setdefault(week, []).append((count, load.who))
    for week, over in weeks.items():
        count, who = max(over)
        facts = {"people": len(over), "most": count, "who": who, "limit": run.limits.mails_a_week}
        yield Trouble(on=week, code="too_much_mail", facts=facts)


def _too_much_for_the_office(run: Run) -> Iterator[Trouble]:
    mails = Counter(monday(mail.on) for mail in run.sent if mail.address == run.office_address)
    entered = Counter(dict.fromkeys(mails, 0))
    for day, count in run.entered.items():
        entered[monday(day)] += count
    for week in entered:
        if entered[week] + mails[week] > run.limits.office_a_week:
            facts = {"entries": entered[week], "mails": mails[week], "limit": run.limits.office_a_week}
            yield Trouble(on=week, code="office_overloaded", facts=facts)


def _vacant_seats(run: Run) -> Iterator[Trouble]:
    asked: dict[str, date] = {}
    for gate in sorted(run.records.all(Gate), key=lambda each: each.opened_at):
        asked.setdefault(gate.committee_id, gate.opened_at.date())
    for committee in run.records.all(Committee):
        if committee.id not in asked or not _is_filled_by_us(committee):
            continue
        on = asked[committee.id]
        filled = {each.seat_id for each in active_mandates(run.records.all(Mandate), on)}
        seats = [each for each in run.records.all(Seat) if each.committee_id == committee.id]
        empty = [each.title for each in seats if each.id not in filled]
        if empty:
            facts = {"committee": committee.title, "vacant": len(empty), "seats": len(seats)}
            yield Trouble(on=on, code="seats_vacant", facts=facts)


def _is_filled_by_us(committee: Committee) -> bool:
    return committee.voting is Voting.BALLOTS and committee.kind is not CommitteeKind.CONFERENCE


def entries_by_day(acts: Iterable[tuple[date, str]], counted: Iterable[str]) -> dict[date, int]:
    """How many answers, files and remarks somebody in the office has to enter on each day."""
    wanted = frozenset(counted)
    return dict(Counter(day for day, act in acts if act in wanted))
