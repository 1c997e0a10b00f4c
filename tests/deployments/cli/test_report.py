"""`masterplan report`: files for people, figures for programs, and what changed between two of them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import DELIVERIES, content_of

LEAVERS = "21111-02-06-4_2023.csv"
FORMS = ("html", "pdf", "docx", "json")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one official file, and one that is none."""
    folder = tmp_path_factory.mktemp("files")
    shutil.copy(DELIVERIES / LEAVERS, folder / LEAVERS)
    (folder / "notes.txt").write_text("Anruf beim Landesamt\n", encoding="utf-8")
    return folder


def of_folder(files: Path, out: Path, *more: str) -> tuple[str, ...]:
    return ("report", "build", "--data", str(files), "--region", "03358", "--out", str(out), *more)


def test_a_report_of_a_folder_needs_no_profile_and_keeps_nothing(
    call: Call, files: Path, home: Path, tmp_path: Path
) -> None:
    built = call(*of_folder(files, tmp_path / "out", "--indicators", "D15,D19"))

    assert built.exit_code == 0
    assert sorted(place.suffix[1:] for place in (tmp_path / "out").iterdir()) == sorted(FORMS)
    assert "2 Indikatoren haben einen Wert." in built.stderr
    assert "Nicht als amtliche Tabelle gelesen: notes.txt" in built.stderr
    told = json.loads((tmp_path / "out" / "education-report-theme.json").read_text(encoding="utf-8"))
    own = [each["value"] for each in told["values"] if each["region_code"] == "03358"]
    assert [round(value, 2) for value in own] == [11.04, 28.71]
    assert content_of(home) == {}


def test_the_same_files_give_the_same_bytes(call: Call, files: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        call(*of_folder(files, tmp_path / name, "--kind", "data-sheet"))

    for form in FORMS:
        first, second = (tmp_path / name / f"education-data-sheet.{form}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


def test_two_reports_are_compared_in_words_and_for_programs(call: Call, files: Path, tmp_path: Path) -> None:
    call(*of_folder(files, tmp_path / "old", "--indicators", "D15"))
    call(*of_folder(files, tmp_path / "new", "--indicators", "D15,D19"))

    told = call("report", "diff", str(tmp_path / "old"), str(tmp_path / "new"))
    same = call("report", "diff", str(tmp_path / "new"), str(tmp_path / "new"))
    data = json.loads(call("report", "diff", str(tmp_path / "old"), str(tmp_path / "new"), "--json").stdout)

    assert told.exit_code == 0
    assert "Neu aufgenommen: Abgehende mit allgemeiner Hochschulreife" in told.stdout
    assert "Kein Wert und keine Definition hat sich geändert." in same.stdout
    assert data["added"] == ["Abgehende mit allgemeiner Hochschulreife"]
    assert data["is_empty"] is False


@pytest.mark.parametrize(
    ("arguments", "exit_code", "wanted"),
    [
        (("--data", "nowhere", "--region", "03358"), 3, "nowhere"),
        (("--data", "{files}", "--region", "heidekreis"), 2, "kein amtlicher Schlüssel"),
        (("--data", "{files}", "--region", "99999"), 3, "keine Zahl für die Region 99999"),
        (("--data", "{files}", "--region", "03358", "--kind", "thematic"), 2, "braucht ein Thema"),
        (("--data", "{files}", "--region", "03358", "--indicators", "X99"), 2, "X99"),
        (("--data", "{files}", "--region", "03358", "--focus", "poems"), 2, "poems"),
    ],
)
def test_what_cannot_be_built_is_refused_with_what_mends_it(
    call: Call, files: Path, tmp_path: Path, arguments: tuple[str, ...], exit_code: int, wanted: str
) -> None:
    given = [each.replace("{files}", str(files)) for each in arguments]

    refused = call("report", "build", *given, "--out", str(tmp_path / "out"))

    assert refused.exit_code == exit_code
    assert wanted in refused.stderr
    assert not (tmp_path / "out").exists()


def test_before_the_analysis_there_is_no_report(call: Call, asked: Path, tmp_path: Path) -> None:
    refused = call("report", "build", "--out", str(tmp_path / "out"))

    assert refused.exit_code == 3
    assert "Indikatorenanalyse" in refused.stderr
    assert call("report", "diff", "poem", "poem").exit_code == 3


def test_a_file_that_is_no_report_is_not_compared(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("[]", encoding="utf-8")

    refused = call("report", "diff", str(file), str(file))

    assert refused.exit_code == 2
    assert "kein Bildungsbericht" in refused.stderr
