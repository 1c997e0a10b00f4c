"""The watched folder: a file is taken in once and whole, or refused with a reason; never lost."""

import multiprocessing
import os
import shutil
import threading
import time
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from models import Release
from steering.office import watched_folder
from steering.office.alone import alone
from steering.office.opening import Office
from steering.office.settings import Settings
from steering.office.watched_folder import Taken, look_into, take_in
from tests.steering.office.an_office import office_on, whole

NAME = "13211-02-05-4_2025.csv"


@pytest.fixture
def original() -> bytes:
    with as_file(files("deployments").joinpath("regions", "heidekreis", "deliveries", NAME)) as place:
        return place.read_bytes()


def inbox(office: Office) -> Path:
    folder = office.settings.home / "inbox"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def dropped(office: Office, content: bytes, name: str = NAME) -> Path:
    place = inbox(office) / name
    place.write_bytes(content)
    return place


def taken(office: Office) -> list[Taken]:
    return take_in(office, settled_seconds=0, wait=lambda _: None)


def names(office: Office, folder: str = "") -> list[str]:
    place = inbox(office) / folder
    return (
        sorted(each.name for each in place.iterdir() if each.is_file() or each.is_symlink())
        if (place.is_dir())
        else []
    )


def releases(office: Office) -> list[Release]:
    return office.archive.read([Release], region_key=office.region_key).all(Release)


def test_a_file_is_taken_in_and_laid_aside(office: Office, original: bytes) -> None:
    dropped(office, original)

    (done,) = taken(office)

    assert (done.is_new, done.is_refused, done.source_key) == (True, False, "unemployment")
    assert [each.id for each in releases(office)] == [done.release_id]
    assert names(office, "taken") == [NAME]
    assert (inbox(office) / "taken" / NAME).read_bytes() == original
    assert look_into(office.settings.home).files == ()


def test_a_second_look_finds_nothing_to_do(office: Office, original: bytes) -> None:
    dropped(office, original)
    taken(office)
    before = whole(office)

    assert taken(office) == []
    assert whole(office) == before


def test_the_same_file_again_is_recognised_and_both_are_kept(office: Office, original: bytes) -> None:
    dropped(office, original)
    taken(office)
    dropped(office, original)

    (again,) = taken(office)

    assert not again.is_new
    assert len(releases(office)) == 1
    assert names(office, "taken") == [f"{NAME.removesuffix('.csv')} (2).csv", NAME]


def test_a_file_that_cannot_be_read_is_refused_with_a_note_in_german(office: Office) -> None:
    content = b"Name;Note\nMeier;3\n"
    dropped(office, content, "Zeugnisse 2025.csv")
    number = len(office.archive.audit_trail())

    (refused,) = taken(office)

    assert refused.is_refused
    assert releases(office) == []
    assert (inbox(office) / "refused" / "Zeugnisse 2025.csv").read_bytes() == content
    note = (inbox(office) / "refused" / "Zeugnisse 2025.csv.warum.txt").read_text(encoding="utf-8")
    assert "Diese Datei wurde nicht übernommen: Zeugnisse 2025.csv" in note
    assert "Was hilft:" in note
    assert refused.reason.rstrip(".") in note
    assert office.sender.address in note
    assert [entry.act for entry in office.archive.audit_trail(after=number)] == ["data.refuse"]
    assert look_into(office.settings.home).refused == ("Zeugnisse 2025.csv",)


def test_a_bad_file_does_not_stop_the_others(office: Office, original: bytes) -> None:
    dropped(office, b"", "a.csv")
    dropped(office, original)
    dropped(office, b"\x00\xff" * 99, "z.csv")

    done = taken(office)

    assert {each.file_name: each.is_refused for each in done} == {"a.csv": True, NAME: False, "z.csv": True}
    assert names(office, "taken") == [NAME]
    assert names(office, "refused") == ["a.csv", "a.csv.warum.txt", "z.csv", "z.csv.warum.txt"]


def test_two_refused_files_of_one_name_are_both_kept(office: Office) -> None:
    for content in (b"one", b"two"):
        dropped(office, content, "x.csv")
        taken(office)

    assert names(office, "refused") == ["x (2).csv", "x (2).csv.warum.txt", "x.csv", "x.csv.warum.txt"]
    assert (inbox(office) / "refused" / "x.csv").read_bytes() == b"one"


def test_a_file_that_still_grows_waits_for_the_next_look(office: Office, original: bytes) -> None:
    place = dropped(office, original[:1000])

    def goes_on(_seconds: float) -> None:
        with place.open("ab") as writing:
            writing.write(original[1000:])

    first = take_in(office, settled_seconds=0, wait=goes_on)
    second = taken(office)

    assert first == []
    assert [each.is_new for each in second] == [True]


def test_a_file_that_was_touched_a_moment_ago_waits_though_it_brings_an_old_time_along(
    office: Office, original: bytes
) -> None:
    place = dropped(office, original)
    os.utime(place, (0, 0))

    assert take_in(office, settled_seconds=60, wait=lambda _: None) == []
    assert names(office) == [".lock", NAME]


@pytest.mark.parametrize("name", ["x.csv.part", ".x.csv", "x.CRDOWNLOAD", "x.tmp"])
def test_what_a_program_is_still_writing_is_not_touched(office: Office, name: str, original: bytes) -> None:
    place = dropped(office, original, name)

    assert taken(office) == []
    assert place.read_bytes() == original

    place.rename(inbox(office) / NAME)
    assert [each.is_new for each in taken(office)] == [True]


def test_a_link_is_refused_and_leads_nowhere(office: Office, tmp_path: Path, original: bytes) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(original)
    (inbox(office) / "link.csv").symlink_to(secret)

    (refused,) = taken(office)

    assert refused.code == "file_is_a_link"
    assert releases(office) == []
    assert secret.read_bytes() == original


def test_a_folder_in_the_inbox_is_left_alone(office: Office) -> None:
    (inbox(office) / "Ordner").mkdir()

    assert taken(office) == []
    assert (inbox(office) / "Ordner").is_dir()


@pytest.mark.parametrize("name", ["a\nb.csv", "x" * 240 + ".csv", "=cmd.csv", "…„ü“.csv", "CON.csv"])
def test_strange_names_are_kept_as_names(office: Office, name: str) -> None:
    dropped(office, b"x", name)

    (refused,) = taken(office)

    assert refused.is_refused
    assert refused.place.parent == inbox(office) / "refused"
    assert refused.place.read_bytes() == b"x"


def test_what_fails_outside_goes_back_and_succeeds_next_time(
    office: Office, original: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped(office, original)
    dropped(office, b"", "a.csv")

    def down(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("the database is away"))

    monkeypatch.setattr(watched_folder, "deliver", down)
    with pytest.raises(OperationalError):
        taken(office)
    monkeypatch.undo()
    lying = names(office)
    done = taken(office)

    assert lying == [".lock", NAME, "a.csv"]
    assert sorted(each.is_refused for each in done) == [False, True]


def test_a_reader_that_breaks_stops_nobody(
    office: Office, original: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped(office, original)

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(watched_folder, "deliver", breaks)

    (refused,) = taken(office)

    assert refused.code == "file_breaks_reader"
    assert names(office, "refused") == [NAME, f"{NAME}.warum.txt"]


def test_whoever_died_after_claiming_a_file_has_not_lost_it(office: Office, original: bytes) -> None:
    claimed = inbox(office) / ".taking"
    claimed.mkdir()
    (claimed / NAME).write_bytes(original)
    dropped(office, original.replace(b"2948092", b"2948093"))

    done = taken(office)

    assert [each.is_new for each in done] == [True, True]
    assert len(releases(office)) == 2
    assert len(names(office, "taken")) == 2
    assert names(office, ".taking") == []


def test_while_one_is_at_it_another_leaves_it_alone(office: Office, original: bytes) -> None:
    dropped(office, original)

    with alone(inbox(office) / ".lock") as is_ours:
        assert is_ours
        assert taken(office) == []

    assert len(taken(office)) == 1


def test_a_lock_that_waits_gets_its_turn(tmp_path: Path) -> None:
    order = []

    def second() -> None:
        with alone(tmp_path / "lock", waits=True):
            order.append("second")

    with alone(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.05)
        order.append("first")
    thread.join(5)

    assert order == ["first", "second"]


def _look(settings: Settings) -> None:
    office = office_on(settings)
    for _ in range(4):
        take_in(office, settled_seconds=0, wait=lambda _: None)


def test_two_workers_at_once_take_each_file_once(office: Office, original: bytes) -> None:
    for number in range(4):
        dropped(office, original.replace(b"2948092", f"29481{number:02d}".encode()), f"{number}.csv")
    dropped(office, b"no table", "bad.csv")
    # Begun afresh: what other tests have left running here would be copied into a fork.
    fresh = multiprocessing.get_context("spawn")
    office.archive.engine.dispose()
    workers = [fresh.Process(target=_look, args=(office.settings,)) for _ in range(2)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    rest = taken(office)

    assert [worker.exitcode for worker in workers] == [0, 0]
    assert rest == []
    assert len(releases(office)) == 4
    assert names(office, "taken") == ["0.csv", "1.csv", "2.csv", "3.csv"]
    assert names(office, "refused") == ["bad.csv", "bad.csv.warum.txt"]


def test_a_name_that_exists_is_never_written_over(office: Office, original: bytes) -> None:
    (inbox(office) / "taken").mkdir()
    shutil.copy(dropped(office, original), inbox(office) / "taken" / NAME)
    (inbox(office) / "taken" / NAME).write_bytes(b"older")

    taken(office)

    assert (inbox(office) / "taken" / NAME).read_bytes() == b"older"
