"""The strip chart: every county of the Land a dot on one scale, the region marked."""

from templates.chart_shapes import (
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    Dot,
    Drawing,
    Label,
    Scale,
    or_gap,
    tick_labels,
    ticks,
)
from templates.document_facts.charts import StripChart
from templates.paper import term

DOT = 4.0


def strip(chart: StripChart, language: str) -> Drawing:
    """The chart as drawn."""
    values = sorted(point.value for point in chart.points if point.value is not None)
    region = next((point for point in chart.points if point.is_region), None)
    land = [] if chart.land_value is None else [chart.land_value]
    marks = ticks(
        min([*values, *land, *([] if values else [0.0])]), max([*values, *land, *([] if values else [1.0])])
    )
    scale = Scale(low=marks.low, high=marks.high, start=LEFT + 8, end=RIGHT - 8)
    legend = _strip_legend(chart, language)
    top = 4 + LINE_HEIGHT * len(legend)
    others = [point.value for point in chart.points if point.value is not None and not point.is_region]
    dots, levels = _stacked(sorted(others), scale)
    base = top + 14 + levels * (2 * DOT + 1) + 16
    return Drawing(
        template="strip",
        height=base + 30,
        shapes={
            "legend": legend,
            "dots": [Dot(x=dot.x, y=round(base - 14 - dot.y, 1)) for dot in dots],
            "region_x": scale.at(region.value) if region and region.value is not None else None,
            "land_x": None if chart.land_value is None else scale.at(chart.land_value),
            "top": top + 6,
            "axis_y": base,
            "ticks": tick_labels(marks, scale, base + 5, language),
        },
    )


def strip_told(chart: StripChart, language: str) -> str:
    """The chart in words."""
    known = [point.value for point in chart.points if point.value is not None]
    told = [label.text for label in _strip_legend(chart, language)]
    if known:
        low, high = (or_gap(edge, chart.unit, chart.digits, language) for edge in (min(known), max(known)))
        told.append(term("chart_counties", language).format(count=len(known), low=low, high=high))
    missing = len(chart.points) - len(known)
    if missing:
        told.append(term("chart_counties_missing", language).format(count=missing))
    return f"{term('chart_strip', language)}. {chart.subtitle}. {'; '.join(told)}."


def _stacked(values: list[float], scale: Scale) -> tuple[list[Dot], int]:
    """Dots that would touch are stacked: none covers another."""
    ends: list[float] = []
    dots = []
    for value in values:
        x = scale.at(value)
        level = next((place for place, end in enumerate(ends) if x - end >= 2 * DOT + 1), len(ends))
        if level == len(ends):
            ends.append(x)
        ends[level] = x
        dots.append(Dot(x=x, y=level * (2 * DOT + 1)))
    return dots, len(ends)


def _strip_legend(chart: StripChart, language: str) -> list[Label]:
    lines = []
    region = next((point for point in chart.points if point.is_region), None)
    if region is not None:
        lines.append((f"{region.label}: {or_gap(region.value, chart.unit, chart.digits, language)}", True))
    if chart.land_value is not None:
        lines.append(
            (f"{chart.land_label}: {or_gap(chart.land_value, chart.unit, chart.digits, language)}", False)
        )
    return [
        Label(text=text, x=LEFT + 22, y=4 + LINE_HEIGHT * place, is_strong=strong)
        for place, (text, strong) in enumerate(lines, start=1)
    ]
