"""Bad inputs and attacks, each by its name in the list of cases: refused in time, and we stay up.

Cases that belong to checks and releases (jumps, sums, revisions) are tried there.
"""

import time
from collections.abc import Callable

import pytest

from steering.errors import BadSource
from steering.sources.reading import read
from tests.steering.sources.tables import a_table
from tests.steering.sources.traps import (
    FAR_CELL,
    LATE_LAUGHING,
    LAUGHING,
    LINK,
    REPEATING,
    SPYING,
    Entry,
    bomb,
    bomb_workbook,
    one_long_text,
    raw_archive,
    with_sheet,
)
from tests.steering.sources.workbooks import Styled, a_workbook, an_archive, an_export

ROW = "2023;03358;Heidekreis;5;6"
SECONDS = 10


def _text(*rows: str) -> bytes:
    return a_table(*rows).encode("cp1252")


def _first(*cells: object) -> bytes:
    return a_workbook({"11111-09-09-4": an_export(("31.12.2021",), ("03358", "Heidekreis", *cells))})


CASES: list[tuple[str, str, Callable[[], bytes]]] = [
    ("D01 letters read twice", "destroyed_letters", lambda: a_table("2023;05515;MÃ¼nster;5;6").encode()),
    ("D02 a row with three of two columns", "ragged_row", lambda: _text(ROW, "2023;03351;Celle;1;2;3")),
    ("D03 a thousands point", "unclear_number", lambda: _text(ROW, "2023;03351;Celle;1.234;6")),
    ("D04 a lost zero", "lost_leading_zero", lambda: _text("2023;3358021;Soltau;5;6")),
    ("D06 an unknown sign", "unknown_symbol", lambda: _text(ROW, "2023;03351;Celle;~;6")),
    ("D07 a double row", "duplicate_key", lambda: _text(ROW, ROW)),
    ("D12 a date where a number was meant", "auto_date", lambda: _first(Styled(45_717, "mmm yy"), 1)),
    ("D18 an open quote without end", "table_too_large", lambda: b'"' + b"a" * 150_000_000),
    ("D19 one megabyte that is four hundred", "archive_bomb", bomb_workbook),
    ("D19 a table that is a bomb", "archive_bomb", lambda: raw_archive([bomb(b"t.csv")])),
    ("D19 a cell at the end of the sheet", "workbook_too_large", lambda: with_sheet(FAR_CELL)),
    ("D19 one long text a million times", "workbook_too_large", one_long_text),
    ("D22 a billion laughs", "declared_entities", lambda: with_sheet(LAUGHING)),
    ("D22 laughs in sixteen bits", "declared_entities", lambda: with_sheet(LAUGHING.encode("utf-16"))),
    ("D22 laughs behind a long comment", "declared_entities", lambda: with_sheet(LATE_LAUGHING)),
    (
        "D22 laughs in an ODS",
        "declared_entities",
        lambda: an_archive({"mimetype": "x", "content.xml": LAUGHING}),
    ),
    (
        "D22 a row repeated a million times",
        "open_document",
        lambda: an_archive(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": REPEATING}
        ),
    ),
    ("D23 a file of the machine", "declared_entities", lambda: with_sheet(SPYING)),
    ("D24 a way out", "entry_leads_outside", lambda: an_archive({"../../x.csv": "x"})),
    ("D24 a way out with backslashes", "entry_leads_outside", lambda: raw_archive([Entry(name=b"a\\..\\x")])),
    ("D24 an absolute name", "entry_leads_outside", lambda: an_archive({"/etc/x": "x"})),
    ("D24 a drive", "entry_leads_outside", lambda: raw_archive([Entry(name=b"C:\\x")])),
    ("D24 a link", "entry_is_a_link", lambda: raw_archive([Entry(name=b"x", kind=LINK)])),
    ("D24 a double entry", "duplicate_entry", lambda: raw_archive([Entry(name=b"x"), Entry(name=b"X")])),
    (
        "D24 a hundred thousand entries",
        "too_many_entries",
        lambda: raw_archive([Entry(name=b"%d" % number) for number in range(65_000)]),
    ),
    ("D24 an encrypted entry", "encrypted_archive", lambda: raw_archive([Entry(name=b"x", flags=1)])),
    ("D24 a nested archive", "nested_archive", lambda: an_archive({"x.zip": an_archive({"t.csv": ROW})})),
    (
        "D24 a nested archive of another kind",
        "nested_archive",
        lambda: an_archive({"x": b"\x1f\x8b\x08\x00"}),
    ),
    ("D24 a strange packing", "unknown_packing", lambda: raw_archive([Entry(name=b"x", method=99)])),
    ("D33 a pickle", "machine_format", lambda: b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x02os"),
    ("D33 a parquet file", "machine_format", lambda: b"PAR1" + b"\x00" * 100),
]


@pytest.mark.parametrize(("code", "build"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_bad_input_is_refused_in_time(code: str, build: Callable[[], bytes]) -> None:
    content = build()
    started = time.monotonic()

    with pytest.raises(BadSource) as refused:
        read(content, file_name="delivery")

    assert refused.value.code == code
    assert time.monotonic() - started < SECONDS


def test_a_bomb_costs_less_than_reading_it() -> None:
    content = bomb_workbook()
    started = time.process_time()

    with pytest.raises(BadSource):
        read(content, file_name="bomb.xlsx")

    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.csv",
        "CON",
        "x" * 300 + ".csv",
        "zeile\nnoch eine\r\x1b[31m.csv",
        '"; rm -rf ~; ".csv',
        "gro\u202evsc.exe",
    ],
)
def test_a_file_name_is_shown_and_never_used(name: str) -> None:
    with pytest.raises(BadSource) as refused:
        read(b"nothing", file_name=name)

    shown = str(refused.value.facts["file"])
    assert shown.isprintable()
    assert len(shown) <= 120


def test_names_of_entries_are_shown_without_hidden_signs() -> None:
    with pytest.raises(BadSource) as refused:
        read(an_archive({"../a\nb\x1b[2J": "x"}), file_name="x.zip")

    assert refused.value.facts["entry"] == "../a\ufffdb\ufffd[2J"
