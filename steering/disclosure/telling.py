"""What a published figure tells: the share gives its count away as closely as its digits allow."""

import math
from collections.abc import Collection, Hashable, Mapping

import numpy as np

from steering.disclosure.counts import (
    Count,
    Evidence,
    Figure,
    FigureKey,
    Sums,
    counts_in,
    key_of,
    sums_of,
    value_of,
)
from steering.disclosure.offering import Protected
from steering.disclosure.rules import USUAL, Rule, few
from steering.disclosure.statements import EXACT, SLACK, Form, Statement, exactly, form_of, whole_interval
from steering.indicators.defining.formula import QUOTIENTS, Kind
from steering.indicators.defining.indicator import Indicator
from steering.indicators.statistics import wilson

MOST_TRIED = 5000
_OF_BASE = (Kind.SHARE, Kind.DIFFERENCE, Kind.INDEX)
_WILSON = "wilson"


def told_by(figure: Figure, indicator: Indicator, numbers: Mapping[Count, float]) -> list[Statement]:
    """Everything that a figure tells about counts when it is published with base and interval."""
    key = key_of(figure)
    sums = sums_of(indicator, key)
    if figure.value is None or indicator.formula.kind is Kind.OFFICIAL:
        return []
    if indicator.formula.kind in QUOTIENTS and figure.denominator is not None:
        return _quotient(figure, indicator, sums, key)
    # What is no plain quotient is taken to tell all its sums: more than it does, never less.
    known = ((form, value_of(form, numbers)) for form in sums.all)
    told = [exactly(form, number, owner=key) for form, number in known if number is not None]
    if not told and indicator.formula.kind is Kind.COUNT:
        told = [exactly(sums.numerator, figure.value / indicator.factor, owner=key)]
    return told


def _quotient(figure: Figure, indicator: Indicator, sums: Sums, key: FigureKey) -> list[Statement]:
    low, high = count_range(figure, indicator)
    if key.breakdown and figure.numerator is not None:
        # Groups are told with their cases.
        low = high = figure.numerator
    return [
        exactly(sums.denominator, figure.denominator or 0.0, owner=key),
        Statement(form=sums.numerator, low=low, high=high, owner=key),
    ]


def evidence_of(
    figure: Figure,
    indicator: Indicator,
    numbers: Mapping[Count, float],
    shown: Collection[Count],
    told: Collection[Statement],
) -> list[Statement]:
    """What the cells beside a figure tell more than the figure itself."""
    key = key_of(figure)
    exact = {each.form for each in told if whole_interval(each.form, each.interval).width <= EXACT}
    counts = dict.fromkeys(counts_in(sums_of(indicator, key).all))
    return [
        exactly(((count, 1.0),), numbers[count], owner=Evidence(key))
        for count in counts
        if count in shown and count in numbers and ((count, 1.0),) not in exact
    ]


def statements_of(
    figure: Figure, indicator: Indicator, numbers: Mapping[Count, float], shown: Collection[Count]
) -> list[Statement]:
    """What is told when a figure is published: by itself, and by the cells beside it.

    No paper prints cells beside a group: it is told with its cases.
    """
    told = told_by(figure, indicator, numbers)
    if key_of(figure).breakdown:
        return told
    return [*told, *evidence_of(figure, indicator, numbers, shown, told)]


def count_range(figure: Figure, indicator: Indicator) -> tuple[float, float]:
    """The counts that would be shown just like this one: same value and same interval, base known."""
    n, k = figure.denominator or 0.0, figure.numerator
    half = 0.5 * 10.0**-indicator.digits
    shown = round(figure.value or 0.0, indicator.digits)
    low, high = ((shown + side) / indicator.factor * n for side in (-half, half))
    if figure.ci_low is None or figure.ci_high is None:
        return low, high
    is_whole = k is not None and k == round(k) and n == round(n)
    if not figure.method.startswith(_WILSON) or not is_whole or high - low > MOST_TRIED:
        return (low, high) if k is None or high - low > MOST_TRIED else (k, k)
    tried = np.arange(
        math.ceil(max(low, 0.0) - SLACK), math.floor(min(high, n) + SLACK) + 1, dtype=np.float64
    )
    bounds = (bound * indicator.factor for bound in wilson(tried, np.full_like(tried, n)))
    alike = np.ones(tried.shape, dtype=np.bool_)
    for bound, told in zip(bounds, (figure.ci_low, figure.ci_high), strict=True):
        alike &= np.abs(bound - round(told, indicator.digits)) <= half + SLACK
    left = tried[alike]
    return (float(left.min()), float(left.max())) if left.size else (low, high)


def protected_of(
    figure: Figure, indicator: Indicator, numbers: Mapping[Count, float], rule: Rule = USUAL
) -> list[Protected]:
    """The counts behind a figure that are too small, and those of the others in its base."""
    key, kind = key_of(figure), indicator.formula.kind
    if kind is Kind.OFFICIAL:
        return []
    rule = rule.at_least(indicator.minimum_count)
    sums = sums_of(indicator, key)
    pairs = ((sums.numerator, sums.denominator), (sums.less_numerator, sums.less_denominator))
    given = ((figure.numerator, figure.denominator), (None, None))
    found: list[Protected] = []
    for (part, base), (told_k, told_n) in zip(pairs, given, strict=True):
        k, n = _known(told_k, part, numbers), _known(told_n, base, numbers)
        if kind is not Kind.CHANGE and few(k, rule, of_base=kind is not Kind.COUNT):
            found.append(_protected(key, part, rule))
        if kind in _OF_BASE and k is not None and n is not None and few(n - k, rule, of_base=True):
            found.append(_protected(key, _less(base, part), rule))
    return found


def _known(number: float | None, form: Form, numbers: Mapping[Count, float]) -> float | None:
    return number if number is not None or not form else value_of(form, numbers)


def _protected(key: Hashable, form: Form, rule: Rule) -> Protected:
    return Protected(key=(key, form), form=form, width=rule.width)


def _less(base: Form, part: Form) -> Form:
    return form_of([*base, *((count, -factor) for count, factor in part)])
