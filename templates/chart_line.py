"""The line chart: several regions over several periods; a gap stays a gap."""

from dataclasses import dataclass

from templates.chart_shapes import (
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    WIDTH,
    Dot,
    Drawing,
    Label,
    Scale,
    or_gap,
    text_width,
    ticks,
)
from templates.document_facts.charts import ChartLine, LineChart
from templates.environment import number
from templates.paper import term


@dataclass(frozen=True, kw_only=True)
class Course:
    """A line in pieces between its gaps, with a mark at every value."""

    number: int
    pieces: tuple[str, ...]
    marks: tuple[Dot, ...]
    is_region: bool


def lines(chart: LineChart, language: str) -> Drawing:
    """The chart as drawn."""
    known = [value for line in chart.lines for value in line.values if value is not None] or [0.0, 1.0]
    marks = ticks(min(known), max(known))
    room = max(text_width(number(value, marks.digits, language=language)) for value in marks.values)
    legend = [
        Label(text=line.label, x=LEFT + 34, y=4 + LINE_HEIGHT * place, is_strong=line.is_region)
        for place, line in enumerate(chart.lines, start=1)
    ]
    top = 4 + LINE_HEIGHT * len(legend) + 18
    down = Scale(low=marks.low, high=marks.high, start=top + 150, end=top)
    across = Scale(
        low=0, high=max(1, len(chart.periods) - 1), start=round(LEFT + room + 10, 1), end=RIGHT - 16
    )
    return Drawing(
        template="line",
        height=top + 150 + 30,
        shapes={
            "legend": legend,
            "left": across.start,
            "ticks": [
                Label(
                    text=number(value, marks.digits, language=language),
                    x=round(LEFT + room, 1),
                    y=down.at(value),
                    anchor="end",
                )
                for value in marks.values
            ],
            "periods": _period_labels(chart.periods, across, top + 150 + LINE_HEIGHT + 2),
            "courses": [_course(place, line, across, down) for place, line in enumerate(chart.lines)],
        },
    )


def lines_told(chart: LineChart, language: str) -> str:
    """The chart in words."""
    told = [
        f"{line.label}: "
        + ", ".join(
            f"{each} {or_gap(value, chart.unit, chart.digits, language)}"
            for each, value in zip(chart.periods, line.values, strict=True)
        )
        for line in chart.lines
    ]
    return f"{term('chart_line', language)}. {chart.subtitle}. {'; '.join(told)}."


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


def _course(place: int, line: ChartLine, across: Scale, down: Scale) -> Course:
    pieces: list[list[str]] = [[]]
    marks = []
    for step, value in enumerate(line.values):
        if value is None:
            pieces.append([])
            continue
        marks.append(Dot(x=across.at(step), y=down.at(value)))
        pieces[-1].append(f"{across.at(step)},{down.at(value)}")
    drawn = tuple(" ".join(piece) for piece in pieces if len(piece) > 1)
    return Course(number=place % 3, pieces=drawn, marks=tuple(marks), is_region=line.is_region)
