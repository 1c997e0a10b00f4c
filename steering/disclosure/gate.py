"""The one gate through which figures go to the public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models import IndicatorStatus, IndicatorValue
from models.disclosure import Ground
from steering.changes import changed
from steering.disclosure.counts import Figure, counts_in, key_of, sums_of
from steering.disclosure.deciding import Decision, decide
from steering.disclosure.nearness import near
from steering.disclosure.preparing import REMARK, Given, Verdict
from steering.disclosure.statements import EXACT, Interval, whole_interval
from steering.disclosure.telling import count_range
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.values import ComputedValue

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
class Gate:
    """The decision on a round, as papers look through it."""

    decision: Decision
    indicators: Mapping[str, Indicator]

    def shown(self, value: IndicatorValue) -> IndicatorValue:
        """A value as anybody may see it.

        It has no more digits than the indicator, so that no chart drawn from it tells more than its text.
        What stays back has the status `withheld` and no number at all.
        """
        return as_shown(value, self.indicators.get(value.indicator_key), self.decision)

    def tells_cases(self, value: IndicatorValue) -> bool:
        """Whether anybody may know the cases of a value exactly, because papers tell them already.

        Either the printed share, its interval and its base leave one number, or all its cells may stand in
        the evidence. A sum of such cases is a sum of what the attack has already granted: it says nothing
        new.
        """
        indicator = self.indicators.get(value.indicator_key)
        key = key_of(value)
        if indicator is None or key in self.decision.figures or not value.is_publishable:
            return False
        if value.numerator is None or value.denominator is None:
            return False
        form = sums_of(indicator, key).numerator
        low, high = count_range(value, indicator)
        if whole_interval(form, Interval(low=low, high=high)).width <= EXACT:
            return True
        return not any(count in self.decision.counts for count in counts_in([form]))


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


def judged(
    values: Sequence[ComputedValue],
    indicators: Mapping[str, Indicator],
    given: Given | None = None,
    *,
    beside: Sequence[Figure] = (),
) -> tuple[list[ComputedValue], Decision]:
    """The values of a round, marked by whether they may be published, and the decision to keep.

    `beside` are figures that are no values but would be told with them: groups within a value.
    """
    decision = decide([*values, *beside], indicators, given)
    return [_marked(value, decision.figures.get(key_of(value))) for value in values], decision


def withhold_remainders(
    values: Sequence[ComputedValue], indicators: Mapping[str, Indicator], given: Given | None = None
) -> list[ComputedValue]:
    """The values of a round, those marked that may not be published because others would give them away.

    Without the cells behind them (`given`) it is judged by what the values themselves hold; the decision on
    a round is made with the cells (`judged`).
    """
    if given is not None:
        return judged(values, indicators, given)[0]
    small = [value for value in values if value.value is not None and not value.is_publishable]
    if not small:
        return list(values)
    decision = decide(near(values, small, indicators), indicators)
    return [_marked(value, decision.figures.get(key_of(value))) for value in values]


def _marked(value: ComputedValue, verdict: Verdict | None) -> ComputedValue:
    """The value with the mark of the newest decision; a mark of an earlier one for another's sake goes."""
    others = [part for part in value.remark.split(";") if part and part != REMARK]
    was_for_another = REMARK in value.remark.split(";")
    if verdict is None:
        if not was_for_another:
            return value
        return replace(value, is_publishable=True, remark=";".join(others))
    if verdict.ground is Ground.FOR_ANOTHER:
        return replace(value, is_publishable=False, remark=";".join([*others, REMARK]))
    is_told = value.is_publishable and verdict.ground is not Ground.TOO_FEW
    return replace(
        value,
        is_publishable=False,
        remark=";".join([*others, *([f"withheld={verdict.ground.value}"] if is_told else [])]),
    )
