"""The classic table export: gold values of the demonstration, and every shape of the layout."""

import pytest

from steering.sources.cells import COLUMNS
from steering.sources.reading import read
from tests.steering.sources.tables import EXTRACTS, a_table, cell, read_text

# Heidekreis, computed by hand from the published tables (see docs of the extracts).
GOLD = [
    ("21111-02-06-4_2023", "lv", "2023", "", 1477),
    ("21111-02-06-4_2023", "lv_no", "2023", "", 163),
    ("21111-02-06-4_2023", "lv_no", "2023", "sex=female", 70),
    ("21111-02-06-4_2023", "lv_hsa", "2023", "", 191),
    ("21111-02-06-4_2023", "lv_mid", "2023", "", 699),
    ("21111-02-06-4_2023", "lv_fhr_school", "2023", "", 43),
    ("21111-02-06-4_2023", "lv_ahr", "2023", "", 424),
    ("21121-02-02-4_2023", "vlv", "2023", "", 543),
    ("21121-02-02-4_2023", "vlv_fhr", "2023", "sex=female", 68),
    ("21121-02-02-4_2023", "vlv_fhr_school", "2023", "", 8),
    ("13211-02-05-4_2025", "unemp", "2025", "", 5166),
    ("13211-02-05-4_2025", "unemp_lt", "2025", "", 2590),
    ("13211-02-05-4_2025", "unemp_15_25", "2025", "", 668),
    ("13211-02-05-4_2025", "unemp_for", "2025", "", 1532),
    ("13211-02-05-4_2025", "alq", "2025", "", 6.5),
    ("13211-02-05-4_2025", "alq", "2025", "sex=female", 6.7),
    ("13211-02-05-4_2025", "alq_15_25", "2025", "", 7.4),
    ("13211-02-05-4_2025", "alq_for", "2025", "", 17.2),
    ("82411-01-03-4_2021", "income_hh", "2021", "", 3166215),
    ("82411-01-03-4_2021", "income_per_head", "2021", "", 22313),
    ("12411-01-01-4_2021", "pop_total", "2021-12-31", "", 142912),
    ("12411-01-01-4_2021", "pop_total", "2021-12-31", "sex=female", 71369),
]


@pytest.mark.parametrize(("file", "variable", "period", "breakdown", "value"), GOLD)
def test_a_published_figure_of_the_heidekreis_is_read(
    file: str, variable: str, period: str, breakdown: str, value: float
) -> None:
    content = (EXTRACTS / f"{file}.csv").read_bytes()

    reading = read(content, file_name=f"{file}.csv")

    found = cell(reading, variable=variable, region_code="03358", period=period, breakdown=breakdown)
    assert found["value"] == value
    assert found["status"] == "reported"
    assert found["symbol"] == ""


def test_the_age_groups_of_the_heidekreis_add_up_to_its_inhabitants() -> None:
    content = (EXTRACTS / "12411-02-03-4_2019.csv").read_bytes()

    cells = read(content, file_name="pop.csv").cells

    groups = cells[
        (cells["region_code"] == "03358") & cells["breakdown"].astype(str).str.fullmatch(r"age=[\d+-]+")
    ]
    assert len(groups) == 17
    assert groups["value"].sum() == 140_673


def test_every_extract_has_germany_lower_saxony_and_its_45_counties() -> None:
    for path in sorted(EXTRACTS.glob("*.csv")):
        cells = read(path.read_bytes(), file_name=path.name).cells

        regions = set(cells["region_code"])

        assert {"DG", "03", "03358", "03101", "03462"} <= regions
        assert len(regions) == 47


def test_every_extract_keeps_licence_and_time_stamp() -> None:
    for path in sorted(EXTRACTS.glob("*.csv")):
        reading = read(path.read_bytes(), file_name=path.name)

        assert reading.attribution.startswith(
            "© Statistische Ämter des Bundes und der Länder, Deutschland, 20"
        )
        assert reading.attribution.endswith("Namensnennung - Version 2.0.")
        assert " / " in reading.stand
        assert reading.table_code == path.name.rsplit("_", 1)[0]
        assert reading.encoding == "cp1252"


def test_a_cell_knows_its_line_and_column_in_the_file() -> None:
    content = (EXTRACTS / "13211-02-05-4_2025.csv").read_bytes()
    lines = content.decode("cp1252").split("\n")

    cells = read(content, file_name="x.csv").cells

    for found in cells.sample(25, random_state=1).itertuples():
        text = lines[found.row_number - 1].split(";")[found.column_number - 1]
        assert float(text.replace(",", ".")) == found.value
        assert lines[found.row_number - 1].split(";")[1] == found.region_code


def test_a_key_of_no_region_is_kept_aside_with_its_line() -> None:
    reading = read_text(a_table("2023;03358;Heidekreis;5;6", "2023;99;Unbekannt;7;?"))

    (rejected,) = reading.rejected
    assert (rejected.row, rejected.column, rejected.symbol) == (8, 2, "99")
    assert rejected.reason == "unknown_region"
    assert set(reading.cells["region_code"]) == {"03358"}


def test_footnotes_that_look_like_figures_stay_footnotes() -> None:
    notes = "2023;03358;Heidekreis;1;2\n01.01.2001;\n01.01.1979; (ab Berichtsjahr 2011)"

    reading = read_text(a_table("2023;03358;Heidekreis;5;6", notes=notes))

    assert len(reading.cells) == 2
    assert "01.01.1979; (ab Berichtsjahr 2011)" in reading.footnotes


def test_the_cells_have_exactly_the_agreed_columns() -> None:
    cells = read_text(a_table("2023;03358;Heidekreis;5;6")).cells

    assert tuple(cells.columns) == COLUMNS
    assert cells["value"].dtype == "float64"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_copy_saved_in_another_encoding_reads_the_same(line_end: str, encoding: str) -> None:
    original = (EXTRACTS / "21111-02-06-4_2023.csv").read_bytes().decode("cp1252")

    copy = read(original.replace("\n", line_end).encode(encoding), file_name="copy.csv")

    assert copy.cells.equals(read(original.encode("cp1252"), file_name="original.csv").cells)


def test_a_copy_saved_by_a_spreadsheet_reads_the_same() -> None:
    original = a_table("2023;03358;Heidekreis;5;6", "2023;03;Niedersachsen;7;8")
    lines = [line + ";" * 3 for line in original.split("\n")]
    lines[0] = '"' + original.split("\n")[0] + '"' + ";" * 7

    copy = read_text("\r\n".join(lines), encoding="utf-8-sig")

    assert copy.cells.equals(read_text(original).cells)
    assert copy.stand == read_text(original).stand
    assert copy.attribution.startswith("© Statistische Ämter")


def test_the_new_first_line_is_known() -> None:
    table = a_table("2023;03358;Heidekreis;5;6").replace("GENESIS-Tabelle:", "Tabelle:")

    assert read_text(table).table_code == "11111-09-09-4"
