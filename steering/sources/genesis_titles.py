"""What the titles of a table export say: its subject, its one measure, its one time, its limits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from steering.sources import periods, vocabulary

_MEASURE = re.compile(r"(?P<measure>.+?)\s*\((?P<unit>[^()]+)\)")
_TIME = re.compile(rf"(?:{'|'.join(periods.CAPTIONS)}):\s*(?P<period>\S.*)")
_LIMIT = re.compile(r"(?P<caption>[^:]+):\s+(?P<category>\S.*)")
# "(ab 2016)", "(Gebietsstand 15.05.2022)": brackets behind the name of a statistic, not units.
_NO_UNIT = re.compile(
    r"(ab|bis|seit|von|Teil|einschl|ohne|inkl|nur|Stand|Gebietsstand|territory|from|until|since|part|incl|excl|only|\d{4})\b",
    re.IGNORECASE,
)
NATIONS = ("Deutschland", "Germany")


@dataclass(frozen=True, kw_only=True)
class Titles:
    """The titles, understood; `limits` name the one category to which all figures belong."""

    title: str
    measure: str = ""
    unit: str = ""
    period: str | None = None
    limits: tuple[str, ...] = ()


def understand_titles(lines: Sequence[str], *, has_units: bool) -> Titles:
    """Subject, measure, time and limits. With several measures the units stand in the head instead."""
    titles = [line for line in lines if line not in NATIONS]
    period = _taken_period(titles)
    place = None if has_units else _measure_place(titles)
    if place is None:
        limits = _taken_limits(titles)
        return Titles(title=_subject(titles), period=period, limits=limits)
    stated = _MEASURE.fullmatch(titles[place])
    # _measure_place has matched this line with the same pattern.
    measure, unit = stated.groups() if stated else ("", "")
    limits = tuple(_label(limit) for limit in titles[place + 1 :])
    return Titles(title=_subject(titles[:place]), measure=measure, unit=unit, period=period, limits=limits)


def _taken_period(titles: list[str]) -> str | None:
    """The single date of the table, taken out of its titles: "Stichtag: 31.12.2019"."""
    for place, title in enumerate(titles):
        stated = _TIME.fullmatch(title)
        found = periods.period(stated["period"].strip()) if stated else None
        if found:
            del titles[place]
            return found
    return None


def _measure_place(titles: list[str]) -> int | None:
    """The line "Bevölkerungsstand (Anzahl)"; only limits like "Geschlecht: weiblich" may follow it."""
    for place in range(len(titles) - 1, 0, -1):
        stated = _MEASURE.fullmatch(titles[place])
        if stated and not _NO_UNIT.match(stated["unit"]):
            return place
        if not _LIMIT.fullmatch(titles[place]):
            return None
    return None


def _taken_limits(titles: list[str]) -> tuple[str, ...]:
    """Limits below the name of the statistic, which may hold a colon itself: only known words count."""
    limits: list[str] = []
    while len(titles) > 1 and _is_known(titles[-1]):
        limits.insert(0, _label(titles.pop()))
    return tuple(limits)


def _is_known(title: str) -> bool:
    stated = _LIMIT.fullmatch(title)
    return stated is not None and (
        vocabulary.is_total(stated["category"]) or bool(vocabulary.category(stated["category"]))
    )


def _label(title: str) -> str:
    """A limit as a head label: "weiblich" where the word is known, else with its caption."""
    stated = _LIMIT.fullmatch(title)
    return stated["category"] if stated and _is_known(title) else title


def _subject(titles: list[str]) -> str:
    """The table's title, unwrapped; the last line of the titles names the statistic."""
    return " ".join(titles[:-1] if len(titles) > 1 else titles)
