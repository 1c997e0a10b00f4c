"""What an attacker understands: statements about counts, from the texts of papers alone."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from steering.disclosure.counts import Count
from steering.disclosure.statements import Statement, exactly, form_of
from templates.findings import group_named
from templates.paper import region_name, term
from templates.variables import variable_named
from tests.steering.disclosure.a_round import CATALOGUE, OWN, PARTS, PEERS, TITLES
from tests.steering.disclosure.reading import YEAR, Read, number_in

FIGURES = {
    "D15": ("lv_no", "lv"),
    "D17": ("lv_hsa", "lv"),
    "D18": ("lv_mid", "lv"),
    "D19": ("lv_ahr", "lv"),
    "E03": ("vlv_fhr + vlv_ahr", "vlv"),
}
STATEMENTS = {
    "die Schule ohne Hauptschulabschluss": "D15",
    "mit einem Hauptschulabschluss": "D17",
    "mit einem mittleren Abschluss": "D18",
    "mit der allgemeinen Hochschulreife": "D19",
    "erwarben": "E03",
    "without a lower secondary": "D15",
    "with a lower secondary": "D17",
    "intermediate certificate": "D18",
    "university entrance": "D19",
    "for higher education": "E03",
}
NAMES = {
    variable_named(f"{name}[{inside}]" if inside else name, "de"): (name, inside)
    for name in ("lv", *PARTS, "vlv", "vlv_fhr", "vlv_ahr")
    for inside in ("", "sex=female")
}
GROUPS = {group_named(each): each for each in ("sex=male", "sex=female")}
BEFORE = "@before"
"""Behind the name of a variable: the count as an earlier report told it, where it has been revised since."""
CODES = {
    **{region_name(code, "de"): code for code in PEERS},
    **{title: code for code, title in TITLES.items()},
}
CHANGES = ("Wert", "vorher", "jetzt")
GONE = term("table_gone")
PEER_GROUPS = {
    "Statistische Region Lüneburg": tuple(code for code in PEERS if code != OWN),
    "Kreise im Norden": ("03351", "03352", "03353", "03354"),
}
SHARE = r"\d+(?:,\d+)? %|\d+,\d+"


def knowledge(read: Iterable[Read]) -> Iterator[Statement]:
    """What the texts tell about counts."""
    for each in read:
        yield from _of_cell(each) if each.head else _of_sentence(each)


def told_in_json(text: str) -> Iterator[Statement]:
    """What a report for programs tells: shares with the digits in which they stand there."""
    for each in json.loads(text)["values"]:
        if each["indicator"] in FIGURES:
            digits = CATALOGUE[each["indicator"]].digits
            # More digits than in the papers would tell more, and are read as they stand.
            longer = max(digits, len(repr(each["value"]).partition(".")[2]))
            shown = f"{each['value']:.{longer}f}".replace(".", ",")
            yield from _share(each["indicator"], each["region_code"], each["period"], shown)


def _of_sentence(read: Read) -> Iterator[Statement]:
    """A headline in German or English, a part of what a chart says, or a label in it."""
    text = re.sub(r"(\d)\.(\d+)%", r"\1,\2 %", read.text)
    key = _titled(read.around) or _titled(text)
    key = key or next((key for words, key in STATEMENTS.items() if words in text), "")
    if key and any(group in text for group in GROUPS):
        yield from _of_groups(key, text)
        return
    if not key or "Prozentpunkte" in text:
        return
    yield from _of_a_measure(key, text)
    stands_at = re.search(re.escape(CATALOGUE[key].title) + r", (20\d\d)", read.around)
    year = stands_at or YEAR.search(text)
    course = next((code for title, code in CODES.items() if text.startswith(f"{title}: 20")), "")
    if course:
        for at, shown in re.findall(rf"(20\d\d) ({SHARE})", text):
            yield from _share(key, course, at, shown)
        return
    if year is None:
        return
    first = re.match(SHARE, text)
    if first and f" {TITLES[OWN]} " in text:
        yield from _share(key, OWN, year[1], first[0])
    for title, code in CODES.items():
        for shown, base in re.findall(rf"{re.escape(title)}:? ({SHARE})(?: bei Grundzahl ([\d.]+))?", text):
            yield from _share(key, code, year[1], shown)
            if base:
                yield from _counted(FIGURES[key][1], code, year[1], base)


def _of_a_measure(key: str, text: str) -> Iterator[Statement]:
    """The figure that a decision is followed by."""
    for shown, at in re.findall(rf"{re.escape(CATALOGUE[key].title)}: ({SHARE}), (20\d\d)", text):
        yield from _share(key, OWN, at, shown)


def _of_groups(key: str, text: str) -> Iterator[Statement]:
    """A finding that holds two groups against each other, and from which counts their shares come."""
    year = YEAR.search(text)
    assert year is not None
    part, base = FIGURES[key]
    for group, inside in GROUPS.items():
        for shown in re.findall(rf"{group} ({SHARE})", text):
            yield from _share(key, OWN, year[1], shown, inside=inside)
        for cases, whole in re.findall(rf"{group} ([\d.]+) von ([\d.]+)", text):
            yield from _counted(part, OWN, year[1], cases, inside=inside)
            yield from _counted(base, OWN, year[1], whole, inside=inside)


def _of_cell(read: Read) -> Iterator[Statement]:
    """A cell of the evidence, of all counties, of all periods, of the overview and sheet, of what changed."""
    if "Größe" in read.beside:
        name, inside = NAMES.get(read.beside["Größe"], ("", ""))
        region, year = _place(read)
        if name and region and year and read.head == "Wert":
            yield from _counted(name, region, year, read.text, inside=inside)
        return
    if read.head in CHANGES and _titled(read.row):
        year = YEAR.search(read.beside["Zeit"])
        region = CODES.get(read.beside.get("Region", ""), OWN)
        is_old = read.head == "vorher" or GONE in read.around
        assert year is not None
        yield from _share(_titled(read.row), region, year[1], read.text, suffix=BEFORE if is_old else "")
        return
    key = _titled(read.head) or _titled(read.row) or _titled(read.around)
    if read.row.startswith("Vergleichsgruppe"):
        year = YEAR.search(read.head) or YEAR.search(read.around)
    else:
        year = YEAR.search(read.head) or YEAR.search(read.row) or YEAR.search(read.beside.get("Zeit", ""))
    if not key or year is None or "Prozentpunkte" in read.head:
        return
    if read.row.startswith("Vergleichsgruppe"):
        yield from _of_group(key, year[1], read)
        return
    if read.head == "Grundzahl":
        yield from _counted(FIGURES[key][1], OWN, year[1], read.text)
        return
    region = CODES.get(read.head, OWN if read.head == "Kreis" else CODES.get(read.row, ""))
    if region and re.match(SHARE, read.text):
        yield from _share(key, region, year[1], read.text)


def _place(read: Read) -> tuple[str, str]:
    """Region and year of a cell of the evidence: beside it, or in the line above the cells of one figure."""
    if "Region" in read.beside:
        return CODES.get(read.beside["Region"], ""), read.beside["Zeit"]
    for title, code in CODES.items():
        found = re.search(rf"{re.escape(title)}, (20\d\d)", read.around)
        if found:
            return code, found[1]
    return "", ""


def _of_group(key: str, year: str, read: Read) -> Iterator[Statement]:
    """A peer group in the double page or below the counties: sums over everybody but us."""
    group = next(members for title, members in PEER_GROUPS.items() if title in read.row)
    if read.head == "Grundzahl":
        found = number_in(read.text)
        if found is not None:
            bases = form_of([(Count(FIGURES[key][1], "", code, year), 1.0) for code in group])
            yield exactly(bases, found[0])
    elif (read.head == "Wert" or CATALOGUE[key].title in read.head) and re.match(SHARE, read.text):
        yield from _share(key, group, year, read.text)


def _titled(text: str) -> str:
    return next((key for key in FIGURES if CATALOGUE[key].title in text), "")


def _share(
    key: str, region: str | Sequence[str], year: str, shown: str, *, inside: str = "", suffix: str = ""
) -> Iterator[Statement]:
    """What a share tells of the cases and the base of a region, or of several together."""
    found = number_in(shown)
    assert found is not None
    number, digits = found
    half = 0.5 * 10.0**-digits + 1e-9
    part, base = FIGURES[key]
    regions = [region] if isinstance(region, str) else region
    parts = [
        (Count(name + suffix, inside, code, year), 1.0) for name in part.split(" + ") for code in regions
    ]
    for side, low, high in ((-half, 0.0, float("inf")), (half, float("-inf"), 0.0)):
        wholes = [(Count(base + suffix, inside, code, year), -(number + side) / 100) for code in regions]
        form = form_of([*parts, *wholes])
        yield Statement(form=form, low=low, high=high)


def _counted(name: str, region: str, year: str, shown: str, *, inside: str = "") -> Iterator[Statement]:
    found = number_in(shown)
    if found:
        yield exactly(((Count(name, inside, region, year), 1.0),), found[0])
