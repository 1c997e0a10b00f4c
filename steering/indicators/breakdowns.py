"""The formula of a breakdown: the same indicator for girls, for foreigners, for one type of school."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from steering.errors import BadUsage, NotThere
from steering.indicators.breaking import DIMENSIONS, distributed_over, placed
from steering.indicators.formula import Formula, Sum, Term
from steering.indicators.indicator import Indicator
from steering.sources.cells import pairs_of

_PAIR = re.compile(r"[a-z_0-9]+=[^=;\s]+")
_FOREIGN = "nationality=foreign"
_PARTS = ("numerator", "denominator", "less_numerator", "less_denominator")

Told = Collection[tuple[str, str]]


def formula_of(indicator: Indicator, breakdown: str, *, told: Told | None = None) -> Formula:
    """The formula for a breakdown such as 'sex=female'; '' is the indicator as a whole.

    A further reading (a variant of the entry) has its own name, and a distribution wants its category.
    `told` are the variables and breakdowns that the cells hold. Raises BadUsage for what is no breakdown or
    is one that the formula makes itself, NotThere for one that the cells do not hold.
    """
    if breakdown in dict(indicator.variants):
        return dict(indicator.variants)[breakdown]
    pairs = [pair for pair in breakdown.split(";") if pair]
    over = distributed_over(indicator.formula)
    if over:
        category = next((pair for pair in pairs if pair.startswith(f"{over}=")), "")
        return _of_distribution(indicator, over, category, [pair for pair in pairs if pair != category], told)
    if not breakdown:
        return indicator.formula
    dimensions = [pair.split("=")[0] for pair in pairs]
    own = {dimension for term in indicator.formula.terms for dimension in pairs_of(term.breakdown)}
    is_sound = all(_PAIR.fullmatch(pair) for pair in pairs) and len(set(dimensions)) == len(dimensions)
    if not is_sound or own & set(dimensions):
        raise BadUsage(
            f"{breakdown!r} breaks nothing down.",
            code="bad_breakdown",
            indicator=indicator.key,
            breakdown=breakdown,
            own=", ".join(sorted(own)) or "-",
        )
    formula = indicator.formula
    narrowed: dict[str, Any] = {
        name: tuple(_narrowed(term, pairs, told) for term in getattr(formula, name)) for name in _PARTS
    }
    made = replace(formula, **narrowed)
    if told is not None:
        _refuse_unknown(indicator, made, breakdown, told)
    return made


def _of_distribution(
    indicator: Indicator, over: str, category: str, rest: list[str], told: Told | None
) -> Formula:
    """The share of one category; a distribution as a whole is no number."""
    if _PAIR.fullmatch(category) is None:
        raise BadUsage(
            f"{indicator.key} is a distribution.",
            code="distribution_wants_category",
            indicator=indicator.key,
            title=indicator.title,
            known=", ".join(f"{over}={each}" for each in DIMENSIONS.get(over, ())),
        )
    formula = placed(indicator.formula, category)
    if not rest and told is not None:
        _refuse_unknown(indicator, formula, category, told)
    return formula_of(replace(indicator, formula=formula), ";".join(rest), told=told)


def _narrowed(term: Term, pairs: list[str], told: Told | None) -> Term:
    """The term for one category; some tables count foreigners in a column with a name of its own."""
    joined = joined_with(term.breakdown, pairs)
    apart = f"{term.variable}_for"
    if told is not None and _FOREIGN in pairs and (term.variable, joined) not in told:
        rest = joined_with(term.breakdown, [pair for pair in pairs if pair != _FOREIGN])
        if (apart, rest) in told:
            return replace(term, variable=apart, breakdown=rest)
    return replace(term, breakdown=joined)


def joined_with(breakdown: str, pairs: Collection[str]) -> str:
    """A breakdown with more pairs, in canonical order."""
    return ";".join(sorted({*(pair for pair in breakdown.split(";") if pair), *pairs}))


def _refuse_unknown(indicator: Indicator, formula: Formula, breakdown: str, told: Told) -> None:
    wanted: Sum = formula.terms
    lacking = [
        term for term in wanted if (term.variable, term.breakdown) not in told and not _is_rest(term, told)
    ]
    if not lacking:
        return
    variables = {term.variable for term in indicator.formula.terms}
    known = sorted(
        {
            pair
            for variable, each in told
            if variable in variables
            for pair in each.split(";")
            if pair and not pair.startswith("age=")
        }
    )
    raise NotThere(
        f"{indicator.key}: no {breakdown}.",
        code="no_breakdown",
        indicator=indicator.key,
        breakdown=breakdown,
        variables=tuple(dict.fromkeys(term.variable for term in lacking)),
        known=", ".join(known) or "-",
    )


def _is_rest(term: Term, told: Told) -> bool:
    """The category is what the total and the other category leave over."""
    pairs = pairs_of(term.breakdown)
    for dimension, category, other in (("sex", "male", "female"), ("nationality", "german", "foreign")):
        if pairs.get(dimension) == category:
            rest = [f"{name}={word}" for name, word in pairs.items() if name != dimension]
            beside = joined_with("", [*rest, f"{dimension}={other}"])
            return {(term.variable, joined_with("", rest)), (term.variable, beside)} <= set(told)
    return False
