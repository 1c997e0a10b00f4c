"""The header of a flat file (ffcsv): which column says what. Names decide, never positions.

The new form names every column in English and has one value per line. The old form (until 2025) has German
or English names and one column per measure: `BEVSTD__Bevoelkerungsstand__Anzahl`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from steering.sources.refusals import refusal

_FIXED = {
    "statistics_code": "statistic",
    "statistik_code": "statistic",
    "statistics_label": "statistic_label",
    "statistik_label": "statistic_label",
    "time_code": "time_code",
    "zeit_code": "time_code",
    "time_label": "time_label",
    "zeit_label": "time_label",
    "time": "time",
    "zeit": "time",
    "value": "value",
    "value_unit": "unit",
    "value_variable_code": "measure",
    "value_variable_label": "measure_label",
    "value_q": "quality",
}
_NEW = ("value", "unit", "measure", "measure_label")
_COMMON = ("statistic", "statistic_label", "time_label", "time")
_BLOCK = re.compile(
    r"(\d+)_(variable_attribute|variable|attribute|merkmal|auspr(?:ae|\u00e4)gung)_(code|label)"
)
_MEASURE = re.compile(r"([^_\s][^\s]*?)__(.+?)__(.+?)(__q)?")
_PARTS = ("variable_code", "variable_label", "code", "label")


@dataclass(frozen=True, kw_only=True)
class BlockPlaces:
    """Where a dimension stands: its own code and label, and those of the category."""

    variable_code: int
    variable_label: int
    code: int
    label: int


@dataclass(frozen=True, kw_only=True)
class MeasureColumn:
    """A column of figures of the old form, and where their quality stands."""

    place: int
    code: str
    label: str
    unit: str
    quality: int | None = None


@dataclass(frozen=True, kw_only=True)
class FlatHead:
    """The columns of a flat file by what they say."""

    width: int
    fixed: dict[str, int]
    blocks: tuple[BlockPlaces, ...]
    measures: tuple[MeasureColumn, ...]

    @property
    def is_old(self) -> bool:
        """One column per measure instead of one value per line."""
        return bool(self.measures)


def understand_head(names: Sequence[str], *, row: int, file_name: str) -> FlatHead:
    """What each column says; refuses one that is missing, unknown or there twice."""
    fixed: dict[str, int] = {}
    parts: list[tuple[int, str, str]] = []
    measures: list[tuple[int, re.Match[str]]] = []
    for place, name in enumerate(names):
        known, block = _FIXED.get(name.casefold()), _BLOCK.fullmatch(name.casefold())
        measure = None if known or block else _MEASURE.fullmatch(name)
        if known in fixed:
            raise refusal("flat_column_twice", file_name, row, place + 1, symbol=name)
        if known:
            fixed[known] = place
        elif block:
            parts.append((place, block[1], _part(block[2], block[3])))
        elif measure:
            measures.append((place, measure))
        else:
            raise refusal("flat_column_unknown", file_name, row, place + 1, symbol=name[:60])
    _refuse_missing(fixed, measures, file_name, row)
    return FlatHead(
        width=len(names),
        fixed=fixed,
        blocks=_blocks(parts, file_name, row),
        measures=_measures(measures, file_name, row),
    )


def _part(kind: str, what: str) -> str:
    return f"variable_{what}" if kind in {"variable", "merkmal"} else what


def _refuse_missing(fixed: dict[str, int], measures: Sequence[object], file_name: str, row: int) -> None:
    wanted = _COMMON if measures else (*_COMMON, *_NEW)
    missing = [name for name in wanted if name not in fixed]
    if missing or (measures and "value" in fixed):
        raise refusal("flat_column_missing", file_name, row, symbol=", ".join(missing) or "value")


def _blocks(parts: list[tuple[int, str, str]], file_name: str, row: int) -> tuple[BlockPlaces, ...]:
    """The dimensions. Where a number is repeated (old English files), four columns in a row are one."""
    counted = Counter((number, part) for _, number, part in parts)
    is_numbered = max(counted.values(), default=1) == 1
    groups: dict[object, dict[str, int]] = {}
    current = 0
    for place, number, part in parts:
        if not is_numbered and part in groups.get(current, {}):
            current += 1
        groups.setdefault(number if is_numbered else current, {})[part] = place
    for group in groups.values():
        if set(group) != set(_PARTS):
            raise refusal("flat_column_missing", file_name, row, symbol="variable_attribute_code")
    return tuple(BlockPlaces(**group) for group in groups.values())


def _measures(found: list[tuple[int, re.Match[str]]], file_name: str, row: int) -> tuple[MeasureColumn, ...]:
    figures = {_sign(match): (place, match) for place, match in found if not match[4]}
    qualities = {_sign(match): place for place, match in found if match[4]}
    if len(figures) + len(qualities) < len(found) or set(qualities) - set(figures):
        place, match = found[-1]
        raise refusal("flat_column_twice", file_name, row, place + 1, symbol=match[0])
    return tuple(
        MeasureColumn(
            place=place,
            code=match[1],
            label=match[2].replace("_", " "),
            unit=match[3].replace("_", " "),
            quality=qualities.get(sign),
        )
        for sign, (place, match) in figures.items()
    )


def _sign(match: re.Match[str]) -> tuple[str, str, str]:
    return match[1], match[2], match[3]
