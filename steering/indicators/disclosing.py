"""Secondary suppression: a withheld share must not follow from its published neighbours."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from steering.indicators.formula import Kind, Sum
from steering.indicators.indicator import Indicator
from steering.indicators.values import ComputedValue

REMARK = "withheld_for_another"


def withhold_remainders(
    values: Sequence[ComputedValue], indicators: Mapping[str, Indicator]
) -> list[ComputedValue]:
    """The values, more of them withheld where the parts of a whole would give a withheld part away.

    Shares of one base that add up to it (leavers by certificate) are a row of a table: whoever
    knows all but one knows that one. So the smallest others are withheld with it, until at
    least two are hidden and together they are not few.
    """
    rows: dict[tuple[Sum, str, str], list[ComputedValue]] = defaultdict(list)
    for value in values:
        formula = indicators[value.indicator_key].formula
        if formula.kind is Kind.SHARE and value.value is not None:
            rows[formula.denominator, value.region_code, value.period].append(value)
    hidden = {id(value) for row in rows.values() for value in _given_away(row, indicators)}
    return [_withheld(value) if id(value) in hidden else value for value in values]


def _given_away(row: list[ComputedValue], indicators: Mapping[str, Indicator]) -> list[ComputedValue]:
    hidden = [value for value in row if not value.is_publishable]
    if not hidden or sum(map(_count, row)) != row[0].denominator:
        return []
    fewest = max(indicators[value.indicator_key].minimum_count for value in row)
    more: list[ComputedValue] = []
    shown = sorted((value for value in row if value.is_publishable), key=_count)
    while shown and (len(hidden + more) == 1 or sum(map(_count, hidden + more)) < fewest):
        more.append(shown.pop(0))
    return more


def _count(value: ComputedValue) -> float:
    return value.numerator or 0.0


def _withheld(value: ComputedValue) -> ComputedValue:
    remark = ";".join(part for part in (value.remark, REMARK) if part)
    return replace(value, is_publishable=False, remark=remark)
