"""The figures of a long table, one row per cell, with value, status and place."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from models import ValueStatus
from steering.sources import periods, vocabulary, words
from steering.sources.long_names import combinations, named
from steering.sources.long_regions import Regions
from steering.sources.long_table import Block, LongTable, Measure
from steering.sources.long_times import understand_times
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary, understood_texts
from steering.sources.words import Words

_DICTIONARY = "genesis"
_WITHOUT_FIGURE = {"", "0"}


def lay_out(table: LongTable, regions: Regions) -> pd.DataFrame:
    """One row per cell, line by line as in the file."""
    times, dimensions = understand_times(table, regions.others)
    parts = [_cells(table, replace(regions, others=dimensions), times, measure) for measure in table.measures]
    if len(parts) == 1:
        return parts[0]
    whole = pd.concat([_as_texts(part) for part in parts], ignore_index=True)
    whole = whole.sort_values(["row_number", "column_number"], kind="stable", ignore_index=True)
    return whole.astype(dict.fromkeys(_categories(parts[0]), "category"))


def _categories(cells: pd.DataFrame) -> list[str]:
    return [str(name) for name in cells.columns if isinstance(cells[name].dtype, pd.CategoricalDtype)]


def _as_texts(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.astype(dict.fromkeys(_categories(cells), "str"))


def _cells(table: LongTable, regions: Regions, times: Words, measure: Measure) -> pd.DataFrame:
    rows = np.flatnonzero(regions.kept)
    chosen = _chosen(measure, rows)
    blocks = [_chosen_block(block, rows) for block in regions.others]
    variable, breakdown = named(table, blocks, chosen, combinations(blocks, chosen))
    usual = vocabulary.usual_reference_time(table.table_code or table.statistic)
    time = times.chosen(rows)
    lines = table.lines[rows]
    _refuse_unit(chosen, lines, table.file_name)
    return pd.DataFrame(
        {
            "variable": variable.categorical(),
            "region_code": regions.codes.categorical(),
            "region_name": regions.names.categorical(),
            "period": time.categorical(),
            "reference_time": time.renamed(lambda name: periods.reference_time(name, usual)).categorical(),
            "breakdown": breakdown.categorical(),
            **_figures(chosen, table, lines),
            "row_number": lines,
            "column_number": np.full(len(rows), measure.place, dtype=np.int64),
        }
    )


def _chosen(measure: Measure, rows: npt.NDArray[np.int64]) -> Measure:
    if len(rows) == len(measure.figures):
        return measure
    return Measure(
        figures=measure.figures.chosen(rows),
        place=measure.place,
        code=measure.code.chosen(rows),
        label=measure.label.chosen(rows),
        unit=measure.unit.chosen(rows),
        quality=None if measure.quality is None else measure.quality.chosen(rows),
        quality_place=measure.quality_place,
    )


def _chosen_block(block: Block, rows: npt.NDArray[np.int64]) -> Block:
    if len(rows) == len(block.code):
        return block
    return Block(
        variable=block.variable.chosen(rows),
        code=block.code.chosen(rows),
        label=block.label.chosen(rows),
        place=block.place,
    )


def _refuse_unit(measure: Measure, lines: npt.NDArray[np.int64], file_name: str) -> None:
    """The portal's own error in the place of a unit, or none at all."""
    row = measure.unit.first(lambda text: not text.strip() or "NotFound" in text)
    if row is not None:
        raise refusal(
            "unknown_unit", file_name, int(lines[row]), measure.place, symbol=measure.unit.text(row)
        )


def _figures(measure: Measure, table: LongTable, lines: npt.NDArray[np.int64]) -> dict[str, object]:
    """Value, unit, status and sign of each cell; each different text is understood once."""
    figures = measure.figures.stripped()
    understood = understood_texts(figures, dictionary(_DICTIONARY), decimal=table.decimal)
    value = understood.numbers[figures.codes]
    status, symbol = understood.statuses.told(figures.codes), understood.symbols.told(figures.codes)
    if measure.quality is not None:
        value, status, symbol = _with_quality(measure, figures, (value, status, symbol), table, lines)
    unknown = status.first(lambda text: not text)
    if unknown is not None:
        raise _unclear(figures.text(unknown), table.file_name, int(lines[unknown]), measure.place)
    return {
        "value": value,
        "unit": measure.unit.stripped().categorical(),
        "status": status.categorical(),
        "symbol": symbol.categorical(),
        "raw": figures.categorical(),
    }


def _unclear(text: str, file_name: str, line: int, place: int) -> Exception:
    code = "empty_cell" if not text else "unclear_number" if text[:1].isdigit() else "unknown_symbol"
    return refusal(code, file_name, line, place, symbol=text)


Understood = tuple[npt.NDArray[np.float64], Words, Words]


def _with_quality(
    measure: Measure, figures: Words, found: Understood, table: LongTable, lines: npt.NDArray[np.int64]
) -> Understood:
    """The cells together with the sign of quality that stands beside each."""
    if measure.quality is None:
        return found
    quality = measure.quality.stripped()
    codes, rows = words.grouped([figures, quality])
    value, status, symbol = found
    joined = []
    for row in rows.tolist():
        figure, sign = figures.text(row), quality.text(row)
        one = _joined(figure, sign, float(value[row]), status.text(row), symbol.text(row))
        if isinstance(one, str):
            at = int(np.argmax(codes == codes[row]))
            raise refusal(
                one, table.file_name, int(lines[at]), measure.quality_place, symbol=sign, figure=figure
            )
        joined.append(one)
    values, statuses, symbols = zip(*joined, strict=True)
    return (
        np.array(values, dtype=np.float64)[codes],
        _spread(statuses, codes),
        _spread(symbols, codes),
    )


def _spread(texts: Sequence[str], codes: npt.NDArray[np.int32]) -> Words:
    found = words.of(texts)
    return Words(found.codes[codes], found.texts)


def _joined(figure: str, sign: str, value: float, status: str, symbol: str) -> tuple[float, str, str] | str:
    """A figure and its quality as value, status and symbol, or why they do not go together."""
    signs = dictionary(_DICTIONARY)
    both = " ".join(dict.fromkeys(part for part in (symbol, sign) if part))
    if not sign or sign in signs.marks:
        return value, status, both
    if sign not in signs.signs:
        return "unknown_symbol"
    if sign in {"()", "( )"} and value == value and figure:  # noqa: PLR0124 - only "not a number" differs
        return value, ValueStatus.LIMITED_RELIABILITY.value, both
    if figure not in _WITHOUT_FIGURE and figure != sign:
        return "contradicting_quality"
    return float("nan"), signs.signs[sign].value, both
