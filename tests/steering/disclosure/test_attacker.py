"""The attacker: has every paper of a cycle as it was published, and takes nothing from our records."""

import re
from collections.abc import Iterator, Mapping

import pytest

from steering.disclosure import deciding, gate
from steering.disclosure.attack import Knowledge
from steering.disclosure.counts import Count
from steering.disclosure.statements import Form, Statement, exactly, form_of
from steering.disclosure.suppressing import Suppression
from steering.disclosure.tables import Tables, around
from steering.documents import evidence as evidence_pages
from steering.documents.education import education_report
from steering.stage import Desk
from templates.documents import write_document
from templates.variables import variable_named
from templates.word import to_docx
from tests.steering.disclosure.a_round import (
    CATALOGUE,
    CHOSEN,
    OWN,
    PARTS,
    TITLES,
    Leavers,
    a_land,
    analysed,
    leavers,
    with_land,
)
from tests.steering.disclosure.reading import YEAR, Read, number_in, page_texts, word_texts
from tests.steering.documented.names import TODAY

FIGURES = {
    "D15": ("lv_no", "lv"),
    "D17": ("lv_hsa", "lv"),
    "D18": ("lv_mid", "lv"),
    "D19": ("lv_ahr", "lv"),
    "E03": ("vlv_fhr + vlv_ahr", "vlv"),
}
NAMES = ("lv", *PARTS, "vlv", "vlv_fhr", "vlv_ahr")
CODES = {title: code for code, title in TITLES.items()}
World = Mapping[tuple[str, str], Leavers]


def a_world() -> World:
    """Small cells of our own, of another county, and beside a sum of two cells."""
    own = {
        "2021": leavers(60, 120, 300, 200),
        "2022": leavers(50, 110, 290, 180),
        "2023": leavers(55, 115, 310, 2),
    }
    others = {("03352", "2023"): leavers(2, 90, 200, 100)}
    vocational = {"vlv": 300.0, "vlv_fhr": 40.0, "vlv_ahr": 60.0}
    made = {
        (region, year): {
            **counted,
            **vocational,
            **({"vlv_fhr": 2.0} if (region, year) == (OWN, "2023") else {}),
        }
        for (region, year), counted in a_land(own, others).items()
    }
    return with_land(made)


def published(desk: Desk) -> list[Read]:
    """Everything that stands in the papers, read from their bytes."""
    page = write_document("education_report", education_report(desk))
    paper = to_docx(page, title="Bildungsbericht", language="de", created_on=TODAY)
    return [*page_texts(page.encode()), *word_texts(paper)]


def knowledge(read: list[Read]) -> Iterator[Statement]:
    """What the texts tell about counts."""
    for each in read:
        yield from _cell_told(each)
        indicator = next((key for key in FIGURES if CATALOGUE[key].title in each.around), "")
        if indicator:
            for region, year, shown in _shares(each):
                yield from _share(indicator, region, year, shown)
            yield from _base(indicator, each)


def _shares(read: Read) -> Iterator[tuple[str, str, str]]:
    text = read.text.replace("\N{NO-BREAK SPACE}", " ")
    region = next((code for title, code in CODES.items() if text.startswith(f"{title}: ")), "")
    for year, shown in re.findall(r"(20\d\d) (\d[\d.,]* %)", text):
        if region:
            yield region, year, shown
    single = re.findall(r"\d[\d.,]* %", text)
    row = read.around.split(" | ")
    if len(single) == 1 and not re.search(r"20\d\d \d", text):
        beside = row[1] if len(row) > 1 else text
        region = region or next((code for title, code in CODES.items() if title in beside), "")
        year = YEAR.search(text) or YEAR.search(row[0][-60:])
        if region and year:
            yield region, year[1], single[0]


def _share(key: str, region: str, year: str, shown: str) -> Iterator[Statement]:
    found = number_in(shown)
    assert found is not None
    number, digits = found
    half = 0.5 * 10.0**-digits + 1e-9
    part, base = FIGURES[key]
    parts = [(Count(name, "", region, year), 1.0) for name in part.split(" + ")]
    for side, low, high in ((-half, 0.0, float("inf")), (half, float("-inf"), 0.0)):
        form = form_of([*parts, (Count(base, "", region, year), -(number + side) / 100)])
        yield Statement(form=form, low=low, high=high)


def _base(key: str, read: Read) -> Iterator[Statement]:
    caption, *beside = read.around.split(" | ")
    if len(beside) != 2 or beside[1] not in {"Grundzahl", "Fälle"}:
        return
    found, year = number_in(read.text), YEAR.search(caption[-60:])
    if found and year and beside[0] in CODES:
        yield exactly(((Count(FIGURES[key][1], "", CODES[beside[0]], year[1]), 1.0),), found[0])


def _cell_told(read: Read) -> Iterator[Statement]:
    caption, *beside = read.around.split(" | ")
    if len(beside) != 2 or beside[1] != "Wert":
        return
    names = {variable_named(name, "de"): name for name in NAMES}
    found, year = number_in(read.text), YEAR.search(caption)
    region = next((code for title, code in CODES.items() if f"{title}, " in caption), "")
    if beside[0] in names and region and found and year:
        yield exactly(((Count(names[beside[0]], "", region, year[1]), 1.0),), found[0])


def secrets(world: World) -> dict[str, Form]:
    """The counts that nobody may work out: one and two persons, and shares of few or of all but few."""
    found: dict[str, Form] = {}
    for (region, year), counted in world.items():
        for name in (*PARTS, "vlv_fhr", "vlv_ahr"):
            if 0 < counted.get(name, 9) < 3:
                found[f"{name} {region} {year}"] = ((Count(name, "", region, year), 1.0),)
    return found


def given_away(world: World, read: list[Read]) -> list[str]:
    """The secrets that everything read gives away or narrows to fewer than four numbers."""
    numbers = {
        Count(name, "", region, year): float(number)
        for (region, year), counted in world.items()
        for name, number in counted.items()
        if not name.endswith("[f]")
    }
    told = list(knowledge(read))
    telling: dict[Count, list[Statement]] = {}
    for statement in told:
        for count, _ in statement.form:
            telling.setdefault(count, []).append(statement)  # type: ignore[arg-type]
    sums, _ = around(numbers, Tables(numbers), telling)
    known = Knowledge([*sums, *told])
    wanted = secrets(world)
    return [name for name, form in wanted.items() if known.interval(form).width < 3]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return analysed(a_world(), chosen=(*CHOSEN, "E03"))


def test_no_secret_follows_from_all_papers(desk: Desk) -> None:
    world = a_world()
    read = published(desk)

    assert set(secrets(world)) == {"lv_ahr 03358 2023", "lv_no 03352 2023", "vlv_fhr 03358 2023"}
    # Whoever reads nothing recovers nothing: what is open must have been read.
    open_ones = Knowledge(knowledge(read)).interval(((Count("lv_mid", "", OWN, "2023"), 1.0),))
    assert (open_ones.low, open_ones.high) == (310, 310)
    assert given_away(world, read) == []


def test_the_attacker_finds_that_complementary_suppression_was_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def only_primary(_views: object, _offer: object, *, primary: frozenset[object]) -> Suppression:
        return Suppression(withheld=frozenset(primary))

    monkeypatch.setattr(deciding, "suppress", only_primary)
    monkeypatch.setattr(gate, "decide", deciding.decide)

    found = given_away(a_world(), published(analysed(a_world(), chosen=(*CHOSEN, "E03"))))

    assert "lv_ahr 03358 2023" in found


def test_the_attacker_finds_that_the_evidence_was_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_pages, "hidden_cells", lambda _desk: frozenset())

    assert given_away(a_world(), published(desk)) == ["vlv_fhr 03358 2023"]


def test_what_stays_back_is_named(desk: Desk) -> None:
    page = write_document("education_report", education_report(desk))

    assert "• (unterliegt der Geheimhaltung)" in page
