from datetime import date

import pytest

from steering.errors import BadProfile
from steering.indicators.defining.targets import Target, target_of
from steering.office.profiles import known
from steering.profile import examine, load
from steering.profile.targets import targets_of
from tests.steering.profile.a_profile import changed, codes, what_we_know

LATE = "target_decided_too_late"
D15 = 'is_focus = true\nfocus_area = "transitions"\n'


def with_target(decided_on: str, year: int = 2030) -> dict[str, bytes]:
    """The profile of Heidekreis with a corridor for the leavers without a certificate."""
    return changed(
        "indicators.toml",
        D15,
        f"{D15}[indicator.target]\nupper = 8.0\nyear = {year}\nuntil_year = 2034\n"
        f'resolution = "Kreistag, Vorlage 2028/17"\ndecided_on = {decided_on}\n',
    )


def a_target(**other: object) -> Target:
    facts: dict[str, object] = {
        "indicator_key": "D15",
        "low": None,
        "high": 8.0,
        "decided_on": date(2028, 12, 14),
        "resolution": "Kreistag",
        "from_year": 2030,
    }
    return Target(**{**facts, **other})  # type: ignore[arg-type]


def test_a_corridor_of_the_profile_is_given_to_the_rules_with_its_resolution() -> None:
    profile = load(with_target("2028-12-14"), what_we_know())

    assert targets_of(profile.indicators.indicator) == (
        a_target(resolution="Kreistag, Vorlage 2028/17", until_year=2034),
    )


@pytest.mark.parametrize(
    ("decided_on", "found"),
    [
        ("2030-05-31", []),
        ("2030-06-01", ["target_decided_too_late"]),
        ("2031-01-01", ["target_decided_too_late"]),
    ],
)
def test_who_leaves_school_in_2030_is_counted_from_june_on(decided_on: str, found: list[str]) -> None:
    # What the product itself knows: the earliest Land breaks up in June.
    assert codes(examine(with_target(decided_on), known()).faults) == found


@pytest.mark.parametrize(
    ("period", "judges"),
    [("2029", False), ("2030", True), ("2034/35", True), ("2034-12-31", True), ("2035", False)],
)
def test_a_corridor_judges_the_years_that_it_names(period: str, judges: bool) -> None:  # noqa: FBT001
    assert a_target(until_year=2034).judges(period) is judges


def test_of_two_corridors_the_later_resolution_holds() -> None:
    old, new = a_target(), a_target(high=7.0, decided_on=date(2031, 3, 1), from_year=2032)

    assert target_of([new, old], "D15", "2031") is old
    assert target_of([old, new], "D15", "2032") is new
    assert target_of([old, new], "E09", "2032") is None


@pytest.mark.parametrize("limits", [{"high": None}, {"low": 9.0, "high": 8.0}])
def test_a_corridor_without_room_is_none(limits: dict[str, object]) -> None:
    with pytest.raises(BadProfile):
        a_target(**limits)
