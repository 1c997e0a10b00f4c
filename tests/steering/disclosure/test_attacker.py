"""The attacker: has every paper of a cycle as it was published, and takes nothing from our records."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from steering.changes import changed
from steering.disclosure import deciding, gate
from steering.disclosure.attack import Knowledge
from steering.disclosure.counts import Count
from steering.disclosure.statements import Form, Statement
from steering.disclosure.suppressing import Suppression
from steering.disclosure.tables import Tables, around
from steering.documents import evidence as evidence_pages
from steering.documents.education import data_sheet, education_report
from steering.stage import Desk
from templates.documents import write_document
from templates.word import to_docx
from tests.steering.disclosure.a_round import (
    CHOSEN,
    OWN,
    PARTS,
    World,
    a_land,
    analysed,
    leavers,
    numbers_of,
    with_land,
)
from tests.steering.disclosure.reading import Read, numbers_in, page_texts, word_texts
from tests.steering.disclosure.understanding import knowledge
from tests.steering.documented.names import TODAY

FEWEST, MANY, SLACK = 30, 100, 1e-6


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
    return [read for texts in read_papers(desk) for read in texts]


def read_papers(desk: Desk) -> tuple[list[Read], list[Read], list[Read]]:
    """What is read in the report as a page and as a Word file, and in the data sheet."""
    page, sheet = page_of(desk), write_document("education_data_sheet", data_sheet(desk))
    paper = to_docx(page, title="Bildungsbericht", language="de", created_on=TODAY)
    return list(page_texts(page.encode())), list(word_texts(paper)), list(page_texts(sheet.encode()))


def page_of(desk: Desk) -> str:
    return write_document("education_report", education_report(desk))


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
    numbers = numbers_of(world)
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


def test_the_attacker_reads_every_number_that_is_printed(desk: Desk) -> None:
    page = page_of(desk)
    printed = html.document_fromstring(page).find("body")
    assert printed is not None

    on_page, in_word, _ = read_papers(desk)

    everything = numbers_in(map(str, printed.itertext()))
    assert len(everything) > MANY
    assert everything <= numbers_in(read.text for read in on_page)
    paper = docx.Document(io.BytesIO(to_docx(page, title="", language="de", created_on=TODAY)))
    words = ("".join(map(str, each.itertext(qn("w:t")))) for each in paper.element.body.iter(qn("w:p")))
    assert numbers_in(words) <= numbers_in(read.text for read in in_word)


def test_what_the_attacker_understands_is_true_and_comes_from_every_part(desk: Desk) -> None:
    numbers = numbers_of(a_world())

    for texts in read_papers(desk):
        told = list(knowledge(texts))

        assert len(told) > FEWEST
        for each in told:
            value = sum(factor * numbers[count] for count, factor in each.form)  # type: ignore[index, misc]
            assert each.low - SLACK <= value <= each.high + SLACK, each


@pytest.mark.parametrize("part", ["counties", "summary", "evidence"])
def test_each_part_of_the_report_tells_the_attacker_something(desk: Desk, part: str) -> None:
    document = html.document_fromstring(page_of(desk))
    section = next(each for each in document.iter("section") if any(h.get("id") == part for h in each))

    told = list(knowledge(page_texts(html.tostring(section))))

    assert told


@pytest.mark.parametrize("chart", ["funnel", "strip", "tiles", "line", "comparison"])
def test_each_kind_of_chart_tells_the_attacker_something(desk: Desk, chart: str) -> None:
    described = [svg for svg in html.document_fromstring(page_of(desk)).iter("svg") if chart in svg_key(svg)]

    told = [each for svg in described for each in knowledge(page_texts(b"<section>" + html.tostring(svg)))]

    assert told


def svg_key(svg: html.HtmlElement) -> str:
    """The name of a chart, as its description is called."""
    return next((str(each.get("id")) for each in svg.iter("desc")), "")


def test_the_attacker_finds_that_the_tables_of_all_counties_forgot_the_gate(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        gate.Gate,
        "shown",
        lambda _gate, value: changed(value, is_publishable=True),
    )

    found = given_away(a_world(), published(desk))

    assert {"lv_no 03352 2023", "lv_ahr 03358 2023"} <= set(found)


def test_no_chart_moves_with_a_count_that_is_withheld() -> None:
    """The usual scatter is that of all counties: drawn limits would tell one person from two."""

    def page(few: float) -> str:
        own = {year: leavers(55, 115, 310, 150) for year in ("2021", "2022", "2023")}
        moved = {
            "03352": {**leavers(few, 92 - few, 200, 100), "lv_no[f]": 1.0},
            "03351": {**leavers(42 - few, 90 + few, 210, 120), "lv_no[f]": 18.0},
        }
        high = {code: leavers(95, 90, 230, 130) for code in ("03354", "03360", "03361")}
        others = {(code, "2023"): counted for code, counted in {**moved, **high}.items()}
        return page_of(analysed(a_land(own, others), chosen=("D15",)))

    assert page(1) == page(2)


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
