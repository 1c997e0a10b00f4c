"""What titles and heads of a table export say: measure, unit and time of each column."""

import re
from dataclasses import dataclass

from steering.sources import periods, vocabulary
from steering.sources.genesis_sheet import Sheet
from steering.sources.refusals import refusal

_MEASURE = re.compile(r"(?P<measure>.+?)\s*\((?P<unit>[^()]+)\)")
_TITLE_TIME = re.compile(rf"(?:{'|'.join(periods.CAPTIONS)}):\s*(?P<period>\S.*)")
# "(ab 2016)", "(Teil III)": brackets behind the name of a statistic, not units.
_NO_UNIT = re.compile(r"(ab|bis|seit|von|Teil|einschl|ohne|inkl|nur|Stand|\d{4})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Head:
    """One column of figures: what it measures, in which unit, and when, where the head says so."""

    place: int
    labels: tuple[str, ...]
    unit: str
    period: str | None


@dataclass(frozen=True, kw_only=True)
class Heads:
    """All columns of figures, and what the titles say of all of them."""

    title: str
    measure: str
    period: str | None
    columns: tuple[Head, ...]


Lines = list[tuple[str, ...]]


def understand_heads(sheet: Sheet) -> Heads:
    """Measure, unit and time of each column of figures."""
    titles = list(sheet.titles)
    title_period = _taken_period(titles)
    lines = [line[sheet.stub_width :] for line in sheet.heads]
    line_periods = _taken_line(lines)
    measure, title_unit = "", ""
    units: tuple[str, ...] | None = _taken_units(lines)
    stated = _MEASURE.fullmatch(titles[-1]) if titles and units is None else None
    if stated and not _NO_UNIT.match(stated["unit"]):
        measure, title_unit = stated["measure"], stated["unit"]
        titles.pop()
    elif units is None and len(lines) > 1 and all(lines[-1]) and not any(map(_is_category, lines[-1])):
        # Several measures: their units stand in the last line, also those that we have never seen.
        units = lines.pop()
    width = sheet.width - sheet.stub_width
    if title_period is not None and line_periods is not None:
        raise refusal("two_times", sheet.file_name, None)
    columns = tuple(
        Head(
            place=sheet.stub_width + column,
            labels=tuple(line[column] for line in lines if line[column]),
            unit=units[column] if units else title_unit,
            period=line_periods[column] if line_periods else None,
        )
        for column in range(width)
    )
    _refuse_twins(columns, sheet.file_name)
    return Heads(title=_title(titles), measure=measure, period=title_period, columns=columns)


def _taken_period(titles: list[str]) -> str | None:
    """The single date of the table, taken out of its titles: "Stichtag: 31.12.2019"."""
    for place, title in enumerate(titles):
        stated = _TITLE_TIME.fullmatch(title)
        found = periods.period(stated["period"].strip()) if stated else None
        if found:
            del titles[place]
            return found
    return None


def _taken_line(lines: Lines) -> list[str] | None:
    """The dates over the columns, taken out of the head together with their caption."""
    for place, line in enumerate(lines):
        found = [periods.period(label) for label in line]
        named = [name for name in found if name is not None]
        captioned = place > 0 and set(lines[place - 1]) <= set(periods.CAPTIONS)
        if len(named) == len(line) and (captioned or place == 0):
            del lines[place - 1 if captioned else place : place + 1]
            return named
    return None


def _taken_units(lines: Lines) -> tuple[str, ...] | None:
    if lines and set(lines[-1]) <= vocabulary.units():
        return lines.pop()
    return None


def _is_category(label: str) -> bool:
    return vocabulary.is_total(label) or bool(vocabulary.category(label))


def _title(titles: list[str]) -> str:
    """The table's title, unwrapped; the last line of the titles names the statistic."""
    return " ".join(titles[:-1] if len(titles) > 1 else titles)


def _refuse_twins(columns: tuple[Head, ...], file_name: str) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for head in columns:
        sign = (head.labels, head.unit, head.period)
        if sign in seen:
            raise refusal(
                "duplicate_column",
                file_name,
                None,
                head.place + 1,
                other_column=seen[sign] + 1,
                symbol=" | ".join(head.labels),
            )
        seen[sign] = head.place
