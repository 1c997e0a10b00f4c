"""Documents are built from records, and say what is missing instead of leaving it out."""

import io

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from lxml import html

from models import (
    Cycle,
    Disposition,
    DraftVersion,
    Fate,
    IndicatorInput,
    IndicatorStatus,
    Measure,
    MeasureReview,
    PlannedMeasure,
    QualityFinding,
    Release,
    Severity,
    Source,
)
from steering.documents.education import education_report
from steering.documents.evidence import Ledger
from steering.documents.kinds import FACTS, facts_of
from steering.documents.quality import quality_report
from steering.documents.review import review_report
from steering.drafting import write_passages
from steering.errors import NotThere
from steering.stage import Desk
from templates.document_facts import ComparisonChart, LineChart, StripChart, TilesChart
from templates.documents import KINDS, write_document
from templates.pdf import to_pdf
from templates.word import to_docx
from tests.steering.documented import (
    BASE,
    CYCLE,
    NOW,
    SCRIPT,
    TODAY,
    a_comment,
    a_desk,
    everything,
    plan,
    resolved,
    sources,
    value,
)
from tests.templates.pages import faults


def with_two_drafts() -> Desk:
    """A desk on which the second draft answers a comment on the first."""
    first, first_evidence = write_passages(a_desk(), "draft/1")
    kept = [
        *everything(),
        DraftVersion(
            id="draft/1", cycle_id=CYCLE, round=1, title="Entwurf 1", sha256="0" * 64, created_at=NOW
        ),
        *first,
        *first_evidence,
        a_comment("measure-M02", "Neu: „Die Eltern werden beteiligt.“", draft_id="draft/1"),
    ]
    second, second_evidence = write_passages(a_desk(records=kept), "draft/2")
    draft = DraftVersion(
        id="draft/2",
        cycle_id=CYCLE,
        round=2,
        title="Entwurf 2",
        sha256="1" * 64,
        previous_id="draft/1",
        created_at=NOW,
    )
    return a_desk(records=[*kept, draft, *second, *second_evidence, *resolved()])


def test_the_kinds_that_can_be_written_are_the_kinds_that_can_be_built() -> None:
    assert set(FACTS) == set(KINDS)
    with pytest.raises(NotThere, match="'poem'"):
        facts_of("poem", a_desk())


@pytest.mark.parametrize("kind", FACTS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_document_of_a_full_cycle_is_a_sound_page_and_a_pdf(kind: str, language: str) -> None:
    page = write_document(kind, facts_of(kind, with_two_drafts(), language), language=language)

    assert faults(page) == []
    assert to_pdf(page, title=kind, language=language, created_on=TODAY).startswith(b"%PDF")


@pytest.mark.parametrize("kind", FACTS)
def test_no_word_of_a_document_is_lost_on_the_way_to_word(kind: str) -> None:
    page = write_document(kind, facts_of(kind, with_two_drafts()))

    made = docx.Document(io.BytesIO(to_docx(page, title=kind, language="de", created_on=TODAY)))

    shown = "".join(text.text for text in made.element.body.iter(qn("w:t")) if text.text)
    body = html.document_fromstring(page).find("body")
    assert body is not None
    # Ways about a page belong to the screen; Word has its own.
    for beside in (*body.findall(".//svg"), *body.findall(".//nav")):
        beside.drop_tree()
    missing = [word for text in body.itertext() for word in str(text).split() if word not in shown]
    assert missing == []
    assert [
        each.text for each in made.paragraphs if not each.text and not each._p.xpath(".//w:drawing")
    ] == []


@pytest.mark.parametrize("kind", FACTS)
def test_markup_in_records_stays_text_in_every_document(kind: str) -> None:
    desk = with_two_drafts()
    for record in desk.records.everything():
        for name in (
            "title",
            "reason",
            "what",
            "mend",
            "place",
            "output",
            "obstacles",
            "goal",
            "text",
            "answer",
            "author",
            "motto",
        ):
            if isinstance(getattr(record, name, None), str):
                setattr(record, name, SCRIPT)

    page = write_document(kind, facts_of(kind, desk))

    assert "<script>" not in page
    assert faults(page) == []
    assert to_pdf(page, title=SCRIPT, language="de", created_on=TODAY).startswith(b"%PDF")


def test_the_quality_report_counts_what_came_and_names_what_did_not() -> None:
    facts = quality_report(a_desk())

    leavers = next(each for each in facts.releases if each.table_code == "21111-02-06-4")
    assert (leavers.cells_count, leavers.without_number_count, leavers.rejected_count) == (4, 1, 1)
    assert leavers.attribution == "© Statistische Ämter des Bundes und der Länder, Deutschland, 2027"
    assert [each.title for each in facts.missing] == ["Schuleingangsuntersuchung"]
    assert [each.severity for each in facts.findings] == [Severity.CRITICAL, Severity.NOTE]
    assert [each.waived_reason for each in facts.waivers] == ["Die Abweichung ist gerundet."]
    assert (facts.gone_count, facts.rules_count) == (1, 41)


def test_a_replaced_file_is_not_reported_twice() -> None:
    kept = everything()
    old = next(each for each in sources() if isinstance(each, Release) and "21111" in each.id)
    newer = Release(**{**old.model_dump(), "id": "release/new", "sha256": "c" * 64, "supersedes_id": old.id})

    cells = a_desk().records.cells
    revised = cells[cells["release_id"] == old.id].assign(release_id=newer.id)

    facts = quality_report(a_desk(records=[*kept, newer], cells=pd.concat([cells, revised])))

    assert [each.sha256 for each in facts.releases if each.table_code == "21111-02-06-4"] == ["c" * 64]


def test_findings_of_other_stages_do_not_stand_in_the_quality_report() -> None:
    kept = [
        QualityFinding(**{**each.model_dump(), "suite_key": "draft_plan"})
        if isinstance(each, QualityFinding)
        else each
        for each in everything()
    ]

    facts = quality_report(a_desk(records=kept))

    assert (facts.findings, facts.waivers) == ((), ())


def test_no_finding_at_all_is_said() -> None:
    kept = [each for each in everything() if not isinstance(each, QualityFinding)]

    page = write_document("quality_report", quality_report(a_desk(records=kept)))

    assert "Die Prüfung hat nichts gefunden, was offen ist." in page


def test_the_education_report_shows_what_may_be_shown_and_names_the_rest() -> None:
    facts = education_report(a_desk())

    shown = [indicator.key for chapter in facts.chapters for indicator in chapter.indicators]
    assert shown == ["D15", "A11"]
    assert {each.title for each in facts.left_out} == {
        "Abgehende mit allgemeiner Hochschulreife",
        "Anteil Langzeitarbeitsloser",
    }


def test_a_value_that_may_not_be_published_appears_nowhere() -> None:
    page = write_document("education_report", education_report(a_desk()))

    assert "18,3" not in page
    assert "unterliegt der Geheimhaltung" in page


def test_a_county_that_may_not_be_published_is_missing_in_the_strip_too() -> None:
    kept = [each for each in everything() if getattr(each, "id", "") != f"{CYCLE}/1/D15/03351/2023"]
    hidden = value("D15", "03351", "2023", 77.7, is_publishable=False)

    facts = education_report(a_desk(records=[*kept, hidden]))
    page = write_document("education_report", facts)

    assert "77,7" not in page
    assert "ohne Wert: 1" in page


def test_an_indicator_gets_the_charts_that_its_values_carry() -> None:
    facts = education_report(a_desk())

    leavers, unemployed = (indicator for chapter in facts.chapters for indicator in chapter.indicators)

    assert [type(chart) for chart in leavers.charts] == [LineChart]
    assert [type(chart) for chart in leavers.county_charts] == [StripChart, TilesChart]
    assert [type(chart) for chart in unemployed.charts] == [ComparisonChart]
    assert unemployed.county_charts == ()
    line = leavers.charts[0]
    assert isinstance(line, LineChart)
    # 2021 is secret: a gap that is named.
    assert line.lines[0].values[2] is None  # noqa: PD011 - no table of pandas
    assert [(each.period, each.status) for each in line.absences] == [
        ("2021", IndicatorStatus.INPUT_CONFIDENTIAL)
    ]


def test_every_shown_value_leads_to_its_cells() -> None:
    facts = education_report(a_desk())

    first = facts.evidence[0]
    assert first.shown == ("11,04\u00a0%",)
    assert [(cell.name, cell.value, cell.row_number, cell.column_number) for cell in first.cells] == [
        ("Abgehende allgemeinbildender Schulen insgesamt", 1477.0, 301, 3),
        ("Abgehende ohne Hauptschulabschluss", 163.0, 301, 5),
    ]


def test_ones_and_twos_of_official_tables_are_not_repeated() -> None:
    kept = [
        *everything(),
        IndicatorInput(value_id=f"{CYCLE}/1/D15/03358/2023", observation_id=5, name="lv_ahr"),
    ]

    cells = education_report(a_desk(records=kept)).evidence[0].cells

    assert {cell.name: cell.is_hidden for cell in cells} == {
        "Abgehende allgemeinbildender Schulen insgesamt": False,
        "Abgehende mit allgemeiner Hochschulreife": True,
        "Abgehende ohne Hauptschulabschluss": False,
    }


def test_only_the_newest_round_of_the_analysis_is_shown() -> None:
    later = [value("A11", "03358", "2025", 6.7, id="later", round=2, method="official")]

    facts = education_report(a_desk(records=[*everything(), *later]))

    assert [indicator.key for chapter in facts.chapters for indicator in chapter.indicators] == ["A11"]
    assert facts.evidence[0].shown == ("6,7\u00a0%",)


def test_every_measure_of_the_plan_in_force_stands_in_the_review() -> None:
    facts = review_report(a_desk())

    assert [(each.code, each.has_answer, each.fate) for each in facts.measures] == [
        ("M01", True, Disposition.REORIENTED),
        ("M02", True, Disposition.CONTINUED),
        ("M03", True, Disposition.COMPLETED),
        ("M04", False, None),
    ]
    assert sum(count.count for count in facts.counts) == 3
    assert [each.title_is_in_sources for each in facts.measures] == [True, True, True, False]


def test_the_newest_round_of_a_review_counts() -> None:
    kept = everything()
    later = [
        MeasureReview(**{**each.model_dump(), "id": "review/2", "round": 2, "output": "Drei Fachtage."})
        for each in kept
        if isinstance(each, MeasureReview) and each.id.endswith("M01")
    ]
    dropped = [
        Fate(**{**each.model_dump(), "id": "fate/2", "round": 2, "disposition": Disposition.DROPPED})
        for each in kept
        if isinstance(each, Fate) and each.id.endswith("M01")
    ]

    first = review_report(a_desk(records=[*later, *dropped, *kept])).measures[0]

    assert (first.output, first.fate) == ("Drei Fachtage.", Disposition.DROPPED)


def test_simulated_content_is_marked_where_it_stands() -> None:
    page = write_document("review_report", review_report(a_desk()))

    assert page.count("simuliert</span>") == 1
    assert "Titel nicht in den Quellen</span>" in page


def test_a_practice_cycle_marks_every_document() -> None:
    kept = [each for each in everything() if not isinstance(each, Cycle)]
    practised = next(each for each in plan(is_simulated=True) if isinstance(each, Cycle))

    facts = facts_of("review_report", a_desk(records=[practised, *kept]))

    assert facts.front.is_simulated


def test_a_source_without_a_licence_is_attributed_to_its_publisher() -> None:
    kept = everything()
    for each in kept:
        if isinstance(each, Source) and each.table_code == "13211-02-05-4":
            each.licence, each.publisher = "eigene Erhebung", "Gesundheitsamt"

    facts = quality_report(a_desk(records=kept))

    assert facts.releases[0].attribution == "© Gesundheitsamt, 2027"


def test_a_value_cited_twice_has_one_number() -> None:
    ledger = Ledger()

    assert [ledger.cite("a", "1 %"), ledger.cite("b", "2 %"), ledger.cite("a", "3 %")] == ["E1", "E2", "E1"]
    assert [each.shown for each in ledger.written("d")] == ["1 %; 3 %", "2 %"]


def test_many_measures_are_all_there() -> None:
    many = [
        record
        for number in range(10, 60)
        for record in (
            Measure(
                id=f"heidekreis/M{number}",
                region_key="heidekreis",
                code=f"M{number}",
                title=f"Maßnahme {number}",
            ),
            PlannedMeasure(id=f"{BASE}/M{number}", version_id=BASE, measure_id=f"heidekreis/M{number}"),
        )
    ]

    facts = review_report(a_desk(records=[*everything(), *many]))

    assert len(facts.measures) == 54
    assert facts.measures[-1].owner == ""
