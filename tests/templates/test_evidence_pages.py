"""From a figure on a page one can go on to the cell it came from."""

from datetime import date

from lxml import html

from models import Assessment, IndicatorStatus, ValueStatus
from steering.documents.evidence_places import UsedCell, places_of
from templates.document_facts import (
    CellFacts,
    ChapterFacts,
    ChartRow,
    Compared,
    ComparisonChart,
    DraftPlanFacts,
    EducationReportFacts,
    EvidenceFacts,
    Front,
    IndicatorFacts,
    MethodFacts,
    PassageFacts,
    PeriodRow,
    SourceFacts,
)
from templates.documents import write_document
from tests.templates.pages import faults, text_of

DAY = date(2027, 3, 12)
NASTY = "<script>alert('x')</script> & {{ 7*7 }} \"Zitat\""


def a_front(**changes: object) -> Front:
    facts: dict[str, object] = {
        "region_title": "Heidekreis",
        "plan_title": "Masterplan Bildung",
        "plan_label": "3.0",
        "round_number": 1,
        "on_date": DAY,
    }
    return Front(**{**facts, **changes})  # type: ignore[arg-type]


def used(cell: CellFacts) -> UsedCell:
    """A cell as it stands behind a value."""
    return UsedCell(variable=cell.name, breakdown={}, region_code="03358", year="2023", facts=cell)


def an_education_report() -> EducationReportFacts:
    source = SourceFacts(
        table_code="21111-02-06-4",
        title="Abgehende",
        publisher="Statistische Ämter des Bundes und der Länder",
        licence="dl-de/by-2-0",
        attribution="© Statistische Ämter des Bundes und der Länder, Deutschland, 2025",
        file_name="a.csv",
        sha256="ab" * 32,
        stand="13.03.2025",
    )
    cells = (
        CellFacts(
            name="lv_no",
            value=163.0,
            status=ValueStatus.REPORTED,
            symbol="",
            row_number=301,
            column_number=5,
            file_name="a.csv",
            sha256="ab" * 32,
            table_code="21111-02-06-4",
        ),
        CellFacts(
            name="Abgehende mit Fachhochschulreife",
            value=None,
            status=ValueStatus.UNKNOWN_OR_CONFIDENTIAL,
            symbol=".",
            row_number=301,
            column_number=7,
            file_name="a.csv",
            sha256="ab" * 32,
            table_code="21111-02-06-4",
        ),
        CellFacts(
            name="Abgehende einer kleinen Schule",
            value=2.0,
            status=ValueStatus.REPORTED,
            symbol="",
            row_number=301,
            column_number=9,
            file_name="a.csv",
            sha256="ab" * 32,
            table_code="21111-02-06-4",
            is_hidden=True,
        ),
    )
    indicator = IndicatorFacts(
        key="D15",
        title="Abgehende ohne Hauptschulabschluss",
        question="Wie viele?",
        headline="11,04 % verließen die Schule ohne Abschluss.",
        assessment=Assessment.USUAL,
        unit="pct",
        digits=2,
        period="2023",
        history=(
            PeriodRow(
                period="2023",
                value=11.0359,
                low=9.54,
                high=12.74,
                base_count=1477,
                status=IndicatorStatus.COMPUTED,
                reference="E1",
                compared=(
                    Compared(
                        region_title="Deutschland", value=None, status=IndicatorStatus.INPUT_CONFIDENTIAL
                    ),
                ),
            ),
        ),
        year="2023",
        short="2023",
        charts=(
            ComparisonChart(
                key="D15-comparison",
                message="Heidekreis: 11,04 %",
                subtitle="2023",
                unit="pct",
                digits=2,
                rows=(ChartRow(label="Heidekreis", value=11.04),),
            ),
        ),
        method=MethodFacts(
            formula="A geteilt durch B",
            reference_time="Ende des Schuljahres",
            principle="am Ort der Schule",
            interval="Wilson.",
            scatter="",
            caveat="Einschließlich der Förderschulen.",
            version=2,
        ),
        screened="",
        sources=(source,),
    )
    evidence = EvidenceFacts(
        reference="E1",
        shown=("11,04 %",),
        indicator_title=indicator.title,
        region_title="Heidekreis",
        period="2023",
        reference_time="leaving_year",
        method="wilson95",
        cells=cells,
        indicator_key="D15",
        places=places_of([used(cell) for cell in cells], None, "de"),
    )
    return EducationReportFacts(
        front=a_front(),
        chapters=(ChapterFacts(life_stage="lower_secondary", indicators=(indicator,)),),
        left_out=(),
        evidence=(evidence,),
        sources=(source,),
    )


def test_an_indicator_has_headline_chart_table_method_caveat_source_and_evidence() -> None:
    page = write_document("education_report", an_education_report())

    text = text_of(html.document_fromstring(page))

    assert faults(page) == []
    for wanted in (
        "11,04 % verließen die Schule",
        "9,54 bis 12,74",
        "1.477",
        "Ausgangswerte sind geheim",
        "A geteilt durch B",
        "Fassung 2 des Indikators D15",
        "Einschließlich der Förderschulen.",
        "Tabelle 21111-02-06-4",
        "13.03.2025",
        "dl-de/by-2-0",
        "© Statistische Ämter des Bundes und der Länder, Deutschland, 2025",
        "abababababab",
    ):
        assert wanted in text
    assert '<a href="#E1">[E1]</a>' in page


def test_a_cell_that_is_secret_or_too_small_is_named_and_not_shown() -> None:
    page = write_document("education_report", an_education_report())

    row = next(
        each
        for each in html.document_fromstring(page).iter("tr")
        if "Abgehende einer kleinen Schule" in text_of(each)
    )

    assert text_of(row[4]) == "• (unterliegt der Geheimhaltung)"
    assert "unbekannt oder geheim („.“)" in page


def test_references_lead_to_the_annex_and_unknown_ones_stay_text() -> None:
    facts = an_education_report()
    draft = DraftPlanFacts(
        front=a_front(),
        title="Entwurf",
        motto="",
        period="2028 bis 2032",
        measures=(),
        changes=(),
        previous_round=None,
        comments=(),
        passages=(
            PassageFacts(anchor="a", heading="Zahlen", text="11,04 % [E1] und 3 % [E7] und <b>[E1]</b>"),
        ),
        evidence=facts.evidence,
        sources=facts.sources,
    )

    page = write_document("draft_plan", draft)

    assert page.count('<a class="evidence" href="#E1">[E1]</a>') == 2
    assert "[E7]</a>" not in page
    assert "&lt;b&gt;" in page
    assert faults(page) == []
