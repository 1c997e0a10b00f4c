"""Several files taken in: all of them or none, whoever is interrupted or dies at whatever step."""

import os
import shutil
import signal
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session

from models import Observation, Release
from steering.errors import SteeringError
from steering.office.inbox import Delivered, Prepared, deliver, prepare, take_in
from steering.office.opening import Office, open_office
from tests.steering.office.an_office import later, whole

FOLDER = ("regions", "heidekreis", "deliveries")
NAME = "13211-02-05-4_2025.csv"
Places = list[Path]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with as_file(files("deployments").joinpath(*FOLDER, NAME)) as original:
        return Path(shutil.copy(original, tmp_path / NAME))


@pytest.fixture
def ten(file: Path) -> Places:
    """Ten files of one table, each with one more unemployed person in Germany."""
    content = file.read_bytes()
    assert content.count(b"2948092") == 1
    made = []
    for number in range(10):
        place = file.with_name(f"{number}.csv")
        place.write_bytes(content.replace(b"2948092", str(2948092 + number).encode()))
        made.append(place)
    return made


def shelf_of(office: Office) -> list[str]:
    folder = office.settings.home / "releases"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def prepared(office: Office, places: Places) -> list[Prepared]:
    return [prepare(office, place) for place in places]


def taken(office: Office, places: Places) -> list[Delivered]:
    return [delivered for _, delivered in take_in(office, prepared(office, places))]


def germany(office: Office) -> list[float]:
    cells = office.archive.table(Observation)
    mine = cells[(cells["region_code"] == "DG") & (cells["variable"] == "unemp") & (cells["breakdown"] == "")]
    return sorted(mine["value"])


def test_ten_files_come_in_together_and_each_follows_the_one_before(office: Office, ten: Places) -> None:
    delivered = taken(office, ten)

    assert [each.is_new for each in delivered] == [True] * 10
    assert [each.superseded for each in delivered][1:] == [each.release.id for each in delivered][:-1]
    assert germany(office) == [2948092.0 + number for number in range(10)]
    assert shelf_of(office) == sorted(f"{each.release.sha256}.csv" for each in delivered)


def test_the_same_file_under_another_name_in_one_delivery_is_one_release(office: Office, ten: Places) -> None:
    twin = ten[0].with_name("twin.csv")
    shutil.copy(ten[0], twin)

    delivered = taken(office, [ten[0], twin])

    assert [each.is_new for each in delivered] == [True, False]
    assert delivered[0].release.id == delivered[1].release.id


def test_who_is_interrupted_halfway_leaves_nothing(office: Office, ten: Places) -> None:
    before = whole(office)
    seen: list[Path] = []

    def interrupt(given: Prepared) -> None:
        seen.append(given.path)
        if len(seen) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(office, prepared(office, ten), step=interrupt)

    assert whole(office) == before
    assert shelf_of(office) == []


def test_a_file_that_is_refused_stops_no_other_if_somebody_hears_of_it(office: Office, ten: Places) -> None:
    older = ten[1]
    older.write_bytes(older.read_bytes().replace(_stand(older), b"Stand: 01.01.2001 / 00:00:00"))
    refused: list[tuple[str, str]] = []

    took = take_in(
        office,
        prepared(office, ten[:3]),
        refuse=lambda given, error: refused.append((given.path.name, error.code)),
    )

    assert [given.path.name for given, _ in took] == ["0.csv", "2.csv"]
    assert refused == [("1.csv", "older_release")]
    assert germany(office) == [2948092.0, 2948094.0]


def test_a_file_that_is_refused_takes_all_others_with_it_if_nobody_hears(office: Office, ten: Places) -> None:
    ten[1].write_bytes(ten[1].read_bytes().replace(_stand(ten[1]), b"Stand: 01.01.2001 / 00:00:00"))
    before = whole(office)

    with pytest.raises(SteeringError):
        take_in(office, prepared(office, ten[:3]))

    assert whole(office) == before
    assert shelf_of(office) == []


def _stand(place: Path) -> bytes:
    return next(line for line in place.read_bytes().splitlines() if line.startswith(b"Stand:"))


def test_an_older_file_counts_only_if_that_is_said(office: Office, file: Path) -> None:
    deliver(office, file)
    older = file.with_name("older.csv")
    content = file.read_bytes().replace(_stand(file), b"Stand: 01.01.2001 / 00:00:00")
    older.write_bytes(content.replace(b"2948092", b"2900000"))

    with pytest.raises(SteeringError) as refusal:
        deliver(later(office, 1), older)
    accepted = take_in(later(office, 1), prepared(office, [older]), is_older_accepted=True)

    assert refusal.value.code == "older_release"
    assert accepted[0][1].is_new


def test_a_rehearsal_tells_what_would_change_and_keeps_nothing(office: Office, ten: Places) -> None:
    from dataclasses import replace

    from steering.office.archive import Archive
    from steering.office.database import rehearsal

    deliver(office, ten[0])
    before, shelf = whole(office), shelf_of(office)

    with rehearsal(office.archive.engine) as connection:
        trial = replace(office, archive=Archive(office.archive.engine, tried_on=connection))
        (told,) = take_in(trial, prepared(trial, ten[1:2]), is_kept=False)

    assert told[1].changes is not None
    assert {change.value: n for change, n in told[1].changes.counts.items() if n} == {
        "changed_value": 1,
        "identical": told[1].cells_count - 1,
    }
    assert whole(office) == before
    assert shelf_of(office) == shelf


def killed(
    office: Office, places: Places, prepare_to_die: Callable[[], Callable[[Prepared], object]]
) -> None:
    """Take files in within a child that kills itself at a step."""
    child = os.fork()
    if child == 0:
        step = prepare_to_die()
        with open_office(office.settings, clock=office.clock) as mine:
            take_in(mine, prepared(mine, places), step=step)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def die(*_given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_file(number: int) -> Callable[[], Callable[[Prepared], object]]:
    def prepare_to_die() -> Callable[[Prepared], object]:
        seen: list[Prepared] = []

        def step(given: Prepared) -> None:
            seen.append(given)
            if len(seen) == number:
                die()

        return step

    return prepare_to_die


def at_commit(moment: str) -> Callable[[], Callable[[Prepared], object]]:
    def prepare_to_die() -> Callable[[Prepared], object]:
        # Only when all files lie on the shelf: reading commits, too.
        def armed(given: Prepared) -> None:
            if given.path.name == "9.csv":
                event.listen(Session, moment, die)

        return armed

    return prepare_to_die


@pytest.mark.parametrize("number", [1, 5, 10])
def test_who_is_killed_before_the_commit_leaves_nothing_that_stays(
    office: Office, ten: Places, number: int
) -> None:
    before = whole(office)

    killed(office, ten, at_file(number))

    assert whole(office) == before
    assert office.archive.table(Release).empty
    # What lies unfinished on the shelf is swept by the next delivery.
    assert all(name.endswith(".part") for name in shelf_of(office))
    delivered = deliver(office, ten[3])
    assert shelf_of(office) == [f"{delivered.release.sha256}.csv"]


def test_who_is_killed_at_the_commit_leaves_nothing_that_stays(office: Office, ten: Places) -> None:
    killed(office, ten, at_commit("before_commit"))

    assert office.archive.table(Release).empty
    assert all(name.endswith(".part") for name in shelf_of(office))


def test_who_is_killed_after_the_commit_leaves_all_of_it(office: Office, ten: Places) -> None:
    killed(office, ten, at_commit("after_commit"))

    assert len(office.archive.table(Release)) == 10
    assert [each.is_new for each in taken(office, ten)] == [False] * 10
    assert shelf_of(office) == sorted(f"{sha}.csv" for sha in office.archive.table(Release)["sha256"])


@pytest.mark.survival
@pytest.mark.parametrize("number", range(1, 11))
def test_who_is_killed_at_any_file_leaves_nothing_and_the_next_one_takes_all(
    office: Office, ten: Places, number: int
) -> None:
    before = whole(office)

    killed(office, ten, at_file(number))

    assert whole(office) == before
    assert [each.is_new for each in taken(office, ten)] == [True] * 10
    assert len(shelf_of(office)) == 10
