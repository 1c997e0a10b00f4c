"""Figures that our own record holds: how many measures are done, and who came to the strategy group."""

from collections.abc import Callable, Mapping
from datetime import date

from models import (
    Attendance,
    Committee,
    ImplementationStatus,
    MasterplanVersion,
    Measure,
    MeasureStatus,
    Meeting,
    MeetingState,
    PlannedMeasure,
    Presence,
)
from steering.records import Records

KINDS = (
    Attendance,
    Committee,
    MasterplanVersion,
    Measure,
    MeasureStatus,
    Meeting,
    PlannedMeasure,
)
"""The records that are looked at."""
STRATEGY_GROUP = "strategy_group"
_DONE = (ImplementationStatus.IMPLEMENTED, ImplementationStatus.PERMANENT)
_OVER = (MeetingState.CLOSED, MeetingState.MINUTES_DRAFT, MeetingState.MINUTES_APPROVED, MeetingState.HELD)
_COUNTED = (Presence.MEMBER, Presence.DEPUTY)


def own_figures(origin_key: str, records: Records, year: int) -> dict[str, int]:
    """What the record knows of a delivery form for a year; nothing where it knows too little."""
    known = _KNOWN.get(origin_key)
    return known(records, year) if known else {}


def _measures(records: Records, year: int) -> dict[str, int]:
    """Strategic measures of the version that held at the end of the year, and how many of them are done.

    A measure of which nobody reported anything since the version was adopted is not known to be undone: then
    there is no figure.
    """
    day = date(year, 12, 31)
    adopted = [
        each
        for each in records.all(MasterplanVersion)
        if each.adopted_on is not None and each.adopted_on <= day
    ]
    if not adopted:
        return {}
    version = max(adopted, key=lambda each: (each.adopted_on or day, each.id))
    strategic = {each.id for each in records.all(Measure) if each.kind == "strategic"}
    planned = {
        each.measure_id for each in records.all(PlannedMeasure) if each.version_id == version.id
    } & strategic
    told = [
        each
        for each in records.all(MeasureStatus)
        if version.adopted_on is not None
        and version.adopted_on < each.on_date <= day
        and each.measure_id in planned
    ]
    newest = {each.measure_id: each.status for each in sorted(told, key=lambda each: each.on_date)}
    if not planned or set(newest) != planned:
        return {}
    done = sum(1 for status in newest.values() if status in _DONE)
    return {"measures_done": done, "measures_all": len(planned)}


def _attendance(records: Records, year: int) -> dict[str, int]:
    """Members or deputies present and seats, added up over the meetings of the year that were held."""
    group = next((each for each in records.all(Committee) if each.key == STRATEGY_GROUP), None)
    if group is None:
        return {}
    held = [
        each
        for each in records.all(Meeting)
        if each.committee_id == group.id
        and each.held_on.year == year
        and each.state in _OVER
        and not each.is_simulated
    ]
    present = [_present(records, meeting) for meeting in held]
    if not held or None in present:
        return {}
    return {
        "sg_present": sum(count for count in present if count is not None),
        "sg_seats": group.seats_count * len(held),
    }


def _present(records: Records, meeting: Meeting) -> int | None:
    """How many seats were filled at some time of a meeting; as the minutes say where nobody kept a list."""
    seats = {
        each.seat_id
        for each in records.all(Attendance)
        if each.meeting_id == meeting.id and each.presence in _COUNTED
    }
    return len(seats) or meeting.present_count


_KNOWN: Mapping[str, Callable[[Records, int], dict[str, int]]] = {
    "measures": _measures,
    "strategy_group": _attendance,
}
