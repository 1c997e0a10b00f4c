"""Damaged and foreign files: each is refused with its own reason and its place, never guessed."""

import json
import re
import string
from pathlib import Path

import pytest

from steering.errors import BadSource
from steering.sources.reading import read
from templates.errors import texts_by_file
from tests.steering.sources.tables import EXTRACTS, a_table, leavers, read_text

GOOD = "2023;03358;  Heidekreis;5;6"
SOURCES = Path("steering/sources")
ERROR_JSON = json.dumps({"Status": {"Code": 104, "Content": "Es gibt keine Objekte", "Type": "Information"}})
FINE_JSON = json.dumps({"Status": {"Code": 0, "Content": "erfolgreich"}, "Object": {}})
LOST_ZERO = a_table("2023;DG;Deutschland;9;9", "2023;3358;Heidekreis;5;6")
SHIFTED = a_table(GOOD, "03351;Celle;5;6;7")
TWO_TIMES = a_table(GOOD, titles=("T", "S", "Menge (Anzahl)", "Jahr: 2023"))

DAMAGED = [
    ("empty_file", None, b""),
    ("empty_file", None, b"\xef\xbb\xbf \r\n;;;\n"),
    ("broken_archive", None, b"PK\x03\x04\x14\x00"),
    ("bad_encoding", 7, a_table(GOOD).replace("Heide", "H\x81de").encode("latin-1")),
    ("bad_encoding", 1, a_table(GOOD).encode("utf-16-le")[:-1]),
    ("destroyed_letters", 7, a_table("2023;03152;G\ufffdttingen;5;6").encode()),
    ("destroyed_letters", 7, a_table("2023;03152;GÃ¶ttingen;5;6").encode()),
    ("destroyed_letters", 7, a_table("2023;03152;G?ttingen;5;6").encode()),
    ("destroyed_letters", 7, a_table("2023;03152;Göttingen;5;6").encode("cp850", "replace")),
    ("mixed_encoding", 7, a_table("2023;03152;Gött;5;6").encode() + "\nfür".encode("cp1252")),
    ("error_page", 1, b"<!DOCTYPE html><html><head><title>Ups, ein Fehler!</title></head></html>"),
    ("error_page", 1, ERROR_JSON.encode()),
    ("error_page", 1, b"<html><title>Fehler</title><table>" + b"<tr><td>-</td></tr>" * 12),
    ("web_table", 1, b"<html><title>LSN</title><table>" + b"<tr><td>7</td></tr>" * 12),
    (
        "xml_workbook",
        1,
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ),
    ("foreign_json", 1, FINE_JSON.encode()),
    ("flat_column_missing", 1, b"\xef\xbb\xbfstatistics_code;statistics_label;value\n21111;x;5\n"),
    ("flat_column_missing", 1, b"Statistik_Code;Statistik_Label;Zeit_Code\n"),
    ("no_table_code", 1, a_table(GOOD, code="Bevölkerung").encode("cp1252")),
    ("not_a_table", 1, b"jahr,unter_3\n2019,5\n"),
    ("another_table", a_table(GOOD).count("\n") + 2, f"{a_table(GOOD)}\n{a_table(GOOD)}".encode("cp1252")),
    ("bad_encoding", 7, a_table("2023;03358;Heidekreis;5\x00;6").encode("utf-8-sig")),
    ("bad_encoding", 7, a_table("2023;03358;Heidekreis;5\x00;6").encode("utf-16")),
    ("bad_encoding", 7, a_table("2023;03358;Heidekreis;5\x00;6").encode("cp1252")),
    ("cut_off", 7, a_table(GOOD).split("\n_")[0].encode("cp1252")),
    ("cut_off", 7, a_table(GOOD).split("dekreis")[0].encode("cp1252")),
    ("open_quote", 7, a_table('2023;03358;"Heidekreis;5;6', "2023;03;N;7;8").encode("cp1252")),
    ("no_rows", 7, a_table().encode("cp1252")),
    ("ragged_row", 8, a_table(GOOD, "2023;03351;Celle;5").encode("cp1252")),
    ("ragged_row", 8, a_table(GOOD, "2023;03351;Celle;5;6;7").encode("cp1252")),
    ("duplicate_column", None, a_table(GOOD, heads=(";;;weiblich;weiblich",)).encode("cp1252")),
    ("no_region_column", 7, a_table("2023;männlich;5;6", heads=(";;a;b",)).encode("cp1252")),
    ("unclear_columns", 7, a_table("2023;Stadt;03358;Heidekreis;5;6", heads=(";;;;a;b",)).encode("cp1252")),
    ("lost_leading_zero", 8, LOST_ZERO.encode("cp1252")),
    ("lost_leading_zero", 7, a_table("3358;Heidekreis;5;6", heads=(";;a;b",)).encode("cp1252")),
    ("unknown_period", 8, SHIFTED.encode("cp1252")),
    ("unknown_period", 7, a_table("31.02.2023;03358;Heidekreis;5;6").encode("cp1252")),
    ("unknown_period", 8, a_table(GOOD, "20025;03351;Celle;5;6").encode("cp1252")),
    ("bad_region_key", 8, a_table(GOOD, "2023;Celle;03351;5;6").encode("cp1252")),
    ("shifted_row", 8, a_table(GOOD, "2023;03351;5;6;7").encode("cp1252")),
    ("two_times", None, TWO_TIMES.encode("cp1252")),
    ("duplicate_key", 8, a_table(GOOD, GOOD).encode("cp1252")),
    ("empty_cell", 8, a_table(GOOD, "2023;03351;Celle;;6").encode("cp1252")),
    ("unclear_number", 8, a_table(GOOD, "2023;03351;Celle;1.234;6").encode("cp1252")),
    ("unclear_number", 8, a_table(GOOD, "2023;03351;Celle;1 234;6").encode("cp1252")),
    ("unclear_number", 8, a_table(GOOD, "2023;03351;Celle;1e400;6").encode("cp1252")),
    ("unknown_symbol", 8, a_table(GOOD, "2023;03351;Celle;?;6").encode("cp1252")),
    ("unknown_symbol", 8, a_table(GOOD, "2023;03351;Celle;–;6").encode("cp1252")),
    ("unknown_symbol", 8, a_table(GOOD, "2023;03351;Celle;(12;6").encode("cp1252")),
]


@pytest.mark.parametrize(
    ("code", "row", "content"), DAMAGED, ids=[f"{case[0]}-{n}" for n, case in enumerate(DAMAGED)]
)
def test_a_damaged_file_is_refused_with_reason_and_line(code: str, row: int | None, content: bytes) -> None:
    with pytest.raises(BadSource) as refused:
        read(content, file_name="delivery.csv")

    assert refused.value.code == code
    assert refused.value.facts["file"] == "delivery.csv"
    assert refused.value.facts["row"] == row


def test_a_table_without_its_head_is_refused() -> None:
    table = a_table(GOOD).replace(";;;Insgesamt;weiblich\n", "")

    with pytest.raises(BadSource) as refused:
        read_text(table)

    assert (refused.value.code, refused.value.facts["row"]) == ("no_heads", 6)


def test_a_double_names_both_lines() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(a_table(GOOD, "2023;03;Niedersachsen;7;8", "2023;03358;Heidekreis;9;9"))

    assert (refused.value.facts["other_row"], refused.value.facts["row"]) == (7, 9)


def test_an_unknown_sign_names_line_column_and_sign() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(a_table(GOOD, "2023;03351;Celle;5;§"))

    assert {name: refused.value.facts[name] for name in ("row", "column", "symbol")} == {
        "row": 8,
        "column": 5,
        "symbol": "§",
    }


def test_a_file_cut_anywhere_is_refused_or_has_lost_only_its_footer() -> None:
    whole = (EXTRACTS / "21121-02-02-4_2023.csv").read_bytes()
    figures = whole.index(b"__________")
    complete = read(whole, file_name="whole.csv").cells

    for end in [*range(0, figures, 397), figures - 1, figures + 4, *range(figures + 10, len(whole), 613)]:
        try:
            cut = read(whole[:end], file_name="cut.csv")
        except BadSource as refused:
            assert end < figures + 10, refused  # noqa: PT017 - both ends are right, but only in their place
        else:
            assert end >= figures + 5
            assert cut.cells.drop(columns="status").equals(complete.drop(columns="status"))


def test_quotes_around_cells_change_nothing() -> None:
    plain = leavers("2023;03358;Heidekreis;1477;70;5", "2023;03351;Celle;1;1;1")
    quoted = plain.replace("2023;03358;Heidekreis;1477;70;5", '"2023";"03358";"Heidekreis";"1477";"70";"5"')

    assert read_text(quoted).cells.equals(read_text(plain).cells)


def test_a_name_with_a_semicolon_keeps_its_place() -> None:
    reading = read_text(a_table('2023;03358;"Heidekreis; Landkreis (""neu"")";5;6'))

    assert set(reading.cells["region_name"]) == {'Heidekreis; Landkreis ("neu")'}
    assert reading.cells["value"].tolist() == [5.0, 6.0]


def _texts(language: str, start: str = "errors_") -> dict[str, str]:
    """The texts of all refusals; those of readers come last, as the command line looks them up."""
    files = sorted(texts_by_file(language).items(), key=lambda file: file[0].startswith("errors_sources"))
    return {
        f"{code}.{part}": text
        for name, codes in files
        if name.startswith(start)
        for code, parts in codes.items()
        for part, text in parts.items()
    }


def _raised() -> set[str]:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    chosen = re.findall(r"code = (\"[^\n]+)", source)
    direct = re.findall(r"refusal\(\s*\"([a-z_]+)\"", source)
    return {*direct, *re.findall(r"\"([a-z_]{4,})\"", " ".join(chosen)), "unknown_region"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_refusal_has_its_words(language: str) -> None:
    texts = _texts(language)

    wanted = {f"{code}.{part}" for code in _raised() for part in ("what", "mend")}

    assert wanted <= set(texts)


def test_every_text_of_a_refusal_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))

    unused = {
        code
        for code in (key.split(".")[0] for key in _texts("de", "errors_sources"))
        if f'"{code}"' not in source
    }

    assert unused == set()
    assert set(_texts("de", "errors_sources")) == set(_texts("en", "errors_sources"))


@pytest.mark.parametrize(
    ("code", "row", "content"), DAMAGED, ids=[f"{case[0]}-{n}" for n, case in enumerate(DAMAGED)]
)
def test_the_facts_of_a_refusal_fill_its_words(code: str, row: int | None, content: bytes) -> None:
    with pytest.raises(BadSource) as refused:
        read(content, file_name="delivery.csv")

    for language in ("de", "en"):
        for part in ("what", "mend"):
            words = _texts(language)[f"{code}.{part}"]
            named = {name for _, name, _, _ in string.Formatter().parse(words) if name}
            assert all(refused.value.facts.get(name) is not None for name in named), (code, named)
