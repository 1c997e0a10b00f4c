"""Groups of people within a figure, as findings tell of them: figures of their own for disclosure control."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.indicator import IndicatorStatus
from steering.disclosure.counts import Figure, FigureKey, key_of
from steering.disclosure.deciding import Decision
from steering.indicators.defining.indicator import Indicator
from steering.indicators.judging.conspicuity import Pair


@dataclass(frozen=True, kw_only=True)
class GroupFigure:
    """The share of a group of people: girls who leave without a certificate, of all girls who leave."""

    indicator_key: str
    breakdown: str
    region_code: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    ci_low: float | None = None
    ci_high: float | None = None
    method: str = ""
    status: IndicatorStatus = IndicatorStatus.COMPUTED
    is_publishable: bool = True
    remark: str = ""


def offered(
    pairs: Mapping[str, Sequence[Pair]], wholes: Mapping[str, Figure], indicators: Mapping[str, Indicator]
) -> Iterator[GroupFigure]:
    """The groups of each indicator as figures; `wholes` are the values of which they are parts."""
    for key, listed in pairs.items():
        for group in (group for pair in listed for group in pair):
            yield GroupFigure(
                indicator_key=key,
                breakdown=group.breakdown,
                region_code=wholes[key].region_code,
                period=wholes[key].period,
                value=indicators[key].factor * group.numerator / group.denominator,
                numerator=group.numerator,
                denominator=group.denominator,
            )


def told(
    pairs: Mapping[str, Sequence[Pair]], wholes: Mapping[str, Figure], decision: Decision
) -> dict[str, list[Pair]]:
    """The pairs of which a finding may tell: both groups may be told, and so may the whole.

    One group of a pair alone would still be held against the other.
    """

    def is_told(key: str, breakdown: str = "") -> bool:
        whole = key_of(wholes[key])
        return FigureKey(key, breakdown, whole.region_code, whole.period) not in decision.figures

    return {
        key: [pair for pair in listed if all(is_told(key, group.breakdown) for group in pair)]
        for key, listed in pairs.items()
        if is_told(key)
    }
