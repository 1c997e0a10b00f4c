"""Classic tables as other offices write them, and as people save them again."""

import csv
import io

import pytest

from steering.errors import BadSource
from tests.steering.sources.tables import a_table, cell, read_text

# Baufertigstellungen, short extract. © IT.NRW, Düsseldorf, 2026, dl-de/by-2-0.
BUILDINGS = (
    "2025;05;Nordrhein-Westfalen;Wohngebäude insgesamt;9301;31237",
    "2025;05;Nordrhein-Westfalen;Wohnheime;40;1243",
    "2025;05;Nordrhein-Westfalen;Wohnheime;40;1243",
    "2025;05113;    Essen, krfr. Stadt;Wohngebäude insgesamt;106;767",
    "2025;05113;    Essen, krfr. Stadt;Wohnheime;-;-",
    "2025;05113;    Essen, krfr. Stadt;Wohnheime;-;-",
)
# Bevölkerung: Bundesländer, Stichtag, short extract. © Statistisches Bundesamt (Destatis), 2020.
BY_LAND = {
    "code": "12411-0013",
    "titles": ("Bevölkerung: Bundesländer", "Fortschreibung", "Bevölkerungsstand (Anzahl)"),
    "heads": (
        ";;Baden-Württemberg;Baden-Württemberg;Bayern;Bayern",
        ";;weiblich;Insgesamt;weiblich;Insgesamt",
    ),
}


def _buildings(*rows: str) -> str:
    return a_table(
        *rows,
        code="31121-06i",
        titles=("Baufertigstellungen", "Kreise - Jahr", "Statistik der Baufertigstellungen"),
        heads=(";;;;Wohngebäude;Wohnungen", ";;;;Anzahl;Anzahl"),
    ).replace("GENESIS-Tabelle", "Tabelle")


def test_codes_of_the_laender_end_with_small_letters() -> None:
    reading = read_text(_buildings(*BUILDINGS[:2]))

    assert reading.table_code == "31121-06i"
    assert cell(reading, variable="Wohnungen", breakdown="item=Wohnheime")["value"] == 1243


def test_a_table_that_was_rearranged_has_no_code() -> None:
    """Gebietsfläche: Bundesländer. © Statistisches Bundesamt, Wiesbaden 2010."""
    reading = read_text(
        a_table(
            *("Bayern;70551,57;70551,56", "Insgesamt;357114,25;357104,07"),
            code="Temporär",
            titles=("Gebietsfläche: Bundesländer, Stichtag", "Feststellung", "Gebietsfläche (qkm)"),
            heads=(";Stichtag;Stichtag", ";31.12.2006;31.12.2007"),
            footer="_____\nGebietsfläche:\n_____\n(C)opyright Statistisches Bundesamt\nStand: 22.04.2010",
        )
    )

    assert reading.table_code == ""
    found = cell(reading, region_code="DG", period="2007-12-31")
    assert (found["value"], found["reference_time"], found["column_number"]) == (357104.07, "date_31_12", 3)


def test_a_category_that_stands_twice_everywhere_is_kept_twice() -> None:
    reading = read_text(_buildings(*BUILDINGS))

    again = reading.cells[reading.cells["breakdown"] == "item=Wohnheime (2)"]
    assert again["row_number"].tolist() == [9, 9, 12, 12]
    assert again["raw"].tolist() == ["40", "1243", "-", "-"]


@pytest.mark.parametrize(
    "rows", [(*BUILDINGS[:4], BUILDINGS[4]), (*BUILDINGS[:2], *BUILDINGS[:2]), BUILDINGS[:3]]
)
def test_a_row_that_stands_twice_somewhere_only_is_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(BadSource) as refused:
        read_text(_buildings(*rows))

    assert refused.value.code == "duplicate_key"


def test_laender_stand_over_the_columns() -> None:
    reading = read_text(a_table("31.12.2016;unter 1 Jahr;52071;107119;61056;125473", **BY_LAND))

    found = cell(reading, region_code="09", variable="Bevölkerungsstand", breakdown="age=00-01;sex=female")
    assert (found["value"], found["region_name"], found["period"]) == (61_056, "Bayern", "2016-12-31")
    assert (found["row_number"], found["column_number"]) == (7, 5)


def test_months_and_quarters_make_a_period_with_their_year() -> None:
    """Lebendgeborene: Deutschland, Monate. © Statistisches Bundesamt (Destatis), 2022."""
    reading = read_text(
        a_table(
            *("2022;April;28864;27130", "2022;1. Quartal;85080;80854", "2022;Mai;...;..."),
            code="12612-0002",
            titles=("Lebendgeborene", "Statistik der Geburten", "Deutschland", "Lebendgeborene (Anzahl)"),
            heads=(";;männlich;weiblich",),
        )
    )

    assert list(dict.fromkeys(reading.cells["period"])) == ["2022-04P1M", "2022-01P3M", "2022-05P1M"]
    found = cell(reading, period="2022-04P1M", breakdown="sex=female")
    assert (found["value"], found["reference_time"], found["column_number"]) == (27_130, "part_of_year", 4)


def test_months_stand_below_their_years() -> None:
    reading = read_text(
        a_table(
            "03358;Heidekreis;5;6;7",
            heads=(";;2020;2020;2021", ";;November;Dezember;Januar"),
        )
    )

    assert list(reading.cells["period"]) == ["2020-11P1M", "2020-12P1M", "2021-01P1M"]


def test_words_that_we_know_break_down_tables_that_nobody_described() -> None:
    reading = read_text(
        a_table(
            "03358;Heidekreis;5;3;2;1",
            heads=(
                ";;2023;2023;2023;2023",
                ";;Geschlecht;Geschlecht;Geschlecht;Geschlecht",
                ";;Insgesamt;Insgesamt;weiblich;weiblich",
                ";;Deutsche;unbekannt;Deutsche;unbekannt",
            ),
        )
    )

    assert [tuple(pair) for pair in reading.cells[["variable", "breakdown"]].to_numpy()] == [
        *(("Menge | Deutsche", ""), ("Menge | unbekannt", "")),
        *(("Menge | Deutsche", "sex=female"), ("Menge | unbekannt", "sex=female")),
    ]


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")])
def test_a_copy_with_other_separators_says_the_same(separator: str, encoding: str) -> None:
    text = a_table("2023;03358;Heidekreis;1,5;6", "2023;03;  Niedersachsen;7;-")
    written = io.StringIO()
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    csv.writer(written, delimiter=separator).writerows([[*row, *[""] * (5 - len(row))] for row in rows])

    original, copy = read_text(text), read_text(written.getvalue(), encoding=encoding)

    assert copy.cells.astype("object").equals(original.cells.astype("object"))
    assert (copy.title, copy.stand, copy.footnotes) == (original.title, original.stand, original.footnotes)


def test_a_title_may_be_parted_by_its_own_commas() -> None:
    text = a_table("2023;03358;Heidekreis;5;6", titles=("Zahlen: Kreise, Jahre", "Eine Statistik"))

    assert read_text(text.replace(";", ",")).title == "Zahlen: Kreise, Jahre"


def test_a_line_for_spreadsheets_may_stand_first() -> None:
    reading = read_text("sep=;\n" + a_table("2023;03358;Heidekreis;5;6"))

    assert reading.cells["row_number"].tolist() == [8, 8]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_may_have_lost_its_mark(encoding: str) -> None:
    reading = read_text(a_table("2023;03159;Göttingen;5;6"), encoding=encoding)

    assert (reading.encoding, reading.cells["region_name"].iloc[0]) == ("utf-16", "Göttingen")


def test_letters_that_a_macintosh_destroyed_are_refused() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(a_table("2023;03159;Gˆttingen;5;6"), encoding="utf-8")

    assert refused.value.code == "destroyed_letters"
