"""Charts as SVG, drawn here: title is the message, description holds every figure, no script.

Dark and light are told apart by lightness, shape and dash, never by colour alone.
"""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from templates.chart_comparison import comparison, comparison_told
from templates.chart_funnel import funnel, funnel_told
from templates.chart_line import lines, lines_told
from templates.chart_map import area_map, map_told
from templates.chart_shapes import Drawing
from templates.chart_strip import strip, strip_told
from templates.chart_tiles import tiles, tiles_told
from templates.document_facts.charts import (
    ComparisonChart,
    FunnelChart,
    LineChart,
    MapChart,
    StripChart,
    TilesChart,
)
from templates.paper import paper

Chart = ComparisonChart | StripChart | LineChart | FunnelChart | TilesChart | MapChart
DRAWN: Mapping[type, tuple[Callable[[Any, str], Drawing], Callable[[Any, str], str]]] = {
    ComparisonChart: (comparison, comparison_told),
    StripChart: (strip, strip_told),
    LineChart: (lines, lines_told),
    FunnelChart: (funnel, funnel_told),
    TilesChart: (tiles, tiles_told),
    MapChart: (area_map, map_told),
}


def draw(chart: Chart, language: str = "de") -> Markup:
    """The chart as SVG; the same facts give the same bytes."""
    drawing = DRAWN[type(chart)][0](chart, language)
    template = paper(language).get_template(f"charts/{drawing.template}.svg.j2")
    made = template.render(
        chart=chart,
        alternative=describe(chart, language),
        width=round(drawing.width),
        height=round(drawing.height),
        **drawing.shapes,
    )
    return Markup(made.strip())  # noqa: S704 - autoescaped by the template


def describe(chart: Chart, language: str = "de") -> str:
    """The chart in words, with every figure: its text alternative."""
    return DRAWN[type(chart)][1](chart, language)
