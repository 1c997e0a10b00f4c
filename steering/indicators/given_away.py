"""Which values of files follow from one that is withheld: shares of one whole are a row of a table."""

from collections.abc import Iterable, Mapping

from steering.disclosure.gate import withhold_remainders
from steering.indicators.asking import Asked
from steering.indicators.formula import Kind
from steering.indicators.indicator import Indicator
from steering.indicators.measured import Measured, measure
from steering.indicators.rows import row_of


def given_away(asked: Asked, catalogue: Mapping[str, Indicator], rows: Iterable[int]) -> frozenset[int]:
    """The regions among these rows whose value must stay back for the sake of another."""
    indicator, measured = asked.indicator, asked.measured
    if measured.formula.kind is not Kind.SHARE or asked.question.breakdown:
        return frozenset()
    beside = {each.key: each for each in beside_of(indicator, catalogue)} | {indicator.key: indicator}
    others = [_in_period(each, measured, asked.period) for each in beside.values()]
    return frozenset(row for row in rows if _follows(indicator.key, row, others, beside))


def _in_period(indicator: Indicator, measured: Measured, period: int) -> Measured:
    return measure(
        indicator,
        measured.observations,
        land_code=measured.regions[measured.land_row],
        peers=(),
        periods=[measured.periods[period]],
    )


def _follows(key: str, row: int, others: Iterable[Measured], beside: Mapping[str, Indicator]) -> bool:
    told = withhold_remainders([row_of(each, row, 0) for each in others], beside)
    return not next(each for each in told if each.indicator_key == key).is_publishable


def beside_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> list[Indicator]:
    """The indicators that share a whole with this one: whoever knows all but one knows that one."""
    return [
        each
        for each in catalogue.values()
        if each.key != indicator.key
        and each.formula.kind is Kind.SHARE
        and indicator.formula.kind is Kind.SHARE
        and each.formula.denominator == indicator.formula.denominator
    ]
