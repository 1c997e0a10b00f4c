"""Classic tables of the English portal: English words, ISO dates, and a decimal point."""

import pytest

from steering.errors import BadSource
from tests.steering.sources.tables import a_table, cell, read_text


def _english(*rows: str, code: str = "12411-01-01-4", line: str = "GENESIS-Table") -> str:
    return (
        a_table(
            *rows,
            code=code,
            titles=("Population by sex", "Current updating of the population", "Population (number)"),
            heads=(";;2023-12-31;2023-12-31;2023-12-31", ";;Total;male;female"),
        )
        .replace("GENESIS-Tabelle", line)
        .replace("Stand:", "Status:")
    )


@pytest.mark.parametrize("line", ["GENESIS-Table", "Table"])
def test_an_english_table_gives_the_facts_of_the_german_one(line: str) -> None:
    reading = read_text(_english("03358;  Heidekreis;141627;70148;71479", line=line))

    found = cell(reading, variable="pop_total", breakdown="sex=female")
    assert (found["value"], found["period"], found["unit"]) == (71_479, "2023-12-31", "number")
    assert reading.stand == "13.03.2025 / 16:40:08"


def test_ages_are_the_same_in_english() -> None:
    text = a_table(
        *(
            "2019-12-31;03358;Heidekreis;under 3 years;5;2",
            "2019-12-31;03358;Heidekreis;75 years and over;6;3",
        ),
        *("2019-12-31;03358;Heidekreis;3 to under 6 years;7;4", "2019-12-31;03358;Heidekreis;Total;18;9"),
        code="12411-02-03-4",
        titles=("Population", "Current updating of the population", "Population (number)"),
        heads=(";;;;Total;female",),
    ).replace("GENESIS-Tabelle", "GENESIS-Table")

    cells = read_text(text).cells

    assert set(cells["variable"]) == {"pop"}
    assert [pair for pair in dict.fromkeys(cells["breakdown"]) if "sex" not in pair] == [
        "age=00-03",
        "age=75+",
        "age=03-06",
        "",
    ]


def test_a_point_is_a_decimal_sign_in_english_only() -> None:
    row = "03358;Heidekreis;1.5;2.25;3"

    assert read_text(_english(row)).cells["value"].tolist() == [1.5, 2.25, 3.0]
    with pytest.raises(BadSource) as refused:
        read_text(a_table(row, heads=(";;2023;2023;2023", ";;Insgesamt;männlich;weiblich")))
    assert refused.value.code == "unclear_number"


def test_a_comma_is_no_decimal_sign_in_english() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(_english("03358;Heidekreis;141,627;70148;71479"))

    assert (refused.value.code, refused.value.facts["column"]) == ("unclear_number", 3)


@pytest.mark.parametrize(
    ("licence", "stamp"),
    [
        ("© Statistisches Bundesamt", "created: 2021-07-21 / 20:00:51"),
        ("© Federal Statistical Office, Wiesbaden 2021", "Stand: 2021-07-21 / 20:00:51"),
    ],
)
def test_an_english_table_is_known_by_its_footer(licence: str, stamp: str) -> None:
    """The English portal calls its tables "GENESIS-Tabelle" as well; months have a column of their own."""
    text = a_table(
        *("1991;January;64.0;.", "1991;February;64.3;+0.5"),
        code="61111-0002",
        titles=("Consumer price index:", "Germany, months", "Consumer price index for Germany", "Germany"),
        heads=(";;Consumer price index;Change on previous month", ";;2015=100;in (%)"),
        footer=f"__________\n{licence}\n{stamp}",
    )

    reading = read_text(text)

    found = cell(reading, variable="Consumer price index", period="1991-02P1M")
    assert (found["value"], found["region_code"], found["row_number"], found["column_number"]) == (
        *(64.3, "DG"),
        *(9, 3),
    )
    assert reading.stand == "2021-07-21 / 20:00:51"
