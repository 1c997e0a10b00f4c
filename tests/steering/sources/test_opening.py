"""A file is opened by what it holds: one table of an archive, the sheets of a workbook, or a refusal."""

import struct
import zipfile
from pathlib import Path

import pytest

from steering.errors import BadSource
from steering.sources.cells import Delivery
from steering.sources.opening import open_delivery
from steering.sources.reading import read
from tests.steering.sources.tables import a_table
from tests.steering.sources.traps import Entry, a_sheet, raw_archive, with_sheet
from tests.steering.sources.workbooks import (
    MACRO_TYPE,
    Fault,
    Formula,
    Sheet,
    Styled,
    a_workbook,
    an_archive,
    an_export,
    entries_of,
    sheet_xml,
)

PUBLIC = Path("../shared/data/public")
TABLE = a_table("2023;03358;Heidekreis;5;6").encode("cp1252")
GOOD = an_export(("31.12.2021",), ("03358", "Heidekreis", 5, 6))


def _opened(content: bytes, *, file_name: str = "delivery") -> Delivery:
    return open_delivery(content, file_name=file_name, claims=lambda delivery: "Tabelle:" in delivery.text)


def _sheet(*rows: list[object], **parts: object) -> Delivery:
    return _opened(a_workbook({"Blatt": Sheet(rows=rows, **parts)}))  # type: ignore[arg-type]


def _code(content: bytes) -> str:
    with pytest.raises(BadSource) as refused:
        _opened(content)
    return refused.value.code


def test_the_one_table_of_an_archive_is_read_under_both_names() -> None:
    archive = an_archive({"11111_flat.csv": TABLE, "__MACOSX/._11111_flat.csv": b"\x00\x05", "empty/": b""})

    assert len(read(archive, file_name="11111.zip").cells) == 2
    assert _opened(archive, file_name="11111.zip").file_name == "11111.zip (11111_flat.csv)"


def test_what_lies_beside_the_table_of_an_archive_is_named() -> None:
    book = a_workbook({"11111-09-09-4": GOOD})
    archive = an_archive(
        {"Hinweise.txt": b"Nutzung frei", "t.csv": TABLE, "Satz.xlsx": book, "h.pdf": b"%PDF-1.7"}
    )

    reading = read(archive, file_name="gv.zip")

    (remark,) = reading.remarks
    assert remark.code == "entries_left_out"
    assert dict(remark.facts) == {"entries": "Hinweise.txt, Satz.xlsx, h.pdf", "count": 3}


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("several_tables", {"a.csv": TABLE, "b.csv": TABLE}),
        ("no_table_in_archive", {"a.txt": b"eins", "b.txt": b"zwei"}),
        ("empty_archive", {}),
        ("empty_archive", {"folder/": b"", "__MACOSX/x": b"y"}),
        ("workbook_in_archive", {"t.xlsx": a_workbook({"11111-09-09-4": GOOD})}),
        ("pdf_file", {"t.csv": b"%PDF-1.7 "}),
        ("empty_file", {"t.csv": b""}),
    ],
)
def test_an_archive_without_one_clear_table_is_refused(code: str, entries: dict[str, bytes]) -> None:
    assert _code(an_archive(entries)) == code


def test_several_tables_are_named() -> None:
    with pytest.raises(BadSource) as refused:
        _opened(an_archive({"a.csv": TABLE, "b.csv": TABLE, "c.txt": b"x"}))

    assert (refused.value.facts["entries"], refused.value.facts["count"]) == ("a.csv, b.csv", 2)


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("old_workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\x00o\x00r\x00k\x00"),
        ("encrypted_workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("open_document", an_archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})),
        ("text_document", an_archive({"mimetype": "application/vnd.oasis.opendocument.text"})),
        ("text_document", a_workbook({"x": GOOD}, kind="application/x.wordprocessingml.document.main+xml")),
        (
            "binary_workbook",
            a_workbook({"x": GOOD}, kind="application/vnd.ms-excel.sheet.binary.macroEnabled"),
        ),
        ("pdf_file", b"%PDF-1.4\n"),
        ("picture", b"\x89PNG\r\n"),
        ("other_archive", b"\x1f\x8b\x08\x00"),
        ("other_archive", b"Rar!\x1a\x07"),
        ("machine_format", b"PAR1\x15\x04"),
        ("machine_format", b"\x80\x04\x95\x10\x00"),
        ("machine_format", b"SQLite format 3\x00"),
    ],
)
def test_a_foreign_format_is_refused_by_its_own_name(code: str, content: bytes) -> None:
    assert _code(content) == code


def test_a_sheet_is_given_as_an_office_would_print_it() -> None:
    delivery = _sheet(
        ["Text", 5.0, 0.1 + 0.2, 1.15, 1e6, -2.5, True, Fault("#N/A"), None],
        [Styled(45_382, "dd.mm.yyyy"), Styled(3358, "00000"), Styled(0.125, "0.0%"), Styled(12, "(0)")],
        [Formula("1+1", 2), Styled(0, '#,##0;-#,##0;"-"'), Styled(1234.5, "#\\ ##0.0"), "a_x000D_b"],
    )

    assert delivery.workbook is not None
    (sheet,) = delivery.workbook.sheets
    assert sheet.rows == (
        ("Text", "5", "0,3", "1,15", "1000000", "-2,5", "WAHR", "#N/A"),
        ("31.03.2024", "03358", "12,5%", "(12)", "", "", "", ""),
        ("2", "-", "1234,5", "a\nb", "", "", "", ""),
    )


def test_half_a_sign_stays_as_it_is_written() -> None:
    delivery = _sheet(["a_xD800_b", "a_x0000_b", "_x00E4_"])

    assert delivery.workbook is not None
    assert delivery.workbook.sheets[0].rows == (("a_xD800_b", "a_x0000_b", "ä"),)


@pytest.mark.parametrize("name", ["MÃ¼nster", "G\ufffdttingen", "Bev”lkerung"])
def test_destroyed_letters_in_a_sheet_are_refused_with_their_cell(name: str) -> None:
    with pytest.raises(BadSource) as refused:
        _sheet(["Kreis", "Zahl"], ["„Heide“", 5], [name, 5])

    assert refused.value.code == "destroyed_cell"
    assert (refused.value.facts["row"], refused.value.facts["column"]) == (3, 1)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = a_workbook({"B": Sheet(rows=[[Styled(43_920, "dd.mm.yyyy")]])}, epoch_1904=True)

    delivery = _opened(book)

    assert delivery.workbook is not None
    assert delivery.workbook.sheets[0].rows == (("31.03.2024",),)


def test_a_date_that_a_spreadsheet_made_is_a_doubt() -> None:
    delivery = _sheet(["a", Styled(45_717, "mmm yy"), Styled(2021, "dd.mm.yyyy"), Styled(45_717, "d. mmm")])

    assert delivery.workbook is not None
    told = [
        (doubt.row, doubt.column, doubt.code, doubt.shown) for doubt in delivery.workbook.sheets[0].doubts
    ]
    assert told == [
        (1, 2, "auto_date", "Mrz 25"),
        (1, 3, "year_as_date", "13.07.1905"),
        (1, 4, "auto_date", "01. Mrz"),
    ]


def test_what_is_hidden_is_read_and_told() -> None:
    columns = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    seen = Sheet(rows=[["a", "b"], ["c", "d"]], hidden_rows=[2], columns=columns, merged=["A1:B1"])
    filtered = Sheet(rows=[["a"], ["b"]], hidden_rows=[1], behind='<autoFilter ref="A1:A2"/>')
    secret = Sheet(rows=[["x"]], state="hidden")

    delivery = _opened(a_workbook({"Zahlen": seen, "Filter": filtered, "Geheim": secret}))

    assert delivery.workbook is not None
    assert [sheet.is_hidden for sheet in delivery.workbook.sheets] == [False, False, True]
    assert delivery.workbook.sheets[0].rows == (("a", "b"), ("c", "d"))
    assert delivery.workbook.sheets[0].merged == ((1, 1, 1, 2),)
    told = {remark.code: dict(remark.facts) for remark in delivery.remarks}
    assert told["hidden_sheets"] == {"sheets": ["Geheim"]}
    assert told["hidden_rows"] == {"sheet": "Zahlen", "count": 1, "first": 2}
    assert told["hidden_columns"] == {"sheet": "Zahlen", "count": 1, "first": 2}
    assert told["filtered_rows"]["sheet"] == "Filter"


def test_macros_links_and_formulas_give_values_and_a_remark() -> None:
    book = a_workbook(
        {"B": Sheet(rows=[[Formula("[1]Sheet!A1", 7), Formula("cmd|' /C calc'!A0", 0)]])},
        kind=MACRO_TYPE,
        parts={"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": "<externalLink/>"},
    )

    delivery = _opened(book)

    assert delivery.workbook is not None
    assert delivery.workbook.sheets[0].rows == (("7", "0"),)
    codes = [remark.code for remark in delivery.remarks]
    assert codes == ["formulas_not_run", "macros_not_run", "links_not_followed"]


def test_prefixed_names_and_shared_texts_are_the_same_to_us() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="s"><x:v>1</x:v></x:c>'
        "<x:c><x:v>3.0</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    town = "<si><r><t>Sol</t></r><r><t>tau</t></r><rPh><t>?</t></rPh></si>"
    texts = f'<sst xmlns="{main}"><si><t>no</t></si>{town}</sst>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts = {
        "xl/sharedStrings.xml": texts,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/_rels/workbook.xml.rels": relations,
    }
    book = an_archive(entries_of(a_workbook({"B": Sheet(rows=[])})) | parts)

    delivery = _opened(book)

    assert delivery.workbook is not None
    assert delivery.workbook.sheets[0].rows == (("Soltau", "3"),)


@pytest.mark.parametrize(
    "broken",
    [
        "<worksheet><sheetData><row r='1'>",
        "<worksheet><sheetData><row r='1'><c r='A2'><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='B1'/><c r='A1'/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>-1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>5</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='ZZZZ1'><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1'><v>one</v></c></row></sheetData></worksheet>",
        f"<worksheet><sheetData><row r='{'9' * 5000}'/></sheetData></worksheet>",
    ],
)
def test_a_broken_sheet_is_refused(broken: str) -> None:
    book = entries_of(a_workbook({"B": Sheet(rows=[["x"]])})) | {"xl/worksheets/sheet1.xml": broken}

    assert _code(an_archive(book)) == "broken_workbook"


def test_a_workbook_without_its_sheets_is_refused() -> None:
    entries = entries_of(a_workbook({"B": GOOD}))
    del entries["xl/worksheets/sheet1.xml"]

    assert _code(an_archive(entries)) == "broken_workbook"


def test_a_damaged_archive_is_refused_wherever_it_is_cut() -> None:
    book = a_workbook({"11111-09-09-4": GOOD})

    for end in range(4, len(book), 97):
        assert _code(book[:end]) == "broken_archive"


def test_a_wrong_checksum_is_seen() -> None:
    archive = bytearray(an_archive({"t.csv": TABLE}, packing=zipfile.ZIP_STORED))
    archive[archive.index(b"Heidekreis")] ^= 1

    assert _code(bytes(archive)) == "broken_archive"


def test_an_archive_that_lies_about_its_list_is_refused() -> None:
    archive = bytearray(an_archive({"t.csv": TABLE}))
    place = archive.rindex(b"PK\x05\x06")
    archive[place + 12 : place + 20] = struct.pack("<LL", 1 << 20, 1 << 31)

    assert _code(bytes(archive)) == "broken_archive"


def test_an_entry_without_a_name_is_refused() -> None:
    assert _code(raw_archive([Entry(name=b"")])) == "broken_archive"


def test_a_sheet_in_an_unknown_alphabet_is_refused() -> None:
    strange = a_sheet("").replace('version="1.0"', 'version="1.0" encoding="UTF-C"')

    assert _code(with_sheet(strange)) == "broken_workbook"


def test_a_sheet_written_for_a_test_is_one_that_is_read() -> None:
    assert "inlineStr" in sheet_xml(GOOD)


@pytest.mark.skipif(not PUBLIC.is_dir(), reason="the published files are not at hand (../shared/data/public)")
def test_published_archives_and_workbooks_are_opened() -> None:
    flat = (PUBLIC / "ffcsv_new" / "21311-01-01-4-B_WS2023.zip").read_bytes()
    book = (PUBLIC / "regions" / "04-kreise_2018.xlsx").read_bytes()

    table, workbook = _opened(flat, file_name="ws.zip"), _opened(book)

    assert table.text.count("\n") == 44_101
    assert table.file_name == "ws.zip (21311-01-01-4-B_1773175045085_de_flat.csv)"
    assert workbook.workbook is not None
    counties = workbook.workbook.sheets[1]
    assert counties.title == "Kreisfreie Städte u. Landkreise"
    assert counties.rows[8][:4] == ("01001", "Kreisfreie Stadt", "Flensburg, Stadt", "DEF01")
    assert counties.rows[8][4:6] == ("56,73", "89504")
