"""A folder of files is read without profile and database; what cannot matter is not read."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from steering.errors import NotThere
from steering.office.data_folder import may_hold, read_folder
from tests.deployments.cli.counting import DELIVERIES

LEAVERS = "21111-02-06-4_2023.csv"
TABLES = ("21111-02-06-4",)


def a_large_file(place: Path, text: str) -> Path:
    place.write_text(text + "x" * 400_000, encoding="utf-8")
    return place


def test_files_below_the_folder_are_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / ".cache").mkdir()
    for place in ("2023", ".cache"):
        (tmp_path / place / LEAVERS).write_bytes((DELIVERIES / LEAVERS).read_bytes())

    found = read_folder(tmp_path)

    assert [file.name for file in found.files] == [f"2023/{LEAVERS}"]
    assert found.table_codes == TABLES


def test_a_file_that_cannot_be_read_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "Notizen.md").write_text("# Notizen\n", encoding="utf-8")

    found = read_folder(tmp_path)

    assert [(name, error.code) for name, error in found.refused] == [("Notizen.md", "markdown_text")]


def test_a_large_file_of_another_statistic_is_left_out(tmp_path: Path) -> None:
    a_large_file(tmp_path / "liste.txt", "GV100AD 0335802111100021")

    found = read_folder(tmp_path, tables=TABLES)

    assert (found.left_out, found.files, found.refused) == (("liste.txt",), (), ())


@pytest.mark.parametrize("text", ["21111;Statistik", "Tabelle: 21111-02-06-4"])
def test_a_large_file_that_names_the_statistic_is_read(tmp_path: Path, text: str) -> None:
    assert may_hold(a_large_file(tmp_path / "tabelle.csv", text), TABLES)


def test_a_workbook_is_known_by_its_sheets_and_another_archive_is_always_opened(tmp_path: Path) -> None:
    for name, sheet in (("ours.xlsx", "21111-02-06-4"), ("other.xlsx", "Gemeinden")):
        with ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("xl/workbook.xml", f'<sheet name="{sheet}"/>')
    with ZipFile(tmp_path / "flat.zip", "w") as archive:
        archive.writestr("any.csv", "statistics_code")

    assert may_hold(tmp_path / "ours.xlsx", TABLES)
    assert not may_hold(tmp_path / "other.xlsx", TABLES)
    assert may_hold(tmp_path / "flat.zip", TABLES)


def test_text_of_two_bytes_per_letter_is_always_opened(tmp_path: Path) -> None:
    place = tmp_path / "breit.csv"
    place.write_bytes("statistics_code".encode("utf-16"))

    assert may_hold(place, TABLES)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotThere):
        read_folder(tmp_path / "nowhere")
