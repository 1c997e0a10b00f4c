"""Rules about measures that several stages share."""

from collections.abc import Iterable

from models import Committee, Disposition, Fate, PlannedMeasure

LEAVES = frozenset({Disposition.COMPLETED, Disposition.DROPPED})


def leaves_the_plan(disposition: Disposition) -> bool:
    """Whether a measure is reviewed but no longer part of the new version's count."""
    return disposition in LEAVES


def confirmed(fates: Iterable[Fate]) -> list[Fate]:
    """The confirmed fates of the newest round, in the order of their measures."""
    listed = list(fates)
    newest = max((fate.round for fate in listed), default=0)
    return sorted(
        (fate for fate in listed if fate.round == newest and fate.is_confirmed),
        key=lambda fate: fate.measure_id,
    )


def route_of(planned: PlannedMeasure) -> list[str]:
    """The committees that a measure goes through, in order, by key."""
    return [step.strip() for step in planned.route.split(">") if step.strip()]


def ends_with_a_deciding_body(planned: PlannedMeasure, committees: Iterable[Committee]) -> bool:
    """Whether the route of a measure ends where it can be decided."""
    deciding = {committee.key for committee in committees if committee.decides}
    route = route_of(planned)
    return bool(route) and route[-1] in deciding
