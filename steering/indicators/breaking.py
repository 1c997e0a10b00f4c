"""An indicator by sex, school type and so on: the formula of each category."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from steering.indicators.formula import Formula
from steering.indicators.indicator import Indicator
from steering.indicators.terms import EACH, Term
from steering.sources import vocabulary

DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "nationality": ("german", "foreign"),
    "school_type": (
        "primary",
        "hauptschule",
        "several_courses",
        "realschule",
        "gymnasium",
        "comprehensive",
        "waldorf",
        "special_needs",
        "evening",
    ),
}
"""Dimensions with the categories that are shown; who is entered as diverse is too few to be shown."""

_BY_DIFFERENCE = {"sex": ("male", "female")}


def breakdown_formulas(indicator: Indicator) -> dict[str, Formula]:
    """The formula of each breakdown by its canonical name; "" is the indicator as a whole.

    A distribution such as pup_g7[school_type=*] has no whole. Where a table prints the total and one
    category only, the other is the total less that one. Variants stand beside the categories.
    """
    formulas: dict[str, Formula] = {}
    if not indicator.formula.is_distribution:
        formulas[""] = indicator.formula
    for dimension in indicator.breakdowns:
        for category in DIMENSIONS.get(dimension, ()):
            formulas[f"{dimension}={category}"] = _of_category(indicator, dimension, category)
    return formulas | dict(indicator.variants)


def _of_category(indicator: Indicator, dimension: str, category: str) -> Formula:
    formula, pair = indicator.formula, f"{dimension}={category}"
    if formula.is_distribution:
        return replace(formula, numerator=tuple(_placed(term, pair) for term in formula.numerator))
    parts: dict[str, Any] = {
        name: tuple(
            found
            for term in getattr(formula, name)
            for found in _narrowed(term, dimension, category, indicator.table_codes)
        )
        for name in ("numerator", "denominator", "less_numerator", "less_denominator")
    }
    return replace(formula, **parts)


def _placed(term: Term, pair: str) -> Term:
    """The category in the place that the formula holds open."""
    dimension, _, _ = pair.partition("=")
    return replace(term, breakdown=term.breakdown.replace(f"{dimension}={EACH}", pair))


def _narrowed(term: Term, dimension: str, category: str, table_codes: tuple[str, ...]) -> Iterator[Term]:
    """The term for one category, or the total less the other category."""
    missing, printed = _BY_DIFFERENCE.get(dimension, ("", ""))
    if category == missing and any(dimension in vocabulary.table(code).by_difference for code in table_codes):
        other = _joined(term, f"{dimension}={printed}")
        yield term
        yield replace(other, sign=-term.sign)
        return
    yield _joined(term, f"{dimension}={category}")


def _joined(term: Term, pair: str) -> Term:
    pairs = [*term.breakdown.split(";"), pair] if term.breakdown else [pair]
    return replace(term, breakdown=";".join(sorted(pairs)))
