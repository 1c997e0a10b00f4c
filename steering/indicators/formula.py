"""Formulas of indicators: sums over named observations, read from text, never run as code."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

AGE_EDGES = (0, 3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 75)
_TERM = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\[(?P<breakdown>[^\[\]]+)\])?")
_AGES = re.compile(r"age=(?P<first>\d+)\.\.(?P<end>\d*)")
_PAIR = re.compile(r"[a-z_]+=[^=;\s]+")


class Kind(StrEnum):
    """What the number of an indicator is, and so which uncertainty it has."""

    SHARE = "share"
    RATIO = "ratio"
    OFFICIAL = "official"
    DIFFERENCE = "difference"


class FormulaError(ValueError):
    """A formula cannot be read; the catalogue says in which entry."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """One observation with its sign: a variable and its breakdown."""

    variable: str
    breakdown: str = ""
    sign: int = 1

    @property
    def name(self) -> str:
        """The term as the formula writes it, without its sign."""
        return f"{self.variable}[{self.breakdown}]" if self.breakdown else self.variable


Sum = tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class Formula:
    """How an indicator is computed: one number, a quotient, or the difference of two shares."""

    kind: Kind
    numerator: Sum
    denominator: Sum = ()
    less_numerator: Sum = ()
    less_denominator: Sum = ()

    @property
    def terms(self) -> Sum:
        """All terms, in the order in which they are written."""
        return self.numerator + self.denominator + self.less_numerator + self.less_denominator


_FIELDS = {
    Kind.OFFICIAL: ("numerator",),
    Kind.SHARE: ("numerator", "denominator"),
    Kind.RATIO: ("numerator", "denominator"),
    Kind.DIFFERENCE: ("numerator", "denominator", "less_numerator", "less_denominator"),
}


def read_formula(entry: dict[str, object]) -> Formula:
    """A formula from its entry in the catalogue."""
    kind = str(entry.get("kind", ""))
    if kind not in list(Kind):
        raise FormulaError(f"kind {kind!r} is none of {', '.join(Kind)}")
    wanted = ("kind", *_FIELDS[Kind(kind)])
    if set(entry) != set(wanted):
        raise FormulaError(f"a {kind} has exactly the fields {', '.join(wanted)}")
    sums = {field: _read_part(field, str(entry[field])) for field in wanted[1:]}
    return Formula(kind=Kind(kind), **sums)


def _read_part(field: str, text: str) -> Sum:
    try:
        return read_sum(text)
    except FormulaError as fault:
        raise FormulaError(f"{field}: {fault}") from None


def read_sum(text: str) -> Sum:
    """A sum such as `lv - lv[sex=female]` or `pop[age=00..18]`; an age range becomes its groups."""
    terms: list[Term] = []
    for sign, part in _signed(text):
        matched = _TERM.fullmatch(part)
        if matched is None:
            raise FormulaError(f"{part!r} is no observation such as lv_no or lv_no[sex=female]")
        breakdowns = _breakdowns(matched["breakdown"] or "")
        terms += [Term(variable=matched["name"], breakdown=breakdown, sign=sign) for breakdown in breakdowns]
    names = [term.name for term in terms]
    if len(set(names)) != len(names):
        raise FormulaError(f"{text!r} names an observation twice")
    return tuple(terms)


def _signed(text: str) -> list[tuple[int, str]]:
    # A minus inside brackets belongs to an age group, so only signs between spaces are signs.
    first, *rest = re.split(r"\s+([+-])\s+", text.strip())
    signs = rest[0::2]
    return [
        (1, first),
        *((1 if sign == "+" else -1, part) for sign, part in zip(signs, rest[1::2], strict=True)),
    ]


def _breakdowns(text: str) -> list[str]:
    ages = _AGES.fullmatch(text)
    if ages is not None:
        return [f"age={group}" for group in age_groups(int(ages["first"]), int(ages["end"] or -1))]
    pairs = [pair for pair in text.split(";") if pair]
    if any(_PAIR.fullmatch(pair) is None for pair in pairs):
        raise FormulaError(f"breakdown {text!r} is not dimension=category, joined by ';'")
    return [";".join(sorted(pairs))]


def age_groups(first: int, end: int) -> list[str]:
    """The official age groups from `first` to under `end` (-1: no end)."""
    until = len(AGE_EDGES) if end == -1 else _edge(end)
    start = _edge(first)
    if start >= until:
        raise FormulaError(f"ages {first} to under {end} hold no group")
    groups = [f"{low:02}-{high:02}" for low, high in pairwise(AGE_EDGES)]
    return [*groups, f"{AGE_EDGES[-1]}+"][start:until]


def _edge(age: int) -> int:
    if age not in AGE_EDGES:
        raise FormulaError(f"age {age} is no edge of the 17 official groups {AGE_EDGES}")
    return AGE_EDGES.index(age)
