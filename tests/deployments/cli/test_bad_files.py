"""Bombs and traps at the door: a German sentence, an exit code, and nothing written."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import DELIVERIES, content_of
from tests.steering.sources.traps import (
    FAR_CELL,
    LAUGHING,
    SPYING,
    Entry,
    bomb_workbook,
    raw_archive,
    with_sheet,
)
from tests.steering.sources.workbooks import Sheet, a_workbook, an_archive, an_export

TRAPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.xlsx": (bomb_workbook, "unverhältnismäßig groß"),
    "laughs.xlsx": (lambda: with_sheet(LAUGHING), "DOCTYPE"),
    "spy.xlsx": (lambda: with_sheet(SPYING), "DOCTYPE"),
    "sparse.xlsx": (lambda: with_sheet(FAR_CELL), "2 Millionen Felder"),
    "way-out.zip": (lambda: an_archive({"../../x.csv": "x"}), "außerhalb des Archivs"),
    "many.zip": (lambda: raw_archive([Entry(name=b"%d" % n) for n in range(60_000)]), "2000 Einträge"),
    "pupils.csv": (lambda: b"Klasse;Vorname;Nachname\n4a;x;y\n", "einzelnen Personen"),
    "weights.pkl": (lambda: b"\x80\x04\x95", "Datei für Programme"),
    "old.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_refused_in_words_and_leaves_no_trace(
    name: str, call: Call, home: Path, tmp_path: Path
) -> None:
    build, said = TRAPS[name]
    trap = tmp_path / name
    trap.write_bytes(build())
    started = time.monotonic()

    result = call("data", "preview", str(trap), "--json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert name in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert content_of(home) == {}
    assert time.monotonic() - started < 10


def test_files_are_kept_under_our_names_not_their_own(call: Call, home: Path, tmp_path: Path) -> None:
    names = ["CON", "a." + "x" * 240, '"; rm -rf ~; ".csv', "zwei\nzeilen.csv"]
    for name, table in zip(names, sorted(DELIVERIES.glob("*.csv")), strict=False):
        (tmp_path / name).write_bytes(table.read_bytes())

    result = call("data", "import", *(str(tmp_path / name) for name in names))

    assert result.exit_code == 0, result.stderr
    kept = [place.name for place in (home / "releases").iterdir()]
    assert any("." not in name for name in kept)
    assert all(re.fullmatch(r"[0-9a-f]{64}(\.csv)?", name) for name in kept)


def test_a_huge_file_is_refused_by_its_size(call: Call, home: Path, tmp_path: Path) -> None:
    huge = tmp_path / "quote.csv"
    with huge.open("wb") as file:
        file.write(b'"')
        file.truncate(157_286_400)

    result = call("data", "preview", str(huge))

    assert result.exit_code != 0
    assert "quote.csv" in result.stderr
    assert content_of(home) == {}


def test_a_person_reads_what_is_hidden_in_a_workbook(call: Call, tmp_path: Path) -> None:
    export = an_export(("31.12.2021",), ("03358", "Heidekreis", 5, 6))
    book = tmp_path / "export.xlsx"
    book.write_bytes(a_workbook({"11111-09-09-4": export, "Alt": Sheet(rows=[["x"]], state="hidden")}))

    shown = call("data", "preview", str(book)).stdout
    told = call("data", "preview", str(book), "--json").stdout

    assert "Hinweis: Die Mappe enthält ausgeblendete Blätter: Alt." in shown
    assert '"hidden_sheets"' in told
