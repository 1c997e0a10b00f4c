"""The restricted HTML of documents, as Typst markup.

Every text becomes a quoted string, never markup: nothing that a person wrote can be read as a
Typst command. Elements outside the subset are refused, so that nothing vanishes from a PDF.
"""

import math
from collections.abc import Callable, Mapping

from lxml import etree

from templates.restricted_html import (
    HEADINGS,
    PARAGRAPHS,
    SHORT,
    THROUGH,
    Unprintable,
    alternative,
    body_of,
    figure_parts,
    length,
    spaced,
    svg_text,
    table_parts,
)

NARROW = 14
NARROW_FIGURES = 18
LONGEST_NAME = 36
EM_OF_A_LETTER = 0.6
LONG_NAME = 80
PAGE_BREAK = "#pagebreak(weak: true)\n"


def quoted(text: str) -> str:
    """A text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def body_markup(page: str) -> str:
    """The document's body as Typst markup."""
    body = body_of(page)
    return _Writer(frozenset(str(element.get("id")) for element in body.iterfind(".//*[@id]"))).blocks(body)


class _Writer:
    """Writes one document; knows which places exist, because Typst refuses a link into nothing."""

    def __init__(self, places: frozenset[str]) -> None:
        self.places = places
        self.block_rules: Mapping[str, Callable[[etree._Element], str]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "table": self._table,
            "figure": self._figure,
            "aside": self._box,
            "div": self._division,
            "blockquote": self._quotation,
            # Ways about a page on a screen; paper has its own table of contents.
            "nav": lambda _: "",
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(THROUGH, self._through),
        }
        self.inline_rules: Mapping[str, Callable[[str, etree._Element], str]] = {
            "strong": lambda content, _: f"#strong[{content}]",
            "em": lambda content, _: f"#emph[{content}]",
            "ins": lambda content, _: f"#underline[{content}]",
            "del": lambda content, _: f"#strike[{content}]",
            "code": lambda content, _: f"#cell-code[{content}]",
            "span": self._span,
            "a": self._link,
            "br": lambda _content, _: "#linebreak()",
        }

    def blocks(self, parent: etree._Element) -> str:
        """All blocks inside an element."""
        return "\n".join(self._block(child) for child in parent if isinstance(child.tag, str))

    def _block(self, element: etree._Element) -> str:
        rule = self.block_rules.get(str(element.tag))
        if rule is None:
            raise Unprintable(f"<{element.tag}> on line {element.sourceline} has no rule for PDF; add one.")
        return rule(element)

    def inline(self, element: etree._Element) -> str:
        """The text of an element, with what is marked in it."""
        parts = [self._text(element.text)]
        for child in element:
            rule = self.inline_rules.get(str(child.tag))
            if rule is None:
                raise Unprintable(
                    f"<{child.tag}> on line {child.sourceline} has no rule inside a text; add one."
                )
            parts += [rule(self.inline(child), child), self._text(child.tail)]
        return "".join(parts)

    @staticmethod
    def _text(text: str | None) -> str:
        # A name of arguments would read "(" behind a string; a semicolon ends the expression.
        read = spaced(text)
        return f"#{quoted(read)};" if read else ""

    def _place(self, element: etree._Element) -> str:
        name = element.get("id")
        return f"#metadata(none)#label({quoted(name)})" if name else ""

    def _through(self, element: etree._Element) -> str:
        inside = f"{self._place(element)}\n{self.blocks(element)}"
        language = element.get("lang")
        return f"#[#set text(lang: {quoted(language)})\n{inside}]" if language else inside

    def _heading(self, element: etree._Element) -> str:
        if element.tag == "h1":
            return f"#title[{self.inline(element)}]"
        level = HEADINGS[str(element.tag)]
        listed = "false" if "unlisted" in element.get("class", "") else "true"
        begins = _page_break(element)
        # The place is that of the heading itself: inside it the table of contents would repeat it.
        place = f"#label({quoted(element.get('id', ''))})" if element.get("id") else ""
        return f"{begins}#heading(level: {level}, outlined: {listed})[{self.inline(element)}]{place}"

    def _paragraph(self, element: etree._Element) -> str:
        kind = element.get("class", "")
        content = f"{self._place(element)}{self.inline(element)}"
        return f"#{kind}[{content}]\n" if kind in PARAGRAPHS else f"#par[{content}]\n"

    def _list(self, element: etree._Element) -> str:
        name = "list" if element.tag == "ul" else "enum"
        return f"#{name}({', '.join(f'[{self._item(item)}]' for item in element.iterchildren('li'))})\n"

    def _item(self, item: etree._Element) -> str:
        has_blocks = any(child.tag in self.block_rules for child in item)
        return self.blocks(item) if has_blocks else self.inline(item)

    def _definitions(self, element: etree._Element) -> str:
        terms, shown = list(element.iterchildren("dt")), list(element.iterchildren("dd"))
        pairs = ", ".join(
            f"terms.item([{self.inline(term)}], [{self.inline(told)}])"
            for term, told in zip(terms, shown, strict=True)
        )
        # A short list stays on one page; a long one (an owner's whole report) may break.
        is_whole = str(length(element) < SHORT).lower()
        return f"#block(breakable: not {is_whole}, terms({pairs}))\n"

    def _box(self, element: etree._Element) -> str:
        kinds = element.get("class", "").split()
        name = next((kind for kind in ("practice", "method") if kind in kinds), "notice")
        return f"#{name}[{self.blocks(element)}]\n"

    def _division(self, element: etree._Element) -> str:
        return self._box(element) if "box" in element.get("class", "") else self.blocks(element)

    def _quotation(self, element: etree._Element) -> str:
        return f"#quote(block: true)[{self.blocks(element)}]\n"

    def _figure(self, element: etree._Element) -> str:
        caption, drawing = figure_parts(element)
        rest = "\n".join(
            self._block(child) for child in element if child is not caption and child is not drawing
        )
        shown = f"{quoted(svg_text(drawing))}, {quoted(alternative(drawing))}"
        is_broad = str("broad" in element.get("class", "")).lower()
        return f"#chart({shown}, [{self.inline(caption)}], [{rest}], wide: {is_broad})\n"

    def _table(self, element: etree._Element) -> str:
        caption, names = table_parts(element)
        head = [self._cell(cell) for cell in names]
        cells = [self._cell(cell) for row in element.iterfind("tbody/tr") for cell in row]
        columns = ", ".join(_column(element, place) for place in range(len(head)))
        header = f"table.header(repeat: true, {', '.join(head)})"
        # A short table stays on one page, below what introduces it; a long one breaks and repeats its head.
        is_whole = str(length(element) < SHORT).lower()
        begins = f"{_page_break(element)}{self._place(element)}"
        return (
            f"{begins}#listing([{self.inline(caption)}], {_size(element)}"
            f"whole: {is_whole}, columns: ({columns},), "
            f"align: ({', '.join(_alignments(element))},), {header}, {', '.join(cells)})\n"
        )

    def _cell(self, cell: etree._Element) -> str:
        # Typst takes a lone text as it is, and is done sooner than with brackets around it.
        is_alone = len(cell) == 0 and not cell.get("id")
        content = quoted(spaced(cell.text)) if is_alone else f"[{self._place(cell)}{self.inline(cell)}]"
        size = length(cell)
        is_name = cell.tag == "th" and size < LONG_NAME
        shown = f"strong({content})" if is_name else content
        # A row stays whole; one that might fill a page must break, or its end would be cut off.
        return f"table.cell(breakable: true, {shown})" if size > SHORT else shown

    def _span(self, content: str, element: etree._Element) -> str:
        return f"#badge[{content}]" if "badge" in element.get("class", "") else content

    def _link(self, content: str, element: etree._Element) -> str:
        target = element.get("href", "")
        if target.startswith("#"):
            return f"#link(label({quoted(target[1:])}))[{content}]" if target[1:] in self.places else content
        return f"#link({quoted(target)})[{content}]" if target.startswith("https://") else content


def _size(table: etree._Element) -> str:
    """A table of many columns is set smaller."""
    return "size: 8.5pt, " if "compact" in table.get("class", "").split() else ""


def _page_break(element: etree._Element) -> str:
    """What begins a page of its own."""
    return PAGE_BREAK if "page" in element.get("class", "").split() else ""


def _alignments(table: etree._Element) -> list[str]:
    return [
        "right" if "number" in cell.get("class", "") else "left" for cell in table.iterfind("thead/tr/th")
    ]


def _names_width(table: etree._Element) -> str:
    """Names take what they need; a longer text among them (a peer group) breaks, or it would widen all."""
    sizes = [length(row[0]) for row in table.iterfind(".//tr")]
    names = [each for each in sizes if each <= LONGEST_NAME]
    if len(names) == len(sizes):
        return "auto"
    return f"{EM_OF_A_LETTER * max(names, default=LONGEST_NAME):.1f}em"


def _column(table: etree._Element, place: int) -> str:
    """Narrow columns take what they need, wide ones share the rest by their longest texts."""
    if place == 0 and "names" in table.get("class", ""):
        return _names_width(table)
    longest = max((length(row[place]) for row in table.iterfind(".//tr") if place < len(row)), default=1)
    # Room grows with the root: twice the text takes more width and more lines.
    room = NARROW_FIGURES if "figures" in table.get("class", "") else NARROW
    return "auto" if longest <= room else f"{round(10 * math.sqrt(longest))}fr"
