"""The figures of a table export, laid out one row per cell."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from steering.sources import periods, vocabulary
from steering.sources.genesis_heads import Head, Heads
from steering.sources.genesis_rows import Stub
from steering.sources.genesis_sheet import Sheet
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary, understand

_DICTIONARY = "genesis"
_IDENTITY = ("variable", "region_code", "period", "breakdown")

Places = npt.NDArray[np.int64]


def lay_out(sheet: Sheet, heads: Heads, stub: Stub, known: vocabulary.Table) -> pd.DataFrame:
    """One row per cell, row by row as in the file."""
    row_count, column_count = len(stub.region_codes), len(heads.columns)
    row = np.repeat(np.arange(row_count), column_count)
    column = np.tile(np.arange(column_count), row_count)
    names = _names(heads, known)
    figures = _figures(sheet, stub)
    times = _times(heads, stub, row, column)
    reference = [
        periods.reference_time(name, vocabulary.usual_reference_time(sheet.table_code, name))
        for name in times.categories
    ]
    cells = pd.DataFrame(
        {
            "variable": _chosen([name.variable for name in names], column),
            "region_code": _chosen(list(stub.region_codes), row),
            "region_name": _chosen(list(stub.region_names), row),
            "period": times,
            "reference_time": _chosen(reference, times.codes.astype(np.int64)),
            "breakdown": _breakdowns(stub, names, row, column),
            "value": figures["value"],
            "unit": _chosen([head.unit for head in heads.columns], column),
            "status": figures["status"],
            "symbol": figures["symbol"],
            "raw": figures["raw"],
            "row_number": sheet.row_numbers[stub.kept][row],
            "column_number": np.array([head.place + 1 for head in heads.columns])[column],
        }
    )
    _refuse_doubles(cells, sheet.file_name)
    return cells


def _refuse_doubles(cells: pd.DataFrame, file_name: str) -> None:
    """Two cells for one figure: rows and columns differed in words that mean the same."""
    identity = np.zeros(len(cells), dtype=np.int64)
    for name in _IDENTITY:
        words = cells[name].cat
        identity = identity * len(words.categories) + words.codes.to_numpy()
    again = pd.Series(identity).duplicated().to_numpy()
    if not again.any():
        return
    double = int(np.argmax(again))
    first = int(np.argmax(identity == identity[double]))
    raise refusal(
        "duplicate_observation",
        file_name,
        int(cells["row_number"].iloc[double]),
        int(cells["column_number"].iloc[double]),
        other_row=int(cells["row_number"].iloc[first]),
        other_column=int(cells["column_number"].iloc[first]),
        symbol=" ".join(str(cells[name].iloc[double]) for name in _IDENTITY).strip(),
    )


def _names(heads: Heads, known: vocabulary.Table) -> list[vocabulary.Named]:
    """A name for each column; two that would share one keep their labels, or add their units."""
    names = [vocabulary.named(head.labels, heads.measure, known) for head in heads.columns]
    signs = [(name, head.period) for name, head in zip(names, heads.columns, strict=True)]
    return [
        name if signs.count(sign) == 1 else _own_name(heads.measure, head)
        for name, sign, head in zip(names, signs, heads.columns, strict=True)
    ]


def _own_name(measure: str, head: Head) -> vocabulary.Named:
    own = " | ".join(label for label in (measure, *head.labels) if label)
    return vocabulary.Named(variable=f"{own} ({head.unit})")


def _figures(sheet: Sheet, stub: Stub) -> dict[str, object]:
    """Value, status and sign of every cell; each different text is understood once."""
    texts = sheet.rows[stub.kept][:, sheet.stub_width :].ravel()
    codes, unique = pd.factorize(texts)
    understood = understand(pd.Series(unique, dtype="str").str.strip(), dictionary(_DICTIONARY))
    unknown = understood["status"].eq("").to_numpy()
    if unknown[codes].any():
        _refuse_sign(sheet, stub, int(np.argmax(unknown[codes])), texts)
    return {
        "value": understood["value"].to_numpy()[codes],
        "status": _chosen(list(understood["status"]), codes),
        "symbol": _chosen(list(understood["symbol"]), codes),
        "raw": _chosen([str(text).strip() for text in unique], codes),
    }


def _refuse_sign(sheet: Sheet, stub: Stub, cell: int, texts: npt.NDArray[np.object_]) -> None:
    row, column = divmod(cell, sheet.width - sheet.stub_width)
    text = str(texts[cell]).strip()
    code = "empty_cell" if not text else "unclear_number" if text[:1].isdigit() else "unknown_symbol"
    number = int(sheet.row_numbers[stub.kept][row])
    raise refusal(code, sheet.file_name, number, sheet.stub_width + column + 1, symbol=text)


def _times(heads: Heads, stub: Stub, row: Places, column: Places) -> pd.Categorical:
    if stub.periods is not None:
        return _chosen(list(stub.periods), row)
    if heads.period is not None:
        return _chosen([heads.period], np.zeros(len(row), dtype=np.int64))
    return _chosen([str(head.period) for head in heads.columns], column)


def _breakdowns(stub: Stub, names: list[vocabulary.Named], row: Places, column: Places) -> pd.Categorical:
    """Row and column breakdown of each cell as one, dimensions in alphabetical order."""
    codes, of_rows = pd.factorize(stub.breakdowns)
    of_columns = [name.breakdown for name in names]
    joined = [
        ";".join(sorted([*(part for part in str(pairs).split(";") if part), *more]))
        for pairs in of_rows
        for more in of_columns
    ]
    return _chosen(joined, codes[row] * len(of_columns) + column)


def _chosen(words: list[str], places: Places) -> pd.Categorical:
    """Words by place, as a categorical without doubles."""
    codes, unique = pd.factorize(np.array(words, dtype=object))
    return pd.Categorical.from_codes(codes[places], categories=pd.Index(unique, dtype="str"))
