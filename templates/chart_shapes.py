"""Geometry of charts: scales, ticks and the room that a text takes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from templates.environment import number
from templates.paper import amount, term

WIDTH = 420
BROAD = 600
LEFT = 10
RIGHT = 410
TEXT_SIZE = 14
LINE_HEIGHT = 18
QUARTER = 2.5
BETWEEN = 6
SMALLEST_SPAN = 1e-6
_NARROW = "ijlfrtI.,:;|'()[]- \u00a0–/"
_WIDE = "mwMW%€@—◆"


def text_width(text: str, size: int = TEXT_SIZE) -> float:
    """How wide a text is at most, by the widest of the usual sans-serif fonts."""
    return sum(size * (0.42 if sign in _NARROW else 1.0 if sign in _WIDE else 0.68) for sign in text)


def wrapped(text: str, width: float = RIGHT - LEFT, size: int = TEXT_SIZE) -> list[str]:
    """The text in lines that fit."""
    lines: list[str] = []
    for part in text.split():
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A value's place between two edges of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, to a tenth of a unit so that the bytes repeat."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """Round numbers along an axis."""

    values: tuple[float, ...]
    digits: int

    @property
    def low(self) -> float:
        """The first."""
        return self.values[0]

    @property
    def high(self) -> float:
        """The last."""
        return self.values[-1]


def ticks(low: float, high: float, *, wanted: int = 4) -> Ticks:
    """Round numbers that enclose the values."""
    # Values that hardly differ would give ticks with more digits than the values have.
    span = high - low if high - low > SMALLEST_SPAN * max(1.0, abs(high)) else max(1.0, abs(high))
    rough = span / wanted
    power = math.floor(math.log10(rough))
    step = next(
        base * 10.0**power for base in (1, 2, QUARTER, 5, 10) if base * 10.0**power >= rough * (1 - 1e-9)
    )
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    digits = next((count for count in range(10) if abs(round(step, count) - step) < step * 1e-9), 10)
    return Ticks(values=tuple(round(step * place, 10) for place in range(first, last + 1)), digits=digits)


@dataclass(frozen=True, kw_only=True)
class Label:
    """A text at a place."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    is_strong: bool = False


def in_two_columns(texts: Sequence[tuple[str, bool]], *, indent: float) -> list[Label]:
    """The lines of a legend side by side where all of them fit into half the width, else below each other."""
    half = (WIDTH - LEFT) / 2
    columns = 2 if all(text_width(text) + indent <= half for text, _ in texts) else 1
    return [
        Label(
            text=text,
            x=round(LEFT + indent + half * (place % columns), 1),
            y=4 + LINE_HEIGHT * (place // columns + 1),
            is_strong=strong,
        )
        for place, (text, strong) in enumerate(texts)
    ]


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A mark at a place."""

    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a chart's template is given, and the height that it takes."""

    template: str
    height: float
    shapes: dict[str, object]
    width: float = WIDTH


def tick_labels(marks: Ticks, scale: Scale, y: float, language: str) -> list[Label]:
    """The axis in words: the outer ones inside the drawing, between them as many as have room."""
    last = len(marks.values) - 1
    labels = [
        Label(
            text=number(value, marks.digits, language=language),
            x=scale.at(value),
            y=round(y + LINE_HEIGHT, 1),
            anchor="start" if place == 0 else "end" if place == last else "middle",
        )
        for place, value in enumerate(marks.values)
    ]
    kept, limit = [labels[0]], _edges(labels[last])[0]
    for label in labels[1:last]:
        left, right = _edges(label)
        if left > _edges(kept[-1])[1] + BETWEEN and right + BETWEEN < limit:
            kept.append(label)
    return [*kept, labels[last]] if limit > _edges(kept[0])[1] else kept


def _edges(label: Label) -> tuple[float, float]:
    """Where a text begins and ends."""
    width = text_width(label.text)
    start = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return start, start + width


def or_gap(value: float | None, unit: str, digits: int, language: str) -> str:
    """A value with its unit, or the word for none."""
    return term("chart_gap", language) if value is None else amount(value, unit, digits, language=language)
