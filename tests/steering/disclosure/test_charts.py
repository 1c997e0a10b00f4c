"""Charts tell no more than the texts beside them."""

from dataclasses import replace

from models import Ground, IndicatorValue
from steering.changes import changed
from steering.disclosure.counts import key_of
from steering.disclosure.deciding import Decision
from steering.disclosure.gate import as_shown
from steering.disclosure.preparing import Verdict
from steering.documents.education import education_report
from templates.charts import draw
from templates.document_facts import ChartLine, LineChart
from tests.steering.documented.desk import a_desk, everything
from tests.steering.documented.names import CYCLE


def drawn(value: float) -> str:
    """All charts of an indicator whose value for our county is this."""
    kept = [
        changed(each, value=value)
        if isinstance(each, IndicatorValue) and each.id == f"{CYCLE}/1/D15/03358/2023"
        else each
        for each in everything()
    ]
    facts = education_report(a_desk(records=kept))
    charts = [
        chart
        for chapter in facts.chapters
        for indicator in chapter.indicators
        if indicator.key == "D15"
        for chart in indicator.charts
    ]
    return "".join(draw(chart) for chart in charts)


def test_two_counts_that_read_alike_are_drawn_alike() -> None:
    assert drawn(11.0413) == drawn(11.0359)
    assert drawn(11.0413) != drawn(11.2)


def test_a_chart_that_is_drawn_from_unrounded_figures_would_be_found() -> None:
    chart = next(
        chart
        for chapter in education_report(a_desk()).chapters
        for indicator in chapter.indicators
        for chart in indicator.charts
        if isinstance(chart, LineChart)
    )
    fine, finer = (
        replace(chart, lines=tuple(replace(line, values=_moved(line, more)) for line in chart.lines))
        for more in (0.0, 0.04)
    )

    assert draw(fine) != draw(finer)


def _moved(line: ChartLine, more: float) -> tuple[float | None, ...]:
    return tuple(None if value is None else value + more for value in line.values)


def test_a_withheld_value_holds_no_number_at_all() -> None:
    kept = [each for each in everything() if isinstance(each, IndicatorValue)]
    value = next(each for each in kept if not each.is_publishable)
    catalogue = {each.key: each for each in a_desk().catalogue}
    decision = Decision(figures={key_of(value): Verdict(ground=Ground.TOO_FEW)})

    shown = as_shown(value, catalogue[value.indicator_key], decision)

    numbers = (shown.value, shown.numerator, shown.denominator, shown.ci_low, shown.ci_high, shown.z_adjusted)
    assert numbers == (None,) * 6
    assert shown.status == "withheld"
