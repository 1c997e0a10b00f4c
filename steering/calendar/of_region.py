"""The calendar of a region, as its profile tells it."""

from steering.calendar.layout import Body
from steering.calendar.notice import Period
from steering.calendar.planner import Ground
from steering.calendar.spans import Span
from steering.calendar.working_days import RegionCalendar
from steering.cycle import CYCLE
from steering.profile import Profile, bodies


def region_calendar(region: bodies.Region) -> RegionCalendar:
    """Holidays and breaks of a region. It refuses to guess; running work takes its `everyday`."""
    return RegionCalendar(
        land_code=region.land_code,
        school_holidays=spans(region.school_holiday),
        council_breaks=spans(region.council_break),
    )


def spans(told: tuple[bodies.Span, ...]) -> tuple[Span, ...]:
    """Spans of the profile without what is said about them."""
    return tuple(Span(title=span.title, from_on=span.from_on, to_on=span.to_on) for span in told)


def ground_of(profile: Profile, *, first_stage: str = CYCLE[0].key) -> Ground:
    """What a plan of the region rests on, from the first stage that is still to come."""
    region = profile.region
    return Ground(
        calendar=region_calendar(region),
        timings=profile.process.stage,
        bodies=tuple(_body(profile, committee) for committee in profile.committees.committee),
        council_terms=spans(region.council_term),
        fiscal_year_starts=region.fiscal_year_starts,
        first_stage=first_stage,
    )


def _body(profile: Profile, committee: bodies.Committee) -> Body:
    rules = profile.rule_books[committee.key].default
    papers = None if rules.papers_days is None else Period(days=rules.papers_days, unit=rules.papers_unit)
    listed = [each.held_on for each in profile.region.council_meeting if each.committee == committee.key]
    return Body(
        key=committee.key,
        title=committee.title,
        notice=Period(days=rules.notice_days, unit=rules.notice_unit),
        papers=papers,
        meets_on=frozenset(listed),
    )
