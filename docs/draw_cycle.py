"""Draws docs/images/cycle.svg from the declared cycle, so that the picture cannot drift from it.

Run it with `make picture`.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap

from steering.cycle import CYCLE
from steering.stage import Stage
from templates.words import word

PICTURE = Path(__file__).with_name("images") / "cycle.svg"

BOX_WIDTH, BOX_HEIGHT, GAP = 296, 180, 44
COLUMNS = 3
MARGIN, TOP = 16, 52
LINE = 19
CHARACTERS_PER_LINE = 36

STYLE = """
  text { font-family: "Fira Sans", "Segoe UI", Arial, sans-serif; font-size: 14px; fill: #16242f; }
  .head { font-size: 18px; font-weight: 700; }
  .title { font-size: 15px; font-weight: 700; }
  .key, .small { font-size: 12.5px; fill: #43525e; }
  .box { fill: #ffffff; stroke: #1c4f7c; stroke-width: 1.5; }
  .way { stroke: #1c4f7c; stroke-width: 2.5; fill: none; marker-end: url(#tip); }
"""


OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
    'aria-labelledby="cycle-title cycle-what">'
)
TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="5" markerHeight="5" '
    'orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#1c4f7c"/></marker></defs>'
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a box stands."""

    x: int
    y: int


def places(count: int) -> list[Place]:
    """The boxes' places, clockwise: to the right above, back to the left below."""
    rows = -(-count // COLUMNS)
    found = []
    for number in range(count):
        row, column = divmod(number, COLUMNS)
        across = column if row % 2 == 0 else COLUMNS - 1 - column
        found.append(Place(x=MARGIN + across * (BOX_WIDTH + GAP), y=TOP + row * (BOX_HEIGHT + GAP)))
    if rows * COLUMNS != count:
        raise ValueError(f"{count} stages do not fill rows of {COLUMNS}; choose another number of columns.")
    return found


def picture() -> str:
    """The whole picture."""
    where = places(len(CYCLE))
    width = 2 * MARGIN + COLUMNS * BOX_WIDTH + (COLUMNS - 1) * GAP
    height = max(place.y for place in where) + BOX_HEIGHT + MARGIN
    said = "; ".join(f"{number}. {stage.title}" for number, stage in enumerate(CYCLE, 1))
    boxes = [
        _box(number, stage, place) for number, (stage, place) in enumerate(zip(CYCLE, where, strict=True), 1)
    ]
    ways = [_way(one, other) for one, other in zip(where, [*where[1:], where[0]], strict=True)]
    return "\n".join(
        [
            OPENING.format(width=width, height=height),
            '<title id="cycle-title">The steering cycle</title>',
            f'<desc id="cycle-what">{escape(said)}. After five years the first stage begins again.</desc>',
            f"<style>{STYLE}</style>",
            TIP,
            f'<rect width="{width}" height="{height}" fill="#f4f7f9"/>',
            _text(
                MARGIN, 32, "The steering cycle: one revision of a masterplan, again every five years", "head"
            ),
            *boxes,
            *ways,
            "</svg>",
            "",
        ]
    )


def _box(number: int, stage: Stage, place: Place) -> str:
    lines = [
        *((part, "title") for part in wrap(f"{number}. {stage.title}", CHARACTERS_PER_LINE)),
        (stage.key, "key"),
        *((line, "small") for line in _papers(stage)),
        *((line, "") for line in _questions(stage)),
    ]
    drawn = [
        _text(place.x + 14, place.y + 26 + at * LINE, line, kind) for at, (line, kind) in enumerate(lines)
    ]
    frame = (
        f'<rect class="box" x="{place.x}" y="{place.y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
    )
    return "\n".join([frame, *drawn])


def _papers(stage: Stage) -> list[str]:
    papers = ", ".join(name.replace("_", " ") for name in stage.documents)
    return wrap(f"writes: {papers}", CHARACTERS_PER_LINE + 6)


def _questions(stage: Stage) -> list[str]:
    lines = []
    for gate in stage.gates:
        asked = f"asks {gate.committee.replace('_', ' ')}: {word(gate.kind, 'en')}"
        back = f", or back to {gate.sends_back_to}" if gate.sends_back_to else ""
        lines += wrap(asked + back, CHARACTERS_PER_LINE, subsequent_indent="   ")
    return lines


def _way(one: Place, other: Place) -> str:
    if one.y == other.y:
        side = 1 if other.x > one.x else -1
        start = one.x + (BOX_WIDTH if side > 0 else 0)
        middle = one.y + BOX_HEIGHT // 2
        return f'<path class="way" d="M{start + 4 * side} {middle} H{start + (GAP - 4) * side}"/>'
    down = other.y > one.y
    middle = one.x + BOX_WIDTH // 2
    start, end = (one.y + BOX_HEIGHT + 4, other.y - 4) if down else (one.y - 4, other.y + BOX_HEIGHT + 4)
    return f'<path class="way" d="M{middle} {start} V{end}"/>'


def _text(x: int, y: int, line: str, kind: str) -> str:
    said = f' class="{kind}"' if kind else ""
    return f'<text xml:space="preserve" x="{x}" y="{y}"{said}>{escape(line)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
