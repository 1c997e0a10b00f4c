"""A sign of quality that stands in a cell of its own beside a figure: "e" final, "()" limited."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from models import ValueStatus
from steering.sources import words
from steering.sources.symbols import dictionary
from steering.sources.words import Words

_DICTIONARY = "genesis"
_WITHOUT_FIGURE = {"", "0"}

Understood = tuple[npt.NDArray[np.float64], Words, Words]
Refuse = Callable[[str, int], Exception]


def with_quality(figures: Words, quality: Words, found: Understood, refuse: Refuse) -> Understood:
    """Value, status and sign of cells together with the sign beside each.

    `refuse` makes the refusal of a cell whose figure and sign do not go together.
    """
    codes, rows = words.grouped([figures, quality])
    value, status, symbol = found
    joined = []
    for row in rows.tolist():
        figure, sign = figures.text(row), quality.text(row)
        one = _joined(figure, sign, float(value[row]), status.text(row), symbol.text(row))
        if isinstance(one, str):
            raise refuse(one, int(np.argmax(codes == codes[row])))
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
