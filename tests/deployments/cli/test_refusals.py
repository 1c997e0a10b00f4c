"""What is refused leaves nothing behind, and says what happened with file and line."""

import shutil
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import DELIVERIES, HEIDEKREIS, content_of

GOOD = DELIVERIES / "21111-02-06-4_2023.csv"


def broken(place: Path, content: bytes) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def test_files_that_are_no_tables_leave_a_home_as_it_is(call: Call, asked: Path, tmp_path: Path) -> None:
    bad = [
        broken(tmp_path / "empty.csv", b""),
        broken(tmp_path / "zip.csv", b"PK\x03\x04 and more"),
        broken(tmp_path / "prose.csv", b"Das ist keine Tabelle.\n"),
        broken(tmp_path / "utf16.csv", GOOD.read_bytes()[:2000] + b"\x00\x00"),
    ]
    before = content_of(asked)

    results = [call("data", "import", str(file)) for file in bad]

    assert [result.exit_code for result in results] == [1] * len(bad)
    for file, result in zip(bad, results, strict=True):
        assert file.name in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stdout == ""
    assert content_of(asked) == before


def test_a_broken_file_on_an_empty_home_leaves_no_home(call: Call, home: Path, tmp_path: Path) -> None:
    bad = broken(tmp_path / "bad.csv", b"nothing;of;use\n")

    result = call("data", "import", str(bad))

    assert result.exit_code == 1
    assert "bad.csv, Zeile 1" in result.stderr
    assert content_of(home) == {}


def test_a_destroyed_letter_is_told_with_its_line(call: Call, asked: Path, tmp_path: Path) -> None:
    text = GOOD.read_bytes().decode("cp1252").replace("Schul", "Sch\ufffdl", 1)
    bad = broken(tmp_path / "destroyed.csv", text.encode())
    line = text[: text.index("\ufffd")].count("\n") + 1
    before = content_of(asked)

    result = call("data", "import", str(bad))

    assert result.exit_code == 1
    assert f"destroyed.csv, Zeile {line}" in result.stderr
    assert content_of(asked) == before


def test_a_row_that_stands_twice_is_refused_with_its_line(call: Call, asked: Path, tmp_path: Path) -> None:
    lines = GOOD.read_bytes().decode("cp1252").split("\n")
    number = next(place for place, line in enumerate(lines) if "03358" in line)
    lines.insert(number + 1, lines[number])
    bad = broken(tmp_path / "twice.csv", "\n".join(lines).encode("cp1252"))
    before = content_of(asked)

    result = call("data", "import", str(bad))

    assert result.exit_code == 1
    assert f"twice.csv, Zeile {number + 2}" in result.stderr
    assert content_of(asked) == before


def test_an_unknown_symbol_is_told_with_line_and_column(call: Call, asked: Path, tmp_path: Path) -> None:
    lines = GOOD.read_bytes().decode("cp1252").split("\n")
    number = next(place for place, line in enumerate(lines) if "03358" in line)
    cells = lines[number].split(";")
    cells[-1] = "§§"
    lines[number] = ";".join(cells)
    odd = broken(tmp_path / "odd.csv", "\n".join(lines).encode("cp1252"))
    before = content_of(asked)

    result = call("data", "import", str(odd))

    assert result.exit_code == 1
    assert f"odd.csv, Zeile {number + 1}, Spalte {len(cells)}: Das Zeichen „§§“" in result.stderr
    assert content_of(asked) == before


def test_a_good_file_comes_in_though_another_is_missing(call: Call, home: Path, tmp_path: Path) -> None:
    result = call("data", "import", str(tmp_path / "absent.csv"), str(GOOD))

    assert result.exit_code == 3
    assert "absent.csv gibt es nicht" in result.stderr
    assert GOOD.name in result.stdout
    assert (home / "masterplan.db").is_file()


def test_a_slip_in_the_profile_is_told_with_file_and_line(call: Call, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "region"
    shutil.copytree(HEIDEKREIS, folder)
    plan = folder / "process.toml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("\nlead_months", "\nlead_month", 1), encoding="utf-8")
    line = text[: text.index("\nlead_months")].count("\n") + 2

    checked = call("check", str(folder))
    started = call("cycle", "start", "--profile", str(folder))

    assert checked.exit_code == started.exit_code == 1
    assert f"process.toml, Zeile {line}" in checked.stdout
    assert f"process.toml, Zeile {line}" in started.stderr
    assert content_of(home) == {}


@pytest.mark.parametrize(
    "typed",
    [
        ("cycle", "status"),
        ("gate", "list"),
        ("gate", "show", "topics"),
        ("measure", "reviews"),
        ("measure", "sheets"),
        ("finding", "list"),
        ("data", "check"),
        ("data", "trace", "E1"),
        ("outbox", "list"),
        ("outbox", "send"),
        ("documents", "list"),
        ("documents", "build"),
        ("audit", "verify"),
        ("audit", "list"),
        ("cycle", "advance"),
        ("cycle", "skip", "draft_plan", "--reason", "x", "--yes"),
    ],
)
def test_an_empty_home_is_told_and_left_empty(call: Call, home: Path, typed: tuple[str, ...]) -> None:
    result = call(*typed)

    assert result.exit_code == 3
    assert "noch nichts gespeichert" in result.stderr
    assert result.stdout == ""
    assert not home.exists()


def test_settings_that_make_no_sense_are_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERPLAN_NOW", "gestern")

    result = call("cycle", "status")

    assert result.exit_code == 2
    assert "MASTERPLAN_NOW" in result.stderr


def test_what_we_did_wrong_is_reported_and_not_shown(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> None:
        raise ZeroDivisionError("our own mistake")

    # Where it is used, not where it is made: whoever imports meanwhile would keep the fake for good.
    monkeypatch.setattr("steering.office.waits_told.waits", fails)

    result = call("cycle", "status")

    reports = list((asked / "reports").iterdir())
    assert result.exit_code == 70
    assert "Traceback" not in result.output
    assert reports[0].stem in result.stderr
    assert "our own mistake" in reports[0].read_text()


def test_an_interrupted_command_ends_with_130(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("steering.office.waits_told.waits", interrupted)

    result = call("cycle", "status")

    assert result.exit_code == 130
    assert "Traceback" not in result.output
