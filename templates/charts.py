"""Charts as SVG, drawn here: title is the message, description holds every figure, no script.

Dark and light are told apart by lightness, shape and dash, never by colour alone.
"""

from markupsafe import Markup

from templates.chart_comparison import comparison, comparison_told
from templates.chart_line import lines, lines_told
from templates.chart_shapes import WIDTH, Drawing
from templates.chart_strip import strip, strip_told
from templates.document_facts.charts import ComparisonChart, LineChart, StripChart
from templates.paper import paper

Chart = ComparisonChart | StripChart | LineChart


def draw(chart: Chart, language: str = "de") -> Markup:
    """The chart as SVG; the same facts give the same bytes."""
    drawing = _drawing(chart, language)
    template = paper(language).get_template(f"charts/{drawing.template}.svg.j2")
    made = template.render(
        chart=chart,
        alternative=describe(chart, language),
        width=WIDTH,
        height=round(drawing.height),
        **drawing.shapes,
    )
    return Markup(made.strip())  # noqa: S704 - autoescaped by the template


def describe(chart: Chart, language: str = "de") -> str:
    """The chart in words, with every figure: its text alternative."""
    if isinstance(chart, ComparisonChart):
        return comparison_told(chart, language)
    return strip_told(chart, language) if isinstance(chart, StripChart) else lines_told(chart, language)


def _drawing(chart: Chart, language: str) -> Drawing:
    if isinstance(chart, ComparisonChart):
        return comparison(chart, language)
    return strip(chart, language) if isinstance(chart, StripChart) else lines(chart, language)
