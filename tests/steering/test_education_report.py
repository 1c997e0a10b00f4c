"""The education report: every figure with its source, gaps and breaks named, the same bytes again."""

import re
from dataclasses import replace

import pytest
from lxml import html

from models import IndicatorStatus, IndicatorValue, Release
from steering.documents.education import data_sheet, education_report, reported_now
from steering.documents.education_changes import Reported, report_changes, reported_from
from steering.documents.education_charts import filled_periods
from steering.documents.education_method import formula_in_words
from steering.documents.education_scope import EVERYTHING, ReportKind, Scope, checked_scope
from steering.errors import BadUsage
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import LIFE_STAGES
from steering.stage import Desk
from templates.document_facts import EducationReportFacts, FunnelChart, IndicatorFacts, LineChart, TilesChart
from templates.documents import write_document
from templates.pdf import page_count, to_pdf
from tests.steering.documented.names import sha
from tests.steering.documented.report_world import AT, COUNTIES, CYCLE, OWN, a_report_desk
from tests.templates.pages import faults, text_of

KEYS = ("D15", "A03")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return a_report_desk(keys=KEYS)


@pytest.fixture(scope="module")
def facts(desk: Desk) -> EducationReportFacts:
    return education_report(desk)


@pytest.fixture(scope="module")
def page(facts: EducationReportFacts) -> str:
    return write_document("education_report", facts)


def one(facts: EducationReportFacts, key: str = "D15") -> IndicatorFacts:
    return next(each for chapter in facts.chapters for each in chapter.indicators if each.key == key)


def with_values(desk: Desk, *changed: IndicatorValue) -> Desk:
    return replace(desk, records=desk.records.with_replaced(changed))


def own_value(desk: Desk, key: str, period: str) -> IndicatorValue:
    return desk.records.by_id(IndicatorValue)[f"{CYCLE}/1/{key}/{OWN}/{period}"]


def test_chapters_follow_the_course_of_life() -> None:
    chapters = education_report(a_report_desk(years=(2023,))).chapters

    places = [LIFE_STAGES.index(chapter.life_stage) for chapter in chapters]
    assert len(places) > 3
    assert places == sorted(places)


def test_an_old_report_is_the_same_to_the_byte_after_new_releases_came(desk: Desk, page: str) -> None:
    newer = Release(
        id="release/2",
        source_id="heidekreis/leavers",
        table_code="21111-02-06-4",
        title="Ein neuerer Titel",
        file_name="neu.csv",
        sha256=sha("newer"),
        size_bytes=1,
        encoding="utf-8",
        layout="genesis_table",
        supersedes_id="release/1",
        retrieved_at=AT.replace(year=2028),
    )
    later = [
        IndicatorValue(**{**dict(each), "id": f"later/{each.id}", "round": 2, "value": (each.value or 0) + 1})
        for each in desk.records.all(IndicatorValue)
        if each.value is not None and each.ci_low is None
    ]
    after = write_document(
        "education_report",
        education_report(replace(desk, records=desk.records.with_added([newer, *later]))),
    )

    assert after == page


def test_the_same_page_gives_the_same_pdf_to_the_byte() -> None:
    told = write_document(
        "education_report", education_report(a_report_desk(keys=("D15",), years=(2022, 2023)))
    )

    first, second = (to_pdf(told, title="Bericht", language="de", created_on=AT.date()) for _ in range(2))
    assert first == second


def test_every_number_of_the_region_leads_to_a_cell_and_a_file(facts: EducationReportFacts) -> None:
    listed = {each.reference: each for each in facts.evidence}
    files = {source.sha256 for source in facts.sources}
    rows = [row for chapter in facts.chapters for each in chapter.indicators for row in each.history]
    shown = [(row.value, row.reference) for row in rows]
    shown += [(each.value, each.reference) for row in rows for each in row.compared]
    assert len(shown) > 50
    for number, reference in shown:
        assert (number is None) == (reference == "")
        if reference:
            assert listed[reference].places
            assert {place.sha256 for place in listed[reference].places} <= files


def test_every_indicator_has_a_source_line_with_table_licence_and_day(page: str) -> None:
    root = html.document_fromstring(page)

    for key in KEYS:
        section = root.get_element_by_id(key).getparent()
        assert section is not None
        told = " ".join(text_of(each) for each in section.iterfind("p[@class='source']"))
        for wanted in ("21111-02-06-4", "13.03.2025", "dl-de/by-2-0", "© Statistische Ämter", "[Q1]"):
            assert wanted in told


def test_a_gap_is_named_with_its_reason_and_no_line_crosses_it(facts: EducationReportFacts) -> None:
    chart = next(chart for chart in one(facts).charts if isinstance(chart, LineChart))

    own = chart.lines[0]
    gaps = [year for year, number in zip(chart.periods, own.values, strict=True) if number is None]
    assert gaps == ["2017", "2019"]
    assert [(each.period, each.status) for each in chart.absences] == [
        ("2017", IndicatorStatus.INPUT_CONFIDENTIAL),
        ("2019", IndicatorStatus.INPUT_MISSING),
    ]
    assert own.lows[3] is None
    assert own.lows[4] is not None


def test_a_year_that_nobody_delivered_is_a_gap_and_no_step() -> None:
    assert filled_periods(["2015", "2018"]) == ["2015", "2016", "2017", "2018"]
    assert filled_periods(["2022-12-31", "2024-12-31"]) == ["2022-12-31", "2023-12-31", "2024-12-31"]
    assert filled_periods(["2023"]) == ["2023"]
    assert filled_periods([]) == []


def test_a_break_of_the_series_is_drawn_and_told(facts: EducationReportFacts) -> None:
    population = one(facts, "A03")

    chart = population.charts[0]
    assert isinstance(chart, LineChart)
    broken = {mark.period: mark for mark in chart.marks if mark.is_break}
    assert "Zensus 2022" in broken["2022"].title
    assert any("Zensus 2022" in remark for remark in population.method.remarks)


def test_the_funnel_agrees_with_the_sentence() -> None:
    facts = education_report(a_report_desk(years=(2023,)))

    found = set()
    for indicator in (each for chapter in facts.chapters for each in chapter.indicators):
        funnel = indicator.county_charts[0]
        if not isinstance(funnel, FunnelChart):
            continue
        own = next(point for point in funnel.points if point.is_region)
        low, high = _limit_at(funnel, own.base)
        assert (low < own.value < high) == (indicator.standing == "short_usual")
        found.add(indicator.standing == "short_usual")
    assert found == {True, False}


def _limit_at(funnel: FunnelChart, base: float) -> tuple[float, float]:
    after = next(place for place, limit in enumerate(funnel.limits) if limit.base >= base)
    first, second = funnel.limits[after - 1], funnel.limits[after]
    share = (base - first.base) / (second.base - first.base)
    return (
        first.low_95 + share * (second.low_95 - first.low_95),
        first.high_95 + share * (second.high_95 - first.high_95),
    )


def test_every_county_has_its_small_drawing_in_the_order_of_the_alphabet(facts: EducationReportFacts) -> None:
    tiles = one(facts).county_charts[1]

    assert isinstance(tiles, TilesChart)
    names = [tile.label for tile in tiles.tiles]
    assert len(names) == len(COUNTIES) == len(set(names))
    assert names == sorted(names)
    assert [tile.label for tile in tiles.tiles if tile.is_region] == ["Heidekreis"]


def test_a_withheld_value_appears_in_no_part_of_the_report(desk: Desk) -> None:
    secret = own_value(desk, "D15", "2022")
    told = with_values(
        desk,
        IndicatorValue(
            **{**dict(secret), "value": 77.1234, "ci_low": 76.9, "ci_high": 78.2, "is_publishable": False}
        ),
    )

    page = write_document("education_report", education_report(told))

    assert "77,12" not in page
    assert "77.12" not in page
    assert reported_now(told, EVERYTHING).numbers.get(("D15", OWN, "2022")) is None


def test_a_report_on_a_theme_holds_only_what_belongs_to_it() -> None:
    whole = a_report_desk(years=(2022, 2023))

    facts = education_report(whole, "de", Scope(kind=ReportKind.THEMATIC, focus="transitions"))

    areas = {each.key: each.focus_area_key for each in whole.catalogue}
    keys = [each.key for chapter in facts.chapters for each in chapter.indicators]
    assert keys
    assert {areas[key] for key in keys} == {"transitions"}
    assert "Bildungsbericht zum Thema Übergänge" in write_document("education_report", facts)


def test_a_theme_that_is_none_is_refused_with_what_there_is(desk: Desk) -> None:
    for scope, code in (
        (Scope(kind=ReportKind.THEMATIC), "report_theme_missing"),
        (Scope(focus="poems"), "report_focus_unknown"),
        (Scope(keys=("X99",)), "report_indicator_unknown"),
    ):
        with pytest.raises(BadUsage) as refused:
            checked_scope(desk, scope)
        assert refused.value.code == code
        assert refused.value.facts["known"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_data_sheet_has_one_page_for_each_station(language: str) -> None:
    facts = data_sheet(a_report_desk(years=(2022, 2023)), language)

    page = write_document("education_data_sheet", facts, language=language)
    pdf = to_pdf(page, title="Datenblatt", language=language, created_on=AT.date())

    assert faults(page) == []
    # Before them the contents, behind them what has no value, and the sources.
    assert page_count(pdf) - len(facts.chapters) == 2


def test_formulas_are_told_with_the_names_of_the_tables() -> None:
    known = load_catalogue()

    assert formula_in_words(known["A03"].formula, 100) == (
        "„Bevölkerung, 0 bis unter 18 Jahre“ geteilt durch „Bevölkerung“, mal\u00a0100"
    )
    assert formula_in_words(known["A11"].formula, 1) == "„Arbeitslosenquote“, wie amtlich veröffentlicht"
    assert formula_in_words(known["E03"].formula, 100).startswith("(„Abgehende beruflicher Schulen")
    for indicator in known.values():
        for language in ("de", "en"):
            told = formula_in_words(indicator.formula, indicator.factor, language)
            assert not re.search(r"[a-z]+_[a-z]+|\[", told), told


def reports(**changes: object) -> tuple[Reported, Reported]:
    """A report of the years to 2022, and a later one, as its programs read it."""
    old = reported_now(a_report_desk(keys=("D15",), years=tuple(range(2018, 2023))), EVERYTHING)
    new = reported_now(
        a_report_desk(**{"keys": KEYS, "years": tuple(range(2018, 2024)), **changes}), EVERYTHING
    )  # type: ignore[arg-type]
    return old, new


def test_what_changed_since_the_last_report_is_told_by_kind() -> None:
    changes = report_changes(*reports())

    assert changes.added == ("Anteil unter 18-Jähriger",)
    assert changes.removed == changes.revised == changes.gone == ()
    assert [(each.title, each.period) for each in changes.new_periods] == [
        ("Abgehende ohne Hauptschulabschluss", "2023 (Ende des Schuljahres 2022/23)")
    ]


def test_a_revised_value_is_told_with_old_and_new() -> None:
    old, new = reports(shift=1.0)

    changes = report_changes(old, new)

    first = changes.revised[0]
    assert first.region_title == "Landkreis Heidekreis"
    assert first.old != first.new
    assert first.old.endswith("\u00a0%")
    assert len(changes.revised) == len(old.numbers)


def test_a_new_version_of_a_definition_is_told() -> None:
    old, new = reports(version=2)

    told = [(each.old_version, each.new_version) for each in report_changes(old, new).redefined]

    assert told == [(1, 2)]


def test_what_went_is_told_and_a_report_compared_with_itself_is_the_same() -> None:
    old, new = reports()

    backwards = report_changes(new, old)

    assert backwards.removed == ("Anteil unter 18-Jähriger",)
    assert len(backwards.gone) == 1
    assert report_changes(new, new).is_empty


def test_a_report_survives_its_file(desk: Desk) -> None:
    told = reported_now(desk, EVERYTHING)

    assert reported_from(told.as_json()) == told
    for broken in ({}, {"form": "another"}, {**told.as_json(), "values": [{"value": "x"}]}):
        with pytest.raises(BadUsage):
            reported_from(broken)


def test_reports_of_two_regions_are_not_compared() -> None:
    old, new = reports()

    with pytest.raises(BadUsage) as refused:
        report_changes(replace(old, region_code="03351"), new)
    assert refused.value.code == "reports_of_two_regions"


@pytest.mark.parametrize(
    ("shift", "wanted"),
    [(0.0, "Ein Wert ist neu."), (2.0, "Werte, die schon berichtet waren, lauten jetzt anders.")],
)
def test_the_chapter_of_changes_counts_in_good_german(shift: float, wanted: str) -> None:
    old, _ = reports()
    desk = a_report_desk(keys=("D15",), years=tuple(range(2018, 2024)), shift=shift)

    page = write_document("education_report", education_report(desk, "de", Scope(last=old)))

    assert wanted in page
    assert faults(page) == []


def test_the_overview_counts_in_good_german(page: str) -> None:
    one_year = a_report_desk(keys=("D15",), years=(2023,))
    single = write_document("education_report", education_report(one_year))
    several = page

    assert "zeigt einen Indikator, zu dem es im Landkreis Heidekreis einen Wert gibt." in single
    assert "zeigt 2 Indikatoren, zu denen es im Landkreis Heidekreis einen Wert gibt" in several
    assert "1 Indikatoren" not in single


def test_the_english_summary_is_marked_as_english(page: str) -> None:
    root = html.document_fromstring(page)

    section = root.get_element_by_id("summary").getparent()

    assert section is not None
    assert section.get("lang") == "en"
    assert len(section.findall("ul/li")) == len(KEYS)


def test_no_change_is_told_across_a_break_of_the_series() -> None:
    (across,) = education_report(a_report_desk(keys=("A03",), years=(2021, 2022))).chapters[0].indicators
    (within,) = education_report(a_report_desk(keys=("A03",), years=(2022, 2023))).chapters[0].indicators

    # From 2022 on people are counted as the census of 2022 found them.
    assert across.change is None
    assert within.change is not None
    assert within.change_since == "2022"
