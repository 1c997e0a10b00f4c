"""Files that come in: kept whole with all their cells, or not at all."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from models import Observation, Release, Request, StageRun, StageState
from steering.cycle import CYCLE
from steering.errors import SteeringError
from steering.office import cycles, steps
from steering.office.inbox import deliver
from steering.office.opening import Office
from tests.steering.office.an_office import at_stage, later, the_cycle, whole

NAME = "13211-02-05-4_2025.csv"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with as_file(files("deployments").joinpath("regions", "heidekreis", "deliveries", NAME)) as original:
        return Path(shutil.copy(original, tmp_path / NAME))


def folder_of(office: Office) -> list[str]:
    folder = office.settings.home / "releases"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def changed_file(file: Path, name: str = "newer.csv") -> Path:
    """The same table with one more unemployed person in Germany."""
    content = file.read_bytes()
    assert content.count(b"2948092") == 1
    newer = file.with_name(name)
    newer.write_bytes(content.replace(b"2948092", b"2948093"))
    return newer


def releases(office: Office) -> list[Release]:
    found = office.read(the_cycle(office)).all(Release)
    return sorted(found, key=lambda release: release.supersedes_id or "")


def cells(office: Office) -> int:
    return len(office.archive.table(Observation))


def test_a_file_is_kept_with_every_cell_and_under_its_hash(office: Office, file: Path) -> None:
    delivered = deliver(office, file)

    assert delivered.is_new
    assert delivered.cells_count == cells(office) > 0
    assert delivered.release.file_name == NAME
    assert folder_of(office) == [f"{delivered.release.sha256}.csv"]


def test_the_same_file_twice_changes_nothing(office: Office, file: Path) -> None:
    first = deliver(office, file)
    before = whole(office)

    again = deliver(later(office, 3), file.rename(file.with_name("other-name.csv")))

    assert not again.is_new
    assert again.release.id == first.release.id
    assert whole(office) == before


def test_a_newer_file_supersedes_the_one_before_and_both_stay(office: Office, file: Path) -> None:
    first = deliver(office, file)
    second = deliver(later(office, 1), changed_file(file))

    assert second.superseded == first.release.id
    assert cells(office) == first.cells_count + second.cells_count
    assert len(folder_of(office)) == 2


def test_of_two_files_at_one_moment_the_second_supersedes_the_first(office: Office, file: Path) -> None:
    # A clock that stands, or is set back, must not decide which file counts.
    first = deliver(office, file)
    second = deliver(office, changed_file(file))
    third_file = changed_file(file, "third.csv")
    third_file.write_bytes(third_file.read_bytes().replace(b"2948093", b"2948094"))
    third = deliver(later(office, -1), third_file)

    assert second.superseded == first.release.id
    assert third.superseded == second.release.id


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("noise.csv", b"\x00\xff\xfe" * 100),
        ("page.csv", b"<html><body>Bitte anmelden</body></html>"),
        ("other.csv", b"a;b;c\n1;2;3\n"),
        ("bomb.xlsx", b"PK\x03\x04" + b"\x00" * 200),
    ],
)
def test_a_broken_file_leaves_nothing(office: Office, tmp_path: Path, name: str, content: bytes) -> None:
    place = tmp_path / name
    place.write_bytes(content)
    before = whole(office)

    with pytest.raises(SteeringError) as refusal:
        deliver(office, place)

    assert refusal.value.code
    assert whole(office) == before
    assert folder_of(office) == []


def test_a_file_that_breaks_off_in_the_middle_leaves_nothing(office: Office, file: Path) -> None:
    torn = file.with_name("torn.csv")
    lines = file.read_bytes().splitlines(keepends=True)
    torn.write_bytes(b"".join(lines[:5]))
    before = whole(office)

    with pytest.raises(SteeringError):
        deliver(office, torn)

    assert whole(office) == before
    assert folder_of(office) == []


def test_a_table_that_nobody_expects_is_refused_by_name(office: Office, file: Path) -> None:
    strange = file.with_name("strange.csv")
    strange.write_bytes(file.read_bytes().replace(b"13211-02-05-4", b"13211-99-99-4"))
    before = whole(office)

    with pytest.raises(SteeringError) as refusal:
        deliver(office, strange)

    assert refusal.value.code == "table_not_expected"
    assert whole(office) == before
    assert folder_of(office) == []


def test_a_file_that_is_not_there_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(SteeringError) as refusal:
        deliver(office, tmp_path / "nothing.csv")

    assert refusal.value.code == "no_file"


def test_cells_that_cannot_be_kept_leave_nothing_in_the_database(office: Office, file: Path) -> None:
    before = whole(office)
    with office.archive.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_entry BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    with pytest.raises(Exception, match="full"):
        deliver(office, file)

    assert whole(office) == before


def requests(office: Office) -> dict[str, bool]:
    return {r.subject_id: r.answered_at is not None for r in office.read(the_cycle(office)).all(Request)}


def test_a_delivery_answers_the_request_for_it_and_no_other(office: Office, file: Path) -> None:
    steps.begin(office, the_cycle(office), CYCLE[0])

    delivered = deliver(office, file)

    assert [subject for subject, done in requests(office).items() if done] == [delivered.release.source_id]


def test_in_a_new_round_the_same_file_answers_again(office: Office, file: Path) -> None:
    deliver(office, file)
    at_stage(office, "collect_data")
    cycles.send_back(office, the_cycle(office), "collect_data", reason="Noch einmal ansehen.")
    run = steps.begin(office, the_cycle(office), CYCLE[0])

    delivered = deliver(office, file)

    assert not delivered.is_new
    assert run.round == 2
    assert [subject for subject, done in requests(office).items() if done] == [delivered.release.source_id]


def test_a_delivery_after_the_freeze_is_kept_and_answers_nothing(office: Office, file: Path) -> None:
    steps.begin(office, the_cycle(office), CYCLE[0])
    with office.writing() as tx:
        run = tx.living(the_cycle(office).id)["collect_data"]
        record = tx.get(StageRun, run.id)
        record.state = StageState.IN_REVIEW

    deliver(office, file)

    assert not any(requests(office).values())
    assert cells(office) > 0
