"""Handing values and findings to the templates that make sentences of them."""

from collections.abc import Mapping
from dataclasses import replace

from models.need import Pattern
from steering.indicators.computing import ComputedValue
from steering.indicators.findings import Conspicuity, ProposedNeed
from steering.indicators.indicator import Indicator
from templates.places import place
from templates.sentences import SentenceFacts, TrendFacts, finding_sentence, indicator_sentence, need_title


def headline(
    indicator: Indicator,
    value: ComputedValue,
    reference: ComputedValue | None,
    *,
    names: Mapping[str, str],
    language: str = "de",
) -> str:
    """The sentence about one value; `names` gives each region's name by its code."""
    return indicator_sentence(
        language, sentence_facts(indicator, value, reference, names=names, language=language)
    )


def finding_headline(
    indicator: Indicator, finding: Conspicuity, *, names: Mapping[str, str], language: str = "de"
) -> str:
    """The sentence of a finding."""
    facts = sentence_facts(indicator, finding.value, finding.reference, names=names, language=language)
    facts = replace(facts, pattern=finding.pattern)
    if finding.pattern is Pattern.TREND and finding.first is not None and finding.trend is not None:
        facts = replace(facts, trend=_trend_facts(finding.first, finding))
    return finding_sentence(language, facts)


def need_headline(need: ProposedNeed, catalogue: Mapping[str, Indicator], *, language: str = "de") -> str:
    """The title of a need for action."""
    return need_title(language, tuple(_concern(catalogue[key], language) for key in need.indicator_keys))


def sentence_facts(
    indicator: Indicator,
    value: ComputedValue,
    reference: ComputedValue | None,
    *,
    names: Mapping[str, str],
    language: str = "de",
) -> SentenceFacts:
    """What the templates are given about one value."""
    is_german = language == "de"
    told = reference if reference is not None and reference.is_publishable else None
    return SentenceFacts(
        title=_titled(indicator, language),
        statement=indicator.statement if is_german else indicator.statement_en,
        statement_below=indicator.statement_below if is_german else indicator.statement_below_en,
        unit=indicator.unit,
        digits=indicator.digits,
        place=place(names[value.region_code], language),
        period=value.period,
        reference_time=indicator.reference_times[0],
        value=value.value,
        status=value.status,
        is_publishable=value.is_publishable,
        base=value.denominator,
        ci_low=value.ci_low,
        ci_high=value.ci_high,
        reference=told.value if told else None,
        reference_name=names[told.region_code] if told else "",
        assessment=value.assessment,
        z_adjusted=value.z_adjusted,
    )


def _trend_facts(first: ComputedValue, finding: Conspicuity) -> TrendFacts:
    return TrendFacts(
        first_value=first.value or 0.0,
        first_period=first.period,
        last_value=finding.value.value or 0.0,
        points=finding.trend.points if finding.trend else 0,
    )


def _concern(indicator: Indicator, language: str) -> str:
    return indicator.concern if language == "de" else indicator.concern_en


def _titled(indicator: Indicator, language: str) -> str:
    return indicator.title if language == "de" else indicator.title_en
