"""Equations between official figures, and the rounding of the Länder."""

import pytest

from expectations.sources.equations import AGE_GROUPS, PARTS, SUMS, SumOfVariables, rounding_base, slack
from steering.indicators.formula import age_groups


def test_the_age_groups_are_those_of_the_formulas() -> None:
    assert list(AGE_GROUPS) == age_groups(0, -1)


@pytest.mark.parametrize(
    ("table_code", "region_code", "base"),
    [
        ("21111-02-06-4", "03358", 1),
        ("21111-02-06-4", "01051", 3),
        ("21121-02-02-4", "05", 5),
        ("21111-02-06-4", "DG", 1),
        ("12411-02-03-4", "05111", 1),
    ],
)
def test_a_land_rounds_its_school_statistics_only(table_code: str, region_code: str, base: int) -> None:
    assert rounding_base(table_code, region_code) == base


def test_germany_may_be_off_by_what_four_laender_round() -> None:
    # Four parts: nine for the three that round to three, ten for the one that rounds to five.
    assert slack("21121-02-02-4", "DG", 4) == 19
    assert slack("21121-02-02-4", "03", 4) == 0
    assert slack("12411-02-03-4", "DG", 17) == 0


def test_a_darunter_is_no_summand() -> None:
    summands = {part for one in SUMS if isinstance(one, SumOfVariables) for part in one.parts}

    assert summands.isdisjoint(PARTS)
