"""Lists of people, institutions and measures are refused; tables of counts are not."""

from pathlib import Path

import pytest

from steering.errors import BadSource
from steering.sources.cells import Delivery
from steering.sources.people import refuse_lists
from steering.sources.reading import read
from templates.errors import error_text
from tests.steering.sources.tables import a_table
from tests.steering.sources.workbooks import Sheet, an_export, read_sheets

PUBLIC = Path("../shared/data/public")


def _refused(content: str) -> BadSource:
    with pytest.raises(BadSource) as refused:
        read(content.encode(), file_name="list.csv")
    return refused.value


@pytest.mark.parametrize(
    ("column", "head"),
    [
        (3, "Schule;Klasse;Geburtsdatum;Note"),
        (2, "Klasse;Vorname;Nachname"),
        (2, "Name,Vorname,Klasse"),
        (1, "Name;Straße / Hausnr.;PLZ;Ort"),
        (1, "Schüler;E-Mail"),
        (2, "Jahr;Schüler-ID;Schulform"),
        (1, "date_of_birth\tgrade"),
        (4, "Jahr;Region;Wert;geb.-dat."),
    ],
)
def test_a_list_of_people_is_refused_with_its_column(column: int, head: str) -> None:
    refused = _refused(f"Auswertung 2024\n\n{head}\n" + "x;y\n" * 3)

    assert (refused.code, refused.facts["row"], refused.facts["column"]) == ("person_level", 3, column)


def test_a_hidden_sheet_of_people_is_found_behind_a_good_table() -> None:
    good = an_export(("31.12.2021",), ("03358", "Heidekreis", 5, 6))
    people = Sheet(rows=[["Klasse", "Vorname", "Nachname"], ["4a", "x", "y"]], state="veryHidden")

    with pytest.raises(BadSource) as refused:
        read_sheets({"11111-09-09-4": good, "Rohdaten": people})

    assert (refused.value.code, refused.value.facts["sheet"]) == ("person_level", "Rohdaten")
    assert "Rohdaten" in error_text("person_level", refused.value.facts, general="bad_source").what


def test_the_words_of_a_refusal_ask_for_counts() -> None:
    refused = _refused("Klasse;Vorname;Nachname\n")

    text = error_text(refused.code, refused.facts, general="bad_source")

    assert "„Vorname“" in text.what
    assert "Blatt" not in text.what
    assert "Anzahlen" in text.mend


@pytest.mark.parametrize(
    "head",
    [
        "jahr,unter_3,3_bis_6",
        "Name;Anzahl;Jahr",
        "Region;Name;Kinder;Plätze",
        "Schulnummer;Schulname;Jahr;Schülerinnen;Schüler",
        "Geburtsjahr;weiblich;männlich",
    ],
)
def test_counts_are_no_list_of_people(head: str) -> None:
    refuse_lists(Delivery(text=f"{head}\n1;2;3\n", encoding="utf-8", file_name="counts.csv"))


def test_an_official_table_passes() -> None:
    refuse_lists(Delivery(text=a_table("2023;03358;Heidekreis;5;6"), encoding="cp1252", file_name="t.csv"))


@pytest.mark.skipif(not PUBLIC.is_dir(), reason="the published files are not at hand (../shared/data/public)")
@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("directory_list", "directory/nrw_schuldaten_2021.csv"),
        ("directory_list", "directory/berlin_kitas.csv"),
        ("directory_list", "directory/berlin_schulen_2020.csv"),
        ("measures_list", "measures/muenster_sachstand.csv"),
    ],
)
def test_a_published_list_is_refused_for_what_it_is(code: str, name: str) -> None:
    with pytest.raises(BadSource) as refused:
        read((PUBLIC / name).read_bytes(), file_name=name)

    assert refused.value.code == code
