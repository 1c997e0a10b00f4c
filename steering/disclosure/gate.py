"""The one gate through which figures go to the public."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models import IndicatorStatus, IndicatorValue
from steering.changes import changed
from steering.disclosure.counts import Figure, FigureKey, key_of
from steering.disclosure.deciding import REMARK, Decision, Given, Verdict, decide
from steering.disclosure.rules import Ground
from steering.indicators.indicator import Indicator
from steering.indicators.values import ComputedValue

_SHOWN = ("value", "ci_low", "ci_high")
_BLANK: Mapping[str, object] = {
    "value": None,
    "numerator": None,
    "denominator": None,
    "ci_low": None,
    "ci_high": None,
    "z_adjusted": None,
    "status": IndicatorStatus.WITHHELD,
    "is_publishable": False,
}


@dataclass(frozen=True, kw_only=True)
class Passed:
    """What came through the gate: the figures as anybody may see them, and the decision behind it."""

    figures: tuple[IndicatorValue, ...]
    decision: Decision

    def verdict(self, figure: Figure) -> Verdict | None:
        """Why a figure stays back; none if it is shown."""
        return self.decision.figures.get(key_of(figure))


def released(
    values: Sequence[IndicatorValue],
    indicators: Mapping[str, Indicator],
    given: Given | None = None,
    *,
    decision: Decision | None = None,
) -> Passed:
    """The values of a round as papers may show them, judged together.

    What is shown has no more digits than the indicator, so that no chart drawn from it tells more than its
    text. What stays back has the status `withheld` and no number at all. Hand in a `decision` to have
    several papers follow the same one.
    """
    made = decision or decide(values, indicators, given)
    return Passed(
        figures=tuple(as_shown(each, indicators.get(each.indicator_key), made) for each in values),
        decision=made,
    )


def as_shown(value: IndicatorValue, indicator: Indicator | None, decision: Decision) -> IndicatorValue:
    """One value as anybody may see it."""
    if key_of(value) in decision.figures:
        return changed(value, **_BLANK)
    if indicator is None or value.value is None:
        return value
    numbers = {name: getattr(value, name) for name in _SHOWN}
    rounded = {
        name: round(number, indicator.digits) + 0.0 for name, number in numbers.items() if number is not None
    }
    return changed(value, **rounded)


def withhold_remainders(
    values: Sequence[ComputedValue], indicators: Mapping[str, Indicator], given: Given | None = None
) -> list[ComputedValue]:
    """The values of a round, those marked that may not be published because others would give them away."""
    decision = decide(values, indicators, given)
    return [_marked(value, decision.figures.get(key_of(value))) for value in values]


def further_withheld(
    values: Sequence[Figure], indicators: Mapping[str, Indicator], given: Given | None = None
) -> frozenset[FigureKey]:
    """Which publishable figures a round must hold back, as keys: for those who keep values in arrays."""
    open_ones = {key_of(each) for each in values if each.is_publishable}
    return frozenset(open_ones & set(decide(values, indicators, given).figures))


def _marked(value: ComputedValue, verdict: Verdict | None) -> ComputedValue:
    if verdict is None or not value.is_publishable:
        return value
    remark = REMARK if verdict.ground is Ground.FOR_ANOTHER else f"withheld={verdict.ground.value}"
    return replace(value, is_publishable=False, remark=joined(value.remark, remark))


def joined(*remarks: str) -> str:
    """Remarks as one text."""
    return ";".join(part for part in remarks if part)


def withheld_keys(decision: Decision, grounds: Iterable[Ground] = tuple(Ground)) -> frozenset[FigureKey]:
    """The figures that stay back for one of these reasons."""
    chosen = frozenset(grounds)
    return frozenset(key for key, verdict in decision.figures.items() if verdict.ground in chosen)
