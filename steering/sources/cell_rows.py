"""Figures collected one by one, as the table of cells that every reader gives back."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from steering.sources.cells import COLUMNS
from steering.sources.refusals import refusal
from steering.sources.symbols import Signs, understand

_NUMBERS = ("value", "row_number", "column_number")
_IDENTITY = ("variable", "region_code", "period", "breakdown")


@dataclass(frozen=True, kw_only=True, slots=True)
class CellText:
    """One cell of a file before its text is understood."""

    variable: str
    region_code: str
    region_name: str
    period: str
    reference_time: str
    breakdown: str = ""
    unit: str
    raw: str
    row_number: int
    column_number: int


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """How the cells of one column are understood: the office's signs and the step to our unit."""

    signs: Signs
    scale: float = 1.0


@dataclass(kw_only=True)
class Gathering:
    """Cells as they are found, until the file is read to its end."""

    file_name: str
    texts: list[CellText] = field(default_factory=list)

    def add(self, cell: CellText) -> None:
        """One more cell."""
        self.texts.append(cell)

    def table(self, usual: Reckoning, by_variable: dict[str, Reckoning] | None = None) -> pd.DataFrame:
        """All cells with value, status and symbol. Raises BadSource for an unknown sign or a double."""
        frame = pd.DataFrame(
            [
                (
                    cell.variable, cell.region_code, cell.region_name, cell.period, cell.reference_time,
                    cell.breakdown, cell.unit, cell.raw, cell.row_number, cell.column_number,
                )
                for cell in self.texts
            ],
            columns=[name for name in COLUMNS if name not in ("value", "status", "symbol")],
        )  # fmt: skip
        parts = []
        for variable, own in frame.groupby("variable", sort=False):
            parts.append(self._understood(own, (by_variable or {}).get(str(variable), usual)))
        frame = pd.concat(parts).sort_index() if parts else frame.assign(value=[], status=[], symbol=[])
        self._refuse_doubles(frame)
        return _typed(frame)

    def _understood(self, frame: pd.DataFrame, reckoning: Reckoning) -> pd.DataFrame:
        codes, unique = pd.factorize(frame["raw"])
        said = understand(pd.Series(unique, dtype="str"), reckoning.signs)
        unknown = said["status"].eq("").to_numpy()[codes]
        if unknown.any():
            cell = frame.iloc[int(np.argmax(unknown))]
            raise _unclear(
                str(cell["raw"]), self.file_name, int(cell["row_number"]), int(cell["column_number"])
            )
        value = said["value"].to_numpy(dtype=np.float64)[codes]
        scaled = value if reckoning.scale == 1 else np.round(value * reckoning.scale, 9)
        return frame.assign(
            value=scaled,
            status=said["status"].to_numpy(dtype=object)[codes],
            symbol=said["symbol"].to_numpy(dtype=object)[codes],
        )

    def _refuse_doubles(self, frame: pd.DataFrame) -> None:
        again = frame.duplicated(list(_IDENTITY)).to_numpy()
        if not again.any():
            return
        double = frame.iloc[int(np.argmax(again))]
        same = (frame[list(_IDENTITY)] == double[list(_IDENTITY)]).all(axis="columns")
        first = frame[same].iloc[0]
        raise refusal(
            "duplicate_observation",
            self.file_name,
            int(double["row_number"]),
            int(double["column_number"]),
            other_row=int(first["row_number"]),
            other_column=int(first["column_number"]),
            symbol=" ".join(str(double[name]) for name in _IDENTITY).strip(),
        )


def _unclear(text: str, file_name: str, row: int, column: int) -> Exception:
    code = "empty_cell" if not text else "unclear_number" if text[:1].isdigit() else "unknown_symbol"
    return refusal(code, file_name, row, column, symbol=text)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    words = {name: "category" for name in COLUMNS if name not in _NUMBERS}
    return frame[list(COLUMNS)].astype({**words, "value": "float64"}).reset_index(drop=True)
