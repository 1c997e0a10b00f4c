"""`masterplan decisions` and `masterplan documents export`: what people take along."""

import io
import json
from pathlib import Path

import docx

from tests.deployments.cli.conftest import Call


def test_before_anything_is_decided_the_list_says_so(call: Call, asked: Path) -> None:
    listed = call("decisions", "list")

    assert listed.exit_code == 0
    assert "noch nichts entschieden" in listed.stdout
    assert json.loads(call("decisions", "list", "--json").stdout)["decisions"] == []
    assert call("decisions", "show", "M01").exit_code == 3


def test_the_list_is_written_in_every_form(call: Call, asked: Path, tmp_path: Path) -> None:
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE"), ("csv", b"\xef\xbb\xbf")):
        file = tmp_path / f"list.{form}"

        assert call("decisions", "export", "--format", form, "--output", str(file)).exit_code == 0
        assert file.read_bytes().startswith(begins)


def test_a_document_is_written_as_a_word_file(call: Call, asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"

    written = call("documents", "export", "quality_report", "--output", str(file), "--json")

    told = json.loads(written.stdout)
    assert docx.Document(io.BytesIO(file.read_bytes())).core_properties.title == told["title"]
    assert call("documents", "export", "poem", "--output", str(file)).exit_code == 3
    assert call("documents", "export", "quality_report", "--format", "odt").exit_code == 2


def test_what_waits_says_what_follows_by_itself(call: Call, asked: Path) -> None:
    told = json.loads(call("cycle", "waits", "--json").stdout)["waits"]
    shown = call("cycle", "waits").stdout

    assert told
    assert {wait["next_step"] for wait in told} == {"reminder"}
    assert all(wait["next_on"] <= wait["due_on"] and wait["holds_up"] for wait in told)
    assert "als Nächstes von selbst: Erinnerung" in shown
    assert "daran hängt" in shown


def test_more_time_is_previewed_with_everyone_who_is_told(call: Call, asked: Path) -> None:
    typed = ("cycle", "extend", "collect_data", "--until", "2027-01-20", "--reason", "Ferien.")

    preview = call(*typed, "--dry-run")
    skipped = call("cycle", "skip", "collect_data", "--reason", "x", "--dry-run")

    assert preview.exit_code == skipped.exit_code == 0
    assert "Nachrichten, die hinausgehen" in preview.stderr
    assert json.loads(call("cycle", "status", "--json").stdout)["next_deadline_on"] == "2026-12-07"
    assert call(*typed).exit_code == 0
    assert json.loads(call("cycle", "status", "--json").stdout)["next_deadline_on"] == "2027-01-20"
