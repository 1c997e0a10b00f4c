"""The draft writes nothing that it cannot prove, and keeps what was promised in earlier rounds."""

import re

import pytest

from models import (
    Assessment,
    Fate,
    IndicatorInput,
    IndicatorValue,
    MasterplanVersion,
    Measure,
    PlannedMeasure,
    Release,
    Topic,
)
from steering.drafting import names_with_digits, unreferenced_figures, write_passages
from steering.stage import Desk
from tests.steering.documented import BASE, TARGET, a_desk, everything, value


def written(desk: Desk) -> dict[str, str]:
    """The passages of a draft by anchor."""
    passages, _ = write_passages(desk, "draft/1")
    return {passage.anchor: passage.text for passage in passages}


def test_no_figure_in_any_passage_is_without_a_trace() -> None:
    desk = a_desk()
    passages, _ = write_passages(desk, "draft/1")

    found = {each.anchor: unreferenced_figures(each.text, names=names_with_digits(desk)) for each in passages}

    assert {anchor: figures for anchor, figures in found.items() if figures} == {}


def test_every_reference_in_the_text_has_evidence_and_the_other_way_round() -> None:
    passages, evidence = write_passages(a_desk(), "draft/1")

    text = " ".join(passage.text for passage in passages)

    assert [each.reference for each in evidence] == ["E1", "E2", "E3", "E4", "E5"]
    assert all(f"[{each.reference}]" in text for each in evidence)
    assert all(shown in text for each in evidence for shown in each.shown.split("; "))
    assert "[E6]" not in text


def test_a_figure_leads_to_a_value_to_cells_and_to_a_file() -> None:
    desk = a_desk()
    _, evidence = write_passages(desk, "draft/1")
    leavers = next(each for each in evidence if "11,04" in each.shown)

    value_of = desk.records.by_id(IndicatorValue)[leavers.value_id]
    inputs = [each for each in desk.records.all(IndicatorInput) if each.value_id == value_of.id]
    cells = desk.records.cells[desk.records.cells["id"].isin([each.observation_id for each in inputs])]
    releases = desk.records.by_id(Release)

    assert cells["value"].tolist() == [163.0, 1477.0]
    assert round(163 / 1477 * 100, 2) == 11.04
    assert {releases[name].file_name for name in cells["release_id"]} == {"21111-02-06-4_2023.csv"}


def test_the_chapters_stand_in_their_order() -> None:
    passages, _ = write_passages(a_desk(), "draft/1")

    headings = list(dict.fromkeys(passage.heading for passage in passages))

    assert headings == [
        "Einleitung",
        "Ausgangslage in Zahlen",
        "Was aus den Maßnahmen des Masterplans 2.0 wird",
        "Themen und Handlungsbedarf",
        "Maßnahmen",
        "Umsetzung und Überprüfung",
    ]
    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    assert len({passage.anchor for passage in passages}) == len(passages)


def test_the_introduction_carries_the_motto_and_names_the_gap_between_the_versions() -> None:
    text = written(a_desk())

    assert "„Strukturen verstetigen – das Bild vervollständigen – Entwicklungen aufnehmen“" in text["motto"]
    assert (
        "Die Fassung 2.0 endete 2023; für die Zeit dazwischen gibt es keine eigene Fassung."
        in text["revision"]
    )


def test_a_plan_that_follows_at_once_names_no_gap() -> None:
    kept = everything()
    for version in kept:
        if isinstance(version, MasterplanVersion) and version.id == BASE:
            version.period_to_year = 2027

    assert "für die Zeit dazwischen" not in written(a_desk(records=kept))["revision"]


def test_the_figures_stand_beside_land_federation_and_chance() -> None:
    text = written(a_desk())["figure-D15"].replace("\u00a0", " ")

    assert text.startswith("11,04 % [E3] der Schulabgängerinnen")
    assert "Zum Vergleich: Niedersachsen 7,67 % [E4], Deutschland 7,12 % [E5]." in text
    assert "Der Schwankungsbereich reicht von 9,54 % [E3] bis 12,74 % [E3]." in text
    assert "Der Abstand zum Land liegt im Rahmen der üblichen Streuung der Kreise." in text


@pytest.mark.parametrize(
    ("z", "told"),
    [
        (2.5, "auffällig hoch, liegt aber noch am Rand"),
        (-2.5, "auffällig niedrig, liegt aber noch am Rand"),
        (4.0, "auffällig hoch und liegt außerhalb"),
        (-4.0, "auffällig niedrig und liegt außerhalb"),
    ],
)
def test_a_conspicuous_value_is_called_what_the_report_calls_it(z: float, told: str) -> None:
    kept = everything()
    for each in kept:
        if isinstance(each, IndicatorValue) and each.z_adjusted is not None:
            each.assessment, each.z_adjusted = Assessment.WORSE, z

    assert told in written(a_desk(records=kept))["figure-D15"]


def test_what_an_indicator_counts_is_no_figure_that_needs_a_trace() -> None:
    from steering.indicators.defining.catalogue import load_catalogue

    catalogue = tuple(load_catalogue().values())
    found = [value(each.key, "03358", "2023", 12.34, id=f"all/{each.key}", round=2) for each in catalogue]
    desk = a_desk(records=[*everything(), *found], catalogue=catalogue)

    passages, _ = write_passages(desk, "draft/1")

    figures = [each.text for each in passages if each.anchor.startswith("figure-")]
    names = names_with_digits(desk)

    # What is for internal use only stands in no draft.
    assert len(figures) == len([each for each in catalogue if each.is_public]) == 75
    assert not any(unreferenced_figures(text, names=names) for text in figures)


def test_a_measure_that_costs_nothing_says_so() -> None:
    kept = everything()
    for sheet in kept:
        if isinstance(sheet, PlannedMeasure) and sheet.id == f"{TARGET}/M02":
            sheet.cost_eur, sheet.cost_yearly_eur = 0, 0

    assert "Zusätzliche Kosten entstehen nicht." in written(a_desk(records=kept))["measure-M02"]


def test_values_that_are_secret_or_may_not_be_published_are_not_written() -> None:
    text = written(a_desk())

    assert "figure-D19" not in text
    assert "figure-A12" not in text


def test_without_any_value_there_is_no_chapter_of_figures() -> None:
    kept = [each for each in everything() if not isinstance(each, IndicatorValue | IndicatorInput)]
    passages, evidence = write_passages(a_desk(records=kept), "draft/1")

    assert evidence == []
    assert "Ausgangslage in Zahlen" not in {passage.heading for passage in passages}


def test_a_value_below_zero_is_worded_as_what_it_is() -> None:
    from steering.indicators.defining.catalogue import load_catalogue

    catalogue = (load_catalogue()["D20"],)
    below = value("D20", "03358", "2023", -1.5)

    text = written(a_desk(records=[*everything(), below], catalogue=catalogue))["figure-D20"]

    assert "-1,5" not in text
    assert "1,5" in text


def test_measures_are_counted_by_their_fate_and_the_open_ones_are_named() -> None:
    text = {anchor: each.replace("\u00a0", " ") for anchor, each in written(a_desk()).items()}

    assert "Der Masterplan 2.0 enthielt 4 Maßnahmen." in text["fates"]
    assert "Noch nicht entschieden ist dies für 1 Maßnahme." in text["fates"]
    assert text["fate-completed"] == (
        "Abgeschlossen wird 1 Maßnahme: M03 Zentrale Anlaufstelle für Einrichtungen der non-formalen Bildung."
    )


def test_only_confirmed_fates_count() -> None:
    kept = everything()
    for fate in kept:
        if isinstance(fate, Fate):
            fate.is_confirmed = False

    assert not any(anchor.startswith("fate-") for anchor in written(a_desk(records=kept)))


def test_topics_come_most_urgent_first_and_rejected_ones_not_at_all() -> None:
    anchors = [anchor for anchor in written(a_desk()) if anchor.startswith("topic-")]

    assert anchors == ["topic-2", "topic-1"]


def test_a_figure_in_a_reason_gets_the_reference_that_proves_it() -> None:
    assert "Anteil von 11,04 % [E3]." in written(a_desk())["topic-1"]


def test_a_figure_that_nothing_proves_is_found() -> None:
    kept = everything()
    for topic in kept:
        if isinstance(topic, Topic) and topic.id == "topic/1":
            topic.reason = "Jede dritte Familie, genau 34,7 %, hat gefragt."
    desk = a_desk(records=kept)

    text = written(desk)["topic-1"]

    assert unreferenced_figures(text, names=names_with_digits(desk)) == ["34,7 %"]


def test_a_measure_names_goal_owner_indicator_cost_and_route() -> None:
    text = written(a_desk())["measure-M01"].replace("\u00a0", " ")

    for wanted in (
        "M01 Qualitätskriterien",
        "(neu ausgerichtet)",
        "Ziel: Bis 2030 arbeiten alle Einrichtungen nach gemeinsamen Kriterien.",
        "Verantwortlich: Fachbereich Kinder, Jugend und Familie.",
        "„Abgehende ohne Hauptschulabschluss“",
        "einmalig 12.000 €, jährlich 45.000 €, ab dem Haushaltsjahr 2028",
        "Strategiegruppe Bildung, dann Ausschuss für Schule und Bildung, dann Kreisausschuss, dann Kreistag.",
    ):
        assert wanted in text


def test_an_empty_sheet_says_what_it_lacks_and_that_its_title_was_not_found() -> None:
    text = written(a_desk())["measure-M04"]

    assert "Der Titel dieser Maßnahme steht nicht in den Quellen." in text
    assert "Das Ziel ist noch nicht beschrieben." in text
    assert "Eine verantwortliche Stelle ist noch nicht benannt." in text


def test_simulated_sheets_say_so_in_the_plan_itself() -> None:
    assert "Diese Angaben sind simuliert." in written(a_desk())["measure-M02"]


def test_the_same_records_give_the_same_draft() -> None:
    assert write_passages(a_desk(), "d") == write_passages(a_desk(), "d")


def test_a_new_measure_needs_no_title_from_the_sources() -> None:
    from models import Disposition

    kept = everything()
    for sheet in kept:
        if isinstance(sheet, PlannedMeasure) and sheet.id == f"{TARGET}/M04":
            sheet.disposition = Disposition.NEW

    assert "nicht in den Quellen" not in written(a_desk(records=kept))["measure-M04"]


def test_a_title_in_brackets_is_never_followed_by_brackets() -> None:
    kept = everything()
    for measure in kept:
        if isinstance(measure, Measure) and measure.code == "M02":
            measure.title = "(Titel nicht in den Quellen)"

    text = written(a_desk(records=kept))["measure-M02"]

    assert text.startswith("M02 (Titel nicht in den Quellen), weitergeführt.")


def test_a_forum_is_named_with_its_day_whether_it_has_met_or_will_meet() -> None:
    told = [text for anchor, text in written(a_desk()).items() if anchor.startswith("topic-")]

    assert any(re.search(r"Mit dem Thema befasst sich das .+ \(\d+\.\s\w+\s\d{4}\)\.", text) for text in told)
