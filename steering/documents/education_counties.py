"""A county among the others of its Land: funnel or strip, a small drawing for each, and their table."""

import math
from collections.abc import Collection, Iterator, Sequence
from statistics import median

from models import IndicatorStatus, IndicatorValue
from steering.documents.education_charts import FEWEST_COUNTIES, YEAR_DIGITS, county_numbers, filled_periods
from steering.documents.values import Shown, number_of, status_of
from steering.indicators.defining.formula import Kind
from steering.indicators.statistics import Z_95, Z_998
from templates.document_facts import (
    ChartPoint,
    CountyLine,
    CountyRow,
    CountyTable,
    FunnelChart,
    FunnelLimit,
    FunnelPoint,
    GroupLine,
    IndicatorFacts,
    StripChart,
    Tile,
    TilesChart,
)
from templates.paper import region_name

STEPS = 40
"""So many points make a smooth limit."""
NEAR = 0.25
"""Below such a distance the widening cannot be read off one county."""
TILE_PERIODS = 12
SIDE_BY_SIDE = 3


def county_charts(shown: Shown) -> Iterator[FunnelChart | StripChart | TilesChart]:
    """The county among the others: by cases and value where both are counted, else by value alone."""
    if len(county_numbers(shown)) < FEWEST_COUNTIES:
        return
    yield _funnel(shown) or _strip(shown)
    yield _tiles(shown)


def county_rows(shown: Shown) -> tuple[CountyRow, ...]:
    """The table behind the charts of the counties: every county by name."""
    if len(county_numbers(shown)) < FEWEST_COUNTIES:
        return ()
    rows = []
    for each in shown.counties:
        number = number_of(each)
        rows.append(
            CountyRow(
                label=county_name(shown, each.region_code),
                value=number,
                low=None if number is None else each.ci_low,
                high=None if number is None else each.ci_high,
                base_count=None if number is None or each.denominator is None else round(each.denominator),
                status=status_of(each),
                is_region=each.region_code == shown.desk.region_code,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.label))


def county_name(shown: Shown, code: str) -> str:
    """What a county is called among counties: as in the register, so that the alphabet holds."""
    listed = region_name(code, shown.language)
    return shown.named(code) if listed == code else listed


def county_tables(indicators: Sequence[IndicatorFacts]) -> Iterator[CountyTable]:
    """The tables behind the charts of the counties: as many indicators side by side as a page takes."""
    told = [each for each in indicators if each.counties]
    for start in range(0, len(told), SIDE_BY_SIDE):
        group = told[start : start + SIDE_BY_SIDE]
        by_label = [{row.label: row for row in each.counties} for each in group]
        labels = sorted({label for rows in by_label for label in rows})
        yield CountyTable(
            indicators=tuple(group),
            lines=tuple(
                CountyLine(label=label, cells=tuple(rows.get(label) for rows in by_label)) for label in labels
            ),
            groups=tuple(_group_lines(group)),
        )


def _group_lines(indicators: Sequence[IndicatorFacts]) -> Iterator[GroupLine]:
    """The peer groups below the counties, in the order of the profile."""
    by_label = [{row.label: row for row in each.peers} for each in indicators]
    for label in dict.fromkeys(label for rows in by_label for label in rows):
        yield GroupLine(label=label, cells=tuple(rows.get(label) for rows in by_label))


def _subtitle(shown: Shown) -> str:
    return shown.word("chart_subtitle", title=shown.title, period=shown.period)


def _strip(shown: Shown) -> StripChart:
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


def _funnel(shown: Shown) -> FunnelChart | None:
    """Only where the counties were judged: then the limits are those of the judgement in the text."""
    # Every county moves the limits, so a withheld one could be worked out from how wide they are drawn.
    if any(status_of(each) is IndicatorStatus.WITHHELD for each in shown.counties):
        return None
    land, factor = shown.at(shown.desk.land_code), shown.indicator.factor
    if shown.indicator.formula.kind is not Kind.SHARE or land is None or shown.value.z_adjusted is None:
        return None
    target = (number_of(land) or 0.0) / factor
    counted = [each for each in shown.counties if number_of(each) is not None and each.denominator]
    if not 0 < target < 1 or len(counted) < FEWEST_COUNTIES:
        return None
    widened = _widened(shown, counted, target)
    if widened is None:
        return None
    bases = [each.denominator or 0.0 for each in counted]
    return FunnelChart(
        key=f"{shown.indicator.key}-funnel",
        message=shown.word("chart_message_funnel", region=shown.desk.region_title, count=len(shown.counties)),
        subtitle=_subtitle(shown),
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        points=tuple(
            FunnelPoint(
                label=shown.named(each.region_code),
                base=each.denominator or 0.0,
                value=number_of(each) or 0.0,
                is_region=each.region_code == shown.desk.region_code,
            )
            for each in counted
        ),
        limits=tuple(_limits(min(bases), max(bases), target, widened, factor)),
        land_label=shown.named(shown.desk.land_code),
        land_value=target * factor,
        widened=widened,
        missing_count=len(shown.counties) - len(counted),
    )


def _widened(shown: Shown, counted: Sequence[IndicatorValue], target: float) -> float | None:
    """By how much the limits are widened, read off the distances that were kept with the values.

    So the drawing cannot contradict the sentence, whichever rule widened them.
    """
    ratios = {}
    for each in counted:
        z = (((number_of(each) or 0.0) / shown.indicator.factor) - target) / math.sqrt(
            target * (1 - target) / (each.denominator or math.nan)
        )
        if each.z_adjusted is not None and abs(each.z_adjusted) > NEAR and z / each.z_adjusted > 0:
            ratios[each.region_code] = z / each.z_adjusted
    if not ratios:
        return None
    return ratios.get(shown.desk.region_code, median(ratios.values()))


def _limits(low: float, high: float, target: float, widened: float, factor: int) -> Iterator[FunnelLimit]:
    """The limits over the numbers of cases, a little beyond the smallest and the largest county."""
    first, last = math.log(low * 0.85), math.log(high * 1.15)
    for step in range(STEPS + 1):
        base = math.exp(first + (last - first) * step / STEPS)
        reach = widened * math.sqrt(target * (1 - target) / base)
        edges = [
            min(1.0, max(0.0, target + sign * z * reach)) * factor for z in (Z_95, Z_998) for sign in (-1, 1)
        ]
        yield FunnelLimit(base=base, low_95=edges[0], high_95=edges[1], low_998=edges[2], high_998=edges[3])


def _tiles(shown: Shown) -> TilesChart:
    """Every county in the order of the alphabet, never by rank."""
    key, desk = shown.indicator.key, shown.desk
    known = shown.values.periods(key, desk.region_code)
    periods = filled_periods([each for each in known if each <= shown.value.period])[-TILE_PERIODS:]
    names = [county_name(shown, each.region_code) for each in shown.counties]
    tiles = [_tile(shown, each, periods, names) for each in shown.counties]
    return TilesChart(
        key=f"{key}-tiles",
        message=shown.word("chart_message_tiles", count=len(tiles), land=shown.named(desk.land_code)),
        subtitle=_subtitle(shown),
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        periods=tuple(each[:YEAR_DIGITS] for each in periods),
        tiles=tuple(sorted(tiles, key=lambda tile: tile.label)),
        land_label=shown.named(desk.land_code),
        land_values=tuple(number_of(shown.values.of(key, desk.land_code, each)) for each in periods),
    )


def _tile(shown: Shown, county: IndicatorValue, periods: Sequence[str], names: Collection[str]) -> Tile:
    found = [shown.values.of(shown.indicator.key, county.region_code, each) for each in periods]
    number = number_of(county)
    return Tile(
        label=_short(county_name(shown, county.region_code), names),
        values=tuple(number_of(each) for each in found),
        low=None if number is None else county.ci_low,
        high=None if number is None else county.ci_high,
        status=status_of(county) if number is None else IndicatorStatus.COMPUTED,
        is_region=county.region_code == shown.desk.region_code,
    )


def _short(name: str, names: Collection[str]) -> str:
    """A name without its rank, where it is still one place: "Emden, Stadt" is Emden."""
    head, _, rank = name.partition(", ")
    is_one = sum(each.partition(", ")[0] == head for each in names) == 1
    return head if rank and is_one else name
