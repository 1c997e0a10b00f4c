"""Word files that an office can open, restyle and read aloud, and that are the same every time."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from templates.restricted_html import Unprintable
from templates.word import to_docx
from tests.templates.test_pdf import CHART, DAY, a_page

TABLE = (
    '<table><caption>Werte</caption><thead><tr><th scope="col">Region</th>'
    '<th scope="col" class="number">Wert</th></tr></thead>'
    '<tbody><tr><th scope="row">Heidekreis</th><td class="number">11,04 %</td></tr></tbody></table>'
)


def made(body: str, **changes: object) -> bytes:
    facts: dict[str, object] = {"title": "Bericht", "language": "de", "created_on": DAY}
    return to_docx(a_page(body), **{**facts, **changes})  # type: ignore[arg-type]


def opened(body: str, **changes: object) -> Any:
    return docx.Document(io.BytesIO(made(body, **changes)))


def styled(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def test_headings_paragraphs_and_lists_are_what_they_are_called() -> None:
    document = opened(
        "<h2>Kapitel</h2><h3>Abschnitt</h3><p>Ein <strong>Text</strong>.</p>"
        '<p class="source">Quelle: Amt</p><ul><li>eins</li></ul><ol><li>zuerst</li></ol>'
        "<dl><dt>Ergebnis</dt><dd>angenommen</dd></dl><blockquote><p>Zitat</p></blockquote>"
    )

    assert styled(document) == [
        ("Title", "Bericht"),
        ("Heading 1", "Kapitel"),
        ("Heading 2", "Abschnitt"),
        ("Normal", "Ein Text."),
        ("Quellenangabe", "Quelle: Amt"),
        ("List Bullet", "eins"),
        ("List Number", "zuerst"),
        ("Angabe", "Ergebnis: angenommen"),
        ("Quote", "Zitat"),
    ]
    assert [run.text for run in document.paragraphs[3].runs if run.bold] == ["Text"]


def test_every_numbered_list_begins_at_one() -> None:
    document = opened("<ol><li>a</li><li>b</li></ol><p>und</p><ol><li>c</li></ol>")

    numbers = [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:numId"))]
    starts = document.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert numbers[0] == numbers[1] != numbers[2]
    assert [start.get(qn("w:val")) for start in starts] == ["1", "1"]


def test_what_stands_inside_an_item_stays_below_it() -> None:
    document = opened("<ul><li>Lage<ul><li>innen</li></ul></li><li><p>erst</p><p>dann</p></li></ul>")

    assert styled(document)[1:] == [
        ("List Bullet", "Lage"),
        ("List Bullet", "innen"),
        ("List Bullet", "erst"),
        ("List Continue", "dann"),
    ]
    assert [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:ilvl"))] == ["0", "1", "0"]


def test_a_table_repeats_its_head_and_is_named() -> None:
    document = opened(TABLE)

    table = document.tables[0]
    assert styled(document)[1] == ("Caption", "Werte")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Region", "Wert"],
        ["Heidekreis", "11,04 %"],
    ]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Werte"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert sum(column.width for column in table.columns) <= document.sections[0].page_width


def test_a_drawing_becomes_a_picture_that_says_what_it_shows() -> None:
    document = opened(f"<figure><figcaption>Quote</figcaption>{CHART}</figure>")

    shape = document.inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Die Quote steigt 2022: 9, 2023: 11"
    assert styled(document)[1] == ("Caption", "Quote")
    picture = next(part for part in document.part.package.iter_parts() if part.partname.endswith(".png"))
    assert picture.blob.startswith(b"\x89PNG")


@pytest.mark.parametrize(("language", "locale"), [("de", "de-DE"), ("en", "en-GB")])
def test_the_file_says_its_language_title_and_day(language: str, locale: str) -> None:
    document = opened("<p>Text</p>", language=language, title="Bildungsbericht – Heidekreis")

    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}//{qn('w:lang')}")
    told = document.core_properties
    assert defaults.get(qn("w:val")) == locale
    assert document.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == locale
    assert (told.title, told.language) == ("Bildungsbericht – Heidekreis", locale)
    assert (told.author, told.comments) == ("", "")
    assert told.created == told.modified == datetime(2027, 3, 12, 12, tzinfo=UTC)


def test_the_page_is_a4_and_numbered() -> None:
    document = opened("<p>Text</p>")

    section = document.sections[0]
    foot = section.footer.paragraphs[0]
    fields = [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(each.text for each in foot._p.iter(qn("w:t"))) == "Seite 1 von 1"


def test_links_lead_to_their_place_or_stay_text() -> None:
    document = opened(
        '<p><a href="#E1">[E1]</a> <a href="#E9">[E9]</a> <a href="https://example.org">Seite</a>'
        ' <a href="javascript:x">nie</a></p><h3 id="E1" class="unlisted">Beleg</h3>'
    )

    links = list(document.element.body.iter(qn("w:hyperlink")))
    marks = [each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert len(links) == 2
    assert links[0].get(qn("w:anchor")) in marks
    assert targets == ["https://example.org"]
    assert document.paragraphs[1].text == "[E1] [E9] Seite nie"


def test_a_long_document_begins_with_its_contents() -> None:
    body = "".join(
        f"<h2>Kapitel {n}</h2><h3 class='unlisted'>Beleg</h3><p>{'Wort ' * 500}</p>" for n in (1, 2, 3, 4, 5)
    )

    told = styled(opened(body))

    contents = [text for style, text in told if style == "TOC 1"]
    assert contents == ["Kapitel 1", "Kapitel 2", "Kapitel 3", "Kapitel 4", "Kapitel 5"]
    assert ("TOC Heading", "Inhalt") in told
    assert ("Belegüberschrift", "Beleg") in told
    assert "TOC 1" not in [style for style, _ in styled(opened("<h2>Kapitel</h2><p>kurz</p>"))]


def test_no_paragraph_is_empty() -> None:
    document = opened(f"<p> </p>{TABLE}{TABLE}<p>Text</p><aside class='notice'><p>Hinweis</p></aside>")

    assert [text for _, text in styled(document) if not text.strip()] == []


@pytest.mark.parametrize(
    "body",
    [
        "<video></video>",
        "<p><script>1</script></p>",
        "<figure><p>x</p></figure>",
        "<table><tr><td>1</td></tr></table>",
    ],
)
def test_what_has_no_rule_is_refused_and_named(body: str) -> None:
    with pytest.raises(Unprintable, match=r"<(video|script|figure|table)>"):
        made(body)


def test_the_same_page_gives_the_same_bytes() -> None:
    body = f"<h2>Kapitel</h2><figure><figcaption>Quote</figcaption>{CHART}</figure>{TABLE}"

    first = made(body)

    assert first == made(body)
    assert first != made(body, created_on=date(2027, 3, 13))
    stamps = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
@settings(max_examples=12, deadline=None)
def test_nothing_that_a_person_wrote_breaks_the_file_or_vanishes(text: str) -> None:
    document = opened(f"<p>Anfang {escape(text)} Ende</p>")

    shown = document.paragraphs[-1].text
    kept = [letter for letter in text if letter.isprintable() and not letter.isspace()]
    assert [letter for letter in kept if letter not in shown] == []
    assert shown.startswith("Anfang")
    assert shown.endswith("Ende")
