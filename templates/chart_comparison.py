"""The comparison chart: the region beside Land and federation, over the range of the counties."""

from dataclasses import dataclass

from templates.chart_shapes import (
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    Drawing,
    Label,
    Scale,
    text_width,
    tick_labels,
    ticks,
    wrapped,
)
from templates.document_facts.charts import ChartRow, ComparisonChart
from templates.environment import number
from templates.paper import amount, span, term

BAR_ROOM = 24


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of a comparison, as drawn."""

    labels: tuple[Label, ...]
    y: float
    x: float
    width: float | None
    low: float | None
    high: float | None
    is_region: bool
    is_range: bool = False


def comparison(chart: ComparisonChart, language: str) -> Drawing:
    """The chart as drawn."""
    rows = _with_range(chart, language)
    known = [value for row in rows for value in (row.value, row.low, row.high) if value is not None]
    marks = ticks(min(0.0, *known, 0.0), max(0.0, *known, 0.0))
    scale = Scale(low=marks.low, high=marks.high, start=LEFT, end=RIGHT - 6)
    bars: list[Bar] = []
    y = 4.0
    for row in rows:
        labels, y = _row_labels(row, chart, y, language)
        bars.append(_bar(row, labels, y, scale, is_range=row.value is None and row.low is not None))
        y += BAR_ROOM if row.value is not None or row.low is not None else 8
    return Drawing(
        template="comparison",
        height=y + 30,
        shapes={"bars": bars, "axis_y": y, "ticks": tick_labels(marks, scale, y, language)},
    )


def comparison_told(chart: ComparisonChart, language: str) -> str:
    """The chart in words."""
    rows = [f"{row.label}: {_row_value(row, chart, language)}" for row in _with_range(chart, language)]
    return f"{term('chart_comparison', language)}. {chart.subtitle}. {'; '.join(rows)}."


def _with_range(chart: ComparisonChart, language: str) -> list[ChartRow]:
    if chart.counties_low is None or chart.counties_high is None:
        return list(chart.rows)
    label = term("chart_range", language).format(count=chart.counties_count)
    return [*chart.rows, ChartRow(label=label, value=None, low=chart.counties_low, high=chart.counties_high)]


def _row_labels(
    row: ChartRow, chart: ComparisonChart, top: float, language: str
) -> tuple[tuple[Label, ...], float]:
    """The region's name, and its value on the same line if both fit, else on the next."""
    value = _row_value(row, chart, language)
    names = wrapped(row.label)
    y = top + LINE_HEIGHT * len(names)
    labels = [
        Label(text=name, x=LEFT, y=top + LINE_HEIGHT * place, is_strong=row.is_region)
        for place, name in enumerate(names, start=1)
    ]
    if text_width(names[-1]) + text_width(value) + 12 > RIGHT - LEFT:
        y += LINE_HEIGHT
    labels.append(Label(text=value, x=RIGHT, y=y, anchor="end", is_strong=row.is_region))
    return tuple(labels), y + 6


def _row_value(row: ChartRow, chart: ComparisonChart, language: str) -> str:
    if row.value is None and row.low is not None:
        low = number(row.low, chart.digits, language=language)
        return span(low, amount(row.high, chart.unit, chart.digits, language=language), language=language)
    if row.value is None:
        return term("chart_without", language).format(why=term(row.status, language))
    shown = amount(row.value, chart.unit, chart.digits, language=language)
    if row.low is None:
        return shown
    low, high = (number(edge, chart.digits, language=language) for edge in (row.low, row.high))
    return f"{shown} ({span(low, high, language=language)})"


def _bar(row: ChartRow, labels: tuple[Label, ...], y: float, scale: Scale, *, is_range: bool) -> Bar:
    zero, end = scale.at(0.0), scale.at(row.value or 0.0)
    return Bar(
        labels=labels,
        y=y,
        x=min(zero, end),
        width=None if row.value is None else round(abs(end - zero), 1),
        low=None if row.low is None else scale.at(row.low),
        high=None if row.high is None else scale.at(row.high),
        is_region=row.is_region,
        is_range=is_range,
    )
