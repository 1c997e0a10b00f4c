"""Damaged flat files: each is refused with its own reason, its line and its column."""

import re

import pytest

from steering.errors import BadSource
from tests.steering.sources.flat_tables import MEN, NEW_HEAD, OLD_HEAD, new_file, new_row, old_file, old_row
from tests.steering.sources.tables import read_text

GOOD = new_row("5")
QUALITY = NEW_HEAD + ";value_q"


def _quality(figure: str, sign: str) -> str:
    return new_file(new_row("1", sex=MEN) + ";e", new_row(figure) + f";{sign}", head=QUALITY)


CASES = [
    ("no_rows", 1, None, new_file()),
    ("flat_column_missing", 1, None, new_file(GOOD, head=NEW_HEAD.replace(";time;", ";Zeitpunkt__x__y;"))),
    (
        "flat_column_missing",
        1,
        None,
        new_file(GOOD, head=NEW_HEAD.replace("2_variable_label", "3_variable_label")),
    ),
    ("flat_column_unknown", 1, 14, new_file(GOOD, head=NEW_HEAD.replace(";value;", ";wert;"))),
    ("flat_column_twice", 1, 15, new_file(GOOD, head=NEW_HEAD.replace("value_unit", "value"))),
    ("flat_column_twice", 1, 15, old_file(old_row("5;6"), head=OLD_HEAD + ";" + OLD_HEAD.rsplit(";", 1)[1])),
    ("ragged_row", 3, None, new_file(GOOD, GOOD.rsplit(";", 1)[0])),
    ("ragged_row", 3, None, new_file(GOOD, GOOD + ";7")),
    ("ragged_row", 3, None, old_file(old_row("5"), old_row("5").split(";", 5)[5])),
    ("shifted_row", 3, 1, old_file(old_row("5"), old_row("5").split(";", 5)[5] + ";" * 5)),
    ("open_quote", 3, None, new_file(GOOD, new_row("6", name='"Celle'))),
    ("lost_leading_zero", 3, 8, new_file(GOOD, new_row("6", region="3351", name="Celle"))),
    ("lost_leading_zero", 3, 8, new_file(GOOD, new_row("6", region="3", name="Niedersachsen"))),
    ("lost_leading_zero", 3, 8, new_file(GOOD, new_row("6", region="33580000024", name="Walsrode"))),
    ("bad_region_key", 3, 8, new_file(GOOD, new_row("6", region="", name="Celle"))),
    ("bad_region_key", 3, 8, new_file(GOOD, new_row("6", region="DE92", name="Hannover"))),
    ("shifted_row", 3, 9, new_file(GOOD, new_row("6", region="03351", name="5"))),
    ("shifted_row", 3, 6, new_file(GOOD, new_row("6", level="GES;Geschlecht"))),
    ("shifted_row", 3, 13, new_file(GOOD, new_row("6", sex=";männlich"))),
    ("no_region_column", 2, None, new_file(new_row("5", level="NEU;Neu", region="01", name="Wein"))),
    (
        "two_regions",
        2,
        12,
        new_file(GOOD.replace("GES;Geschlecht;;Insgesamt", "DLAND;Herkunft;03;Niedersachsen")),
    ),
    ("two_statistics", 3, None, new_file(GOOD, new_row("6").replace("12411;", "12511;"))),
    ("unknown_period", 3, 5, new_file(GOOD, new_row("6", time="45291"))),
    ("unknown_period", 3, 5, new_file(GOOD, new_row("6", time="2023-02-30"))),
    ("unknown_period", 3, 5, new_file(GOOD, new_row("6", time="2023-02P3M"))),
    ("duplicate_observation", 3, 14, new_file(GOOD, new_row("6"))),
    ("empty_cell", 3, 14, new_file(GOOD, new_row("", sex=MEN))),
    ("unclear_number", 3, 14, new_file(GOOD, new_row("1.234", sex=MEN))),
    ("unclear_number", 3, 14, new_file(GOOD, new_row("1 234", sex=MEN))),
    ("unknown_symbol", 3, 14, new_file(GOOD, new_row("?", sex=MEN))),
    ("unknown_symbol", 3, 18, _quality("5", "q")),
    ("contradicting_quality", 3, 18, _quality("5", ".")),
    ("contradicting_quality", 3, 18, _quality("5", "/")),
    ("unknown_unit", 3, 14, new_file(GOOD, new_row("6", sex=MEN, measure="MeasureUnitNotFound!;BEVSTD;B"))),
    ("unknown_unit", 3, 14, new_file(GOOD, new_row("6", sex=MEN, measure=";BEVSTD;B"))),
    (
        "unknown_unit",
        2,
        14,
        old_file(old_row("5"), head=OLD_HEAD.replace("__Anzahl", "__MeasureUnitNotFound!")),
    ),
    ("unclear_number", 2, 14, new_file(new_row("5,5")).replace("Stichtag", "Reference date")),
    (
        "unclear_number",
        2,
        14,
        re.sub(
            r"Stichtag|Anzahl|Insgesamt|Geschlecht|Kreise[^;]*", "Mot", new_file(new_row("5,5", sex="A;Mot"))
        ),
    ),
]


@pytest.mark.parametrize(
    ("code", "row", "column", "text"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)]
)
def test_a_damaged_flat_file_is_refused_with_its_place(
    code: str, row: int, column: int | None, text: str
) -> None:
    with pytest.raises(BadSource) as refused:
        read_text(text, encoding="utf-8")

    facts = refused.value.facts
    assert (refused.value.code, facts["row"], facts["column"]) == (code, row, column)


def test_a_double_names_both_lines() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(new_file(GOOD, new_row("6", sex=MEN), GOOD))

    assert (refused.value.facts["other_row"], refused.value.facts["row"]) == (2, 4)
