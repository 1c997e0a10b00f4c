"""Classic tables of the census database: marks beside the figures, measures in the rows, long keys."""

import pytest

from steering.errors import BadSource
from steering.sources.reading import Reading
from tests.steering.sources.tables import a_table, cell, read_text

# Bevölkerung kompakt, short extract. © Statistische Ämter des Bundes und der Länder, 2024, dl-de/by-2-0.
ROWS = (
    "DG;Deutschland;Insgesamt;Personen;Anzahl;82719540;e",
    "03;Niedersachsen;Insgesamt;Personen;Anzahl;7943265;e",
    "13;Mecklenburg-Vorpommern;Römisch-katholische Kirche;Personen;Anzahl;49282;()",
    "13;Mecklenburg-Vorpommern;Römisch-katholische Kirche;Personen;%;3,1;e",
    "13;Mecklenburg-Vorpommern;Evangelische Kirche;Personen;%;/;",
)


def _census(*rows: str) -> Reading:
    text = a_table(
        *rows,
        code="1000A-1018",
        titles=("Personen: Religion", "Bevölkerung kompakt (Gebietsstand 15.05.2022)"),
        heads=(";;;;;15.05.2022;",),
    )
    return read_text(text.replace("GENESIS-Tabelle", "Tabelle"))


def test_measure_and_unit_stand_in_the_rows() -> None:
    reading = _census(*ROWS)

    assert reading.title == "Personen: Religion"
    nation = cell(reading, variable="Personen", region_code="DG")
    assert (nation["value"], nation["unit"], nation["symbol"], nation["raw"]) == (
        *(82_719_540, "Anzahl"),
        *("e", "82719540"),
    )
    assert (nation["row_number"], nation["column_number"], nation["period"]) == (5, 6, "2022-05-15")
    share = cell(reading, variable="Personen (%)", breakdown="item=Römisch-katholische Kirche")
    assert (share["value"], share["unit"]) == (3.1, "%")


def test_a_mark_beside_a_figure_belongs_to_it() -> None:
    cells = _census(*ROWS).cells

    assert cells["status"].tolist() == [
        *("reported", "reported", "limited_reliability", "reported", "too_uncertain"),
    ]
    assert cells["raw"].tolist() == ["82719540", "7943265", "49282", "3,1", "/"]


def test_marks_may_stand_between_the_figures() -> None:
    reading = read_text(
        a_table(
            "03358;Heidekreis;5;e;7;()", heads=(";;2022;;2022;", ";;Personen;;Fläche;"), titles=("Z", "S")
        )
    )

    assert reading.cells["column_number"].tolist() == [3, 5]
    assert reading.cells["status"].tolist() == ["reported", "limited_reliability"]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("13;Mecklenburg-Vorpommern;Insgesamt;Personen;Anzahl;5;7", "ragged_row", None),
        ("13;Mecklenburg-Vorpommern;Insgesamt;Personen;Anzahl;5;/", "contradicting_quality", 7),
        ("13;Mecklenburg-Vorpommern;Insgesamt;Personen;Anzahl;5;e;9", "ragged_row", None),
    ],
)
def test_what_is_no_mark_stops_the_file(row: str, code: str, place: int | None) -> None:
    with pytest.raises(BadSource) as refused:
        _census(*ROWS, row)

    assert (refused.value.code, refused.value.facts["row"]) == (code, 10)
    assert refused.value.facts.get("column") == place


def test_a_time_may_stand_alone_below_the_heads_and_keys_may_be_long() -> None:
    """The English form, as the census database writes it."""
    text = a_table(
        *("2022-05-15;;;;", "010515163003;Averlak;568;9.06;63"),
        code="1000A-0001",
        titles=("Persons: Official population and area", "Population in brief (territory on 15 May 2022)"),
        heads=(";;Persons;Area;Population density", ";;number;km²;Inh/km²"),
        footer="__________\n© Federal Statistical Office\nStatus: 28.07.2024 / 15:07:44",
    )

    reading = read_text(text.replace("GENESIS-Tabelle", "Tabelle"))

    area = cell(reading, variable="Area")
    assert (area["value"], area["region_code"], area["period"], area["unit"]) == (
        *(9.06, "01051003"),
        *("2022-05-15", "km²"),
    )
    assert (area["row_number"], area["column_number"]) == (7, 4)


def test_laender_with_their_keys_are_read_by_the_keys() -> None:
    reading = read_text(a_table("03;Niedersachsen;5", "13;Mecklenburg-Vorpommern;6", heads=(";;2022",)))

    assert reading.cells["region_code"].tolist() == ["03", "13"]
