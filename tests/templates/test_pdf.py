"""PDFs that a screen reader can read and that are the same in five years."""

import io
import json
from datetime import date

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.pdf import to_pdf, typst_source
from templates.restricted_html import Unprintable
from templates.typst_markup import quoted

DAY = date(2027, 3, 12)
CHART = (
    '<svg viewBox="0 0 10 10"><title>Die Quote steigt</title><desc>2022: 9, 2023: 11</desc>'
    '<rect width="5" height="5"/></svg>'
)


def a_page(body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>T</title></head>'
        f"<body><header><h1>Bericht</h1></header><main>{body}</main></body></html>"
    )


def made(body: str, **changes: object) -> bytes:
    facts: dict[str, object] = {"title": "Bericht", "language": "de", "created_on": DAY}
    return to_pdf(a_page(body), **{**facts, **changes})  # type: ignore[arg-type]


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The structure's tags, in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_a_pdf_is_tagged_named_and_in_its_language() -> None:
    pdf = opened(made("<h2>Kapitel</h2><p>Text</p>", title="Bildungsbericht – Heidekreis"))

    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.Lang == "de-DE"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Bildungsbericht – Heidekreis"
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_headings_lists_and_tables_keep_their_meaning() -> None:
    table = (
        '<table><caption>Werte</caption><thead><tr><th scope="col">Region</th>'
        '<th scope="col" class="number">Wert</th></tr></thead>'
        '<tbody><tr><th scope="row">Heidekreis</th><td class="number">11,04 %</td></tr></tbody></table>'
    )

    found = tags(opened(made(f"<h2>Kapitel</h2><ul><li>eins</li><li>zwei</li></ul>{table}")))

    assert {"/H1", "/L", "/LI", "/Table", "/THead", "/TBody", "/TH", "/TD", "/Caption"} <= set(found)


def test_a_drawing_brings_its_text_alternative() -> None:
    content = made(f"<figure><figcaption>Quote</figcaption>{CHART}</figure>")

    assert "/Figure" in tags(opened(content))
    assert "Die Quote steigt 2022: 9, 2023: 11" in typst_source(
        a_page(f"<figure><figcaption>Quote</figcaption>{CHART}</figure>"),
        title="T",
        language="de",
        created_on=DAY,
    )


def test_a_drawing_without_a_text_alternative_is_refused() -> None:
    drawing = '<svg viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'
    bare = f"<figure><figcaption>Quote</figcaption>{drawing}</figure>"

    with pytest.raises(Unprintable, match="text alternative"):
        made(bare)


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
    body = f"<h2>Kapitel</h2><figure><figcaption>Quote</figcaption>{CHART}</figure><p>Text</p>"

    assert made(body) == made(body)
    assert made(body) != made(body, created_on=date(2027, 3, 13))


def test_a_link_into_nothing_becomes_plain_text() -> None:
    content = made(
        '<p id="E1">da</p><p><a href="#E1">[E1]</a> <a href="#E9">[E9]</a> <a href="javascript:x">x</a></p>'
    )

    links = [annotation for page in opened(content).pages for annotation in page.get("/Annots", [])]

    assert len(links) == 1


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=50, deadline=None)
def test_every_text_survives_quoting(text: str) -> None:
    assert json.loads(typst.eval(b"", quoted(text))) == text


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        "$x^2$",
        "*fett* _kursiv_ `code`",
        "= Titel",
        "</p>; [x](y)",
        "\\ \" ' @ref <label>",
        "(1) [2]; {3}",
    ],
)
def test_what_people_write_is_never_a_command(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")

    content = made(f"<p>{escaped}</p><p><strong>{escaped}</strong>{escaped}</p>")

    assert len(opened(content).pages) == 1


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = "".join(f'<tr><th scope="row">Zeile {n}</th><td>Wert {n}</td></tr>' for n in range(150))
    head = '<thead><tr><th scope="col">Name</th><th scope="col">Wert</th></tr></thead>'
    table = f"<table><caption>Lang</caption>{head}<tbody>{rows}</tbody></table>"

    pdf = opened(made(table))

    assert len(pdf.pages) >= 3
    assert tags(pdf).count("/TR") >= 151


def test_a_long_document_has_contents_and_a_short_one_has_none() -> None:
    long = "".join(f"<h2>Kapitel {n}</h2><p>{'Text ' * 400}</p>" for n in range(8))

    assert (
        "outline"
        in typst_source(a_page(long), title="T", language="de", created_on=DAY).partition("#title")[2]
    )
    assert "/TOC" in tags(opened(made(long)))
    assert "/TOC" not in tags(opened(made("<h2>Kapitel</h2><p>Text</p>")))
