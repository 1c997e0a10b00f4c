"""Generated tables in each layout, with every sign of the offices: what was written is what is read."""

import math

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from steering.sources.symbols import dictionary
from tests.steering.sources.flat_tables import (
    MEN,
    NEW_HEAD,
    OLD_HEAD,
    WOMEN,
    a_cube,
    new_file,
    new_row,
    old_file,
    old_row,
)
from tests.steering.sources.tables import a_table, read_text

SIGNS = sorted(dictionary("genesis").signs)
MARKS = dictionary("genesis").marks
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.tuples(st.integers(0, 10**6), st.integers(0, 999)).map(lambda pair: f"{pair[0]},{pair[1]:03d}"),
    st.integers(1, 10**6).map(lambda number: f"-{number}"),
)
FIGURES = st.one_of(
    NUMBERS,
    st.sampled_from(SIGNS),
    NUMBERS.map(lambda number: f"({number})"),
    st.tuples(NUMBERS, st.sampled_from(MARKS)).map("".join),
)
SEXES = {MEN: "sex=male", WOMEN: "sex=female", ";Insgesamt": ""}
KEYS = st.sampled_from([("03358", sex) for sex in SEXES] + [("03351", sex) for sex in SEXES] + [("DG", MEN)])
FACTS = st.dictionaries(KEYS, FIGURES, min_size=1, max_size=7)


def _expected(text: str) -> float:
    number = text.strip("()").rstrip("".join(MARKS)).replace(",", ".")
    return float(number) if number and number not in SIGNS and text not in SIGNS else math.nan


def _check(cells: pd.DataFrame, facts: dict[tuple[str, str], str]) -> None:
    found = {
        (cell.region_code, cell.breakdown): (cell.raw, cell.value) for cell in cells.itertuples(index=False)
    }
    assert len(found) == len(cells) == len(facts)
    for (region, sex), text in facts.items():
        raw, value = found[region, SEXES[sex]]
        assert raw == text
        assert value == _expected(text) or math.isnan(value) == math.isnan(_expected(text)) is True


@settings(max_examples=30, deadline=None)
@given(FACTS)
def test_a_flat_file_of_the_new_form_comes_back(facts: dict[tuple[str, str], str]) -> None:
    rows = [new_row(text, region=region, sex=sex) for (region, sex), text in facts.items()]

    _check(read_text(new_file(*rows)).cells, facts)


@settings(max_examples=30, deadline=None)
@given(FACTS, st.lists(st.sampled_from(["", *MARKS]), min_size=7, max_size=7))
def test_a_flat_file_with_quality_comes_back(facts: dict[tuple[str, str], str], marks: list[str]) -> None:
    rows = [
        f"{new_row(text, region=region, sex=sex)};{mark}"
        for ((region, sex), text), mark in zip(facts.items(), marks, strict=False)
    ]

    reading = read_text(new_file(*rows, head=NEW_HEAD + ";value_q"))

    _check(reading.cells, facts)
    assert all(mark in symbol for mark, symbol in zip(marks, reading.cells["symbol"], strict=False))


@settings(max_examples=30, deadline=None)
@given(FACTS, FIGURES)
def test_a_flat_file_of_the_old_form_comes_back(facts: dict[tuple[str, str], str], other: str) -> None:
    rows = [f"{old_row(text, region=region, sex=sex)};{other}" for (region, sex), text in facts.items()]

    cells = read_text(old_file(*rows, head=OLD_HEAD + ";EKF002__Einkuenfte__Tsd._EUR")).cells

    _check(cells[cells["column_number"] == 14], facts)
    assert set(cells["raw"][cells["column_number"] == 15]) == {other}


@settings(max_examples=30, deadline=None)
@given(FACTS)
def test_a_classic_table_comes_back(facts: dict[tuple[str, str], str]) -> None:
    by_region: dict[str, dict[str, str]] = {}
    for (region, sex), text in facts.items():
        by_region.setdefault(region, {})[sex] = text
    whole = {(region, sex): texts.get(sex, "7") for region, texts in by_region.items() for sex in SEXES}
    rows = [
        ";".join(["31.12.2023", region, f"  Ort {region}", *(whole[region, sex] for sex in SEXES)])
        for region in by_region
    ]

    reading = read_text(a_table(*rows, code="12411-01-01-4", heads=(";;;männlich;weiblich;Insgesamt",)))

    _check(reading.cells, whole)
    assert set(reading.cells["variable"]) == {"pop_total"}


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(KEYS, st.one_of(st.integers(0, 10**9).map(str), st.sampled_from(SIGNS)), min_size=1))
def test_a_cube_comes_back(facts: dict[tuple[str, str], str]) -> None:
    rows = [
        f"D;{region};{sex.split(';')[0] or 'INSGESAMT'};31.12.2023;{text};"
        for (region, sex), text in facts.items()
    ]

    _check(read_text(a_cube(*rows)).cells, facts)
