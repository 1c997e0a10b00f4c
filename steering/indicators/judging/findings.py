"""Findings (Befunde) and needs: what stands out among the computed values, grouped for action."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.indicator import Assessment
from models.need import Pattern
from steering.indicators.defining.indicator import LIFE_STAGES, Direction, Indicator
from steering.indicators.defining.targets import Target
from steering.indicators.judging.conspicuity import Conspicuity, Gap, Group, Looked
from steering.indicators.judging.known_years import known_years
from steering.indicators.judging.missed_targets import missed
from steering.indicators.judging.patterns import apart, jumping, level, moving
from steering.indicators.judging.yearly import floats, year_of
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics.screening import screen

__all__ = [
    "Conspicuity",
    "Gap",
    "Group",
    "ProposedNeed",
    "find_conspicuous",
    "latest",
    "needs_from",
]

_HUNTED = (Pattern.GAP, Pattern.BREAK)


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
    targets: Sequence[Target] = (),
    groups: Mapping[str, Sequence[tuple[Group, Group]]] | None = None,
) -> list[Conspicuity]:
    """What stands out for a region, at most once for each indicator and pattern.

    Neutral indicators are described and never judged, and a value that may not be published makes no
    finding. `groups` are the pairs of groups of each indicator's latest value that are to be compared.
    All figures that were looked at are screened together (Benjamini and Hochberg): gaps and jumps,
    hunted over all breakdowns and indicators, must withstand that; the others say whether they do.
    """
    looked: list[Looked] = []
    by_indicator = _by_indicator(values)
    for key, indicator in catalogue.items():
        series = _series(by_indicator.get(key, []), region_code)
        if series:
            land = {value.period: value for value in _series(by_indicator[key], land_code)}
            pairs = (groups or {}).get(key, ())
            looked += _look(indicator, series, land.get(series[-1].period), targets, pairs)
    return _strongest_of_each(_screened(looked))


def _look(
    indicator: Indicator,
    series: Sequence[ComputedValue],
    reference: ComputedValue | None,
    targets: Sequence[Target],
    groups: Sequence[tuple[Group, Group]],
) -> Iterator[Looked]:
    """Every pattern that can be looked for in an indicator's series."""
    version = series[-1].indicator_version
    # Of several values within a year the last one stands for it.
    by_year = {year_of(value): value for value in series if value.indicator_version == version}
    same = list(by_year.values())
    known = known_years(indicator, series[-1].region_code)
    looked: list[Looked | None] = [
        *apart(indicator, series[-1], groups),
        jumping(indicator, same, reference, known),
    ]
    if indicator.direction is not Direction.NEUTRAL:
        looked = [
            level(series[-1], reference),
            moving(indicator, same, reference, known),
            *looked,
            missed(indicator, same, reference, targets),
        ]
    yield from (each for each in looked if each is not None)


def _screened(looked: Sequence[Looked]) -> list[Conspicuity]:
    """What stands out, with how sure that is among all that was looked at."""
    screening = screen(floats([each.p_value for each in looked]))
    found: list[Conspicuity] = []
    for each, adjusted, withstands in zip(looked, screening.adjusted, screening.withstands, strict=True):
        if each.found is None:
            continue
        if each.p_value is None:
            found.append(each.found)
        elif withstands or each.found.pattern not in _HUNTED:
            found.append(
                replace(
                    each.found,
                    adjusted_p=float(adjusted),
                    screened_count=screening.screened,
                    withstands=bool(withstands),
                )
            )
    return found


def _strongest_of_each(found: Sequence[Conspicuity]) -> list[Conspicuity]:
    """Of several gaps of one indicator the widest one, in standard errors."""
    best: dict[tuple[str, Pattern], Conspicuity] = {}
    for each in found:
        name = (each.indicator_key, each.pattern)
        if name not in best or each.strength > best[name].strength:
            best[name] = each
    return list(best.values())


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
