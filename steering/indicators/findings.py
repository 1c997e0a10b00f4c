"""Findings (Befunde) and needs: what stands out among the computed values, grouped for action."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from models.indicator import Assessment
from models.need import Pattern
from steering.indicators.computing import ComputedValue
from steering.indicators.indicator import LIFE_STAGES, Direction, Indicator
from steering.indicators.statistics.trending import Trend, trend

SURE_ENOUGH = 0.05
_JUDGED = (Assessment.BETTER, Assessment.WORSE)


@dataclass(frozen=True, kw_only=True)
class Conspicuity:
    """A value that stands out: off the usual scatter of the counties, or moving over the years.

    `strength` is comparable between patterns: a distance in standard errors.
    """

    indicator_key: str
    value: ComputedValue
    reference: ComputedValue | None
    pattern: Pattern
    strength: float
    assessment: Assessment
    first: ComputedValue | None = None
    trend: Trend | None = None


@dataclass(frozen=True, kw_only=True)
class ProposedNeed:
    """Findings of one station and focus area that call for action together."""

    number: int
    life_stage: str
    focus_area_key: str
    findings: tuple[Conspicuity, ...]

    @property
    def indicator_keys(self) -> tuple[str, ...]:
        """The indicators that stand out, the strongest first, each once."""
        return tuple(dict.fromkeys(finding.indicator_key for finding in self.findings))


def find_conspicuous(
    values: Iterable[ComputedValue],
    catalogue: Mapping[str, Indicator],
    *,
    region_code: str,
    land_code: str,
) -> list[Conspicuity]:
    """What stands out for a region: the latest value against the Land, and trends.

    Neutral indicators are never judged, and a value that may not be published makes no finding.
    """
    found: list[Conspicuity] = []
    by_indicator = _by_indicator(values)
    for key, indicator in catalogue.items():
        series = _series(by_indicator.get(key, []), region_code)
        if not series or indicator.direction is Direction.NEUTRAL:
            continue
        land = {value.period: value for value in _series(by_indicator[key], land_code)}
        found += _level(series[-1], land.get(series[-1].period))
        found += _trend(indicator, series, land.get(series[-1].period))
    return found


def latest(values: Iterable[ComputedValue], region_code: str) -> dict[str, ComputedValue]:
    """The latest value of each indicator for a region, values without a number included."""
    newest: dict[str, ComputedValue] = {}
    for value in sorted(values, key=lambda value: value.period):
        if value.region_code == region_code:
            newest[value.indicator_key] = value
    return newest


def needs_from(findings: Iterable[Conspicuity], catalogue: Mapping[str, Indicator]) -> list[ProposedNeed]:
    """Needs for action from the findings that are for the worse, one per station and focus area."""
    grouped: dict[tuple[str, str], list[Conspicuity]] = {}
    for finding in findings:
        if finding.assessment is Assessment.WORSE:
            indicator = catalogue[finding.indicator_key]
            grouped.setdefault((indicator.life_stage, indicator.focus_area_key), []).append(finding)
    ordered = sorted(grouped, key=lambda group: (LIFE_STAGES.index(group[0]), group[1]))
    return [
        ProposedNeed(
            number=number,
            life_stage=life_stage,
            focus_area_key=focus_area_key,
            findings=tuple(sorted(grouped[life_stage, focus_area_key], key=_strongest_first)),
        )
        for number, (life_stage, focus_area_key) in enumerate(ordered, start=1)
    ]


def _strongest_first(finding: Conspicuity) -> tuple[float, str, str]:
    return (-finding.strength, finding.indicator_key, finding.pattern.value)


def _by_indicator(values: Iterable[ComputedValue]) -> dict[str, list[ComputedValue]]:
    grouped: dict[str, list[ComputedValue]] = {}
    for value in values:
        grouped.setdefault(value.indicator_key, []).append(value)
    return grouped


def _series(values: Sequence[ComputedValue], region_code: str) -> list[ComputedValue]:
    """The publishable values of a region in the order of time."""
    own = [value for value in values if value.region_code == region_code]
    shown = [value for value in own if value.value is not None and value.is_publishable]
    return sorted(shown, key=lambda value: value.period)


def _level(value: ComputedValue, reference: ComputedValue | None) -> list[Conspicuity]:
    if value.assessment not in _JUDGED or value.z_adjusted is None:
        return []
    return [
        Conspicuity(
            indicator_key=value.indicator_key,
            value=value,
            reference=reference,
            pattern=Pattern.LEVEL,
            strength=abs(value.z_adjusted),
            assessment=value.assessment,
        )
    ]


def _trend(
    indicator: Indicator, series: list[ComputedValue], reference: ComputedValue | None
) -> list[Conspicuity]:
    """A trend, from five values of one version of the indicator on; fewer are not judged."""
    same = [value for value in series if value.indicator_version == series[-1].indicator_version]
    years = np.array([int(value.period[:4]) for value in same], dtype=np.float64)
    moved = trend(years, np.array([value.value for value in same], dtype=np.float64))
    if moved is None or moved.p_value >= SURE_ENOUGH or moved.slope == 0:
        return []
    is_better = (moved.slope > 0) == (indicator.direction is Direction.HIGHER)
    return [
        Conspicuity(
            indicator_key=indicator.key,
            value=same[-1],
            reference=reference,
            pattern=Pattern.TREND,
            strength=NormalDist().inv_cdf(1 - moved.p_value / 2),
            assessment=Assessment.BETTER if is_better else Assessment.WORSE,
            first=same[0],
            trend=moved,
        )
    ]
