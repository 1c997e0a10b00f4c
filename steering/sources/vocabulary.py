"""What the columns of official tables are called in our formulas, matched by their head labels."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

_AGES = (
    (re.compile(r"unter (\d+) Jahr(?:en?)?"), "00-{0:0>2}"),
    (re.compile(r"(\d+) bis unter (\d+) Jahren?"), "{0:0>2}-{1:0>2}"),
    (re.compile(r"(\d+) Jahre und (?:mehr|älter)"), "{0:0>2}+"),
    (re.compile(r"under (\d+) years?"), "00-{0:0>2}"),
    (re.compile(r"(\d+) to under (\d+) years?"), "{0:0>2}-{1:0>2}"),
    (re.compile(r"(\d+) years and (?:over|more|older)"), "{0:0>2}+"),
)
_UNSTATED = "unstated"
SHARES = frozenset({"%", "Prozent", "percent", "Percent"})


@dataclass(frozen=True, kw_only=True)
class Column:
    """A variable and the head labels by which its column is known."""

    variable: str
    heads: tuple[tuple[str, ...], ...]
    unit: str = ""

    def is_headed(self, labels: Sequence[str]) -> bool:
        """The labels are this column's, in one of the wordings of the years."""
        return len(labels) == len(self.heads) and all(
            _among(label, wordings) for label, wordings in zip(labels, self.heads, strict=True)
        )


@dataclass(frozen=True, kw_only=True)
class NotRecorded:
    """A footnote by which "." means that a Land does not collect the figure."""

    variable: str
    regions: str
    footnote: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """What is known about a table before it is read.

    `unit` and `principle` say what its figures count, and where people are counted. `is_confirmed` is false
    while the heads of its columns were not yet seen in an original file.
    """

    title: str = ""
    unit: str = ""
    principle: str = ""
    is_confirmed: bool = True
    dash: str = ""
    ignore: tuple[str, ...] = ()
    break_down: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    not_recorded: tuple[NotRecorded, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Named:
    """A column's name in formulas, and the breakdown that its labels carry."""

    variable: str
    breakdown: tuple[str, ...] = ()


@cache
def _known() -> Mapping[str, Any]:
    seen, unseen = (
        tomllib.loads(files("steering.sources").joinpath(name).read_text(encoding="utf-8"))
        for name in ("vocabulary.toml", "vocabulary_unseen.toml")
    )
    waiting = {code: {**entry, "is_confirmed": False} for code, entry in unseen["tables"].items()}
    return {**seen, "tables": {**seen["tables"], **waiting}}


def units() -> frozenset[str]:
    """The words by which a unit is known."""
    return frozenset(_known()["units"])


def month(label: str) -> int:
    """The number of a month by its name; 0 where it is none."""
    return next((number for number, names in enumerate(_known()["months"], start=1) if label in names), 0)


def captions() -> frozenset[str]:
    """The words by which a head names a dimension above its categories."""
    return frozenset(_known()["captions"])


def table(code: str) -> Table:
    """What is known about a table; an unknown one has no columns and keeps its own labels."""
    found = [known for known in _known()["tables"] if code == known or code.startswith(known + "-")]
    if not found:
        return Table()
    entry = _known()["tables"][max(found, key=len)]
    columns = (
        Column(
            variable=column["variable"],
            heads=tuple(tuple(words) for words in column["heads"]),
            unit=column.get("unit", entry.get("unit", "")),
        )
        for column in entry["columns"]
    )
    return Table(
        title=entry["title"],
        unit=entry.get("unit", ""),
        principle=entry.get("principle", ""),
        is_confirmed=entry.get("is_confirmed", True),
        dash=entry.get("dash", ""),
        ignore=tuple(entry.get("ignore", ())),
        break_down=tuple(entry.get("break_down", ())),
        columns=tuple(columns),
        not_recorded=tuple(NotRecorded(**rule) for rule in entry.get("not_recorded", ())),
    )


def usual_reference_time(code: str, period: str = "") -> str:
    """What a bare year means in a table; in some years a statistic counted on another day."""
    times: Mapping[str, str] = _known()["reference_times"]
    found = [start for start in times if code.startswith(start)]
    usual = times[max(found, key=len)] if found else _UNSTATED
    if not re.fullmatch(r"[0-9]{4}", period):
        return usual
    for other in _known()["other_reference_times"]:
        if code.startswith(other["statistic"]) and other["from_year"] <= int(period) <= other["to_year"]:
            return str(other["reference_time"])
    return usual


def reference_time_types() -> Mapping[str, Mapping[str, str]]:
    """Every kind of time that a figure can have, with its German and English words."""
    types: Mapping[str, Mapping[str, str]] = _known()["reference_time_types"]
    return types


def named(labels: Sequence[str], measure: str, known: Table) -> Named:
    """The name of a column: the vocabulary's, or its own labels, never none."""
    breakdown: list[str] = []
    kept: list[str] = []
    for label in labels:
        pair = category(label)
        if pair and pair.split("=")[0] in known.break_down:
            breakdown.append(pair)
        elif not is_total(label) and not _among(label, known.ignore):
            kept.append(label)
    for column in known.columns:
        if column.is_headed(kept):
            return Named(variable=column.variable, breakdown=tuple(breakdown))
    own = [label for label in (measure, *labels) if label]
    return Named(variable=" | ".join(own) or "value")


def category(label: str) -> str:
    """The canonical 'dimension=category' of a label; '' where the words are not known."""
    for dimension, words in _known()["categories"].items():
        if label in words:
            return f"{dimension}={words[label]}"
    for pattern, form in _AGES:
        ages = pattern.fullmatch(label)
        if ages:
            return "age=" + form.format(*ages.groups())
    return ""


def is_total(label: str) -> bool:
    """The label says that nothing is broken down."""
    return label in _known()["totals"]


def _among(label: str, wordings: Sequence[str]) -> bool:
    folded = label.casefold()
    return any(fnmatchcase(folded, wording.casefold()) for wording in wordings)
