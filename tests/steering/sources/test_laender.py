"""Tables of Länder print names and no keys; only whole, known names stand for a key."""

import pytest

from steering.errors import BadSource
from steering.sources.reading import Reading, read

HEAD = """GENESIS-Tabelle: 12411-0010
Bevölkerung: Bundesländer, Stichtag;;
Fortschreibung des Bevölkerungsstandes;;
Bevölkerungsstand (Anzahl);;
;Stichtag;Stichtag
;31.12.1958;31.12.2018
"""
FOOT = "__________\n© Statistisches Bundesamt (Destatis), 2020\nStand: 24.02.2020 / 00:00:36\n"


def table(*rows: str) -> Reading:
    text = HEAD + "".join(f"{row}\n" for row in rows) + FOOT
    return read(text.encode("cp1252"), file_name="12411-0010.csv")


def test_names_of_laender_stand_for_their_keys() -> None:
    cells = table("Baden-Württemberg;7433007;11069533", "Brandenburg;-;2511917", "Insgesamt;1;2").cells

    assert list(cells["region_code"]) == ["08", "08", "12", "12", "DG", "DG"]
    assert list(cells["value"].dropna()) == [7433007, 11069533, 2511917, 1, 2]
    assert list(cells["column_number"]) == [2, 3] * 3


def test_years_may_stand_before_the_laender() -> None:
    text = HEAD.replace(";Stichtag;Stichtag\n;31.12.1958;31.12.2018\n", ";;männlich\n")
    rows = "2017;Bayern;1\n2018;Bayern;2\n2018;Hessen;3\n"

    cells = read((text + rows + FOOT).encode("cp1252"), file_name="t.csv").cells

    assert list(zip(cells["period"], cells["region_code"], strict=True)) == [
        ("2017", "09"),
        ("2018", "09"),
        ("2018", "06"),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("Bayern;1;2", "Neue Länder;3;4"), "no_region_column"),
        (("Bayern;1;2", "Bayern;3;4"), "duplicate_key"),
        (("Insgesamt;1;2", "Deutschland;3;4"), "no_region_column"),
    ],
)
def test_any_other_name_is_refused(rows: tuple[str, ...], code: str) -> None:
    with pytest.raises(BadSource) as refusal:
        table(*rows)

    assert refusal.value.code == code
