"""The draft writes nothing that it cannot prove, and keeps what was promised in earlier rounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import (
    Assessment,
    Comment,
    CommentState,
    DraftVersion,
    Fate,
    IndicatorInput,
    IndicatorValue,
    MasterplanVersion,
    Passage,
    PlannedMeasure,
    Release,
    Topic,
)
from steering.drafting import amended_wording, names_with_digits, unreferenced_figures, write_passages
from steering.references import with_references
from steering.stage import Desk
from tests.steering.documented import BASE, CYCLE, NOW, TARGET, a_comment, a_desk, everything, value


def written(desk: Desk) -> dict[str, str]:
    """The passages of a draft by anchor."""
    passages, _ = write_passages(desk, "draft/1")
    return {passage.anchor: passage.text for passage in passages}


def after_comments(*comments: Comment) -> list[Passage]:
    """The second draft, after comments on the first."""
    draft = DraftVersion(
        id="draft/1", cycle_id=CYCLE, round=1, title="Entwurf", sha256="0" * 64, created_at=NOW
    )
    passages, _ = write_passages(a_desk(records=[*everything(), draft, *comments]), "draft/2")
    return passages


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
    from steering.indicators.catalogue import load_catalogue

    catalogue = tuple(load_catalogue().values())
    found = [value(each.key, "03358", "2023", 12.34, id=f"all/{each.key}", round=2) for each in catalogue]
    desk = a_desk(records=[*everything(), *found], catalogue=catalogue)

    passages, _ = write_passages(desk, "draft/1")

    figures = [each.text for each in passages if each.anchor.startswith("figure-")]
    names = names_with_digits(desk)

    assert len(figures) == len(catalogue)
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
    from steering.indicators.catalogue import load_catalogue

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


def test_an_accepted_comment_changes_its_passage_and_no_other() -> None:
    before = written(a_desk())

    after = {
        each.anchor: each.text
        for each in after_comments(a_comment("measure-M02", "Gern: „Eltern wirken mit.“", draft_id="draft/1"))
    }

    assert after["measure-M02"] == before["measure-M02"] + " Eltern wirken mit."
    assert {anchor for anchor in after if after[anchor] != before.get(anchor)} == {"measure-M02"}


@pytest.mark.parametrize("state", [CommentState.DECLINED, CommentState.OPEN])
def test_a_declined_or_open_comment_changes_nothing(state: CommentState) -> None:
    answer = "Das passt nicht." if state is CommentState.DECLINED else ""

    after = after_comments(a_comment("measure-M02", answer, draft_id="draft/1", state=state))

    assert {each.anchor: each.text for each in after} == written(a_desk())


def test_a_comment_on_the_whole_gets_a_chapter_of_its_own() -> None:
    last = after_comments(a_comment("", "Neu: „Der Plan wird jährlich vorgestellt.“", draft_id="draft/1"))[-1]

    assert (last.anchor, last.heading, last.text) == (
        "amendments",
        "Ergänzungen aus der Beratung",
        "Der Plan wird jährlich vorgestellt.",
    )


def test_comments_of_other_cycles_change_nothing() -> None:
    after = after_comments(a_comment("measure-M02", "„Fremd.“", draft_id="another/draft"))

    assert {each.anchor: each.text for each in after} == written(a_desk())


def test_what_round_two_promised_is_still_there_in_round_three() -> None:
    drafts = [
        DraftVersion(id=f"draft/{n}", cycle_id=CYCLE, round=n, title="E", sha256=f"{n}" * 64, created_at=NOW)
        for n in (1, 2)
    ]
    comments = [
        a_comment("measure-M02", "„Eltern wirken mit.“", draft_id="draft/1"),
        a_comment(
            "measure-M01",
            "„Tagespflege gehört dazu.“",
            draft_id="draft/2",
            state=CommentState.PARTLY_ACCEPTED,
        ),
    ]

    third = written(a_desk(records=[*everything(), *drafts, *comments]))

    assert third["measure-M02"].endswith("Eltern wirken mit.")
    assert third["measure-M01"].endswith("Tagespflege gehört dazu.")


@pytest.mark.parametrize(
    ("answer", "wording"),
    [
        ("Übernommen: „Neuer Satz.“", "Neuer Satz."),
        ("Ein Satz ohne Anführung.", "Ein Satz ohne Anführung."),
        (" “ verdreht „ ", "“ verdreht „"),
    ],
)
def test_the_amended_wording_stands_in_quotes_or_is_the_whole_answer(answer: str, wording: str) -> None:
    assert amended_wording(answer) == wording


def test_the_same_records_give_the_same_draft() -> None:
    assert write_passages(a_desk(), "d") == write_passages(a_desk(), "d")


def test_a_new_measure_needs_no_title_from_the_sources() -> None:
    from models import Disposition

    kept = everything()
    for sheet in kept:
        if isinstance(sheet, PlannedMeasure) and sheet.id == f"{TARGET}/M04":
            sheet.disposition = Disposition.NEW

    assert "nicht in den Quellen" not in written(a_desk(records=kept))["measure-M04"]


@pytest.mark.parametrize(
    "text",
    [
        "Am 12. März 2027 und am 01.02.2028 tagt das Gremium.",
        "Von 2019–2023 galt der Masterplan Bildung 2.0, im Schuljahr 2022/23 nicht.",
        "Die Fassung 3.0 enthält 18 strategische Maßnahmen, darunter M07.",
        "Kosten: einmalig 12.000 €, jährlich 3.000 €.",
        "Der Anteil liegt bei 11,04 % [E3] und bei 1.477 [E12], der Abstand bei 2,98 Prozentpunkten [E4].",
        "Jugendliche der 7. Klasse, 15- bis 24-Jährige und unter 3-Jährige.",
        "",
    ],
)
def test_excepted_figures_are_excepted(text: str) -> None:
    assert unreferenced_figures(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Anteil liegt bei 11,04 %.", ["11,04 %"]),
        ("Es sind 1.477 Abgehende.", ["1.477"]),
        ("Das Einkommen beträgt 22.313 €.", ["22.313 €"]),
        ("11,04 % [E3], aber 9 % nicht.", ["9 %"]),
        ("2023 Plätze gab es 2023,5 nicht.", ["2023,5"]),
        ("Der Plan 45 % sieht es vor.", ["45 %"]),
        ("Von 23 Mitgliedern kamen 19.", ["23", "19"]),
    ],
)
def test_figures_without_a_trace_are_found(text: str, found: list[str]) -> None:
    assert unreferenced_figures(text) == found


@given(
    number=st.decimals(min_value=0, max_value=99_999, places=2).map(
        lambda each: f"{each:.2f}".replace(".", ",")
    )
)
def test_any_percentage_is_found_until_it_carries_its_reference(number: str) -> None:
    text = f"Der Anteil lag bei {number} % in der Region."

    assert unreferenced_figures(text) == [f"{number} %"]
    assert unreferenced_figures(with_references(text, {f"{number}\u00a0%": "E1"})) == []


def test_a_longer_figure_is_not_taken_for_the_shorter_one_in_it() -> None:
    shown = {"1,04 %": "E1", "11,04 %": "E2"}

    assert (
        with_references("11,04 % und 1,04 % und 1,04 % [E1]", shown)
        == "11,04 % [E2] und 1,04 % [E1] und 1,04 % [E1]"
    )
    assert with_references("111,04 %", shown) == "111,04 %"
