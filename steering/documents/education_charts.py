"""The charts of an indicator's own values: over time, or beside Land and federation."""

from models import IndicatorStatus, IndicatorValue
from steering.documents.values import FEDERATION, Shown, number_of, reference_time, status_of
from steering.indicators.defining.indicator import Indicator
from steering.reference.breaks import breaks
from steering.reference.events import known_events
from templates.document_facts import Absence, ChartLine, ChartMark, ChartRow, ComparisonChart, LineChart
from templates.paper import period as worded

FEWEST_COUNTIES = 5
FEWEST_PERIODS = 3
YEAR_DIGITS = 4


def own_charts(shown: Shown) -> tuple[ComparisonChart | LineChart, ...]:
    """The course over the years where there are years enough, else the newest value beside the others."""
    course = _line(shown)
    return (course,) if course is not None else (_comparison(shown),)


def filled_periods(periods: list[str]) -> list[str]:
    """The periods with those that lie between them: a year that nobody delivered is a gap, not a step."""
    if any(not each[:YEAR_DIGITS].isdigit() for each in periods):
        return periods
    by_year = {int(each[:YEAR_DIGITS]): each for each in periods}
    if len(by_year) < len(periods) or not periods:
        return periods
    rest = periods[0][YEAR_DIGITS:]
    years = range(min(by_year), max(by_year) + 1)
    return [by_year.get(year, f"{year}{rest}") for year in years]


def series_marks(indicator: Indicator, periods: list[str], land_code: str, language: str) -> list[ChartMark]:
    """Breaks and known events of the indicator's tables within the periods, each once, in order."""
    years = {each[:YEAR_DIGITS]: place for place, each in reversed(list(enumerate(periods)))}
    variables = {term.variable for term in indicator.formula.terms}
    found: dict[str, ChartMark] = {}
    for code in indicator.table_codes:
        for each in breaks(code, land_code):
            later = [place for year, place in years.items() if int(year) >= each.first_year]
            meant = not each.variables or variables.intersection(each.variables)
            if meant and later and min(later) > 0:
                found[each.key] = _mark(each.title, each.title_en, min(later), periods, language, True)
        for year, place in years.items():
            for event in known_events(code, land_code, int(year)):
                if not event.variables or variables.intersection(event.variables):
                    mark = _mark(event.title, event.title_en, place, periods, language, False)
                    found.setdefault(event.key, mark)
    return sorted(found.values(), key=lambda mark: (mark.place, not mark.is_break))


def _mark(
    title: str,
    title_en: str,
    place: int,
    periods: list[str],
    language: str,
    is_break: bool,  # noqa: FBT001
) -> ChartMark:
    return ChartMark(
        place=place,
        period=periods[place][:YEAR_DIGITS],
        title=title if language == "de" else title_en,
        is_break=is_break,
    )


def _comparison(shown: Shown) -> ComparisonChart:
    counties = county_numbers(shown)
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
        subtitle=shown.word("chart_subtitle", title=shown.title, period=shown.period),
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


def county_numbers(shown: Shown) -> list[float]:
    """The values of the Land's counties that may be shown."""
    return [number for each in shown.counties if (number := number_of(each)) is not None]


def _line(shown: Shown) -> LineChart | None:
    desk, key = shown.desk, shown.indicator.key
    known = shown.values.periods(key, desk.region_code)
    if sum(number_of(shown.values.of(key, desk.region_code, each)) is not None for each in known) < (
        FEWEST_PERIODS
    ):
        return None
    periods = filled_periods(known)
    lines = [_course(shown, code, periods) for code in (desk.region_code, desk.land_code, FEDERATION)]
    # Years tell enough along an axis; what the year means stands in the subtitle.
    return LineChart(
        key=f"{key}-line",
        message=shown.word("chart_message_line", region=desk.region_title, period=periods[0][:YEAR_DIGITS]),
        subtitle=shown.word(
            "chart_subtitle_line",
            title=shown.title,
            first=worded(periods[0], reference_time(shown.indicator), language=shown.language),
            last=worded(periods[-1], reference_time(shown.indicator), language=shown.language),
        ),
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        periods=tuple(each[:YEAR_DIGITS] for each in periods),
        lines=tuple(line for line in lines if any(value is not None for value in line.values)),
        marks=tuple(series_marks(shown.indicator, periods, desk.land_code, shown.language)),
        absences=tuple(_absences(shown, periods)),
    )


def _course(shown: Shown, code: str, periods: list[str]) -> ChartLine:
    """One region over the periods; the range of chance is drawn around the own region only."""
    found = [shown.values.of(shown.indicator.key, code, each) for each in periods]
    numbers = tuple(number_of(each) for each in found)
    is_region = code == shown.desk.region_code
    with_range = [
        None if each is None or number is None or each.ci_low is None else each
        for each, number in zip(found, numbers, strict=True)
    ]
    has_range = is_region and any(each is not None for each in with_range)
    return ChartLine(
        label=shown.named(code),
        values=numbers,
        lows=tuple(each.ci_low if each else None for each in with_range) if has_range else (),
        highs=tuple(each.ci_high if each else None for each in with_range) if has_range else (),
        is_region=is_region,
    )


def _absences(shown: Shown, periods: list[str]) -> list[Absence]:
    found = []
    for place, each in enumerate(periods):
        value = shown.values.of(shown.indicator.key, shown.desk.region_code, each)
        if number_of(value) is None:
            status = IndicatorStatus.INPUT_MISSING if value is None else status_of(value)
            found.append(Absence(place=place, period=each[:YEAR_DIGITS], status=status))
    return found
