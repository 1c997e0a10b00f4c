"""The line chart: several regions over several periods; a gap stays a gap, a break parts the lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from templates.chart_shapes import (
    BETWEEN,
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    WIDTH,
    Dot,
    Drawing,
    Label,
    Scale,
    in_two_columns,
    or_gap,
    text_width,
    ticks,
    wrapped,
)
from templates.document_facts.charts import Absence, ChartLine, ChartMark, LineChart
from templates.environment import number
from templates.paper import span, term

PLOT = 135
FLAG_ROOM = 18
NOTE_SIZE = 13
NOTE_HEIGHT = 16
MARK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Course:
    """A line in pieces between its gaps, with a mark at every value, and the range of chance around it."""

    number: int
    pieces: tuple[str, ...]
    bands: tuple[str, ...]
    marks: tuple[Dot, ...]
    is_region: bool


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A lettered mark between or at periods."""

    text: str
    x: float
    y: float
    is_break: bool


def lines(chart: LineChart, language: str) -> Drawing:
    """The chart as drawn."""
    marks = ticks(*_extent(chart))
    room = max(text_width(number(value, marks.digits, language=language)) for value in marks.values)
    legend = _legend(chart, language)
    top = legend[-1].y + (2 * FLAG_ROOM + 6 if chart.marks else FLAG_ROOM)
    down = Scale(low=marks.low, high=marks.high, start=top + PLOT, end=top)
    across = Scale(
        low=0, high=max(1, len(chart.periods) - 1), start=round(LEFT + room + 14, 1), end=RIGHT - 16
    )
    base = top + PLOT
    notes = _notes(chart, language, base + 2 * LINE_HEIGHT + 12)
    return Drawing(
        template="line",
        height=base + 30 + NOTE_HEIGHT * len(notes) + (8 if notes else 0),
        shapes={
            "legend": legend,
            "has_band": any(each is not None for line in chart.lines for each in line.lows),
            "left": across.start,
            "top": top,
            "base": base,
            "ticks": [
                Label(
                    text=number(value, marks.digits, language=language),
                    x=round(LEFT + room, 1),
                    y=down.at(value),
                    anchor="end",
                )
                for value in marks.values
            ],
            "periods": _period_labels(chart.periods, across, base + LINE_HEIGHT + 4),
            "courses": [_course(place, line, chart, across, down) for place, line in enumerate(chart.lines)],
            "flags": _flags(chart.marks, across, top - 8),
            "absent": [Dot(x=across.at(each.place), y=base - 7) for each in chart.absences],
            "notes": notes,
        },
    )


def lines_told(chart: LineChart, language: str) -> str:
    """The chart in words."""
    told = [f"{line.label}: {', '.join(_figures_told(chart, line, language))}" for line in chart.lines]
    notes = [*_marks_told(chart.marks), *_absences_told(chart.absences, language)]
    return " ".join([f"{term('chart_line', language)}. {chart.subtitle}. {'; '.join(told)}.", *notes])


def _figures_told(chart: LineChart, line: ChartLine, language: str) -> Iterator[str]:
    for place, (each, value) in enumerate(zip(chart.periods, line.values, strict=True)):
        figure = or_gap(value, chart.unit, chart.digits, language)
        yield f"{each} {figure}{_range_told(chart, line, place, language)}"


def _range_told(chart: LineChart, line: ChartLine, place: int, language: str) -> str:
    low = line.lows[place] if line.lows else None
    high = line.highs[place] if line.highs else None
    if low is None or high is None:
        return ""
    shown = (number(edge, chart.digits, language=language) for edge in (low, high))
    return f" ({span(*shown, language=language)})"


def _extent(chart: LineChart) -> tuple[float, float]:
    """The lowest and highest figure of all lines and of the range around the region's."""
    known = [
        value
        for line in chart.lines
        for value in (*line.values, *line.lows, *line.highs)
        if value is not None
    ] or [0.0, 1.0]
    return min(known), max(known)


def _legend(chart: LineChart, language: str) -> list[Label]:
    rows = [(line.label, line.is_region) for line in chart.lines]
    if any(each is not None for line in chart.lines for each in line.lows):
        rows.append((term("chart_band", language), False))
    return in_two_columns(rows, indent=36)


def _marks_told(marks: tuple[ChartMark, ...]) -> list[str]:
    return [f"{MARK[place % len(MARK)]}: {mark.title.rstrip('.')}." for place, mark in enumerate(marks)]


def _absences_told(absences: tuple[Absence, ...], language: str) -> list[str]:
    """Periods without a figure, by their reason."""
    by_status: dict[str, list[Absence]] = {}
    for each in absences:
        by_status.setdefault(each.status, []).append(each)
    return [
        f"{term('chart_absent', language)} {', '.join(_joined(listed))}: {term(status, language)}."
        for status, listed in by_status.items()
    ]


def _joined(absences: list[Absence]) -> list[str]:
    """Neighbouring periods as one: 1996–2014."""
    runs: list[list[Absence]] = []
    for each in absences:
        if runs and runs[-1][-1].place == each.place - 1:
            runs[-1].append(each)
            continue
        runs.append([each])
    return [run[0].period if len(run) == 1 else f"{run[0].period}–{run[-1].period}" for run in runs]


def _notes(chart: LineChart, language: str, y: float) -> list[Label]:
    """What stands below the axis: the marks by their letters, and the periods without a figure."""
    texts = [
        part
        for text in (*_marks_told(chart.marks), *_absences_told(chart.absences, language))
        for part in wrapped(text, size=NOTE_SIZE)
    ]
    return [Label(text=text, x=LEFT, y=y + NOTE_HEIGHT * place) for place, text in enumerate(texts)]


def _flags(marks: tuple[ChartMark, ...], across: Scale, y: float) -> list[Flag]:
    """Each mark at its place: a break between two periods, an event at its period; no letter covers another.

    Marks for whose letters there is no room share those of their neighbour.
    """
    flags: list[Flag] = []
    for number_of_mark, mark in enumerate(marks):
        x = across.at(mark.place - 0.5 if mark.is_break else mark.place)
        letter = MARK[number_of_mark % len(MARK)]
        taken = [flag for flag in flags if flag.text and abs(flag.x - x) < _room(flag.text, letter)]
        free = next((level for level in (y, y - FLAG_ROOM) if level not in {flag.y for flag in taken}), None)
        if free is None:
            place = flags.index(taken[-1])
            flags[place] = replace(flags[place], text=f"{flags[place].text} {letter}")
        shown = "" if free is None else letter
        flags.append(Flag(text=shown, x=x, y=free or y, is_break=mark.is_break))
    return flags


def _room(text: str, letter: str) -> float:
    return (text_width(text) + text_width(letter)) / 2 + BETWEEN


def _period_labels(periods: tuple[str, ...], across: Scale, y: float) -> list[Label]:
    """As many periods as have room beside each other, always with the last."""
    labels: list[Label] = []
    edge = float(WIDTH)
    for place in reversed(range(len(periods))):
        half = text_width(periods[place]) / 2
        x = min(across.at(place), WIDTH - 2 - half)
        if x + half <= edge and x - half >= 0:
            labels.append(Label(text=periods[place], x=round(x, 1), y=y, anchor="middle"))
            edge = x - half - 8
    return labels[::-1]


def _course(place: int, line: ChartLine, chart: LineChart, across: Scale, down: Scale) -> Course:
    starts = {mark.place for mark in chart.marks if mark.is_break}
    marks = [
        Dot(x=across.at(step), y=down.at(value))
        for step, value in enumerate(line.values)
        if value is not None
    ]
    stretches = _stretches(line.values, starts)
    pieces = [
        " ".join(f"{across.at(step)},{down.at(line.values[step] or 0.0)}" for step in steps)
        for steps in stretches
        if len(steps) > 1
    ]
    bands = [band for steps in stretches for band in _bands(line, steps, across, down)]
    return Course(
        number=place % 3,
        pieces=tuple(pieces),
        bands=tuple(bands),
        marks=tuple(marks),
        is_region=line.is_region,
    )


def _stretches(values: tuple[float | None, ...], starts: set[int]) -> list[list[int]]:
    """Neighbouring periods with a figure, parted at gaps and breaks."""
    found: list[list[int]] = [[]]
    for step, value in enumerate(values):
        if step in starts or value is None:
            found.append([])
        if value is not None:
            found[-1].append(step)
    return [steps for steps in found if steps]


def _bands(line: ChartLine, steps: list[int], across: Scale, down: Scale) -> list[str]:
    """The range of chance along a stretch; around a single period a short upright piece."""
    edges = [
        (across.at(step), line.lows[step], line.highs[step])
        for step in steps
        if line.lows and line.highs and line.lows[step] is not None and line.highs[step] is not None
    ]
    if len(edges) == 1:
        x, low, high = edges[0]
        edges = [(round(x - 5, 1), low, high), (round(x + 5, 1), low, high)]
    if not edges:
        return []
    above = [f"{x},{down.at(high or 0.0)}" for x, _, high in edges]
    below = [f"{x},{down.at(low or 0.0)}" for x, low, _ in reversed(edges)]
    return [" ".join((*above, *below))]
