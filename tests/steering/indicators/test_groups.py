from dataclasses import replace

import pandas as pd
import pytest

from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import Indicator
from steering.indicators.judging.conspicuity import Group
from steering.indicators.judging.groups import groups_of
from steering.indicators.measuring.observations import observed
from tests.steering.indicators.cells import a_cell, cells

CATALOGUE = load_catalogue()


def leavers(k: float | None, n: float | None, *, period: str = "2023") -> list[dict[str, object]]:
    """Leavers of the Heidekreis without certificate and in all; of them 70 of 734 girls."""
    told = [("lv_no", "", k), ("lv", "", n), ("lv_no", "sex=female", 70), ("lv", "sex=female", 734)]
    return [a_cell(name, value, breakdown=breakdown, period=period) for name, breakdown, value in told]


def pairs(table: pd.DataFrame, indicator: Indicator = CATALOGUE["D15"]) -> list[tuple[Group, Group]]:
    found = groups_of([indicator], observed(table, ["03358", "03"]), region_code="03358", land_code="03")
    return found.get(indicator.key, [])


def test_boys_are_what_girls_leave_of_all() -> None:
    ((boys, girls),) = pairs(cells(leavers(163, 1477)))

    assert boys == Group(breakdown="sex=male", numerator=93, denominator=743)
    assert girls == Group(breakdown="sex=female", numerator=70, denominator=734)


def test_the_latest_year_that_has_a_value_counts() -> None:
    table = cells([*leavers(150, 1400, period="2022"), *leavers(None, 1477)])

    ((boys, _),) = pairs(table)

    assert boys.numerator == 80


def test_a_group_of_which_too_few_are_counted_is_not_compared() -> None:
    assert pairs(cells(leavers(72, 1477))) == []


def test_a_group_that_no_cell_tells_of_is_not_compared() -> None:
    assert pairs(cells(leavers(163, 1477)[:2])) == []


@pytest.mark.parametrize("key", ["D20", "A13"])
def test_only_shares_have_groups(key: str) -> None:
    assert pairs(cells(leavers(163, 1477)), CATALOGUE[key]) == []


def test_an_indicator_without_breakdowns_has_no_groups() -> None:
    assert pairs(cells(leavers(163, 1477)), replace(CATALOGUE["D15"], breakdowns=())) == []
