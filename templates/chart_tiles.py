"""Small multiples: a small drawing for every county, all of one scale, the own county marked."""

from dataclasses import dataclass

from templates.chart_shapes import (
    BROAD,
    LEFT,
    LINE_HEIGHT,
    Dot,
    Drawing,
    Label,
    Scale,
    or_gap,
    text_width,
)
from templates.document_facts.charts import Tile, TilesChart
from templates.environment import number
from templates.indicator_words import unit_named
from templates.paper import amount, term

COLUMNS = 5
ROOM = 118
HEIGHT = 34
PLOT = 62
NAME = 10
NAME_ROOM = 108
FORGIVEN = 8
FEWEST_FOR_COURSE = 3


@dataclass(frozen=True, kw_only=True)
class DrawnTile:
    """One county as drawn: its name, its value, and its course or its range of chance."""

    x: float
    y: float
    name: str
    value: str
    value_x: float
    is_region: bool
    pieces: tuple[str, ...] = ()
    land: tuple[str, ...] = ()
    dots: tuple[Dot, ...] = ()
    low: float | None = None
    high: float | None = None
    land_x: float | None = None
    middle: float = 0.0


def tiles(chart: TilesChart, language: str) -> Drawing:
    """The chart as drawn."""
    has_course = len(chart.periods) >= FEWEST_FOR_COURSE
    legend = _legend(chart, language, has_course=has_course)
    top = 6 + LINE_HEIGHT * len(legend) + 6
    scale = _scale(chart)
    drawn = [
        _tile(
            chart,
            tile,
            LEFT + ROOM * (place % COLUMNS),
            top + HEIGHT * (place // COLUMNS),
            scale,
            language,
            has_course=has_course,
        )
        for place, tile in enumerate(chart.tiles)
    ]
    rows = -(-len(chart.tiles) // COLUMNS)
    return Drawing(
        template="tiles",
        width=BROAD,
        height=top + HEIGHT * rows + 4,
        shapes={"legend": legend, "tiles": drawn, "has_course": has_course},
    )


def tiles_told(chart: TilesChart, language: str) -> str:
    """The chart in words, every county with its newest value."""
    told = [f"{tile.label}: {_newest(chart, tile, language)}" for tile in chart.tiles]
    return f"{term('chart_tiles', language)}. {chart.subtitle}. {'; '.join(told)}."


def _newest(chart: TilesChart, tile: Tile, language: str) -> str:
    value = tile.values[-1] if tile.values else None
    if value is None:
        return term("chart_without", language).format(why=term(tile.status, language))
    return amount(value, chart.unit, chart.digits, language=language)


def _legend(chart: TilesChart, language: str, *, has_course: bool) -> list[Label]:
    """How a tile is read, and what its lines mean."""
    first, last = chart.periods[0], chart.periods[-1]
    read = term("chart_tiles_course" if has_course else "chart_tiles_value", language)
    land = or_gap(chart.land_values[-1] if chart.land_values else None, chart.unit, chart.digits, language)
    texts = [read.format(first=first, last=last, unit=unit_named(chart.unit, language))]
    if any(value is not None for value in chart.land_values):
        texts.append(term("chart_tiles_land", language).format(land=chart.land_label, value=land))
    return [Label(text=text, x=LEFT, y=4 + LINE_HEIGHT * place) for place, text in enumerate(texts, start=1)]


def _scale(chart: TilesChart) -> tuple[float, float]:
    """One scale for all: otherwise nothing could be compared."""
    every = [*(tile.values for tile in chart.tiles), chart.land_values]
    known = [value for values in every for value in values if value is not None]
    if len(chart.periods) < FEWEST_FOR_COURSE:
        known += [edge for tile in chart.tiles for edge in (tile.low, tile.high) if edge is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _tile(
    chart: TilesChart,
    tile: Tile,
    x: float,
    y: float,
    scale: tuple[float, float],
    language: str,
    *,
    has_course: bool,
) -> DrawnTile:
    value = tile.values[-1] if tile.values else None
    across = Scale(low=scale[0], high=scale[1], start=x, end=x + PLOT)
    down = Scale(low=scale[0], high=scale[1], start=y + 30, end=y + 16)
    shown = (
        term("chart_tile_none", language) if value is None else number(value, chart.digits, language=language)
    )
    land = chart.land_values[-1] if chart.land_values else None
    middle = y + 23
    bare = DrawnTile(
        x=x,
        y=y,
        name=_fitting(tile.label),
        value=shown,
        value_x=x + PLOT + 6,
        is_region=tile.is_region,
        middle=middle,
    )
    if not has_course:
        dots = () if value is None else (Dot(x=across.at(value), y=middle),)
        return _filled(
            bare,
            dots=dots,
            low=None if tile.low is None else across.at(tile.low),
            high=None if tile.high is None else across.at(tile.high),
            land_x=None if land is None else across.at(land),
        )
    along = Scale(low=0, high=max(1, len(chart.periods) - 1), start=x, end=x + PLOT)
    dots = () if value is None else (Dot(x=along.at(len(chart.periods) - 1), y=down.at(value)),)
    return _filled(
        bare,
        pieces=_course(tile.values, along, down),
        land=_course(chart.land_values, along, down),
        dots=dots,
    )


def _filled(bare: DrawnTile, **shapes: object) -> DrawnTile:
    return DrawnTile(**{**vars(bare), **shapes})


def _course(values: tuple[float | None, ...], along: Scale, down: Scale) -> tuple[str, ...]:
    """The line in pieces between its gaps; a lone value is a short stroke."""
    pieces: list[list[str]] = [[]]
    for step, value in enumerate(values):
        if value is None:
            pieces.append([])
            continue
        pieces[-1].append(f"{along.at(step)},{down.at(value)}")
    return tuple(" ".join(piece) if len(piece) > 1 else f"{piece[0]} {piece[0]}" for piece in pieces if piece)


def _fitting(name: str) -> str:
    """A name as far as it has room; the table behind the chart holds it whole."""
    kept = name if text_width(name, NAME) <= NAME_ROOM else name.replace(", Landkreis", ", Lk.")
    if text_width(kept, NAME) <= NAME_ROOM + FORGIVEN:
        return kept
    while kept and text_width(f"{kept}…", NAME) > NAME_ROOM + FORGIVEN:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
