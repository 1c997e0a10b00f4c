"""The map of an education report: outlines of a boundary file (GeoJSON), shaded by value."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from models import IndicatorStatus
from steering.documents.values import Shown, number_of, status_of
from steering.errors import BadUsage
from templates.document_facts import MapArea, MapChart

FILE = "boundaries.geojson"
CODES = ("ags", "AGS", "AGS_0", "RS", "ARS", "rs", "ars", "region_code")
NAMES = ("name", "GEN", "gen", "title")
WIDTH = 420.0
TALLEST = 460.0
MARGIN = 4.0
CLASSES = 4
FEWEST_SHADED = 5
LARGEST_DEGREE = 180.0
POINT = 0.6
ROOM_FOR_NUMBER = 14.0
SHORTEST_RING = 4

Ring = list[tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One region in the units of the drawing."""

    code: str
    title: str
    path: str
    centre: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """The outlines of a boundary file, ready to be drawn, and the file's name and hash."""

    source: str
    width: float
    height: float
    outlines: tuple[Outline, ...] = field(repr=False)


def read_boundaries(content: bytes, *, file_name: str = FILE) -> Boundaries:
    """A GeoJSON file with an official key at every region. Raises BadUsage with what is wrong."""
    shapes = list(_shapes(content, file_name))
    if not shapes:
        raise BadUsage("No region.", code="boundaries_unreadable", file=file_name, reason="features")
    every = [point for _, _, rings in shapes for ring in rings for point in ring]
    place, height = _projection(every)
    outlines = []
    for code, title, rings in shapes:
        drawn = [thinned for ring in rings if (thinned := _thinned([place(point) for point in ring]))]
        if drawn:
            outlines.append(
                Outline(code=code, title=title, path=" ".join(map(_path, drawn)), centre=_centre(drawn))
            )
    return Boundaries(
        source=f"{file_name}, SHA-256 {sha256(content).hexdigest()}",
        width=WIDTH,
        height=round(height, 1),
        outlines=tuple(sorted(outlines, key=lambda each: each.code)),
    )


def map_chart(shown: Shown, boundaries: Boundaries) -> MapChart | None:
    """The counties of the Land on the map; none where fewer than five of them have a value."""
    key, at = shown.indicator.key, shown.value.period
    values = {each.code: shown.values.of(key, each.code, at) for each in boundaries.outlines}
    numbers = {code: number for code, each in values.items() if (number := number_of(each)) is not None}
    if len(numbers) < FEWEST_SHADED:
        return None
    edges = _edges(sorted(numbers.values()), shown.indicator.digits)
    return MapChart(
        key=f"{key}-map",
        message=shown.word("chart_message_map", title=shown.title),
        subtitle=shown.word("chart_subtitle", title=shown.title, period=shown.period),
        unit=shown.indicator.unit,
        digits=shown.indicator.digits,
        areas=tuple(
            MapArea(
                label=shown.named(each.code) if shown.named(each.code) != each.code else each.title,
                outline=each.path,
                value=numbers.get(each.code),
                step=_step(numbers.get(each.code), edges, shown.indicator.digits),
                centre=each.centre,
                status=_status(values[each.code]),
                is_region=each.code == shown.desk.region_code,
            )
            for each in boundaries.outlines
        ),
        edges=edges,
        width=boundaries.width,
        height=boundaries.height,
    )


def _status(value: Any) -> IndicatorStatus:
    return IndicatorStatus.INPUT_MISSING if value is None else status_of(value)


def _edges(numbers: Sequence[float], digits: int) -> tuple[float, ...]:
    """Classes with as many regions each as possible; equal edges are drawn together."""
    cuts = [
        round(numbers[min(len(numbers) - 1, len(numbers) * step // CLASSES)], digits)
        for step in range(1, CLASSES)
    ]
    return tuple(dict.fromkeys((round(numbers[0], digits), *cuts, round(numbers[-1], digits))))


def _step(number: float | None, edges: Sequence[float], digits: int) -> int | None:
    """The class of a number, from 0; the reader sees the rounded one, so it decides."""
    if number is None:
        return None
    last = max(0, len(edges) - 2)
    return min(last, max(0, sum(round(number, digits) >= edge for edge in edges[1:])))


def _shapes(content: bytes, file_name: str) -> Iterator[tuple[str, str, list[Ring]]]:
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
        for feature in features:
            known: Mapping[str, Any] = feature["properties"]
            code = next((str(known[name]) for name in CODES if known.get(name)), "")
            title = next((str(known[name]) for name in NAMES if known.get(name)), code)
            if not code.isdigit():
                raise BadUsage(
                    "No key.", code="boundaries_without_key", file=file_name, names=", ".join(CODES)
                )
            geometry = feature["geometry"]
            parts = (
                geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
            )
            yield (
                _short_code(code),
                title,
                [[(float(x[0]), float(x[1])) for x in ring] for part in parts for ring in part],
            )
    except (ValueError, KeyError, TypeError, IndexError) as fault:
        raise BadUsage(
            str(fault), code="boundaries_unreadable", file=file_name, reason=type(fault).__name__
        ) from fault


def _short_code(code: str) -> str:
    """The key as the statistics write it: a county's has five digits, also where it is filled with zeros."""
    return code[:5] if len(code) > 5 and not code[5:].strip("0") else code  # noqa: PLR2004


def _projection(points: Sequence[tuple[float, float]]) -> tuple[Any, float]:
    """Degrees become lengths at the middle latitude; metres of a grid are taken as they are."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    are_degrees = max(map(abs, (*xs, *ys))) <= LARGEST_DEGREE
    squeeze = math.cos(math.radians((min(ys) + max(ys)) / 2)) if are_degrees else 1.0
    wide, tall = (max(xs) - min(xs)) * squeeze or 1.0, max(ys) - min(ys) or 1.0
    unit = min((WIDTH - 2 * MARGIN) / wide, TALLEST / tall)
    left, top = min(xs), max(ys)
    shift = (WIDTH - wide * unit) / 2

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return round(shift + (point[0] - left) * squeeze * unit, 1), round(
            MARGIN + (top - point[1]) * unit, 1
        )

    return place, tall * unit + 2 * MARGIN


def _thinned(ring: Ring) -> Ring:
    """Points that would fall together are left out; a ring that vanishes is none."""
    kept = ring[:1]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) >= POINT:
            kept.append(point)
    return kept if len(kept) >= SHORTEST_RING else []


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z"


def _centre(rings: Sequence[Ring]) -> tuple[float, float] | None:
    """Where the number of the class has room: the middle of the largest part."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    if min(max(xs) - min(xs), max(ys) - min(ys)) < ROOM_FOR_NUMBER:
        return None
    doubled = 2 * _area(largest)
    if not doubled:
        return None
    pairs = [
        (a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(largest, [*largest[1:], largest[0]], strict=True)
    ]
    x = sum((a[0] + b[0]) * cross for a, b, cross in pairs) / (3 * doubled)
    y = sum((a[1] + b[1]) * cross for a, b, cross in pairs) / (3 * doubled)
    return round(x, 1), round(y, 1)


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
