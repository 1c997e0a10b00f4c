"""What stands beside a share of few cases in the education report: the cases, and three years together."""

from collections.abc import Iterator, Sequence

import numpy as np

from steering.documents.values import Shown, number_of
from steering.indicators.answering.pooled_years import Definition, pooled_at, shown_as
from steering.indicators.defining.formula import Kind
from steering.indicators.statistics import Numbers
from steering.indicators.statistics.display import Display
from templates.environment import number
from templates.paper import amount
from templates.periods import written


def few_cases(shown: Shown, periods: Sequence[str]) -> Iterator[str]:
    """Sentences beside a share of few cases; none where there are many, or where nobody may know them."""
    value, indicator = shown.value, shown.indicator
    if indicator.formula.kind is not Kind.SHARE or shown_as(value.denominator) is Display.PLAIN:
        return
    if not value.numerator or not value.denominator or not shown.values.tells_cases(value):
        return
    step = indicator.factor / value.denominator
    yield shown.word(
        "small_base",
        k=_counted(shown, value.numerator),
        n=_counted(shown, value.denominator),
        period=written(value.period, shown.language),
        step=amount(
            step, "pct_points" if indicator.unit == "pct" else indicator.unit, 1, language=shown.language
        ),
    )
    until = [each for each in periods if each <= value.period]
    defined = Definition(indicator=indicator, formula=indicator.formula)
    pool = pooled_at(defined, shown.desk.region_code, until, _counts(shown, until))
    if pool is not None:
        yield shown.word(
            "small_pooled",
            label=pool.label,
            value=shown.told(pool.value),
            low=shown.told(pool.ci[0]),
            high=shown.told(pool.ci[1]),
            k=_counted(shown, pool.k),
            n=_counted(shown, pool.n),
        )


def _counts(shown: Shown, periods: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Cases and bases of the region, as far as anybody may know them and the definition is the same."""
    k, n = (np.full(len(periods), np.nan) for _ in range(2))
    for place, each in enumerate(periods):
        value = shown.values.of(shown.indicator.key, shown.desk.region_code, each)
        if value is None or number_of(value) is None or not shown.values.tells_cases(value):
            continue
        if value.indicator_version == shown.value.indicator_version:
            k[place], n[place] = value.numerator or 0.0, value.denominator or np.nan
    return k, n


def _counted(shown: Shown, cases: float) -> str:
    return number(cases, 0 if cases == round(cases) else 1, language=shown.language)
