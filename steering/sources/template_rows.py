"""One filled row of our form: every cell is as the form asks, or the row is refused with its mend."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from steering.sources import periods, vocabulary
from steering.sources.refusals import refusal
from steering.sources.territory import is_one_key
from templates.delivery_form import form_words

_KEY, _NAME, _PERIOD, _VARIABLE, _BREAKDOWN, _VALUE, _REMARK = range(7)
_PAIR = re.compile(r"(?P<dimension>[^\W\d]\w*)=(?P<category>[^=;,]*[^=;,\s])")


@dataclass(frozen=True, kw_only=True)
class FilledRow:
    """A row that is understood but for its value."""

    number: int
    region_code: str
    region_name: str
    period: str
    variable: str
    breakdown: str
    value: str
    remark: str
    value_column: int = _VALUE + 1


def understand_row(
    number: int, cells: tuple[str, ...], known: Mapping[str, str], file_name: str
) -> FilledRow:
    """The row. Raises BadSource for the first cell that is not as the form asks."""
    width = len(form_words()["columns"])
    if any(cells[width:]):
        raise refusal("ragged_row", file_name, number, found=len(cells), expected=width)
    filled = (*cells, *[""] * width)[:width]
    _refuse_bad_key(filled[_KEY], number, file_name)
    period = periods.period(filled[_PERIOD])
    if period is None:
        raise refusal("form_period", file_name, number, _PERIOD + 1, symbol=filled[_PERIOD])
    if not filled[_VARIABLE] or (known and filled[_VARIABLE] not in known):
        raise _unknown_variable(filled[_VARIABLE], known, number, file_name)
    if not filled[_VALUE]:
        raise refusal("form_value_missing", file_name, number, _VALUE + 1, symbol=filled[_VARIABLE])
    return FilledRow(
        number=number,
        region_code=filled[_KEY],
        region_name=filled[_NAME],
        period=period,
        variable=filled[_VARIABLE],
        breakdown=_breakdown(filled[_BREAKDOWN], number, file_name),
        value=filled[_VALUE],
        remark=filled[_REMARK],
    )


def _refuse_bad_key(code: str, number: int, file_name: str) -> None:
    if is_one_key(code):
        return
    if is_one_key("0" + code) and len(code) in {1, 4, 7}:
        raise refusal("form_lost_zero", file_name, number, _KEY + 1, symbol=code, expected="0" + code)
    raise refusal("bad_region_key", file_name, number, _KEY + 1, symbol=code)


def _unknown_variable(said: str, known: Mapping[str, str], number: int, file_name: str) -> Exception:
    near = difflib.get_close_matches(said, list(known), n=1)
    expected = near[0] if near else ", ".join(known)
    return refusal(
        "form_variable_unknown", file_name, number, _VARIABLE + 1, symbol=said, expected=expected or "-"
    )


def _breakdown(text: str, number: int, file_name: str) -> str:
    """What the figure is broken down by: known words, or pairs "dimension=category"."""
    pairs: dict[str, str] = {}
    for part in (piece.strip() for piece in text.split(",")):
        if not part:
            continue
        found = _PAIR.fullmatch(part)
        pair = part if found else vocabulary.category(part)
        dimension = pair.partition("=")[0]
        if not pair or dimension in pairs:
            raise refusal("form_breakdown", file_name, number, _BREAKDOWN + 1, symbol=part)
        pairs[dimension] = pair
    return ";".join(sorted(pairs.values()))
