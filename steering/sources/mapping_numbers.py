"""Numbers as a mapping says they are written, spelt as the signs of our dictionaries are."""

import re
from functools import cache

from steering.profile.mappings import FileMapping

_NO_NUMBER = "\x00"


@cache
def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    whole = r"[0-9]{1,15}"
    if thousands:
        whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|{whole})"
    return re.compile(rf"(?P<sign>[+-]?)(?P<whole>{whole})(?:{re.escape(decimal)}(?P<part>[0-9]{{1,9}}))?")


def spell(text: str, mapping: FileMapping, signs: frozenset[str]) -> str:
    """The text with a decimal comma and no thousands sign; no number at all where it breaks the rules.

    With a decimal point "9,66" is no number, and "1.234" is one only as the mapping says.
    """
    if text in signs:
        return text
    bracketed = text.startswith("(") and text.endswith(")")
    core = text[1:-1].strip() if bracketed else text
    mark = core[-1] if core[-1:].isalpha() else ""
    found = _pattern(mapping.decimal, mapping.thousands).fullmatch(core.removesuffix(mark).rstrip())
    if found is None:
        return _NO_NUMBER
    whole = found["whole"].replace(mapping.thousands, "") if mapping.thousands else found["whole"]
    part = f",{found['part']}" if found["part"] else ""
    spelt = f"{found['sign']}{whole}{part}"
    return f"({spelt})" if bracketed and not mark else f"{spelt}{mark}" if not bracketed else _NO_NUMBER
