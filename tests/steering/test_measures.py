"""What several stages know of measures: who leaves, which fates count, and where a route ends."""

import pytest

from models import Committee, CommitteeKind, Disposition, Fate, PlannedMeasure
from steering.measures import confirmed, ends_with_a_deciding_body, leaves_the_plan, route_of


def a_fate(measure: str, *, number: int = 1, is_confirmed: bool = True) -> Fate:
    return Fate(
        id=f"{number}/{measure}",
        cycle_id="c",
        round=number,
        measure_id=measure,
        review_id=f"{number}/{measure}",
        disposition=Disposition.CONTINUED,
        reason="",
        is_confirmed=is_confirmed,
    )


def a_sheet(route: str) -> PlannedMeasure:
    return PlannedMeasure(id="p", version_id="v", measure_id="m", focus_area_key="f", route=route)


COMMITTEES = [
    Committee(
        id=key,
        region_key="r",
        key=key,
        title=key,
        kind=CommitteeKind.COUNTY_COUNCIL,
        seats_count=5,
        decides=decides,
    )
    for key, decides in (("county_council", True), ("strategy_group", False))
]


@pytest.mark.parametrize("disposition", list(Disposition))
def test_only_what_is_completed_or_dropped_leaves_the_plan(disposition: Disposition) -> None:
    leaves = disposition in {Disposition.COMPLETED, Disposition.DROPPED}

    assert leaves_the_plan(disposition) is leaves


def test_only_the_confirmed_fates_of_the_newest_round_count() -> None:
    fates = [
        a_fate("b", number=2),
        a_fate("a", number=1),
        a_fate("c", number=2, is_confirmed=False),
        a_fate("a", number=2),
    ]

    assert [fate.id for fate in confirmed(fates)] == ["2/a", "2/b"]
    assert confirmed([]) == []


@pytest.mark.parametrize(
    ("route", "steps", "ends"),
    [
        ("strategy_group>county_council", ["strategy_group", "county_council"], True),
        ("county_council>strategy_group", ["county_council", "strategy_group"], False),
        ("strategy_group", ["strategy_group"], False),
        ("", [], False),
        ("nowhere", ["nowhere"], False),
    ],
)
def test_a_route_ends_well_where_somebody_decides(route: str, steps: list[str], ends: bool) -> None:  # noqa: FBT001 - a table
    sheet = a_sheet(route)

    assert route_of(sheet) == steps
    assert ends_with_a_deciding_body(sheet, COMMITTEES) is ends
