"""Every document can be read by everyone, asks nothing of any network, and says what is practised."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from models import ItemResult, QualityState, Severity
from steering.indicators.defining.meaning import UNITS
from templates.document_facts import (
    DataSheetFacts,
    DraftPlanFacts,
    EducationReportFacts,
    FollowUpListFacts,
    Front,
    MasterplanFacts,
    PassageFacts,
    QualityFindingFacts,
    QualityReportFacts,
    ResolutionPaperFacts,
    ReviewReportFacts,
    TopicListFacts,
    VoteFacts,
)
from templates.documents import KINDS, DocumentFacts, stylesheet_hash, write_document
from templates.paper import amount, figure, period, term
from templates.pdf import to_pdf
from templates.tables import joined
from tests.templates.pages import faults, text_of

DAY = date(2027, 3, 12)
BARE = {"count", "ratio", "index"}
"""Units that no value needs behind it."""
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


def empty(kind: str, front: Front) -> DocumentFacts:
    """The facts of a document about which nothing is known yet."""
    made: dict[str, DocumentFacts] = {
        "quality_report": QualityReportFacts(
            front=front,
            rules_count=0,
            releases=(),
            missing=(),
            findings=(),
            waivers=(),
            gone_count=0,
            rejected=(),
            rejected_count=0,
        ),
        "education_report": EducationReportFacts(
            front=front, chapters=(), left_out=(), evidence=(), sources=()
        ),
        "education_data_sheet": DataSheetFacts(
            front=front, chapters=(), left_out=(), evidence=(), sources=()
        ),
        "review_report": ReviewReportFacts(
            front=front, base_label="2.0", base_period="2019 bis 2023", measures=(), counts=()
        ),
        "topic_list": TopicListFacts(front=front, committee="Strategiegruppe Bildung", topics=(), forums=()),
        "draft_plan": DraftPlanFacts(
            front=front,
            title="Entwurf",
            motto="",
            period="2028 bis 2032",
            passages=(),
            measures=(),
            changes=(),
            previous_round=None,
            comments=(),
            evidence=(),
            sources=(),
        ),
        "resolution_paper": ResolutionPaperFacts(
            front=front,
            committee="Kreistag",
            held_on=None,
            subject="Masterplan",
            facts="",
            reasons="",
            proposed_resolution="",
            items=(),
            finances=(),
            total_once_eur=0,
            total_yearly_eur=0,
            consultations=(),
            annexes=(),
            advising_committee="",
            recommendations=(),
        ),
        "masterplan": MasterplanFacts(
            front=front,
            title="Masterplan Bildung 3.0",
            motto="",
            valid_from=date(2028, 1, 1),
            valid_until=date(2032, 12, 31),
            committee="Kreistag",
            resolution=VoteFacts(
                title="Masterplan",
                result=ItemResult.ADOPTED,
                on_date=DAY,
                yes_count=30,
                no_count=5,
                abstain_count=1,
                present_count=36,
            ),
            replaces_label="",
            passages=(),
            measures=(),
            evidence=(),
            sources=(),
        ),
        "follow_up_list": FollowUpListFacts(front=front, decisions=()),
    }
    return made[kind]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_about_nothing_is_still_a_whole_page_and_a_whole_pdf(kind: str, language: str) -> None:
    page = write_document(kind, empty(kind, a_front()), language=language)

    assert faults(page) == []
    assert to_pdf(page, title=kind, language=language, created_on=DAY).startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_a_practice_run_says_so_at_the_top_and_a_real_one_does_not(kind: str) -> None:
    practised = write_document(kind, empty(kind, a_front(is_simulated=True)))
    real = write_document(kind, empty(kind, a_front()))

    assert "Übungsdokument" in practised
    assert practised.index("Übungsdokument") < practised.index("<h2")
    assert "Übungsdokument" not in real


def test_facts_of_another_document_are_refused() -> None:
    with pytest.raises(TypeError, match="QualityReportFacts"):
        write_document("quality_report", empty("topic_list", a_front()))


def a_finding(severity: Severity, **changes: object) -> QualityFindingFacts:
    facts: dict[str, object] = {
        "severity": severity,
        "state": QualityState.NEW,
        "rule_key": "total",
        "what": NASTY,
        "place": "datei.csv, Zeile 3, Spalte 2",
        "mend": "Datei neu abrufen.",
        "rows_count": 1,
        "owner": "Stabsstelle",
        "first_seen_on": DAY,
    }
    return QualityFindingFacts(**{**facts, **changes})  # type: ignore[arg-type]


def a_quality_report(*findings: QualityFindingFacts) -> str:
    empty_report = empty("quality_report", a_front())
    assert isinstance(empty_report, QualityReportFacts)
    waivers = tuple(each for each in findings if each.state is QualityState.WAIVED)
    living = tuple(each for each in findings if each.state is not QualityState.WAIVED)
    return write_document(
        "quality_report",
        QualityReportFacts(
            front=a_front(),
            rules_count=41,
            releases=(),
            missing=(),
            findings=living,
            waivers=waivers,
            gone_count=0,
            rejected=(),
            rejected_count=0,
        ),
    )


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ((), "Kein schwerer Fehler und keine Warnung ist offen."),
        ((Severity.CRITICAL,), "1\u00a0schwerer Fehler ist offen."),
        ((Severity.CRITICAL,) * 2, "2\u00a0schwere Fehler sind offen."),
        ((Severity.WARNING,), "1\u00a0Warnung sollte vor der Freigabe gelesen werden."),
        ((Severity.NOTE,) * 40, "Kein schwerer Fehler und keine Warnung ist offen."),
    ],
)
def test_a_quality_report_says_in_one_sentence_whether_data_can_be_released(
    findings: tuple[Severity, ...], verdict: str
) -> None:
    page = a_quality_report(*(a_finding(severity) for severity in findings))

    assert verdict in page
    assert page.count("Datei neu abrufen.") == len(findings)
    assert faults(page) == []


def test_a_waiver_shows_its_reason_and_its_end() -> None:
    waived = a_finding(
        Severity.WARNING,
        state=QualityState.WAIVED,
        waived_by="Interne Steuerungsgruppe",
        waived_reason="Gerundet.",
        waived_until_on=DAY,
    )

    page = a_quality_report(waived)

    assert "Gerundet." in page
    assert "Interne Steuerungsgruppe, bis 12.\u00a0März\u00a02027" in page


def test_what_people_write_is_text_and_nothing_else() -> None:
    page = a_quality_report(a_finding(Severity.CRITICAL))

    assert "<script>" not in page
    assert "{{ 7*7 }}" in text_of(html.document_fromstring(page))


@given(text=st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_of_a_passage_gives_a_sound_page(text: str) -> None:
    facts = empty("draft_plan", a_front(region_title="Kreis " + text[:20]))
    assert isinstance(facts, DraftPlanFacts)
    draft = DraftPlanFacts(
        front=facts.front,
        title="Entwurf",
        motto=text,
        period="",
        measures=(),
        changes=(),
        previous_round=None,
        comments=(),
        passages=(PassageFacts(anchor="a", heading="Kapitel", text=text),),
        evidence=(),
        sources=(),
    )

    page = write_document("draft_plan", draft)

    assert faults(page) == []


def test_amounts_figures_and_periods_are_german() -> None:
    assert amount(11.0359, "pct", 2) == "11,04\u00a0%"
    assert amount(34.5, "per_100", 1) == "34,5\u00a0je 100"
    assert amount(None, "pct", 2) == "–"
    assert figure(1477.0) == "1.477"
    assert figure(7.4) == "7,4"
    assert period("2023", "leaving_year") == "2023 (Ende des Schuljahres 2022/23)"
    assert period("1999", "school_year_begin") == "Schuljahr 1999/00"
    assert period("2023-10P6M", "winter_term") == "Wintersemester 2023/24"
    assert period("heute") == "heute"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_is_worded_wherever_a_value_stands(unit: str, language: str) -> None:
    assert unit in joined("indicators", language)["unit"]
    assert amount(1.5, unit, 1, language=language) != amount(1.5, "", 1, language=language) or unit in BARE
    assert "_" not in amount(1.5, unit, 1, language=language)


def test_every_method_and_reference_time_is_worded_in_both_languages() -> None:
    terms = [
        "method_official",
        "method_ratio",
        "method_wilson95",
        "method_wilson95+funnel",
        "method_newcombe95",
        "method_",
    ]
    terms += ["scatter_usual"]
    terms += [f"scatter_{where}_{side}" for where in ("edge", "outside") for side in ("high", "low")]

    worded = {(each, language): term(each, language) for each in terms for language in ("de", "en")}

    assert len(worded) == 2 * len(terms)


def test_the_policy_names_the_stylesheet() -> None:
    assert stylesheet_hash().startswith("sha256-")
    assert stylesheet_hash() in write_document("topic_list", empty("topic_list", a_front()))
