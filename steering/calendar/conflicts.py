"""Why a plan does not hold, in codes and facts that a text can word, and what would mend it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from steering.calendar.layout import Layout, Step
from steering.calendar.network import Lag, Node
from steering.calendar.planner import Ground, Plan
from steering.calendar.spans import Span
from steering.calendar.working_days import A_DAY, RegionCalendar, months_later
from steering.cycle import CYCLE, place_of
from steering.errors import NotThere

# A resolution near a change of term is at risk.
MONTHS_AROUND_A_CHANGE = 3
# Only the first three stages may be open beside each other.
STAGES_THAT_OVERLAP = 3
LONG_HOLIDAYS = timedelta(days=10)


@dataclass(frozen=True, kw_only=True)
class Mend:
    """One thing that would make room, and how many working days it gains at most."""

    code: str
    gains: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A constraint that the plan breaks; `missing` counts the working days that are lacking.

    A caution breaks nothing: the council should know it before it fixes the day.
    """

    code: str
    missing: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()
    is_caution: bool = False


def why_not(ground: Ground, council_on: date) -> Conflict | None:
    """Why the Kreistag cannot meet on a day, and the nearest days on which it can."""
    layout = ground.layout()
    network, council = layout.network, layout.network.node(layout.last)
    if council.may_be(council_on, ground.calendar):
        return None
    before = network.previous(council, council_on)
    mends = [Mend(code="earlier_day", facts={"on": before})]
    # Beyond the holidays that are known no day is proposed.
    with suppress(NotThere):
        mends.append(Mend(code="later_day", facts={"on": network.next(council, council_on)}))
    return Conflict(
        code="no_meeting_day",
        missing=ground.calendar.working_days_between(before, council_on),
        facts={"on": council_on, **_reason(council, council_on, ground.calendar)},
        mends=tuple(mends),
    )


def conflicts_of(plan: Plan, *, fiscal_year: int | None = None) -> tuple[Conflict, ...]:
    """What keeps the plan from being carried out; then what the council should know beforehand."""
    late = () if plan.is_feasible else (_too_late(plan),)
    return (*late, *_budget(plan, fiscal_year), *near_changes(plan.ground.council_terms, plan.council_on))


def budget_deadline(fiscal_year: int, starts: str) -> date:
    """The last day on which the Kreistag can decide on the budget of a fiscal year.

    The bylaw is to reach the supervision one month before the year begins (NKomVG section 114 (1)).
    """
    month, day = (int(part) for part in starts.split("-"))
    return months_later(date(fiscal_year, month, day), -1) - timedelta(days=1)


def next_fiscal_year(council_on: date, starts: str) -> int:
    """The fiscal year that follows the one in which the Kreistag meets."""
    month, day = (int(part) for part in starts.split("-"))
    return council_on.year + ((council_on.month, council_on.day) >= (month, day))


def _too_late(plan: Plan) -> Conflict:
    facts = {
        "begin": plan.begins_on,
        "latest": plan.latest_begin,
        "on": plan.council_on,
        "steps": plan.driven_by,
        "holidays": _holidays_within(plan),
    }
    later = Mend(code="later_council", facts={"on": plan.earliest_council})
    return Conflict(code="too_late", missing=plan.days_missing, facts=facts, mends=(later, *_room(plan)))


def _holidays_within(plan: Plan) -> tuple[str, ...]:
    """The long holidays that the plan has to go around."""
    calendar = plan.ground.calendar
    return tuple(
        span.title
        for span in (*calendar.school_holidays, *calendar.council_breaks)
        if span.to_on >= plan.latest_begin
        and span.from_on <= plan.council_on
        and span.to_on - span.from_on >= LONG_HOLIDAYS
    )


def _room(plan: Plan) -> list[Mend]:
    """Stages that could overlap and times that could be shortened, most gain first."""
    found = [*_overlaps(plan), *_shorter_steps(plan)]
    return sorted((mend for mend in found if mend.gains > 0), key=lambda mend: -mend.gains)


def _overlaps(plan: Plan) -> Iterator[Mend]:
    stages = [stage for stage in CYCLE[:STAGES_THAT_OVERLAP] if _is_planned(plan, stage.key)]
    for before, stage in pairwise(stages):
        beside = [
            replace(each, starts_with=before.key) if each.key == stage.key else each
            for each in plan.ground.timings
        ]
        if tuple(beside) != plan.ground.timings:
            layout = replace(plan.ground, timings=tuple(beside)).layout()
            facts = {"stage": stage.key, "beside": before.key}
            yield Mend(code="overlap", gains=_gain(plan, layout), facts=facts)


def _shorter_steps(plan: Plan) -> Iterator[Mend]:
    for key in plan.driven_by:
        step = plan.layout.step(key)
        facts = {"step": key, "days": step.days}
        yield Mend(code="shorter", gains=_gain(plan, _without(plan.layout, step)), facts=facts)


def _without(layout: Layout, step: Step) -> Layout:
    """The network without the time of a step; notice periods stay."""
    links = tuple(
        replace(link, lag=Lag())
        if (link.before, link.after) == (step.begins, step.ends) and not link.lag.is_clear
        else link
        for link in layout.network.links
    )
    return replace(layout, network=replace(layout.network, links=links))


def _gain(plan: Plan, layout: Layout) -> int:
    """How many working days later the revision could begin."""
    latest = layout.network.latest({layout.last: plan.council_on})[layout.first]
    return plan.ground.calendar.working_days_between(plan.latest_begin, latest)


def _is_planned(plan: Plan, stage_key: str) -> bool:
    return place_of(stage_key) >= place_of(plan.ground.first_stage)


def _budget(plan: Plan, fiscal_year: int | None) -> Iterator[Conflict]:
    starts = plan.ground.fiscal_year_starts
    year = fiscal_year or next_fiscal_year(plan.council_on, starts)
    last = budget_deadline(year, starts)
    if plan.council_on <= last:
        return
    yield Conflict(
        code="budget_missed",
        missing=plan.ground.calendar.working_days_between(last, plan.council_on),
        # A year is no count and bears no separator.
        facts={"on": plan.council_on, "last": last, "year": str(year)},
        mends=(
            Mend(code="council_until", facts={"on": last}),
            Mend(code="next_budget", facts={"year": str(year + 1)}),
        ),
        # Who names a fiscal year needs it; otherwise only measures that cost money are concerned.
        is_caution=fiscal_year is None,
    )


def near_changes(council_terms: Iterable[Span], council_on: date) -> Iterator[Conflict]:
    """The changes of council term that are less than three months from a day of the Kreistag."""
    # A term that ends is followed by one, whether the profile lists it already or not.
    changes = {day for term in council_terms for day in (term.from_on, term.to_on + A_DAY)}
    for change in sorted(changes):
        first = months_later(change, -MONTHS_AROUND_A_CHANGE)
        last = months_later(change, MONTHS_AROUND_A_CHANGE)
        if first <= council_on <= last:
            mends = (
                Mend(code="before_the_change", facts={"on": first - A_DAY}),
                Mend(code="after_the_change", facts={"on": last + A_DAY}),
            )
            facts = {"on": council_on, "change": change}
            yield Conflict(code="near_a_change", facts=facts, mends=mends, is_caution=True)


def _reason(council: Node, on: date, calendar: RegionCalendar) -> dict[str, object]:
    if any(day.year == on.year for day in council.listed):
        return {"reason": "not_listed", "name": ""}
    name = calendar.holiday(on) or calendar.school_holiday(on) or calendar.council_break(on)
    return {"reason": "holiday" if name else "weekend", "name": name or ""}
