"""What an entry says beside its formula: categories, distributions, further readings, and what stands in."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from steering.indicators.formula import Formula
from steering.indicators.indicator import Indicator
from steering.indicators.terms import EACH

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


def breakdown_names(indicator: Indicator) -> tuple[str, ...]:
    """The breakdowns in which an indicator is shown beside its whole: categories, then further readings."""
    categories = [
        f"{dimension}={category}" for dimension in indicator.breakdowns for category in DIMENSIONS[dimension]
    ]
    return (*categories, *dict(indicator.variants))


def distributed_over(formula: Formula) -> str:
    """The dimension over whose categories a distribution goes; '' for any other formula."""
    for term in formula.numerator:
        for pair in term.breakdown.split(";"):
            dimension, _, category = pair.partition("=")
            if category == EACH:
                return dimension
    return ""


def placed(formula: Formula, pair: str) -> Formula:
    """A distribution with one category in the place that its formula holds open."""
    dimension, _, _ = pair.partition("=")
    numerator = tuple(
        replace(term, breakdown=term.breakdown.replace(f"{dimension}={EACH}", pair))
        for term in formula.numerator
    )
    return replace(formula, numerator=numerator)


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
