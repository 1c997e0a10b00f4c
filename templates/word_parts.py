"""The small pieces of a Word file that its library has no words for."""

from collections.abc import Iterable, Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# XML has no way to write these; somebody may have pasted them into a remark.
UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def made(name: str, /, *children: Any, **attributes: object) -> Any:
    """One element of the file: its attributes share the prefix of Word."""
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), str(value))
    for child in children:
        element.append(child)
    return element


def put_child(parent: Any, child: Any, *, before: Iterable[str] = ()) -> None:
    """Put a child where the order of the schema wants it: before the first of what must follow."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    followers = {qn(name) for name in before}
    place = next((at for at, each in enumerate(parent) if each.tag in followers), len(parent))
    parent.insert(place, child)


def written(text: str) -> Any:
    """A text as Word keeps it, its spaces included."""
    element = OxmlElement("w:t")
    element.text = text.translate(UNWRITABLE)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def field(code: str, shown: str) -> Any:
    """A field that Word reckons itself, such as the number of the page."""
    return made("w:fldSimple", made("w:r", written(shown)), instr=code)


def field_mark(kind: str) -> Any:
    """One mark of a field that spans paragraphs: begin, separate or end."""
    return made("w:r", made("w:fldChar", fldCharType=kind))


def field_code(code: str) -> Any:
    """What a field that spans paragraphs reckons."""
    told = OxmlElement("w:instrText")
    told.text = code
    return made("w:r", told)


def borders(name: str, sides: Mapping[str, tuple[int, str]], space: int) -> Any:
    """Lines around a paragraph: their width in eighths of a point, and their colour."""
    return made(
        name,
        *(
            made(f"w:{side}", val="single", sz=width, space=space, color=colour)
            for side, (width, colour) in sides.items()
        ),
    )
