"""What every page must be, asked of any document."""

import itertools
import re
from base64 import b64encode
from hashlib import sha256

from lxml import etree, html

UNWORDED = re.compile(r"(?<![\w./@-])[a-z]+_[a-z0-9_]+(?![\w./@-])")


def text_of(element: etree._Element) -> str:
    """All the text in an element."""
    return "".join(map(str, element.itertext()))


def faults(page: str) -> list[str]:
    """What is wrong with a page for those who cannot see it, or who must trust it."""
    root = html.document_fromstring(page)
    return [
        *_structure(root),
        *_headings(root),
        *_tables(root),
        *_drawings(root),
        *_places(root),
        *_foreign(root, page),
        *_unworded(root),
    ]


def _structure(root: etree._Element) -> list[str]:
    found = []
    if root.get("lang") not in {"de", "en"}:
        found.append("no language")
    if not (root.findtext("head/title") or "").strip():
        found.append("no title")
    if len(root.findall(".//main")) != 1:
        found.append("not one main")
    return found


def _headings(root: etree._Element) -> list[str]:
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    found = [] if levels.count(1) == 1 and levels[0] == 1 else ["not one h1 at the top"]
    found += [f"h{a} is followed by h{b}" for a, b in itertools.pairwise(levels) if b > a + 1]
    empty = [each.tag for each in root.iter("h1", "h2", "h3", "h4") if not text_of(each).strip()]
    return found + [f"empty {tag}" for tag in empty]


def _tables(root: etree._Element) -> list[str]:
    found = []
    for table in root.iter("table"):
        caption = table.find("caption")
        name = text_of(caption).strip() if caption is not None else ""
        if not name:
            found.append("a table without a caption")
        width = len(table.findall("thead/tr/th"))
        found += [
            f"{name}: th without scope"
            for cell in table.iter("th")
            if cell.get("scope") not in {"col", "row"}
        ]
        for row in table.iterfind("tbody/tr"):
            if len(row) != width:
                found.append(f"{name}: a row of {len(row)} under {width} heads")
            if sum(cell.tag == "th" for cell in row) != 1:
                found.append(f"{name}: not one head in a row")
    return found


def _drawings(root: etree._Element) -> list[str]:
    found = []
    for drawing in root.iter("svg", "{http://www.w3.org/2000/svg}svg"):
        if drawing.get("role") != "img" or not drawing.findtext("title") or not drawing.findtext("desc"):
            found.append("a drawing without a text alternative")
        around = drawing.getparent()
        if around is None or around.tag != "figure" or around.find("figcaption") is None:
            found.append("a drawing without a caption")
    return found


def _places(root: etree._Element) -> list[str]:
    names = [each.get("id") for each in root.iter() if each.get("id")]
    found = [f"id {name} twice" for name in {name for name in names if names.count(name) > 1}]
    wanted = [each.get("href", "")[1:] for each in root.iter("a") if each.get("href", "").startswith("#")]
    labels = [part for each in root.iter() for part in (each.get("aria-labelledby") or "").split()]
    return found + [f"nothing is called {name}" for name in {*wanted, *labels} - set(names)]


def _foreign(root: etree._Element, page: str) -> list[str]:
    found = [
        f"<{each.tag}> loads something" for each in root.iter("script", "link", "img", "iframe", "object")
    ]
    found += [f"{each.tag} has a style of its own" for each in root.iter() if each.get("style") is not None]
    found += [
        f"{name} on {each.tag}"
        for each in root.iter()
        for name in map(str, each.attrib)
        if name.startswith("on")
    ]
    if re.search(r"@import|url\(", page):
        found.append("the stylesheet loads something")
    policy = next((each.get("content", "") for each in root.iterfind("head/meta[@http-equiv]")), "")
    digest = b64encode(sha256((root.findtext("head/style") or "").encode()).digest()).decode()
    if f"'sha256-{digest}'" not in policy or "default-src 'none'" not in policy:
        found.append("the policy does not fit the stylesheet")
    return found


def _unworded(root: etree._Element) -> list[str]:
    """Names of programs that nobody put in words; a code, an address or a file may be shown as it is."""
    for code in root.xpath("//code | //style | //script"):
        code.text = ""
    return [f"{name} has no words" for name in sorted(set(UNWORDED.findall(text_of(root))))]
