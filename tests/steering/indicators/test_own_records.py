"""What our own record knows of a delivery form."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import SQLModel

from models import (
    Attendance,
    Committee,
    CommitteeKind,
    ImplementationStatus,
    MasterplanVersion,
    Measure,
    MeasureStatus,
    Meeting,
    MeetingState,
    PlannedMeasure,
    Presence,
    VersionState,
)
from steering.indicators.measuring.own_records import own_figures
from steering.records import Records

DONE, RUNNING = ImplementationStatus.IMPLEMENTED, ImplementationStatus.IN_PROGRESS


def a_version(identity: str, adopted_on: date | None) -> MasterplanVersion:
    return MasterplanVersion(
        id=identity,
        masterplan_id="plan",
        label=identity,
        period_from_year=2019,
        period_to_year=2023,
        state=VersionState.IN_FORCE if adopted_on else VersionState.DRAFTING,
        adopted_on=adopted_on,
    )


def a_measure(
    identity: str, *told: tuple[date, ImplementationStatus], kind: str = "strategic"
) -> list[SQLModel]:
    return [
        Measure(id=identity, region_key="heidekreis", code=identity, title=identity, kind=kind),
        PlannedMeasure(id=f"2.0/{identity}", version_id="2.0", measure_id=identity),
        *(MeasureStatus(measure_id=identity, on_date=day, status=status) for day, status in told),
    ]


def known(records: list[SQLModel], origin: str = "measures", year: int = 2023) -> dict[str, int]:
    return own_figures(origin, Records(records), year)


def test_the_newest_report_of_every_strategic_measure_counts() -> None:
    records = [
        a_version("2.0", date(2018, 12, 14)),
        a_version("3.0", None),
        *a_measure("m1", (date(2021, 5, 1), RUNNING), (date(2023, 6, 1), DONE)),
        *a_measure("m2", (date(2022, 5, 1), ImplementationStatus.PERMANENT)),
        *a_measure("m3", (date(2022, 5, 1), RUNNING), (date(2024, 1, 1), DONE)),
        *a_measure("o1", kind="operational"),
    ]

    assert known(records) == {"measures_done": 2, "measures_all": 3}


@pytest.mark.parametrize(
    "records",
    [
        [],
        [a_version("2.0", date(2018, 12, 14))],
        [a_version("2.0", date(2018, 12, 14)), *a_measure("m1", (date(2022, 1, 1), DONE)), *a_measure("m2")],
        [a_version("2.0", date(2018, 12, 14)), *a_measure("m1", (date(2018, 12, 14), RUNNING))],
        [a_version("2.0", date(2024, 1, 1)), *a_measure("m1", (date(2022, 1, 1), DONE))],
    ],
    ids=["nothing", "no measure", "one without a report", "only as adopted", "a version of later"],
)
def test_where_too_little_is_known_there_is_no_figure(records: list[SQLModel]) -> None:
    assert known(records) == {}


def a_group(seats: int = 4) -> Committee:
    return Committee(
        id="group",
        region_key="heidekreis",
        key="strategy_group",
        title="Strategiegruppe",
        kind=CommitteeKind.ADVISORY_BOARD,
        seats_count=seats,
    )


def a_meeting(identity: str, **changes: object) -> Meeting:
    facts: dict[str, object] = {"held_on": date(2023, 3, 1), "state": MeetingState.MINUTES_APPROVED}
    return Meeting(id=identity, committee_id="group", **{**facts, **changes})


def present(meeting: str, *seats: str | None, presence: Presence = Presence.MEMBER) -> list[SQLModel]:
    return [
        Attendance(
            id=f"{meeting}/{presence.value}/{number}",
            meeting_id=meeting,
            number=number,
            presence=presence,
            title="Mitglied",
            seat_id=seat,
            came_at=datetime(2023, 3, 1, 17, tzinfo=UTC),
        )
        for number, seat in enumerate(seats)
    ]


def test_who_leaves_and_comes_back_is_there_once_and_a_guest_not_at_all() -> None:
    records = [
        a_group(),
        a_meeting("one"),
        *present("one", "s1", "s2", "s2"),
        *present("one", "s3", presence=Presence.DEPUTY),
        *present("one", None, presence=Presence.GUEST),
        a_meeting("two", held_on=date(2023, 9, 1), state=MeetingState.HELD, present_count=2),
        a_meeting("off", held_on=date(2023, 10, 1), state=MeetingState.CANCELLED),
        a_meeting("old", held_on=date(2022, 9, 1), present_count=4),
        a_meeting("play", held_on=date(2023, 11, 1), is_simulated=True, present_count=4),
    ]

    assert known(records, "strategy_group") == {"sg_present": 5, "sg_seats": 8}


@pytest.mark.parametrize(
    "records",
    [[], [a_group()], [a_group(), a_meeting("one")]],
    ids=["no group", "no meeting", "nobody counted"],
)
def test_a_meeting_of_which_nothing_is_known_makes_no_figure(records: list[SQLModel]) -> None:
    assert known(records, "strategy_group") == {}


def test_of_other_forms_the_record_knows_nothing() -> None:
    assert known([a_group()], "posts") == {}
