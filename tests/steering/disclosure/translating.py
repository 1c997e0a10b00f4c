"""An English paper in the words of the German one: the attacker reads both alike."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from templates.findings import group_named
from templates.paper import region_name, term
from templates.variables import variable_named
from tests.steering.disclosure.a_round import CATALOGUE, PARTS, PEERS
from tests.steering.disclosure.reading import Read
from tests.steering.disclosure.understanding import FIGURES

HEADS = (
    *("column_indicator_name", "column_when", "column_place", "column_region", "column_figure", "column_own"),
    *("column_base", "column_quantity", "column_before", "column_now", "column_range"),
)
COUNTED = [
    name + inside for name in ("lv", *PARTS, "vlv", "vlv_fhr", "vlv_ahr") for inside in ("", "[sex=female]")
]
WORDS = {
    **{CATALOGUE[key].title_en: CATALOGUE[key].title for key in FIGURES},
    **{group_named(each, "en"): group_named(each) for each in ("sex=male", "sex=female")},
    term("table_gone", "en"): term("table_gone"),
    term("label_peers", "en"): term("label_peers"),
    "Statistical region of": "Statistische Region",
    "percentage points": "Prozentpunkte",
    "with a base of": "bei Grundzahl",
}
WHOLE = {
    **{term(key, "en"): term(key) for key in HEADS},
    **{variable_named(name, "en"): variable_named(name, "de") for name in COUNTED},
    **{region_name(code, "en"): region_name(code, "de") for code in PEERS},
}
NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d])(%)?")
COUNTED = re.compile(r"([\d.]+) of ([\d.]+) (bei [A-Z]\w+ und [A-Z]\w+)")
VALUE = re.compile(r"(\d+,\d+ %) (bei [A-Z]\w+ und [A-Z]\w+)")


def in_german(read: Iterable[Read]) -> Iterator[Read]:
    """The texts of an English paper with German words, as far as the attacker goes by them, and numbers."""
    for each in read:
        yield replace(
            each,
            text=_german(each.text),
            around=_german(each.around),
            row=_german(each.row),
            head=_german(each.head),
            beside={_german(head): _german(cell) for head, cell in each.beside.items()},
        )


def _german(text: str) -> str:
    if text in WHOLE:
        return WHOLE[text]
    text = NUMBER.sub(_number, text)
    for english, german in WORDS.items():
        text = text.replace(english, german)
    # In German the group stands before its value.
    return VALUE.sub(r"\2 \1", COUNTED.sub(r"\3 \1 von \2", text))


def _number(found: re.Match[str]) -> str:
    whole, decimals, percent = found[1].replace(",", "."), (found[2] or "").replace(".", ","), found[3]
    return f"{whole}{decimals}{' %' if percent else ''}"
