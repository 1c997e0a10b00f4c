"""The map: regions of a boundary file, shaded and numbered by the class of their value."""

from templates.chart_shapes import LEFT, LINE_HEIGHT, Drawing, Label, or_gap
from templates.document_facts.charts import MapArea, MapChart
from templates.environment import number
from templates.paper import amount, term

SHADES = ("#f3f6fa", "#bccfe4", "#6f9cc8", "#0b3d70")


def area_map(chart: MapChart, language: str) -> Drawing:
    """The chart as drawn."""
    legend = _legend(chart, language)
    top = 10 + LINE_HEIGHT * len(legend)
    return Drawing(
        template="map",
        width=max(chart.width, 300),
        height=top + chart.height + 6,
        shapes={
            "legend": legend,
            "top": top,
            # The own region is drawn last, so that no neighbour covers its outline.
            "areas": sorted(chart.areas, key=lambda area: area.is_region),
            "shades": SHADES,
        },
    )


def map_told(chart: MapChart, language: str) -> str:
    """The chart in words, every region with its value."""
    told = [f"{area.label}: {_value(chart, area, language)}" for area in chart.areas]
    return f"{term('chart_map', language)}. {chart.subtitle}. {'; '.join(told)}."


def _value(chart: MapChart, area: MapArea, language: str) -> str:
    if area.value is None:
        return term("chart_without", language).format(why=term(area.status, language))
    return or_gap(area.value, chart.unit, chart.digits, language)


def _legend(chart: MapChart, language: str) -> list[Label]:
    """The classes with their numbers and edges; the last line speaks of regions without a value."""
    pairs = list(zip(chart.edges, chart.edges[1:], strict=False))
    texts = [
        term("chart_map_last" if step == len(pairs) else "chart_map_class", language).format(
            step=step,
            low=number(low, chart.digits, language=language),
            high=amount(high, chart.unit, chart.digits, language=language),
        )
        for step, (low, high) in enumerate(pairs, start=1)
    ]
    if any(area.step is None for area in chart.areas):
        texts.append(term("chart_map_none", language))
    return [
        Label(text=text, x=LEFT + 34, y=4 + LINE_HEIGHT * place) for place, text in enumerate(texts, start=1)
    ]
