"""Figures collected one by one, as the table of cells that every reader gives back."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from steering.sources.cells import COLUMNS
from steering.sources.refusals import refusal
from steering.sources.symbols import Signs, understand

_NUMBERS = ("value", "row_number", "column_number")
_UNDERSTOOD = ("value", "status", "symbol")
_IDENTITY = ("variable", "region_code", "period", "breakdown")


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """How a cell is understood: by the signs of an office, and with the step to our unit."""

    signs: Signs
    scale: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class CellText:
    """One cell of a file before its text is understood.

    `spoken` is the text as the signs write it, where the file writes its numbers otherwise; `mark` is a
    letter in another cell that belongs to this figure.
    """

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
    reckoning: Reckoning
    spoken: str | None = None
    mark: str = ""


@dataclass(kw_only=True)
class Gathering:
    """Cells as they are found, until the file is read to its end.

    `sign_code` is the refusal of a sign that the dictionary does not hold.
    """

    file_name: str
    sign_code: str = "unknown_symbol"
    texts: list[CellText] = field(default_factory=list)

    def add(self, cell: CellText) -> None:
        """One more cell."""
        self.texts.append(cell)

    def table(self) -> pd.DataFrame:
        """All cells with value, status and symbol. Raises BadSource for an unknown sign or a double."""
        names = [name for name in COLUMNS if name not in _UNDERSTOOD]
        columns = {name: [getattr(cell, name) for cell in self.texts] for name in names}
        frame = pd.DataFrame(columns).join(self._understood())
        self._refuse_unknown(frame)
        self._refuse_doubles(frame)
        return _typed(frame)

    def _understood(self) -> pd.DataFrame:
        spoken = [(cell.raw if cell.spoken is None else cell.spoken) + cell.mark for cell in self.texts]
        kinds: dict[int, list[int]] = {}
        for place, cell in enumerate(self.texts):
            kinds.setdefault(id(cell.reckoning), []).append(place)
        parts = []
        for places in kinds.values():
            texts = pd.Series([spoken[place] for place in places], index=places, dtype="str")
            parts.append(_said(texts, self.texts[places[0]].reckoning))
        said = pd.concat(parts).sort_index()
        marks = pd.Series([cell.mark for cell in self.texts], dtype="object")
        raw = pd.Series([cell.raw for cell in self.texts], dtype="object")
        # The sign of a cell is what the cell says, not how we spelt it to understand it.
        has_sign = said["symbol"].ne("") & marks.eq("")
        return said.assign(symbol=marks.mask(has_sign, raw))

    def _refuse_unknown(self, frame: pd.DataFrame) -> None:
        unknown = frame["status"].eq("").to_numpy()
        if unknown.any():
            cell = self.texts[int(np.argmax(unknown))]
            text = cell.raw + cell.mark
            number = "unclear_number" if text[:1].isdigit() else self.sign_code
            code = number if text else "empty_cell"
            raise refusal(code, self.file_name, cell.row_number, cell.column_number, symbol=text)

    def _refuse_doubles(self, frame: pd.DataFrame) -> None:
        again = frame.duplicated(list(_IDENTITY)).to_numpy()
        if not again.any():
            return
        double = self.texts[int(np.argmax(again))]
        sign = _sign(double)
        first = next(cell for cell in self.texts if _sign(cell) == sign)
        raise refusal(
            "duplicate_observation",
            self.file_name,
            double.row_number,
            double.column_number,
            other_row=first.row_number,
            other_column=first.column_number,
            symbol=" ".join(sign).strip(),
        )


def _sign(cell: CellText) -> tuple[str, ...]:
    return cell.variable, cell.region_code, cell.period, cell.breakdown


def _said(texts: pd.Series, reckoning: Reckoning) -> pd.DataFrame:
    codes, unique = pd.factorize(texts)
    said = understand(pd.Series(unique, dtype="str"), reckoning.signs).iloc[codes].set_axis(texts.index)
    if reckoning.scale == 1:
        return said
    return said.assign(value=np.round(said["value"].to_numpy(dtype=np.float64) * reckoning.scale, 9))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    words = {name: "category" for name in COLUMNS if name not in _NUMBERS}
    return frame[list(COLUMNS)].astype({**words, "value": "float64"}).reset_index(drop=True)
