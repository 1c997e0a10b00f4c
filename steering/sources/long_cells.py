"""The figures of a long table, one row per cell, with value, status and place."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from steering.sources import periods, vocabulary
from steering.sources.long_names import combinations, named
from steering.sources.long_regions import Regions
from steering.sources.long_table import Block, LongTable, Measure
from steering.sources.long_times import understand_times
from steering.sources.quality import Understood, with_quality
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary, understood_texts
from steering.sources.words import Words

_DICTIONARY = "genesis"


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


def _with_quality(
    measure: Measure, figures: Words, found: Understood, table: LongTable, lines: npt.NDArray[np.int64]
) -> Understood:
    """The cells together with the sign of quality that stands beside each."""
    if measure.quality is None:
        return found
    quality = measure.quality.stripped()

    def refuse(code: str, cell: int) -> Exception:
        facts = {"symbol": quality.text(cell), "figure": figures.text(cell)}
        return refusal(code, table.file_name, int(lines[cell]), measure.quality_place, **facts)

    return with_quality(figures, quality, found, refuse)
