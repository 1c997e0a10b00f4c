"""Table exports as workbooks: the same cells as in the CSV file, or a refusal with their place."""

import re
from pathlib import Path

import pytest

from steering.errors import BadSource
from steering.sources.reading import read
from tests.steering.sources.tables import cell
from tests.steering.sources.workbooks import (
    FOOTER,
    HEAD,
    TITLES,
    Fault,
    Formula,
    Sheet,
    Styled,
    an_archive,
    an_export,
    entries_of,
    read_export,
    read_sheets,
)

PUBLIC = Path("../shared/data/public")
PLACES = ["row_number", "column_number"]
at_hand = pytest.mark.skipif(
    not PUBLIC.is_dir(), reason="the published tables are not at hand (../shared/data/public)"
)
GOOD = (("31.12.2021",), ("03358", "  Heidekreis", 5.0, 6.0))


def _refused(*rows: tuple[object, ...], **parts: object) -> BadSource:
    with pytest.raises(BadSource) as refused:
        read_export(*rows, **parts)
    return refused.value


@at_hand
@pytest.mark.parametrize("name", ["33111-01-02-4_2021", "12411-01-01-4_2021"])
def test_a_workbook_says_what_its_csv_twin_says(name: str) -> None:
    book = (PUBLIC / "genesis_xlsx" / f"{name}.xlsx").read_bytes()
    text = (PUBLIC / "genesis_table_csv" / f"{name}.csv").read_bytes()

    ours, twin = read(book, file_name="twin.xlsx"), read(text, file_name="twin.csv")

    assert ours.cells.drop(columns=PLACES).astype(str).equals(twin.cells.drop(columns=PLACES).astype(str))
    assert ours.cells["region_code"].nunique() == 538
    assert (ours.table_code, ours.title, ours.attribution) == (twin.table_code, twin.title, twin.attribution)
    assert ours.layout == "genesis_workbook"
    assert ours.stand.startswith("04.05.2023")


@at_hand
def test_a_workbook_keeps_the_places_of_its_sheet() -> None:
    content = (PUBLIC / "genesis_xlsx" / "52111-01-02-4_2021.xlsx").read_bytes()

    reading = read(content, file_name="branches.xlsx")

    found = cell(reading, variable="Niederlassungen", region_code="03358")
    assert (found["value"], found["period"], found["unit"]) == (5_500, "2021", "Anzahl")
    assert (found["row_number"], found["column_number"]) == (57, 3)
    assert len(reading.cells) == 538 * 5


def test_an_export_is_read_with_time_region_and_figures() -> None:
    reading = read_export(*GOOD)

    found = cell(reading, region_code="03358", variable="Menge", breakdown="sex=female")
    assert (found["value"], found["period"], found["row_number"], found["column_number"]) == (
        6.0,
        "2021-12-31",
        7,
        4,
    )
    assert reading.stand == "04.05.2023 / 21:08:51"
    assert reading.attribution.endswith("Version 2.0.")
    assert reading.footnotes == 'zu "gesamte Tabelle"\n01.01.1979; ab Berichtsjahr 2011'


def test_several_times_stand_one_below_the_other() -> None:
    reading = read_export(*GOOD, ("31.12.2020",), ("03358", "  Heidekreis", 7.0, "-"))

    assert sorted(set(reading.cells["period"])) == ["2020-12-31", "2021-12-31"]
    assert cell(reading, period="2020-12-31", variable="Menge")["value"] == 7.0


def test_two_levels_of_headings_stand_above_their_rows() -> None:
    head = (("Stichtag\nNationalität\nKreise", None, "Insgesamt", "weiblich"),)
    first = (("31.12.2021",), ("Deutsche",), ("03358", "Heidekreis", 1, 2))
    second = (("Ausländer",), ("03358", "Heidekreis", 3, 4))
    third = (("31.12.2020",), ("Deutsche",), ("03358", "Heidekreis", 5, 6))

    reading = read_export(*first, *second, *third, head=head, merged=("A4:B4",))

    told = {
        (row.period, row.breakdown, row.value) for row in reading.cells.itertuples() if row.column_number == 3
    }
    assert told == {
        ("2021-12-31", "nationality=german", 1.0),
        ("2021-12-31", "nationality=foreign", 3.0),
        ("2020-12-31", "nationality=german", 5.0),
    }


def test_a_region_named_once_holds_for_the_rows_below_it() -> None:
    head = (("Stichtag\nKreise\nHerkunft", None, None, "Insgesamt", "weiblich"),)
    rows = (
        ("31.12.2021",),
        ("03358", "Heidekreis", "Insgesamt", 9, 4),
        (None, None, "und zwar:"),
        (None, None, "Asien", 3, 1),
        ("03351", "Celle", "Insgesamt", 8, 2),
        (None, None, "Asien", 5, "-"),
    )

    reading = read_export(*rows, head=head, merged=("A4:C4",))

    asia = reading.cells[reading.cells["breakdown"].astype(str).str.contains("Asien")]
    assert list(asia["region_code"]) == ["03358", "03358", "03351", "03351"]
    assert list(asia["row_number"]) == [8, 8, 10, 10]


def test_marks_of_quality_beside_a_figure_belong_to_it() -> None:
    head = (
        ("Stichtag\nKreise", None, "Geschlecht", None, None, None),
        (None, None, "Insgesamt", None, "weiblich", None),
    )
    rows = (
        ("31.12.2021",),
        ("03358", "Heidekreis", 9, "e", 4, "p"),
        ("03351", "Celle", 8, "e", 3, "()"),
    )

    reading = read_export(*rows, head=head, merged=("A4:B5", "C4:F4", "C5:D5", "E5:F5"))

    assert list(reading.cells["raw"]) == ["9", "4 p", "8", "(3)"]
    assert list(reading.cells["column_number"]) == [3, 5, 3, 5]
    assert list(reading.cells["status"])[3] == "limited_reliability"


def test_the_time_may_stand_above_the_head() -> None:
    titles = (*TITLES[:2], ("2020",))
    rows = (("03358", "Heidekreis", 5, 6),)
    head = (("Kreise", None, "Fläche", "Wald"), (None, None, "ha", "ha"))

    reading = read_export(*rows, titles=titles, head=head, merged=("A4:B5",))

    assert set(reading.cells["period"]) == {"2020"}
    assert set(reading.cells["unit"]) == {"ha"}


def test_numbers_lose_the_noise_of_binary_fractions() -> None:
    reading = read_export(("31.12.2021",), ("03358", "Heidekreis", 0.1 + 0.2, 8.3237124e7))

    assert list(reading.cells["raw"]) == ["0,3", "83237124"]
    assert list(reading.cells["value"]) == [0.3, 83_237_124.0]


def test_a_sheet_beside_the_table_is_named() -> None:
    reading = read_sheets({"11111-09-09-4": an_export(*GOOD), "Notizen": Sheet(rows=[["Bitte prüfen"]])})

    assert [remark.code for remark in reading.remarks] == ["sheets_left_out"]


DAMAGED = [
    ("lost_leading_zero", 8, 1, (*GOOD, (3351, "Celle", 5, 6))),
    ("unknown_period", 6, 1, (("Dezember",), GOOD[1])),
    ("unknown_symbol", 8, 4, (*GOOD, ("03351", "Celle", 5, "§"))),
    ("unknown_symbol", 8, 3, (*GOOD, ("03351", "Celle", Fault("#DIV/0!"), 6))),
    ("empty_cell", 8, 4, (*GOOD, ("03351", "Celle", 5, None))),
    ("duplicate_key", 8, None, (*GOOD, GOOD[1])),
    ("ragged_row", 8, None, (*GOOD, ("03351", "Celle", 5, 6, 7))),
    ("bad_region_key", 8, 1, (*GOOD, (None, "Celle", 5, 6))),
    ("unclear_heading", 9, 1, (*GOOD, ("31.12.2020",), ("Männer",), GOOD[1])),
    ("formula_without_value", 8, 3, (*GOOD, ("03351", "Celle", Formula("SUM(A1:A2)"), 6))),
    ("auto_date", 8, 3, (*GOOD, ("03351", "Celle", Styled(45_717, "mmm yy"), 6))),
    ("year_as_date", 6, 1, ((Styled(2021, "dd.mm.yyyy"),), GOOD[1])),
    ("unknown_period", 6, 1, ((44_561,), GOOD[1])),
    ("scaled_number", 8, 4, (*GOOD, ("03351", "Celle", 5, Styled(6000, "#,##0,")))),
    ("hidden_number", 8, 4, (*GOOD, ("03351", "Celle", 5, Styled(6000, ";;;")))),
]


@pytest.mark.parametrize(
    ("code", "row", "column", "rows"), DAMAGED, ids=[f"{case[0]}-{n}" for n, case in enumerate(DAMAGED)]
)
def test_a_damaged_sheet_is_refused_with_its_place(
    code: str, row: int, column: int | None, rows: tuple[tuple[object, ...], ...]
) -> None:
    refused = _refused(*rows)

    assert (refused.code, refused.facts["row"]) == (code, row)
    assert column is None or refused.facts["column"] == column
    assert refused.facts["file"] == "export.xlsx"


def test_a_double_region_names_both_rows_of_the_sheet() -> None:
    refused = _refused(*GOOD, ("03351", "Celle", 1, 2), GOOD[1])

    assert (refused.facts["other_row"], refused.facts["row"]) == (7, 9)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("cut_off", {"footer": ()}),
        ("no_heads", {"head": (), "merged": ()}),
        ("ragged_row", {"head": (HEAD[0], (None, None, "Insgesamt", None)), "merged": ("A4:B5",)}),
        ("unclear_head", {"merged": ("A4:B5",)}),
        ("unclear_head", {"head": (HEAD[0], (None, None, None, "weiblich")), "merged": ("A4:B5", "D4:D5")}),
        ("two_times", {"titles": (*TITLES, ("31.12.2020",)), "merged": ("A5:B6", "C5:D5")}),
    ],
)
def test_a_sheet_without_one_of_its_parts_is_refused(code: str, parts: dict[str, object]) -> None:
    rows = () if code == "no_heads" else GOOD

    assert _refused(*rows, **parts).code == code


def test_a_renamed_sheet_has_lost_its_code() -> None:
    with pytest.raises(BadSource) as refused:
        read_sheets({"Tabelle1": an_export(*GOOD)})

    assert (refused.value.code, refused.value.facts["sheet"]) == ("sheet_without_code", "Tabelle1")


def test_a_sheet_of_any_name_may_say_its_code_above_its_titles() -> None:
    titles = (("Tabelle: 11111-09-09-4",), *TITLES[1:])

    reading = read_sheets({"Tabelle1": an_export(*GOOD, titles=titles)})

    assert (reading.table_code, reading.title) == ("11111-09-09-4", "Eine Statistik")


def test_two_tables_in_one_workbook_are_refused_by_name() -> None:
    with pytest.raises(BadSource) as refused:
        read_sheets({"11111-09-09-4": an_export(*GOOD), "11111-0002": an_export(*GOOD)})

    assert refused.value.code == "several_tables"
    assert "11111-0002" in str(refused.value.facts["entries"])


def test_a_workbook_of_another_kind_is_refused_with_its_sheets() -> None:
    with pytest.raises(BadSource) as refused:
        read_sheets({"Übersicht": Sheet(rows=[["Monat", "Ausgaben"], ["Mai", 5]])})

    assert (refused.value.code, refused.value.facts["sheets"]) == ("unknown_workbook", ["Übersicht"])


def test_a_row_of_figures_below_the_line_is_not_lost_in_silence() -> None:
    footer = (*FOOTER, (None,), ("03351", "Celle", 5, 6))

    refused = _refused(*GOOD, footer=footer)

    assert (refused.code, refused.facts["row"]) == ("row_below_line", 14)


@at_hand
def test_an_export_whose_merged_cells_were_split_is_refused() -> None:
    parts = entries_of((PUBLIC / "genesis_xlsx" / "33111-01-02-4_2021.xlsx").read_bytes())
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    split = re.sub(r"<mergeCells.*</mergeCells>", "", sheet)

    with pytest.raises(BadSource) as refused:
        read(an_archive({**parts, "xl/worksheets/sheet1.xml": split}), file_name="split.xlsx")

    assert refused.value.code == "unclear_head"
    assert (refused.value.facts["row"], refused.value.facts["column"]) == (3, 4)
