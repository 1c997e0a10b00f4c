"""Formulas of indicators: sums over named observations, read from text, never run as code.

A formula has a kind and, for each of the kind's fields, a sum. A sum is written like this:

    lv_no                                an observation
    lv - lv[sex=female]                  a difference; signs stand between spaces
    pop[age=00..18]                      the official age groups from 0 to under 18, added up
    pop[age=65..]                        ... from 65 without an end
    pop[age=15-18;sex=female]            one group, further broken down
    pop_single[age=15..17]               single years 15 and 16; names ending in `_single` have them
    mean(pop_single, age=15..17)         the mean of these years: one age cohort
    pop_total[t-5]                       the figure of five periods before; [t+1] of the one after
    pop[age=00..03][t-1]                 both
    mean(pop_total, -1..0)               the mean of the period before and this one
    mean(pop[age=18..25], -1..0)         the same for a sum of groups
    pup_g7[school_type=*]                every school type in turn: a distribution, which has no whole

Nothing else is understood: no product, no number, no call. What the text means is held by `Term`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from steering.indicators.defining.terms import FormulaError, Sum, Term, age_groups, read_sum

__all__ = [
    "QUOTIENTS",
    "Formula",
    "FormulaError",
    "Kind",
    "Sum",
    "Term",
    "age_groups",
    "read_formula",
    "read_sum",
]


class Kind(StrEnum):
    """What the number of an indicator is, and so which uncertainty it has.

    SHARE       k of n, each of the k is one of the n: Wilson
    RATE        events or people for a base to which they need not belong: Poisson
    RATIO       two amounts set against each other: no chance to judge
    COUNT       a number of people or things: Poisson
    OFFICIAL    a figure taken as it was published, or a sum of such amounts: no chance to judge
    DIFFERENCE  a share less another share: Newcombe
    CHANGE      an amount against an earlier one: numerator / denominator - 1
    INDEX       a share divided by another share, 1 is parity: interval on the log scale
    """

    SHARE = "share"
    RATE = "rate"
    RATIO = "ratio"
    COUNT = "count"
    OFFICIAL = "official"
    DIFFERENCE = "difference"
    CHANGE = "change"
    INDEX = "index"


QUOTIENTS = (Kind.SHARE, Kind.RATE, Kind.RATIO)
"""Kinds of one amount for another: their cases and bases can be added up over regions and years."""


@dataclass(frozen=True, kw_only=True)
class Formula:
    """How an indicator is computed: one number, a quotient, or two shares held against each other.

    `written` is the formula as its entry writes it, with the categories of a breakdown still open.
    """

    kind: Kind
    numerator: Sum
    denominator: Sum = ()
    less_numerator: Sum = ()
    less_denominator: Sum = ()
    written: str = field(default="", compare=False)

    @property
    def terms(self) -> Sum:
        """All terms, in the order in which they are written."""
        return self.numerator + self.denominator + self.less_numerator + self.less_denominator

    @property
    def is_distribution(self) -> bool:
        """The numerator stands for every category in turn, the denominator for all of them."""
        return any(term.is_each for term in self.numerator)

    @property
    def is_balance(self) -> bool:
        """The numerator is gains less losses, so that a number below 0 is one like any other."""
        return self.kind is Kind.RATIO and any(term.sign < 0 for term in self.numerator)


_ONE = ("numerator",)
_QUOTIENT = ("numerator", "denominator")
_TWO_SHARES = ("numerator", "denominator", "less_numerator", "less_denominator")
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.OFFICIAL: _ONE,
    Kind.COUNT: _ONE,
    Kind.SHARE: _QUOTIENT,
    Kind.RATE: _QUOTIENT,
    Kind.RATIO: _QUOTIENT,
    Kind.CHANGE: _QUOTIENT,
    Kind.DIFFERENCE: _TWO_SHARES,
    Kind.INDEX: _TWO_SHARES,
}


def read_formula(entry: Mapping[str, object]) -> Formula:
    """A formula from its entry in the catalogue."""
    kind = str(entry.get("kind", ""))
    if kind not in list(Kind):
        raise FormulaError(f"kind {kind!r} is none of {', '.join(Kind)}")
    wanted = ("kind", *FIELDS[Kind(kind)])
    if set(entry) != set(wanted):
        raise FormulaError(f"a {kind} has exactly the fields {', '.join(wanted)}")
    texts = {name: str(entry[name]) for name in wanted[1:]}
    sums = {name: _read_part(name, text) for name, text in texts.items()}
    formula = Formula(kind=Kind(kind), written=_written(Kind(kind), *texts.values()), **sums)
    _refuse_nonsense(formula)
    return formula


_FORMS: Mapping[Kind, str] = {
    **dict.fromkeys((Kind.OFFICIAL, Kind.COUNT), "{0}"),
    **dict.fromkeys((Kind.SHARE, Kind.RATE, Kind.RATIO), "{0} / {1}"),
    Kind.CHANGE: "{0} / {1} - 1",
    Kind.DIFFERENCE: "{0} / {1} - {2} / {3}",
    Kind.INDEX: "({0} / {1}) / ({2} / {3})",
}


def _written(kind: Kind, *texts: str) -> str:
    """The formula in one line; a sum in a quotient stands in brackets."""
    if kind in (Kind.OFFICIAL, Kind.COUNT):
        return texts[0]
    return _FORMS[kind].format(*(f"({text})" if re.search(r"\s[+-]\s", text) else text for text in texts))


def _read_part(field: str, text: str) -> Sum:
    try:
        return read_sum(text)
    except FormulaError as fault:
        raise FormulaError(f"{field}: {fault}") from None


def _refuse_nonsense(formula: Formula) -> None:
    """Formulas that can be read and still say nothing."""
    if any(term.is_each for term in formula.terms[len(formula.numerator) :]):
        raise FormulaError("every category in turn (*) belongs in the numerator alone")
    if formula.kind is Kind.CHANGE:
        earlier = max(max(term.lags) for term in formula.denominator)
        if earlier >= min(min(term.lags) for term in formula.numerator):
            raise FormulaError("denominator: a change wants an earlier period here, such as pop_total[t-5]")
