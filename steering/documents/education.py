"""The facts of the education report (Bildungsbericht, short version)."""

from collections.abc import Iterator
from itertools import groupby

from models import IndicatorStatus, IndicatorValue, Release
from steering.documents.education_charts import charts_of
from steering.documents.evidence import Ledger, evidence_facts, source_facts, used_sources
from steering.documents.front import front
from steering.documents.values import (
    FEDERATION,
    Values,
    number_of,
    reference_time,
    status_of,
    title_of,
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
from templates.paper import period, term, term_or_itself
from templates.places import place
from templates.sentences import SentenceFacts, indicator_sentence
from templates.statements import amount


def education_report(desk: Desk) -> EducationReportFacts:
    """All indicators that have a value, by station, with the evidence of every figure."""
    values, ledger = values_of(desk), Ledger()
    ordered = sorted(desk.catalogue, key=lambda each: _station(each.life_stage))
    written = [
        (indicator.life_stage, _indicator(desk, indicator, value, values, ledger))
        for indicator in ordered
        if (value := values.newest(indicator.key, desk.region_code)) is not None
        and number_of(value) is not None
    ]
    evidence = evidence_facts(desk, ledger.written(""))
    return EducationReportFacts(
        front=front(desk),
        chapters=tuple(
            ChapterFacts(life_stage=stage, indicators=tuple(facts for _, facts in group))
            for stage, group in groupby(written, key=lambda pair: pair[0])
        ),
        left_out=tuple(_left_out(desk, ordered, values)),
        evidence=evidence,
        sources=used_sources(desk, evidence),
    )


def _station(life_stage: str) -> int:
    return LIFE_STAGES.index(life_stage) if life_stage in LIFE_STAGES else len(LIFE_STAGES)


def _indicator(
    desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values, ledger: Ledger
) -> IndicatorFacts:
    method = term_or_itself(f"method_{value.method}")
    return IndicatorFacts(
        key=indicator.key,
        title=indicator.title,
        question=indicator.question,
        headline=indicator_sentence("de", _sentence(desk, indicator, value, values)),
        assessment=value.assessment,
        unit=indicator.unit,
        digits=indicator.digits,
        period=period(value.period, reference_time(indicator)),
        rows=tuple(_rows(desk, indicator, value, values, ledger)),
        charts=charts_of(desk, indicator, value, values),
        method=method[:1].upper() + method[1:] + ".",
        caveat=indicator.caveat,
        screened=term("method_screened").format(count=len(desk.catalogue))
        if value.z_adjusted is not None
        else "",
        sources=_sources(desk, indicator),
    )


def _sentence(desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values) -> SentenceFacts:
    land = values.of(indicator.key, desk.land_code, value.period)
    return SentenceFacts(
        title=indicator.title,
        statement=indicator.statement,
        statement_below=indicator.statement_below,
        unit=indicator.unit,
        digits=indicator.digits,
        place=place(desk.region_title),
        period=value.period,
        reference_time=reference_time(indicator),
        value=value.value,
        status=value.status,
        is_publishable=value.is_publishable,
        base=value.denominator,
        ci_low=value.ci_low,
        ci_high=value.ci_high,
        reference=number_of(land),
        reference_name=title_of(desk, desk.land_code),
        assessment=value.assessment,
        z_adjusted=value.z_adjusted,
    )


def _rows(
    desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values, ledger: Ledger
) -> Iterator[ValueRow]:
    for code in (desk.region_code, desk.land_code, FEDERATION):
        each = values.of(indicator.key, code, value.period)
        if each is None:
            continue
        shown = number_of(each)
        printed = "" if shown is None else amount(shown, indicator.unit, indicator.digits, "de")
        yield ValueRow(
            region_title=title_of(desk, code),
            period=period(each.period, reference_time(indicator)),
            value=shown,
            low=None if shown is None else each.ci_low,
            high=None if shown is None else each.ci_high,
            base_count=None if shown is None or each.denominator is None else round(each.denominator),
            status=status_of(each),
            reference="" if shown is None else ledger.cite(each.id, printed),
            is_region=code == desk.region_code,
        )


def _sources(desk: Desk, indicator: Indicator) -> tuple[SourceFacts, ...]:
    """The newest file of each table that the indicator is made from."""
    newest: dict[str, Release] = {}
    for release in sorted(desk.records.all(Release), key=lambda each: each.retrieved_at):
        if release.table_code in indicator.table_codes:
            newest[release.table_code] = release
    return source_facts(desk, newest.values())


def _left_out(desk: Desk, indicators: list[Indicator], values: Values) -> Iterator[LeftOut]:
    """Indicators whose newest period has no figure to show, and those without any value."""
    for indicator in indicators:
        periods = values.periods(indicator.key, desk.region_code)
        value = values.of(indicator.key, desk.region_code, periods[-1]) if periods else None
        if value is None:
            yield LeftOut(title=indicator.title, period="", status=IndicatorStatus.INPUT_MISSING, remark="")
        elif number_of(value) is None:
            yield LeftOut(
                title=indicator.title,
                period=period(value.period, reference_time(indicator)),
                status=status_of(value),
                remark="",
            )
