"""The facts of the education report (Bildungsbericht, short version)."""

from collections.abc import Iterator
from itertools import groupby

from models import IndicatorStatus, Release
from steering.documents.education_charts import charts_of
from steering.documents.evidence import Ledger, evidence_facts, source_facts, used_sources
from steering.documents.front import front
from steering.documents.values import (
    Shown,
    Values,
    number_of,
    reference_time,
    shown_indicators,
    status_of,
    values_of,
)
from steering.indicators.indicator import LIFE_STAGES, Indicator
from steering.stage import Desk
from templates.document_facts import (
    ChapterFacts,
    EducationReportFacts,
    IndicatorFacts,
    LeftOut,
    SourceFacts,
    ValueRow,
)
from templates.paper import period, term_or_itself
from templates.places import place
from templates.sentences import SentenceFacts, indicator_sentence


def education_report(desk: Desk, language: str = "de") -> EducationReportFacts:
    """All indicators that have a value, by station, with the evidence of every figure."""
    ledger = Ledger()
    ordered = sorted(shown_indicators(desk, language), key=lambda each: _station(each.indicator))
    written = [(shown.indicator.life_stage, _indicator(shown, ledger)) for shown in ordered]
    evidence = evidence_facts(desk, ledger.written(""), language)
    return EducationReportFacts(
        front=front(desk),
        chapters=tuple(
            ChapterFacts(life_stage=stage, indicators=tuple(facts for _, facts in group))
            for stage, group in groupby(written, key=lambda pair: pair[0])
        ),
        left_out=tuple(_left_out(desk, values_of(desk), language)),
        evidence=evidence,
        sources=used_sources(desk, evidence),
    )


def _station(indicator: Indicator) -> int:
    """The place of an indicator's station in the course of life; framework conditions come last."""
    is_known = indicator.life_stage in LIFE_STAGES
    return LIFE_STAGES.index(indicator.life_stage) if is_known else len(LIFE_STAGES)


def _indicator(shown: Shown, ledger: Ledger) -> IndicatorFacts:
    indicator, value = shown.indicator, shown.value
    method = term_or_itself(f"method_{value.method}", shown.language)
    is_judged = value.z_adjusted is not None
    return IndicatorFacts(
        key=indicator.key,
        title=shown.title,
        # The catalogue asks its questions in German only.
        question=indicator.question if shown.language == "de" else "",
        headline=indicator_sentence(shown.language, _sentence(shown)),
        assessment=value.assessment,
        unit=indicator.unit,
        digits=indicator.digits,
        period=shown.period,
        rows=tuple(_rows(shown, ledger)),
        charts=charts_of(shown),
        method=method[:1].upper() + method[1:] + ".",
        caveat=indicator.caveat if shown.language == "de" else indicator.caveat_en,
        screened=shown.word("method_screened", count=len(shown.desk.catalogue)) if is_judged else "",
        sources=_sources(shown.desk, indicator),
    )


def _sentence(shown: Shown) -> SentenceFacts:
    indicator, value, is_german = shown.indicator, shown.value, shown.language == "de"
    return SentenceFacts(
        title=shown.title,
        statement=indicator.statement if is_german else indicator.statement_en,
        statement_below=indicator.statement_below if is_german else indicator.statement_below_en,
        unit=indicator.unit,
        digits=indicator.digits,
        place=place(shown.desk.region_title, shown.language),
        period=value.period,
        reference_time=reference_time(indicator),
        value=value.value,
        status=value.status,
        is_publishable=value.is_publishable,
        base=value.denominator,
        ci_low=value.ci_low,
        ci_high=value.ci_high,
        reference=number_of(shown.at(shown.desk.land_code)),
        reference_name=shown.named(shown.desk.land_code),
        assessment=value.assessment,
        z_adjusted=value.z_adjusted,
    )


def _rows(shown: Shown, ledger: Ledger) -> Iterator[ValueRow]:
    for each in shown.rows:
        number = number_of(each)
        has_base = number is not None and each.denominator is not None
        yield ValueRow(
            region_title=shown.named(each.region_code),
            value=number,
            low=None if number is None else each.ci_low,
            high=None if number is None else each.ci_high,
            base_count=round(each.denominator or 0) if has_base else None,
            status=status_of(each),
            reference="" if number is None else ledger.cite(each.id, shown.told(number)),
            is_region=each.region_code == shown.desk.region_code,
        )


def _sources(desk: Desk, indicator: Indicator) -> tuple[SourceFacts, ...]:
    """The newest file of each table that the indicator is made from."""
    newest: dict[str, Release] = {}
    for release in sorted(desk.records.all(Release), key=lambda each: each.retrieved_at):
        if release.table_code in indicator.table_codes:
            newest[release.table_code] = release
    return source_facts(desk, newest.values())


def _left_out(desk: Desk, values: Values, language: str) -> Iterator[LeftOut]:
    """Indicators whose newest period has no figure to show, and those without any value."""
    for indicator in desk.catalogue:
        title = indicator.title if language == "de" else indicator.title_en
        periods = values.periods(indicator.key, desk.region_code)
        value = values.of(indicator.key, desk.region_code, periods[-1]) if periods else None
        if value is None:
            yield LeftOut(title=title, period="", status=IndicatorStatus.INPUT_MISSING)
        elif number_of(value) is None:
            told = period(value.period, reference_time(indicator), language=language)
            yield LeftOut(title=title, period=told, status=status_of(value))
