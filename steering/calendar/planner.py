"""The backward planner: from the day of the Kreistag to the latest day of everything before it.

The plan rests on the tables of holidays and refuses to guess beyond them. It is a pure function of
the profile, the day of the Kreistag and the day on which the work begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from steering.calendar.layout import Body, Layout, Step, StepKind, lay_out
from steering.calendar.spans import Span
from steering.calendar.working_days import RegionCalendar
from steering.cycle import CYCLE, place_of
from steering.errors import BadUsage
from steering.profile.plans import StageTiming

DRAFT = "draft_plan"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a plan rests on: the calendar, the times of the stages, the committees, terms and budget."""

    calendar: RegionCalendar
    timings: tuple[StageTiming, ...]
    bodies: tuple[Body, ...]
    council_terms: tuple[Span, ...] = ()
    fiscal_year_starts: str = "01-01"
    first_stage: str = CYCLE[0].key

    def layout(self) -> Layout:
        """The network of the stages that are still to come."""
        stages = CYCLE[place_of(self.first_stage) - 1 :]
        return lay_out(stages, self.timings, {body.key: body for body in self.bodies}, self.calendar)


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step with its days: the latest that still reach the Kreistag, and the earliest."""

    step: Step
    latest_begin: date
    latest_end: date
    earliest_begin: date
    earliest_end: date
    slack: int
    is_critical: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The days of a revision, planned backward from the Kreistag.

    `slack` counts the working days by which a step may slip if the revision begins on `begins_on`.
    A step is critical if nothing of it is left when the revision begins on `latest_begin`.
    """

    council_on: date
    begins_on: date
    latest_begin: date
    earliest_council: date
    steps: tuple[PlannedStep, ...]
    driven_by: tuple[str, ...]
    layout: Layout
    ground: Ground

    @property
    def days_missing(self) -> int:
        """How many working days are missing at the beginning; 0 if the plan holds."""
        return max(0, self.ground.calendar.working_days_between(self.latest_begin, self.begins_on))

    @property
    def is_feasible(self) -> bool:
        """Whether the Kreistag can be reached from the beginning."""
        return self.begins_on <= self.latest_begin

    def planned(self, key: str) -> PlannedStep:
        """The days of the step with this key."""
        return next(each for each in self.steps if each.step.key == key)


def plan_backward(ground: Ground, council_on: date, *, begins_on: date | None = None) -> Plan:
    """The plan whose last gate is the meeting of the Kreistag on a day on which it may meet.

    Without a beginning the plan begins as late as it can. Raises BadUsage for a day on which the
    Kreistag cannot meet (`planner_day`); ask `why_not` first.
    """
    layout = ground.layout()
    network = layout.network
    if not network.node(layout.last).may_be(council_on, ground.calendar):
        raise BadUsage(f"The council may not meet on {council_on}.", code="planner_day", on=council_on)
    latest = network.latest({layout.last: council_on})
    tight = network.earliest({layout.first: latest[layout.first]})
    begins = latest[layout.first] if begins_on is None else ground.calendar.next_working(begins_on)
    earliest = network.earliest({layout.first: begins})
    return Plan(
        council_on=council_on,
        begins_on=begins,
        latest_begin=latest[layout.first],
        earliest_council=earliest[layout.last],
        steps=tuple(_planned(step, ground.calendar, latest, earliest, tight) for step in layout.steps),
        driven_by=_steps_of(layout, network.driving(earliest, layout.last)),
        layout=layout,
        ground=ground,
    )


def plan_forward(ground: Ground, begins_on: date) -> Plan:
    """The plan of a revision, or of its rest, that reaches the Kreistag as early as it can.

    For a running revision the ground begins with the stage that is open, on the day on which it was opened.
    """
    layout = ground.layout()
    first = ground.calendar.next_working(begins_on)
    council_on = layout.network.earliest({layout.first: first})[layout.last]
    return plan_backward(ground, council_on, begins_on=first)


def _planned(
    step: Step,
    calendar: RegionCalendar,
    latest: dict[str, date],
    earliest: dict[str, date],
    tight: dict[str, date],
) -> PlannedStep:
    return PlannedStep(
        step=step,
        latest_begin=latest[step.begins],
        latest_end=latest[step.ends],
        earliest_begin=earliest[step.begins],
        earliest_end=earliest[step.ends],
        slack=calendar.working_days_between(earliest[step.ends], latest[step.ends]),
        is_critical=tight[step.ends] == latest[step.ends],
    )


def _steps_of(layout: Layout, chain: Sequence[str]) -> tuple[str, ...]:
    """The steps that take time on a chain of days."""
    pairs = set(pairwise(chain))
    return tuple(
        step.key
        for step in layout.steps
        if (step.kind in {StepKind.ANSWERS, StepKind.WORK} and (step.begins, step.ends) in pairs)
        # A gate takes its time, whether its question or its summons is what the meeting waits for.
        or (step.kind is StepKind.GATE and step.ends in chain)
    )


@dataclass(frozen=True, kw_only=True)
class Delay:
    """What a late step moves: the draft and the Kreistag, in working days, and their new days."""

    draft_days: int
    council_days: int
    draft_on: date | None
    council_on: date


def delay_effect(plan: Plan, step_key: str, working_days: int) -> Delay:
    """By how much the draft and the Kreistag move if a step ends so many working days late.

    A delay first uses up what slack there is; the Kreistag then moves to the next day on which it may
    meet.
    """
    calendar, layout = plan.ground.calendar, plan.layout
    network = layout.network
    ends = layout.step(step_key).ends
    begins = {layout.first: plan.begins_on, layout.last: plan.council_on}
    before = network.earliest(begins)
    late = calendar.add_working_days(before[ends], working_days)
    held_back = replace(
        network,
        nodes=tuple(replace(node, not_before=late) if node.key == ends else node for node in network.nodes),
    )
    after = held_back.earliest(begins)
    draft = _draft_of(layout)
    return Delay(
        draft_days=calendar.working_days_between(before[draft], after[draft]) if draft else 0,
        council_days=calendar.working_days_between(before[layout.last], after[layout.last]),
        draft_on=after[draft] if draft else None,
        council_on=after[layout.last],
    )


def last_harmless_end(plan: Plan, step_key: str) -> date:
    """The last day on which a step may end without moving the draft; without a draft, the Kreistag.

    A step that the draft does not wait for may end on any day that the plan knows.
    """
    layout, network = plan.layout, plan.layout.network
    until = _draft_of(layout) or layout.last
    reached = network.earliest({layout.first: plan.begins_on, layout.last: plan.council_on})
    return network.latest({until: reached[until]}).get(layout.step(step_key).ends, plan.council_on)


def _draft_of(layout: Layout) -> str | None:
    return next((step.ends for step in layout.steps if step.key == DRAFT), None)
