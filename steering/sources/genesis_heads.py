"""What titles and heads of a table export say: measure, unit and time of each column."""

from dataclasses import dataclass

from steering.sources import laender, periods, vocabulary
from steering.sources.genesis_dimensions import understand_dimensions
from steering.sources.genesis_sheet import Sheet
from steering.sources.genesis_times import are_parts
from steering.sources.genesis_titles import understand_titles
from steering.sources.refusals import refusal


@dataclass(frozen=True, kw_only=True)
class Head:
    """One column of figures: what it measures, in which unit, and when, where the head says so.

    `pairs` are those of its labels that break the figures down by words that we know, `others` the rest.
    """

    place: int
    labels: tuple[str, ...]
    unit: str
    period: str | None
    region_name: str = ""
    pairs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Heads:
    """All columns of figures, and what the titles say of all of them."""

    title: str
    measure: str
    period: str | None
    columns: tuple[Head, ...]


Lines = list[tuple[str, ...]]


def understand_heads(sheet: Sheet, *, are_regions_in_rows: bool = True) -> Heads:
    """Measure, unit and time of each column of figures; its Land, where the rows name no region."""
    lines = [line[sheet.stub_width :] for line in sheet.heads]
    regions = None if are_regions_in_rows else _taken_regions(lines)
    line_periods = _taken_line(lines)
    units = _taken_units(lines)
    titles = understand_titles(sheet.titles, has_units=units is not None)
    if units is None and not titles.unit:
        units = _taken_unseen_units(lines)
    if titles.period is not None and line_periods is not None:
        raise refusal("two_times", sheet.file_name, None)
    dimensions = understand_dimensions(lines)
    columns = tuple(
        Head(
            place=sheet.figure_place(column),
            labels=(*(line[column] for line in lines if line[column]), *titles.limits),
            unit=units[column] if units else titles.unit,
            period=line_periods[column] if line_periods else None,
            region_name=regions[column] if regions else "",
            pairs=tuple(found[line[column]] for line, found in zip(lines, dimensions, strict=True) if found),
            others=(
                *(line[column] for line, found in zip(lines, dimensions, strict=True) if not found),
                *titles.limits,
            ),
        )
        for column in range(sheet.width - sheet.stub_width)
    )
    _refuse_twins(columns, sheet.file_name)
    return Heads(title=titles.title, measure=titles.measure, period=titles.period, columns=columns)


def _taken_regions(lines: Lines) -> tuple[str, ...] | None:
    """The names of Länder over the columns, taken out of the head."""
    place = next((place for place, line in enumerate(lines) if laender.are_laender(line)), None)
    return None if place is None else lines.pop(place)


def _taken_line(lines: Lines) -> list[str] | None:
    """The dates over the columns, taken out of the head together with their caption."""
    for place, line in enumerate(lines):
        found = [periods.period(label) for label in line]
        named = [name for name in found if name is not None]
        captioned = place > 0 and set(lines[place - 1]) <= set(periods.CAPTIONS)
        # Bare years further down could be years of birth; whole dates are never a category.
        are_dates = all("-" in name for name in named)
        if len(named) == len(line) and (captioned or place == 0 or are_dates):
            del lines[place - 1 if captioned else place : place + 1]
            return _with_months(named, lines, place - captioned)
    return None


def _with_months(years: list[str], lines: Lines, place: int) -> list[str]:
    """Years with the months below them, taken out of the head as well."""
    if place < len(lines) and are_parts(years, lines[place]):
        return [periods.within(year, part) for year, part in zip(years, lines.pop(place), strict=True)]
    return years


def _taken_units(lines: Lines) -> tuple[str, ...] | None:
    if lines and set(lines[-1]) <= vocabulary.units():
        return lines.pop()
    return None


def _taken_unseen_units(lines: Lines) -> tuple[str, ...] | None:
    """Several measures have their units in the last line, also units that we have never seen."""
    if len(lines) > 1 and all(lines[-1]) and not any(map(_is_category, lines[-1])):
        return lines.pop()
    return None


def _is_category(label: str) -> bool:
    return vocabulary.is_total(label) or bool(vocabulary.category(label))


def _refuse_twins(columns: tuple[Head, ...], file_name: str) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for head in columns:
        sign = (head.labels, head.unit, head.period, head.region_name)
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
