"""The report on the data: one page, accessible, complete, safe."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

from models import QualityState, Severity
from templates.data_page import (
    DataPage,
    ShownFinding,
    ShownRun,
    ShownScore,
    ShownSource,
    ShownTable,
    write_data_page,
)
from templates.document_facts.charts import ChartLine, LineChart

HOSTILE = '<script>alert("x")</script> & „Titel“'
FINDING = ShownFinding(
    id="f",
    severity=Severity.CRITICAL,
    state=QualityState.NEW,
    what=f"Die Teile ergeben nicht die Summe {HOSTILE}",
    place="Datei lv.csv, Zeile 12",
    mend="Neu herunterladen",
    owner="Amt",
    first_seen_on=date(2027, 3, 1),
    rows_count=1234,
    held_count=1234,
)
CHART = LineChart(
    key="data-findings",
    message="Offene Fehler",
    subtitle="s",
    unit="",
    digits=0,
    periods=("01.03.27", "02.03.27"),
    lines=(ChartLine(label="schwerer Fehler", values=(0.0, 1.0), is_region=True),),
)
PAGE = DataPage(
    region="Landkreis Heidekreis",
    checked_on=date(2027, 3, 2),
    rules_count=70,
    rows_count=8585,
    tables=(ShownTable(title=HOSTILE, findings=(FINDING,), more_count=3),),
    waived=(replace(FINDING, waived_reason="Bekannt", waived_until_on=date(2027, 6, 1)),),
    mended=(FINDING,),
    sources=(
        ShownSource(
            title=HOSTILE,
            table_code="13211",
            owner="Agentur",
            state="late",
            newest_period="2025",
            next_period="2026",
            expected_on=date(2027, 3, 1),
            days_late=1,
            file_name="a.csv",
            retrieved_on=date(2026, 3, 1),
            breaches=("es fehlen Ebenen: Bund",),
        ),
    ),
    scores=(ShownScore(dimension="Richtigkeit", percent=98.76, before=None),),
    runs=(ShownRun(ran_on=date(2027, 3, 2), critical_count=1, warning_count=0, note_count=0),),
    charts=(CHART,),
    contact="Stabsstelle",
    address="bildung@example.org",
    has_list=True,
)


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))


def test_the_page_says_what_stands_what_is_late_and_what_is_kept_back() -> None:
    page = " ".join(write_data_page(PAGE).split())

    for said in (
        "1 schwerer Fehler ist offen. Mit den betroffenen Zahlen wird nicht gerechnet.",
        "1.234 Stellen",
        "In Quarantäne: Mit diesen Zahlen wird nicht gerechnet.",
        "Verspätet seit 1 Tag",
        "Vereinbarung verletzt: es fehlen Ebenen: Bund",
        "3 weitere Befunde stehen in",
        "98,8",
        "erwartet bis 1. März 2027",
        "Gilt bis 1. Juni 2027.",
    ):
        assert said in page.replace("\u00a0", " "), said


def test_the_page_is_safe_and_asks_nothing_of_any_network() -> None:
    page = write_data_page(PAGE)
    tags = Tags(page)

    assert "script" not in tags.tags
    assert "&lt;script&gt;" in page
    links = [each.get("href") or "" for each in tags.attributes if "href" in each or "src" in each]
    assert sorted(links) == ["#content", "../index.html", "mailto:bildung@example.org"]
    assert "default-src 'none'" in page


def test_the_page_can_be_read_without_seeing_it() -> None:
    page = write_data_page(PAGE)
    tags = Tags(page)

    assert tags.attributes[0] == {"lang": "de"}
    headings = [int(tag[1]) for tag in tags.tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert tags.tags.count("caption") == tags.tags.count("table")
    assert all("scope" in told for tag, told in zip(tags.tags, tags.attributes, strict=True) if tag == "th")
    assert "<desc" in page
    ids = [told["id"] for told in tags.attributes if "id" in told]
    assert len(ids) == len(set(ids))


def test_a_page_before_the_first_check_has_no_gaps() -> None:
    nothing = replace(
        PAGE,
        checked_on=None,
        tables=(),
        waived=(),
        mended=(),
        sources=(),
        scores=(),
        runs=(),
        charts=(),
        has_list=False,
    )

    page = write_data_page(nothing)

    assert "Es wurde noch nicht geprüft." in page
    assert "Noch ist keine Quelle benannt." in page
    assert "None" not in page
    assert "../index.html" not in page
