"""Handing values and findings to the templates that make sentences of them."""

from collections.abc import Mapping

from steering.indicators.defining.indicator import Indicator
from steering.indicators.judging.findings import Conspicuity, ProposedNeed
from steering.indicators.measuring.computing import ComputedValue
from templates.findings import (
    Corridor,
    FindingFacts,
    GroupFacts,
    GroupGap,
    Jump,
    Move,
    finding_sentence,
)
from templates.places import place
from templates.sentences import SentenceFacts, indicator_sentence, need_title


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
    facts = FindingFacts(
        about=sentence_facts(indicator, finding.value, finding.reference, names=names, language=language),
        pattern=finding.pattern,
        move=_move(finding),
        gap=_gap(indicator, finding),
        jump=_jump(finding),
        corridor=_corridor(finding),
        screened_count=0 if finding.withstands else finding.screened_count,
    )
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


def _move(finding: Conspicuity) -> Move | None:
    first, moved = finding.first, finding.trend
    if first is None or moved is None:
        return None
    return Move(
        first_value=first.value or 0.0,
        first_period=first.period,
        rises=moved.slope > 0,
        points=moved.points,
        left_out=tuple(f"{year:.0f}" for year in moved.excluded),
    )


def _gap(indicator: Indicator, finding: Conspicuity) -> GroupGap | None:
    if finding.gap is None:
        return None
    first, second = (
        None
        if group is None
        else GroupFacts(
            breakdown=group.breakdown, value=indicator.factor * group.numerator / group.denominator
        )
        for group in (finding.gap.first, finding.gap.second)
    )
    return GroupGap(difference=finding.gap.difference, first=first, second=second)


def _jump(finding: Conspicuity) -> Jump | None:
    before = finding.before
    return None if before is None else Jump(before_value=before.value or 0.0, before_period=before.period)


def _corridor(finding: Conspicuity) -> Corridor | None:
    target = finding.target
    if target is None:
        return None
    return Corridor(
        low=target.low, high=target.high, decided_on=target.decided_on, resolution=target.resolution
    )


def _concern(indicator: Indicator, language: str) -> str:
    return indicator.concern if language == "de" else indicator.concern_en


def _titled(indicator: Indicator, language: str) -> str:
    return indicator.title if language == "de" else indicator.title_en
