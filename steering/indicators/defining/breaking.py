"""What an entry says beside its formula: categories, distributions, further readings, and what stands in."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from steering.indicators.defining.formula import Formula
from steering.indicators.defining.indicator import Indicator
from steering.indicators.defining.terms import EACH, Term

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


def breakdown_formulas(indicator: Indicator) -> dict[str, Formula]:
    """The formula of each breakdown by its canonical name; "" is the indicator as a whole.

    A distribution such as pup_g7[school_type=*] has no whole. Variants stand beside the categories.
    """
    whole = {} if indicator.formula.is_distribution else {"": indicator.formula}
    categories = {
        f"{dimension}={category}": _of_category(indicator.formula, f"{dimension}={category}")
        for dimension in indicator.breakdowns
        for category in DIMENSIONS[dimension]
    }
    return whole | categories | dict(indicator.variants)


def _of_category(formula: Formula, pair: str) -> Formula:
    """The formula with a category in the place that a distribution holds open, or else in every term."""
    if formula.is_distribution:
        return replace(formula, numerator=tuple(_placed(term, pair) for term in formula.numerator))
    parts: dict[str, Any] = {
        name: tuple(_joined(term, pair) for term in getattr(formula, name))
        for name in ("numerator", "denominator", "less_numerator", "less_denominator")
    }
    return replace(formula, **parts)


def _placed(term: Term, pair: str) -> Term:
    dimension, _, _ = pair.partition("=")
    return replace(term, breakdown=term.breakdown.replace(f"{dimension}={EACH}", pair))


def _joined(term: Term, pair: str) -> Term:
    pairs = [*term.breakdown.split(";"), pair] if term.breakdown else [pair]
    return replace(term, breakdown=";".join(sorted(pairs)))


def fitting(indicator: Indicator, variables: Collection[str]) -> Indicator:
    """The indicator as these observations allow: by its formula, or by the official figure that stands in."""
    if indicator.fallback is None:
        return indicator
    own = {term.variable for term in indicator.formula.terms}
    standing_in = {term.variable for term in indicator.fallback.terms}
    if own <= set(variables) or not standing_in <= set(variables):
        return indicator
    # An official rate is published in its unit; there is nothing to multiply.
    return replace(indicator, formula=indicator.fallback, fallback=None, factor=1)
