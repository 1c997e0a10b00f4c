"""Which figures of the official tables must fit together: read from the TOML files of this folder.

A new table gets a file (or an entry in one) and no code. `every_table.toml` says what each kind of
entry means.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

Told = TypeVar("Told")

COUNTED = ("Anzahl", "Personen")


@dataclass(frozen=True, kw_only=True)
class SumOfVariables:
    """A variable that is the sum of others, in every breakdown."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SumOfCategories:
    """A variable whose figures over all categories of a dimension sum to the one without it.

    Without `variables` every count that has all these categories is meant.
    """

    dimension: str
    categories: tuple[str, ...]
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A variable (darunter) that another one contains, in every breakdown."""

    part: str
    whole: str


@dataclass(frozen=True, kw_only=True)
class PartCategory:
    """A category that every count contains: female, foreign."""

    category: str


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Shares that add to 100: over variables, or over the categories of a dimension."""

    variables: tuple[str, ...]
    dimension: str = ""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """The categories that a table must have, besides the total.

    Without `variables` all of the table are meant. A table whose labels change from year to year tells
    `count` instead: one of its dimensions must have so many categories.
    """

    tables: tuple[str, ...]
    variables: tuple[str, ...] = ()
    dimension: str = ""
    categories: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A cell that the table never fills (x): a number there is an error."""

    variable: str
    breakdown: str = ""


@dataclass(frozen=True, kw_only=True)
class Together:
    """Two counts of which one is nothing exactly where the other is: schools and pupils."""

    one: str
    other: str


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """How many of one there are for each of the other: pupils per school."""

    numerator: str
    denominator: str
    breakdown: str = ""
    at_least: float
    at_most: float


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A count that another table's count limits: children in care, children."""

    part: str
    part_breakdown: str = ""
    whole: str
    whole_breakdown: str = ""
    factor: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A published rate that we can work out ourselves, in percent."""

    rate: str
    numerator: str
    denominator: str
    breakdown: str = ""
    tolerance: float = 0.1


@dataclass(frozen=True, kw_only=True)
class SameFact:
    """One fact in two tables."""

    one: str
    one_breakdown: str = ""
    other: str
    other_breakdown: str = ""


@dataclass(frozen=True, kw_only=True)
class ShareOf:
    """A share whose changes must be explained: leavers without a certificate among all leavers."""

    part: str
    whole: str


@dataclass(frozen=True, kw_only=True)
class ReferenceDay:
    """The day on which a statistic counts, in a span of years."""

    tables: tuple[str, ...]
    days: tuple[str, ...]
    from_year: int = 0
    to_year: int = 9999


@dataclass(frozen=True, kw_only=True)
class OtherDistricts:
    """Figures of districts that are no counties (Agenturbezirke), though a table may say so."""

    tables: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MayExceedHundred:
    """Rates whose people may live elsewhere, and so may exceed 100 percent."""

    variables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoShare:
    """Words of figures in percent that are no shares: they grow and shrink."""

    words: tuple[str, ...]


KINDS: dict[str, type] = {
    "sum": SumOfVariables,
    "sum_of_categories": SumOfCategories,
    "part": Part,
    "part_category": PartCategory,
    "distribution": Distribution,
    "declared": Declared,
    "closed": Closed,
    "together": Together,
    "ratio": Ratio,
    "limit": Limit,
    "rate": Rate,
    "same_fact": SameFact,
    "share_of": ShareOf,
    "reference_day": ReferenceDay,
    "other_districts": OtherDistricts,
    "may_exceed_hundred": MayExceedHundred,
    "no_share": NoShare,
}


@cache
def known() -> tuple[object, ...]:
    """Every entry of every file, in the order of the files' names."""
    listed = sorted(files("expectations.sources").iterdir(), key=lambda file: file.name)
    return tuple(
        entry
        for file in listed
        if file.name.endswith(".toml")
        for entry in read(file.read_text(encoding="utf-8"), file_name=file.name)
    )


def all_of(kind: type[Told]) -> tuple[Told, ...]:
    """All entries of a kind."""
    return tuple(entry for entry in known() if isinstance(entry, kind))


def read(text: str, *, file_name: str) -> list[object]:
    """The entries of a file. Raises ValueError that names the file, the kind and the word at fault."""
    return [
        _entry(kind, entry, f"{file_name}, [[{kind}]] no. {number}")
        for kind, entries in tomllib.loads(text).items()
        for number, entry in enumerate(entries, start=1)
    ]


def _entry(kind: str, entry: dict[str, Any], place: str) -> object:
    if kind not in KINDS:
        raise ValueError(f"{place}: no such kind; known are {', '.join(KINDS)}.")
    wanted = {field.name for field in fields(KINDS[kind])}
    strange = set(entry) - wanted
    if strange:
        raise ValueError(f"{place}: {', '.join(sorted(strange))} is unknown; known are {sorted(wanted)}.")
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    try:
        return KINDS[kind](**told)
    except TypeError as missing:
        raise ValueError(f"{place}: {missing}") from missing


def is_of(table_code: str, tables: tuple[str, ...]) -> bool:
    """Whether a table is one of these, or belongs to one of these statistics."""
    return any(table_code == each or table_code.startswith(each + "-") for each in tables)
