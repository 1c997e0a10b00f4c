"""Computing anew after a change: what is left out would have come out the same."""

from dataclasses import replace
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.computing import ComputedValue, compute
from steering.indicators.measuring.recomputing import ChangedCell, _needed, affected, recompute
from tests.steering.indicators.cells import a_cell, cells

CATALOGUE = load_catalogue()
CHOSEN = [CATALOGUE[key] for key in ("D15", "D17", "D20", "D21", "A02", "A12")]
COUNTIES = tuple(f"033{number}" for number in range(51, 63))
REGIONS = (*COUNTIES, "03", "DG")
YEARS = tuple(str(year) for year in range(2015, 2024))


def the_cells() -> list[dict[str, Any]]:
    """Leavers, people and unemployed of twelve counties over nine years."""
    rows = []
    for place, region in enumerate(REGIONS):
        size = 100_000 if len(region) == 2 else 900 + 7 * place
        for number, year in enumerate(YEARS):
            told = {
                ("lv", ""): size,
                ("lv_no", ""): size // 10 - place % 4 + number,
                ("lv_hsa", ""): size // 8 + place % 3,
                ("lv", "sex=female"): size // 2,
                ("lv_no", "sex=female"): size // 25,
                ("vlv_hsa", ""): size // 9 + number,
            }
            rows += [
                a_cell(name, float(figure), region_code=region, period=year, breakdown=breakdown)
                for (name, breakdown), figure in told.items()
            ]
            day = {"region_code": region, "period": f"{year}-12-31", "reference_time": "date_31_12"}
            rows.append(a_cell("pop_total", float(100 * size + 11 * number), **day))
            mean = {"region_code": region, "period": year, "reference_time": "annual_mean"}
            rows += [
                a_cell("unemp", float(size), **mean),
                a_cell("unemp_lt", float(size // 3 + number), **mean),
            ]
    return rows


CELLS = the_cells()


def by_identity(values: list[ComputedValue]) -> dict[tuple[str, str, str], ComputedValue]:
    return {(each.indicator_key, each.region_code, each.period): each for each in values}


def computed(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], ComputedValue]:
    return by_identity(compute(CHOSEN, cells(rows), land_code="03", peers=COUNTIES))


BEFORE = computed(CELLS)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[list[dict[str, Any]], set[ChangedCell]]:
    """The same cells later: some revised, some secret."""
    touched = draw(
        st.dictionaries(st.integers(0, len(CELLS) - 1), st.sampled_from(["up", "secret"]), max_size=4)
    )
    rows = [dict(row) for row in CELLS]
    for number, what in touched.items():
        secret = {"value": None, "status": "confidential"}
        rows[number] |= secret if what == "secret" else {"value": rows[number]["value"] + 5}
    return rows, {
        ChangedCell(variable=str(CELLS[number]["variable"]), period=str(CELLS[number]["period"]))
        for number in touched
    }


@settings(max_examples=20)
@given(revisions())
def test_what_is_computed_anew_is_what_a_whole_computing_gives_and_all_else_is_unchanged(
    revised: tuple[list[dict[str, Any]], set[ChangedCell]],
) -> None:
    rows, changed = revised

    anew = by_identity(
        recompute(CHOSEN, cells(rows), affected(CHOSEN, changed), land_code="03", peers=COUNTIES)
    )

    whole = computed(rows)
    assert {key: replace(value, inputs=()) for key, value in anew.items()} == {
        key: replace(whole[key], inputs=()) for key in anew
    }
    assert {key for key, value in whole.items() if value != BEFORE[key]} <= set(anew)


def test_a_figure_bears_on_the_years_that_look_back_at_it() -> None:
    periods = affected([CATALOGUE["A02"]], {ChangedCell(variable="pop_total", period="2016-12-31")})

    assert periods == {"A02": frozenset({"2016", "2021"})}


def test_shares_of_one_whole_are_computed_together() -> None:
    periods = affected(CHOSEN, {ChangedCell(variable="lv_hsa", period="2022")})

    assert periods == {"D15": frozenset({"2022"}), "D17": frozenset({"2022"})}


def test_no_change_computes_nothing() -> None:
    nothing = affected(CHOSEN, set())

    assert recompute(CHOSEN, cells(CELLS), nothing, land_code="03", peers=COUNTIES) == []


def laid_out(indicators: list[Indicator], table: pd.DataFrame, changed: ChangedCell) -> int:
    periods = affected(indicators, {changed})
    chosen = {each.key: each for each in indicators if each.key in periods}
    return len(_needed(table, chosen, periods))


def test_what_is_laid_out_grows_with_the_change_and_not_with_the_store() -> None:
    table = cells(CELLS)
    changed = ChangedCell(variable="unemp_lt", period="2020")

    few = laid_out(CHOSEN, table, changed)
    other = table.assign(variable="another", id=table["id"] + len(table))
    many = laid_out(CHOSEN, pd.concat([table, other], ignore_index=True), changed)

    assert few == many == 2 * len(REGIONS)
