"""The watched folder (`inbox/`): files that people drop are taken in once, whole, or refused with a reason.

A file lies in one place at any time: `inbox/`, `inbox/.taking/`, `inbox/taken/` or `inbox/refused/`. It is
moved in one step, so it is never half there. Whoever dies in between leaves it in `.taking/`; the next
look goes on with it. A lock that ends with its holder lets one worker in at a time.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from steering.errors import NotThere, SteeringError
from steering.office.alone import alone
from steering.office.inbox import deliver
from steering.office.listing import put
from steering.office.opening import Office
from templates.errors import error_text
from templates.refusals import refusal_note

INBOX = "inbox"
TAKEN, REFUSED, TAKING = "taken", "refused", ".taking"
WHY = ".warum.txt"
# Programs that copy write under such a name first, and rename when they are done.
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".swp")
SETTLED_SECONDS = 10.0
LONGEST_NAME = 200
_OUTSIDE = (OSError, SQLAlchemyError)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one file."""

    file_name: str
    place: Path
    source_key: str = ""
    release_id: str = ""
    is_new: bool = False
    code: str = ""
    reason: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the file was refused."""
        return bool(self.code)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What lies in the folder."""

    files: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def look_into(home: Path) -> Waiting:
    """What waits in the folder and what was refused; nothing is touched."""
    folder = home / INBOX
    refused = [each.name for each in _files(folder / REFUSED) if not each.name.endswith(WHY)]
    return Waiting(
        files=tuple(each.name for each in (*_files(folder / TAKING), *_files(folder))),
        refused=tuple(refused),
    )


def take_in(
    office: Office,
    *,
    settled_seconds: float | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> list[Taken]:
    """Take in every file that is complete; another worker at it leaves nothing to do.

    What fails outside (disk, database) goes back to where it lay, and the failure is raised when all
    other files are done.
    """
    seconds = SETTLED_SECONDS if settled_seconds is None else settled_seconds
    folder = office.settings.home / INBOX
    for name in (TAKEN, REFUSED, TAKING):
        (folder / name).mkdir(parents=True, exist_ok=True)
    done: list[Taken] = []
    failed: list[Exception] = []
    with alone(folder / ".lock") as is_ours:
        if not is_ours:
            return []
        complete = [*_files(folder / TAKING), *_settled(folder, seconds, wait)]
        for file in complete:
            mine = file
            try:
                mine = _claimed(folder, file)
                done.append(_take(office, folder, mine))
            except _OUTSIDE as error:
                _put_back(folder, mine)
                failed.append(error)
    if failed:
        raise failed[0]
    return done


def _files(folder: Path) -> list[Path]:
    """Files that somebody put there, by name; hidden and unfinished ones are not meant."""
    if not folder.is_dir():
        return []
    return sorted(
        each
        for each in folder.iterdir()
        if not each.name.startswith(".")
        and not each.name.lower().endswith(UNFINISHED)
        and (each.is_file() or each.is_symlink())
    )


def _settled(folder: Path, seconds: float, wait: Callable[[float], None]) -> list[Path]:
    """Files that nobody writes to any more: untouched for a while, and the same after a moment."""
    before = {file: _stamp(file) for file in _files(folder)}
    quiet = [file for file, stamp in before.items() if stamp is not None and _age(stamp) >= seconds]
    if not quiet:
        return []
    wait(min(1.0, seconds))
    return [file for file in quiet if _stamp(file) == before[file]]


def _stamp(file: Path) -> tuple[int, int, int, int] | None:
    """Size, number and times of a file. A copy may bring its old time along; the last change it cannot."""
    try:
        stat = file.lstat()
    except FileNotFoundError:
        return None
    return stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns


def _age(stamp: tuple[int, int, int, int]) -> float:
    return time.time() - stamp[3] / 1e9


def _claimed(folder: Path, file: Path) -> Path:
    """The file where it is ours: in `.taking/`, under a name that nothing else has there."""
    if file.parent.name == TAKING:
        return file
    mine = _free(folder / TAKING, file.name)
    file.rename(mine)
    return mine


def _take(office: Office, folder: Path, mine: Path) -> Taken:
    """Take one file: a delivery, or a refusal that says why."""
    try:
        _refuse_link(mine)
        delivered = deliver(office, mine)
    except SteeringError as error:
        return _refuse(office, folder, mine, error.code, error)
    except _OUTSIDE:
        raise
    except Exception as error:  # noqa: BLE001 - a file that breaks our reader must not stop all others
        return _refuse(office, folder, mine, "file_breaks_reader", error)
    place = _free(folder / TAKEN, mine.name)
    mine.rename(place)
    return Taken(
        file_name=mine.name,
        place=place,
        source_key=delivered.release.source_id.rpartition("/")[2],
        release_id=delivered.release.id,
        is_new=delivered.is_new,
    )


def _refuse_link(file: Path) -> None:
    if file.is_symlink():
        raise NotThere(f"{file.name} is a link.", code="file_is_a_link", file=file.name)


def _refuse(office: Office, folder: Path, mine: Path, code: str, error: Exception) -> Taken:
    """Move a file away with a note that says why; the note comes first, so no file lies there alone."""
    facts = {**error.facts} if isinstance(error, SteeringError) else {"file": mine.name}
    general = type(error).code if isinstance(error, SteeringError) else "refused"
    text = error_text(code, facts, general=general, detail=str(error))
    place = _free(folder / REFUSED, mine.name)
    note = refusal_note(mine.name, office.now, text, office.sender.function, office.sender.address)
    put(place.with_name(place.name + WHY), note.encode("utf-8"))
    with office.writing() as tx:
        tx.enter("data.refuse", place.name, {"file": mine.name, "code": code, "reason": text.what})
    mine.rename(place)
    return Taken(file_name=mine.name, place=place, code=code, reason=text.what)


def _put_back(folder: Path, mine: Path) -> None:
    """Let a file lie where it lay: what failed outside may succeed next time."""
    before = folder / mine.name
    if mine.parent.name == TAKING and mine.exists() and not os.path.lexists(before):
        mine.rename(before)


def _free(folder: Path, name: str) -> Path:
    """A name that no other file has: nothing is ever written over."""
    return next(place for place in _names(folder, name) if not os.path.lexists(place))


def _names(folder: Path, name: str) -> Iterator[Path]:
    stem, suffix = Path(name).stem, Path(name).suffix
    short = stem.encode()[:LONGEST_NAME].decode(errors="ignore")
    yield folder / f"{short}{suffix[:20]}"
    number = 2
    while True:
        yield folder / f"{short} ({number}){suffix[:20]}"
        number += 1
