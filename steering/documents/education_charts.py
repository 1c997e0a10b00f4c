"""The charts of an indicator: beside Land and federation, among the counties, over time."""

from models import IndicatorValue
from steering.documents.values import FEDERATION, Shown, number_of, status_of
from templates.document_facts import ChartLine, ChartPoint, ChartRow, ComparisonChart, LineChart, StripChart

FEWEST_COUNTIES = 5
FEWEST_PERIODS = 3

Charts = tuple[ComparisonChart | StripChart | LineChart, ...]


def charts_of(shown: Shown) -> Charts:
    """As many charts as the values carry, the comparison always."""
    drawn = (_comparison(shown), _strip(shown), _line(shown))
    return tuple(chart for chart in drawn if chart is not None)


def _subtitle(shown: Shown) -> str:
    return shown.word("chart_subtitle", title=shown.title, period=shown.period)


def _comparison(shown: Shown) -> ComparisonChart:
    counties = _county_numbers(shown)
    has_range = len(counties) >= FEWEST_COUNTIES
    rows = tuple(_row(shown, each) for each in shown.rows)
    told = (
        shown.word("chart_message_comparison", region=row.label, value=shown.told(row.value))
        for row in rows
        if row.value is not None
    )
    return ComparisonChart(
        key=f"{shown.indicator.key}-comparison",
        message="; ".join(told),
        subtitle=_subtitle(shown),
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        rows=rows,
        counties_low=min(counties) if has_range else None,
        counties_high=max(counties) if has_range else None,
        counties_count=len(counties) if has_range else 0,
    )


def _row(shown: Shown, value: IndicatorValue) -> ChartRow:
    number = number_of(value)
    return ChartRow(
        label=shown.named(value.region_code),
        value=number,
        low=None if number is None else value.ci_low,
        high=None if number is None else value.ci_high,
        status=status_of(value),
        is_region=value.region_code == shown.desk.region_code,
    )


def _county_numbers(shown: Shown) -> list[float]:
    return [number for each in shown.counties if (number := number_of(each)) is not None]


def _strip(shown: Shown) -> StripChart | None:
    if len(_county_numbers(shown)) < FEWEST_COUNTIES:
        return None
    counties, desk = shown.counties, shown.desk
    return StripChart(
        key=f"{shown.indicator.key}-strip",
        message=shown.word("chart_message_strip", region=desk.region_title, count=len(counties)),
        subtitle=_subtitle(shown),
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        points=tuple(
            ChartPoint(
                label=shown.named(each.region_code),
                value=number_of(each),
                is_region=each.region_code == desk.region_code,
            )
            for each in counties
        ),
        land_label=shown.named(desk.land_code),
        land_value=number_of(shown.at(desk.land_code)),
    )


def _line(shown: Shown) -> LineChart | None:
    desk, key = shown.desk, shown.indicator.key
    periods = shown.values.periods(key, desk.region_code)
    if len(periods) < FEWEST_PERIODS:
        return None
    lines = (
        ChartLine(
            label=shown.named(code),
            values=tuple(number_of(shown.values.of(key, code, each)) for each in periods),
            is_region=code == desk.region_code,
        )
        for code in (desk.region_code, desk.land_code, FEDERATION)
    )
    return LineChart(
        key=f"{key}-line",
        message=shown.word("chart_message_line", region=desk.region_title, period=periods[0][:4]),
        subtitle=shown.title,
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        periods=tuple(each[:4] for each in periods),
        lines=tuple(line for line in lines if any(value is not None for value in line.values)),
    )
