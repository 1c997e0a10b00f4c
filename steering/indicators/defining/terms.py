"""The terms of a formula: observations with sign, breakdown and period, read from text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

AGE_EDGES = (0, 3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 75)
OLDEST = 75
"""Single years of age end here; who is older stands in groups of five years (table 12411-04-02-4)."""
FURTHEST = 20
EACH = "*"
"""Stands for every category in turn: pup_g7[school_type=*] of pup_g7 is a distribution."""
_AGE = "age="
_NAME = r"[a-z][a-z0-9_]*"
_TERM = re.compile(rf"(?P<name>{_NAME})(?P<brackets>(?:\[[^\[\]]+\])*)")
_MEAN = re.compile(rf"mean\((?P<inner>{_NAME}(?:\[[^\[\]]+\])?), (?P<over>[^()]+)\)")
_AGES = re.compile(r"age=(?P<first>\d+)\.\.(?P<end>\d*)")
_LAG = re.compile(r"t(?P<lag>[+-][1-9]\d?)")
_LAGS = re.compile(r"(?P<first>-?\d{1,2})\.\.(?P<last>-?\d{1,2})")
_PAIR = re.compile(r"[a-z_]+=[^=;\s]+")


class FormulaError(ValueError):
    """A formula cannot be read; the catalogue says in which entry."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """One observation with its sign: a variable, its breakdown, and the periods it is taken from.

    `lags` are periods counted from the indicator's own; of several the mean is meant. `sign` is -1 for
    what is taken away, and a part of 1 in the mean of several groups: each of two age years counts half.
    """

    variable: str
    breakdown: str = ""
    sign: float = 1
    lags: tuple[int, ...] = (0,)

    @property
    def name(self) -> str:
        """The term as the formula writes it, without its sign."""
        plain = f"{self.variable}[{self.breakdown}]" if self.breakdown else self.variable
        if len(self.lags) > 1:
            return f"mean({plain}, {self.lags[0]}..{self.lags[-1]})"
        return plain if self.lags == (0,) else f"{plain}[t{self.lags[0]:+d}]"

    @property
    def is_each(self) -> bool:
        """The term stands for every category of a dimension in turn."""
        return f"={EACH}" in self.breakdown


Sum = tuple[Term, ...]


def read_sum(text: str) -> Sum:
    """A sum such as `lv - lv[sex=female]` or `pop[age=00..18]`; an age range becomes its groups."""
    terms = tuple(
        Term(variable=term.variable, breakdown=term.breakdown, lags=term.lags, sign=sign * term.sign)
        for sign, part in _signed(text)
        for term in _read_term(part)
    )
    names = [term.name for term in terms]
    if len(set(names)) != len(names):
        raise FormulaError(f"{text!r} names an observation twice")
    return terms


def _signed(text: str) -> list[tuple[int, str]]:
    # A minus inside brackets belongs to an age group, so only signs between spaces are signs.
    first, *rest = re.split(r"\s+([+-])\s+", text.strip())
    signs = rest[0::2]
    return [
        (1, first),
        *((1 if sign == "+" else -1, part) for sign, part in zip(signs, rest[1::2], strict=True)),
    ]


def _read_term(part: str) -> Sum:
    mean = _MEAN.fullmatch(part)
    if mean is not None:
        return _mean(mean["inner"], mean["over"])
    matched = _TERM.fullmatch(part)
    if matched is None:
        raise FormulaError(f"{part!r} is no observation such as lv_no or lv_no[sex=female]")
    lag, pairs = 0, []
    for piece in re.findall(r"[^\[\];]+", matched["brackets"]):
        shift = _LAG.fullmatch(piece)
        if shift is None:
            pairs.append(piece)
        elif lag:
            raise FormulaError(f"{part!r} names two periods")
        else:
            lag = _near(int(shift["lag"]))
    return tuple(
        Term(variable=matched["name"], breakdown=breakdown, lags=(lag,))
        for breakdown in _breakdowns(matched["name"], pairs)
    )


def _mean(inner: str, over: str) -> Sum:
    """The mean over periods (-1..0) or over ages (age=15..17)."""
    if _AGES.fullmatch(over):
        groups = _read_term(f"{inner}[{over}]")
        return tuple(
            Term(variable=term.variable, breakdown=term.breakdown, sign=1 / len(groups)) for term in groups
        )
    span = _LAGS.fullmatch(over)
    if span is None or int(span["first"]) >= int(span["last"]):
        raise FormulaError(f"mean over {over!r} is neither periods such as -1..0 nor ages such as age=15..17")
    lags = tuple(range(_near(int(span["first"])), _near(int(span["last"])) + 1))
    terms = _read_term(inner)
    if any(term.lags != (0,) for term in terms):
        raise FormulaError(f"{inner!r} has a period of its own inside a mean")
    return tuple(Term(variable=term.variable, breakdown=term.breakdown, lags=lags) for term in terms)


def _near(lag: int) -> int:
    if abs(lag) > FURTHEST:
        raise FormulaError(f"period t{lag:+d} is more than {FURTHEST} away")
    return lag


def _breakdowns(variable: str, pairs: list[str]) -> list[str]:
    """The breakdowns that the brackets name; a range of ages stands for several."""
    fixed = [pair for pair in pairs if not _AGES.fullmatch(pair)]
    ranges = [ages for pair in pairs if (ages := _AGES.fullmatch(pair))]
    if len(ranges) > 1 or any(_PAIR.fullmatch(pair) is None for pair in fixed):
        raise FormulaError(f"breakdown {';'.join(pairs)!r} is not dimension=category, joined by ';'")
    if len({pair.split("=")[0] for pair in pairs}) != len(pairs):
        raise FormulaError(f"breakdown {';'.join(pairs)!r} names a dimension twice")
    if not ranges:
        return [";".join(sorted(fixed))]
    first, end = int(ranges[0]["first"]), int(ranges[0]["end"] or -1)
    groups = single_years(first, end) if variable.endswith("_single") else age_groups(first, end)
    return [";".join(sorted([*fixed, f"age={group}"])) for group in groups]


def age_groups(first: int, end: int) -> list[str]:
    """The official age groups from `first` to under `end` (-1: no end)."""
    until = len(AGE_EDGES) if end == -1 else _edge(end)
    start = _edge(first)
    if start >= until:
        raise FormulaError(f"ages {first} to under {end} hold no group")
    groups = [f"{low:02}-{high:02}" for low, high in pairwise(AGE_EDGES)]
    return [*groups, f"{AGE_EDGES[-1]}+"][start:until]


def neighbours(terms: Sum) -> Iterator[tuple[Sum, str]]:
    """Terms that differ in the age group only, together, each time with the breakdown of all of them."""
    for _, group in groupby(terms, key=_but_for_age):
        members = tuple(group)
        ages = [part for each in members for part in each.breakdown.split(";") if part.startswith(_AGE)]
        if len(members) > 1 and len(ages) == len(members):
            rest = [part for part in members[0].breakdown.split(";") if not part.startswith(_AGE)]
            yield members, ";".join((*rest, _whole_range(ages)))
            continue
        yield from (((each,), each.breakdown) for each in members)


def _but_for_age(term: Term) -> tuple[object, ...]:
    rest = tuple(part for part in term.breakdown.split(";") if not part.startswith(_AGE))
    return (term.variable, term.sign, term.lags, rest, _AGE in term.breakdown)


def _whole_range(ages: Sequence[str]) -> str:
    first, last = ages[0].removeprefix(_AGE), ages[-1].removeprefix(_AGE)
    begin = first.split("-", maxsplit=1)[0].rstrip("+")
    end = "" if last.endswith("+") else last.rpartition("-")[2]
    return f"{_AGE}{begin}..{end}"


def single_years(first: int, end: int) -> list[str]:
    """Single years of age from `first` to under `end`, as the tables name them."""
    if not first < end <= OLDEST:
        raise FormulaError(f"single ages {first} to under {end} hold no year below {OLDEST}")
    return [f"{age:02}-{age + 1:02}" for age in range(first, end)]


def _edge(age: int) -> int:
    if age not in AGE_EDGES:
        raise FormulaError(f"age {age} is no edge of the 17 official groups {AGE_EDGES}")
    return AGE_EDGES.index(age)
