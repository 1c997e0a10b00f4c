"""The catalogue holds what the domain lists: 76 indicators, by their names and by who has the figures."""

from collections import Counter

import pytest

from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.formula import Kind
from steering.indicators.defining.indicator import LIFE_STAGES, Computability, Direction, Principle
from steering.indicators.defining.origins import origins

CATALOGUE = load_catalogue()

# Key, who has the figures (R and P regional tables, L Land, B labour agency, K county), German name.
LISTED = """
A01 R Bevölkerungsdichte
A02 R Bevölkerungsentwicklung (5 Jahre)
A03 R Anteil unter 18-Jähriger
A04 R Jugendquotient
A05 R Anteil ausländischer Bevölkerung
A06 R Lebendgeborene je 1.000 Einw.
A07 R Bildungswanderung 18–25
A08 R Schutzsuchende je 1.000 Einw.
A09 R Kinderarmut: Kinder u15 in Bedarfsgemeinschaften
A10 R Mindestsicherungsquote
A11 R Arbeitslosenquote
A12 R Anteil Langzeitarbeitsloser
A13 R Verfügbares Einkommen je Einw.
A14 R SvB ohne Berufsabschluss (Wohnort)
A15 R SvB mit akad. Abschluss (Wohnort)
B01 K Stellenanteil Bildungsmonitoring
B02 K Anteil verstetigter Stellen
B03 K Umsetzungsgrad strategischer Maßnahmen
B04 K Teilnahme Strategiegruppe
B05 K Bildungsausgaben des Kreises je Einw. u25
C01 R Betreuungsquote u3
C02 R Betreuungsquote 3–5
C03 R Anteil Tagespflege an Betreuung u3
C04 R Ganztagsquote 3–5
C05 R Plätze je 100 Kinder u6
C06 P Kind-Fachkraft-Schlüssel (Näherung)
C07 R Männeranteil päd. Personal
C08 L Kinder mit nichtdeutscher Familiensprache in Kitas
C09 K Sprachauffällige bei Schuleingang
C10 L Zurückstellungsquote
C11 L Vorzeitige Einschulung
D01 R Schüler/innen allgemeinbildend
D02 R Schülerentwicklung 5 Jahre
D03 R Anteil ausländischer Schüler/innen
D04 R Verteilung 7. Klassenstufe nach Schulart
D05 R Gymnasialanteil 7. Klasse
D06 R Förderschulbesuchsanteil
D07 R Repräsentanz ausländ. Schüler am Gymnasium
D08 R Schüler je Schule (Grundschule)
D09 L Übergangsquote 4→5 nach Schulform
D10 L Abschulung/Aufstieg 7–9
D11 L Wiederholerquote
D12 L Mittlere Klassengröße Primar
D13 L Ganztagsschulanteil
D14 L Inklusionsanteil
D15 R Abgehende ohne Hauptschulabschluss
D16 R dito, bezogen auf Altersjahrgang
D17 R Anteil HSA
D18 R Anteil mittlerer Abschluss
D19 R Anteil allg. Hochschulreife
D20 R Geschlechterabstand ohne HSA
D21 R Nachholquote HSA an BBS
D22 K Schulabsentismus
E01 R Schüler/innen an BBS
E02 P Anteil Berufseinstiegsschule/Übergangsbereich
E03 R BBS-Abgehende mit FHR/AHR
E04 B Angebots-Nachfrage-Relation (ANR)
E05 B Unversorgte Bewerber
E06 B Unbesetzte Ausbildungsstellen
E07 B Neu abgeschlossene Ausbildungsverträge
E08 L Vertragslösungsquote
E09 R Jugendarbeitslosenquote 15–24
E10 R Arbeitslose u25 je 1.000 Einw. 15–24
E11 R SvB-Quote 15–24 (Wohnort)
F01 R Studierende am Ort je 1.000 Einw.
F02 P Studienberechtigtenquote
G01 K VHS-Weiterbildungsdichte
G02 K VHS-Belegungen je 1.000 Einw.
G03 K Integrations-/Sprachkursplätze je 100 Schutzsuchende
G04 K Alphabetisierungs-/Grundbildungsstunden
H01 K Entleihungen je Einw.
H02 K Musikschulschüler je 1.000 u18
H03 K Jugendliche in Sportvereinen
H04 L Angebote der Jugendarbeit
I01 K Einrichtungen im Navigator, aktuell
I02 K Beratungsfälle Übergang/JBA
"""
REWORDED = {
    "A06": "Lebendgeborene je 1.000 Einwohnerinnen und Einwohner",
    "A07": "Bildungswanderung (18 bis 24 Jahre)",
    "A08": "Schutzsuchende je 1.000 Einwohnerinnen und Einwohner",
    "A09": "Kinderarmut: Kinder unter 15 Jahren in Bedarfsgemeinschaften",
    "A13": "Verfügbares Einkommen je Einwohnerin und Einwohner",
    "A14": "Beschäftigte ohne Berufsabschluss (Wohnort)",
    "A15": "Beschäftigte mit akademischem Abschluss (Wohnort)",
    "B05": "Bildungsausgaben des Kreises je Einwohnerin und Einwohner unter 25 Jahren",
    "C05": "Plätze je 100 Kinder unter 6 Jahren",
    "C07": "Männeranteil am pädagogischen Personal",
    "D01": "Schülerinnen und Schüler an allgemeinbildenden Schulen",
    "D03": "Anteil ausländischer Schülerinnen und Schüler",
    "D07": "Repräsentanz ausländischer Schülerinnen und Schüler am Gymnasium",
    "D08": "Schülerinnen und Schüler je Grundschule",
    "D12": "Mittlere Klassengröße im Primarbereich",
    "D16": "Abgehende ohne Hauptschulabschluss, bezogen auf den Altersjahrgang",
    "D17": "Abgehende mit Hauptschulabschluss",
    "D18": "Abgehende mit mittlerem Abschluss",
    "D19": "Abgehende mit allgemeiner Hochschulreife",
    "D20": "Abstand der Geschlechter ohne Hauptschulabschluss",
    "D21": "Nachholquote Hauptschulabschluss an berufsbildenden Schulen",
    "E01": "Schülerinnen und Schüler an berufsbildenden Schulen",
    "E03": "Abgehende beruflicher Schulen mit Hochschul- oder Fachhochschulreife",
    "E05": "Unversorgte Bewerberinnen und Bewerber",
    "E09": "Jugendarbeitslosenquote (15 bis 24 Jahre)",
    "E10": "Arbeitslose unter 25 Jahren je 1.000 Gleichaltrige",
    "E11": "Beschäftigungsquote der 15- bis 24-Jährigen (Wohnort)",
    "F01": "Studierende am Ort je 1.000 Einwohnerinnen und Einwohner",
    "G02": "VHS-Belegungen je 1.000 Einwohnerinnen und Einwohner",
    "G03": "Integrations- und Sprachkursplätze je 100 Schutzsuchende",
    "G04": "Alphabetisierungs- und Grundbildungsstunden",
    "H01": "Entleihungen je Einwohnerin und Einwohner",
    "H02": "Musikschülerinnen und Musikschüler je 1.000 unter 18-Jährige",
    "I02": "Beratungsfälle Übergang/Jugendberufsagentur",
}
"""Names that are written out where the list abbreviates, and speak of women and men."""

ROWS = [line.split(" ", 2) for line in LISTED.strip().splitlines()]


def test_seventy_six_indicators_are_there_and_no_other() -> None:
    assert sorted(CATALOGUE) == sorted(key for key, _, _ in ROWS)
    assert len(CATALOGUE) == 76


def test_who_has_the_figures_is_counted_as_the_list_counts() -> None:
    counted = Counter(indicator.supply.value for indicator in CATALOGUE.values())

    assert counted == {"R": 42, "P": 3, "L": 11, "B": 4, "K": 16}


@pytest.mark.parametrize(("key", "supply", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_an_indicator_has_the_name_and_supply_of_the_list(key: str, supply: str, name: str) -> None:
    assert CATALOGUE[key].title == REWORDED.get(key, name)
    assert CATALOGUE[key].supply.value == supply


def test_a_rewording_differs_from_the_list() -> None:
    listed = {key: name for key, _, name in ROWS}

    assert [key for key, name in REWORDED.items() if name == listed[key]] == []


def test_what_is_handed_in_has_a_source_entry_with_a_form() -> None:
    asked = [each for each in CATALOGUE.values() if each.computability is not Computability.COMPUTED]

    assert len(asked) == 31
    for indicator in asked:
        origin = origins()[indicator.source_entry]
        assert origin.table_code in indicator.table_codes
        assert origin.is_own == (indicator.computability is Computability.OWN_DELIVERY)
        assert origin.figures


def test_every_source_entry_serves_an_indicator() -> None:
    assert {each.source_entry for each in CATALOGUE.values()} - {""} == set(origins())


def test_every_life_stage_has_an_indicator() -> None:
    assert {each.life_stage for each in CATALOGUE.values()} == set(LIFE_STAGES)


def test_where_school_and_home_meet_is_marked() -> None:
    marked = {key for key, each in CATALOGUE.items() if each.principle is Principle.MIXED}

    assert {"D16", "D21", "E10", "F02"} <= marked
    # Childcare, students, the adult education centre, libraries and clubs are counted where they are.
    assert marked == {
        "C01",
        "C02",
        "C05",
        "D16",
        "D21",
        "E10",
        "F01",
        "F02",
        "G01",
        "G02",
        "G03",
        "H01",
        "H02",
        "H03",
    }


def test_contested_shares_and_plain_numbers_have_no_direction() -> None:
    assert {CATALOGUE[key].direction for key in ("D05", "D19", "D04", "A01", "A03", "D01")} == {
        Direction.NEUTRAL
    }


def test_childcare_is_related_to_the_population_two_months_before() -> None:
    (earlier,) = CATALOGUE["C01"].formula.denominator

    assert (earlier.variable, earlier.breakdown, earlier.lags) == ("pop", "age=00-03", (-1,))


def test_the_unemployment_rate_shows_both_denominators() -> None:
    (variant,) = CATALOGUE["A11"].variants

    assert (variant[0], variant[1].numerator[0].variable) == ("base=dependent", "alq_dependent")
    assert "abhängigen" in CATALOGUE["A11"].caveat


def test_the_childcare_rate_falls_back_on_the_official_one() -> None:
    fallback = CATALOGUE["C02"].fallback

    assert fallback is not None
    assert (fallback.kind, fallback.numerator[0].variable) == (Kind.OFFICIAL, "ai_care_rate_3_6")


def test_no_caveat_is_missing_in_either_language() -> None:
    without = [
        key for key, each in CATALOGUE.items() if not each.caveat.strip() or not each.caveat_en.strip()
    ]

    assert without == []


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_an_entry_speaks_in_sentences_and_questions(key: str) -> None:
    indicator = CATALOGUE[key]

    assert indicator.question.endswith("?")
    assert indicator.question_en.endswith("?")
    assert indicator.caveat.endswith(".")
    assert indicator.caveat_en.endswith(".")
    assert not indicator.statement.endswith(".")
