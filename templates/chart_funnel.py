"""The funnel chart: counties by number of cases and value, between the limits of their usual scatter."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from templates.chart_shapes import (
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    Dot,
    Drawing,
    Label,
    Scale,
    in_two_columns,
    or_gap,
    text_width,
    ticks,
)
from templates.document_facts.charts import FunnelChart, FunnelLimit
from templates.environment import number
from templates.paper import term

PLOT = 122
EDGES = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Bases:
    """Numbers of cases along the axis: towns of a thousand and of a hundred thousand fit on it."""

    low: float
    high: float
    start: float
    end: float

    def at(self, base: float) -> float:
        """The place of a number of cases."""
        share = (math.log(base) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return round(self.start + share * (self.end - self.start), 1)


def funnel(chart: FunnelChart, language: str) -> Drawing:
    """The chart as drawn."""
    marks = ticks(*_extent(chart))
    room = max(text_width(number(value, marks.digits, language=language)) for value in marks.values)
    legend = _legend(chart, language)
    top = legend[-1].y + 14
    base = top + PLOT
    down = Scale(low=marks.low, high=marks.high, start=base, end=top)
    lowest, highest = chart.limits[0].base, chart.limits[-1].base
    across = Bases(low=lowest, high=highest, start=round(LEFT + room + 12, 1), end=RIGHT - 10)
    region = next((point for point in chart.points if point.is_region), None)
    return Drawing(
        template="funnel",
        height=base + 48,
        shapes={
            "legend": legend,
            "left": across.start,
            "top": top,
            "base": base,
            "land_y": down.at(chart.land_value),
            "inner": [_curve(chart, across, down, lambda each: (each.low_95, each.high_95))],
            "outer": [_curve(chart, across, down, lambda each: (each.low_998, each.high_998))],
            "dots": [
                Dot(x=across.at(point.base), y=down.at(point.value))
                for point in chart.points
                if not point.is_region
            ],
            "region": None if region is None else Dot(x=across.at(region.base), y=down.at(region.value)),
            "ticks": [
                Label(
                    text=number(value, marks.digits, language=language),
                    x=round(LEFT + room, 1),
                    y=down.at(value),
                    anchor="end",
                )
                for value in marks.values
            ],
            "bases": _base_labels(lowest, highest, across, base + 4, language),
            "axis_title": Label(text=term("chart_funnel_axis", language), x=RIGHT, y=base + 40, anchor="end"),
        },
    )


def funnel_told(chart: FunnelChart, language: str) -> str:
    """The chart in words, every county with its value and its number of cases."""
    points = sorted(chart.points, key=lambda point: point.label)
    told = [
        term("chart_funnel_point", language).format(
            region=point.label,
            value=or_gap(point.value, chart.unit, chart.digits, language),
            base=number(point.base, language=language),
        )
        for point in points
    ]
    land = f"{chart.land_label}: {or_gap(chart.land_value, chart.unit, chart.digits, language)}"
    if chart.missing_count:
        told.append(term("chart_counties_missing", language).format(count=chart.missing_count))
    return f"{term('chart_funnel', language)}. {chart.subtitle}. {land}; {'; '.join(told)}."


def _extent(chart: FunnelChart) -> tuple[float, float]:
    """All counties, and the limits as far as there are counties: a tiny base would widen the chart."""
    known = [chart.land_value, *(point.value for point in chart.points)]
    for limit in chart.limits:
        known += [limit.low_95, limit.high_95]
    return min(known), max(known)


def _legend(chart: FunnelChart, language: str) -> list[Label]:
    region = next((point for point in chart.points if point.is_region), None)
    rows = []
    if region is not None:
        rows.append((f"{region.label}: {or_gap(region.value, chart.unit, chart.digits, language)}", True))
    rows.append(
        (f"{chart.land_label}: {or_gap(chart.land_value, chart.unit, chart.digits, language)}", False)
    )
    rows += [(term("chart_funnel_inner", language), False), (term("chart_funnel_outer", language), False)]
    return in_two_columns(rows, indent=36)


def _curve(
    chart: FunnelChart,
    across: Bases,
    down: Scale,
    edges: Callable[[FunnelLimit], tuple[float, float]],
) -> tuple[str, str]:
    """The lower and the upper limit as points of two lines, cut at the edges of the drawing."""
    pairs = [(across.at(limit.base), *edges(limit)) for limit in chart.limits]
    low = [f"{x},{_inside(down, value)}" for x, value, _ in pairs]
    high = [f"{x},{_inside(down, value)}" for x, _, value in pairs]
    return " ".join(low), " ".join(high)


def _inside(down: Scale, value: float) -> float:
    return down.at(min(max(value, down.low), down.high))


def _base_labels(low: float, high: float, across: Bases, y: float, language: str) -> list[Label]:
    """Round numbers of cases, as many as have room."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = [edge * 10.0**power for power in powers for edge in EDGES]
    labels: list[Label] = []
    end = 0.0
    for value in (each for each in values if low <= each <= high):
        text, x = number(value, language=language), across.at(value)
        half = text_width(text) / 2
        if x - half > end and x + half < RIGHT + 8:
            labels.append(Label(text=text, x=x, y=round(y + LINE_HEIGHT, 1), anchor="middle"))
            end = x + half + 8
    return labels
