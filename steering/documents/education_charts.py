"""The charts of an indicator: beside Land and federation, among the counties, over time."""

from models import IndicatorValue
from steering.documents.values import FEDERATION, Values, number_of, reference_time, status_of, title_of
from steering.indicators.indicator import Indicator
from steering.stage import Desk
from templates.document_facts import ChartLine, ChartPoint, ChartRow, ComparisonChart, LineChart, StripChart
from templates.paper import amount, period, term

FEWEST_COUNTIES = 5
FEWEST_PERIODS = 3

Charts = tuple[ComparisonChart | StripChart | LineChart, ...]


def charts_of(desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values) -> Charts:
    """As many charts as the values carry, the comparison always."""
    drawn = (
        _comparison(desk, indicator, value, values),
        _strip(desk, indicator, value, values),
        _line(desk, indicator, values),
    )
    return tuple(chart for chart in drawn if chart is not None)


def _subtitle(indicator: Indicator, value: IndicatorValue) -> str:
    of_period = period(value.period, reference_time(indicator))
    return term("chart_subtitle").format(title=indicator.title, period=of_period)


def _comparison(desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values) -> ComparisonChart:
    shown = _counties(desk, indicator, value, values)
    found = (
        values.of(indicator.key, code, value.period)
        for code in (desk.region_code, desk.land_code, FEDERATION)
    )
    rows = tuple(_row(desk, each) for each in found if each is not None)
    has_range = len(shown) >= FEWEST_COUNTIES
    message = "; ".join(
        f"{row.label}: {amount(row.value, indicator.unit, indicator.digits)}"
        for row in rows
        if row.value is not None
    )
    return ComparisonChart(
        key=f"{indicator.key}-comparison",
        message=message,
        subtitle=_subtitle(indicator, value),
        unit=indicator.unit,
        digits=indicator.digits,
        rows=rows,
        counties_low=min(shown) if has_range else None,
        counties_high=max(shown) if has_range else None,
        counties_count=len(shown) if has_range else 0,
    )


def _row(desk: Desk, value: IndicatorValue) -> ChartRow:
    shown = number_of(value)
    return ChartRow(
        label=title_of(desk, value.region_code),
        value=shown,
        low=None if shown is None else value.ci_low,
        high=None if shown is None else value.ci_high,
        status=status_of(value),
        is_region=value.region_code == desk.region_code,
    )


def _counties(desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values) -> list[float]:
    counties = values.counties(indicator.key, desk.land_code, value.period)
    return [shown for each in counties if (shown := number_of(each)) is not None]


def _strip(desk: Desk, indicator: Indicator, value: IndicatorValue, values: Values) -> StripChart | None:
    counties = values.counties(indicator.key, desk.land_code, value.period)
    if len(_counties(desk, indicator, value, values)) < FEWEST_COUNTIES:
        return None
    land = values.of(indicator.key, desk.land_code, value.period)
    return StripChart(
        key=f"{indicator.key}-strip",
        message=term("chart_message_strip").format(region=desk.region_title, count=len(counties)),
        subtitle=_subtitle(indicator, value),
        unit=indicator.unit,
        digits=indicator.digits,
        points=tuple(
            ChartPoint(
                label=title_of(desk, each.region_code),
                value=number_of(each),
                is_region=each.region_code == desk.region_code,
            )
            for each in counties
        ),
        land_label=title_of(desk, desk.land_code),
        land_value=number_of(land),
    )


def _line(desk: Desk, indicator: Indicator, values: Values) -> LineChart | None:
    periods = values.periods(indicator.key, desk.region_code)
    if len(periods) < FEWEST_PERIODS:
        return None
    lines = tuple(
        ChartLine(
            label=title_of(desk, code),
            values=tuple(number_of(values.of(indicator.key, code, each)) for each in periods),
            is_region=code == desk.region_code,
        )
        for code in (desk.region_code, desk.land_code, FEDERATION)
    )
    kept = tuple(line for line in lines if any(value is not None for value in line.values))
    if not kept:
        return None
    return LineChart(
        key=f"{indicator.key}-line",
        message=term("chart_message_line").format(region=desk.region_title, period=periods[0][:4]),
        subtitle=f"{indicator.title}",
        unit=indicator.unit,
        digits=indicator.digits,
        periods=tuple(each[:4] for each in periods),
        lines=kept,
    )
