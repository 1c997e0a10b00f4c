"""Three years together, beside a share of few cases: which years belong together."""

from dataclasses import replace

import numpy as np
import pytest

from steering.indicators.answering.pooled_years import Definition, pooled_at
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.formula import read_formula
from steering.indicators.statistics import wilson
from tests.steering.indicators.statistics.arrays import of

CATALOGUE = load_catalogue()
D15 = CATALOGUE["D15"]
PLAIN = Definition(indicator=D15, formula=D15.formula)
YEARS = ["2021", "2022", "2023"]
COUNTS = (of(9, 7, 8), of(67, 66, 64))


def test_three_years_are_counted_together_and_called_by_their_years() -> None:
    pool = pooled_at(PLAIN, "03358", YEARS, COUNTS)

    assert pool is not None
    low, high = wilson(of(24), of(197))
    assert (pool.label, pool.k, pool.n) == ("2021–2023", 24, 197)
    assert pool.value == pytest.approx(100 * 24 / 197)
    assert pool.ci == pytest.approx((100 * low[0], 100 * high[0]))


@pytest.mark.parametrize(
    ("periods", "counts"),
    [
        (["2020", "2022", "2023"], COUNTS),
        (YEARS[1:], (of(7, 8), of(66, 64))),
        (YEARS, (of(9, np.nan, 8), of(67, 66, 64))),
        (YEARS, (of(3, 2, 3), of(9, 8, 9))),
    ],
)
def test_a_gap_and_too_few_cases_make_no_pool(
    periods: list[str], counts: tuple[np.ndarray, np.ndarray]
) -> None:
    assert pooled_at(PLAIN, "03358", periods, counts) is None


def test_years_on_both_sides_of_a_break_are_not_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "steering.indicators.answering.pooled_years.first_years", lambda *_: {2022: "otherwise"}
    )
    assert pooled_at(PLAIN, "03358", YEARS, COUNTS) is None

    monkeypatch.setattr(
        "steering.indicators.answering.pooled_years.first_years", lambda *_: {2021: "otherwise"}
    )
    assert pooled_at(PLAIN, "03358", YEARS, COUNTS) is not None


def test_a_year_that_is_known_to_mislead_is_not_added_up() -> None:
    d19 = CATALOGUE["D19"]
    defined = Definition(indicator=d19, formula=d19.formula)

    # Niedersachsen 2020: a year without Abitur at many schools.
    assert pooled_at(defined, "03358", ["2018", "2019", "2020"], COUNTS) is None
    assert pooled_at(defined, "03358", YEARS, COUNTS) is not None


def test_a_share_that_looks_back_itself_is_not_pooled() -> None:
    formula = read_formula({"kind": "share", "numerator": "mean(lv_no, -1..0)", "denominator": "lv"})
    defined = Definition(indicator=replace(D15, formula=formula), formula=formula)

    assert pooled_at(defined, "03358", YEARS, COUNTS) is None
