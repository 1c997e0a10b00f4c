"""The formula of a breakdown: the same indicator for girls, for foreigners, for one type of school."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from steering.errors import BadUsage, NotThere
from steering.indicators.defining.breaking import breakdown_formulas
from steering.indicators.defining.formula import Formula, Sum, Term
from steering.indicators.defining.indicator import Indicator
from steering.sources.cells import pairs_of

_PAIR = re.compile(r"[a-z_0-9]+=[^=;\s]+")
_FOREIGN = "nationality=foreign"
_PARTS = ("numerator", "denominator", "less_numerator", "less_denominator")

Told = Collection[tuple[str, str]]


def formula_of(indicator: Indicator, breakdown: str, *, told: Told | None = None) -> Formula:
    """The formula for a breakdown such as 'sex=female'; '' is the indicator as a whole.

    What the catalogue foresees counts; otherwise the columns of the files decide whether there is one.
    `told` are the variables and breakdowns that the cells hold. Raises BadUsage for what is no breakdown or
    is one that the formula makes itself, NotThere for one that the cells do not hold.
    """
    known = breakdown_formulas(indicator)
    pairs = [pair for pair in breakdown.split(";") if pair]
    meant = known.get(joined_with("", pairs))
    if meant is not None:
        if told is not None and breakdown:
            _refuse_unknown(indicator, meant, breakdown, told)
        return meant
    if not breakdown:
        raise BadUsage(
            f"{indicator.key} has no value as a whole.",
            code="breakdown_needed",
            indicator=indicator.key,
            known=", ".join(known),
        )
    return _by_name(indicator, breakdown, pairs, told)


def _by_name(indicator: Indicator, breakdown: str, pairs: list[str], told: Told | None) -> Formula:
    """A breakdown that the catalogue does not foresee, by the names of the columns."""
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
