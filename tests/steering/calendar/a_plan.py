"""Grounds for plans: the six stages of the cycle with short times, around the days of `a_calendar`."""

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import strategies as st

from steering.calendar.layout import Body
from steering.calendar.notice import DayUnit, Period
from steering.calendar.of_region import ground_of
from steering.calendar.planner import Ground
from steering.calendar.spans import Span
from steering.cycle import CYCLE
from steering.profile import Profile, load
from steering.profile.plans import StageTiming
from tests.steering.calendar.a_calendar import CALENDAR as SHORT
from tests.steering.profile.a_profile import heidekreis

COMMITTEES = sorted({question.committee for stage in CYCLE for question in stage.gates})
# Known long enough for plans that begin early or arrive late.
CALENDAR = replace(
    SHORT,
    school_holidays=(
        Span(title="Sommerferien", from_on=date(2026, 7, 2), to_on=date(2026, 8, 12)),
        *SHORT.school_holidays,
        Span(title="Sommerferien", from_on=date(2028, 7, 20), to_on=date(2028, 8, 30)),
    ),
)
STAGES = [stage.key for stage in CYCLE]
# A Friday in autumn 2027, after the holidays; and the earliest day on which the short plans begin.
COUNCIL_ON = date(2027, 11, 5)


@cache
def profile() -> Profile:
    return load(heidekreis())


def heidekreis_ground() -> Ground:
    return ground_of(profile())


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    timings = tuple(
        StageTiming(
            key=key,
            weeks=draw(st.integers(1, 5)),
            answer_days=draw(st.integers(1, 10)),
            gate_days=draw(st.integers(1, 8)),
            starts_with=draw(st.sampled_from([None, STAGES[place - 1]])) if place in {1, 2} else None,
        )
        for place, key in enumerate(STAGES)
    )
    periods = st.builds(Period, days=st.integers(0, 8), unit=st.sampled_from(DayUnit))
    bodies = tuple(
        Body(key=key, title=key, notice=draw(periods), papers=draw(st.none() | periods)) for key in COMMITTEES
    )
    return Ground(calendar=CALENDAR, timings=timings, bodies=bodies)


def with_body(ground: Ground, **changes: object) -> Ground:
    """The ground with the county council changed."""
    bodies = tuple(
        replace(body, **changes) if body.key == "county_council" else body  # type: ignore[arg-type]
        for body in ground.bodies
    )
    return replace(ground, bodies=bodies)
