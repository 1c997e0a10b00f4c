"""Files that come in: read, kept under their hash, and recorded cell by cell, all of them or none."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from sqlmodel import Session, col, select

from models import RejectedRow, Release, ReleaseNumber, Request, Source, StageRun, StageState, Staleness
from models.columns import key
from steering.errors import BadSource, NotThere, SteeringError
from steering.office import revised_letters, shelf
from steering.office.archive import Transaction
from steering.office.archive.cells import read_cells_of, write_cells
from steering.office.marking import mark
from steering.office.opening import Office
from steering.office.profiles import file_mappings
from steering.office.source_of_file import source_of
from steering.office.vintage import refuse_older
from steering.profile.mappings import FileMapping
from steering.releases.current import covered, current
from steering.releases.difference import Change, Difference, difference
from steering.sources.reading import Reading, read
from templates.errors import error_text

LARGEST_BYTES = 150_000_000


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A file that was read and belongs to a source; nothing of it is kept yet."""

    path: Path
    content: bytes = field(repr=False)
    reading: Reading
    source: Source

    @property
    def sha256(self) -> str:
        """The name of the file's content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What became of a delivered file, and what it changed; without `changes` nothing was there before."""

    release: Release
    is_new: bool
    cells_count: int
    rejected_count: int
    superseded: str | None
    changes: Difference | None = None
    stale: tuple[Staleness, ...] = ()


Refuse = Callable[[Prepared, SteeringError], object]
Step = Callable[[Prepared], object]


def preview(path: Path, mappings: Sequence[FileMapping] = ()) -> tuple[bytes, Reading]:
    """The file and what it says; nothing is kept. Raises BadSource or NotThere.

    `mappings` are a county's own descriptions of files.
    """
    if not path.is_file():
        raise NotThere(f"There is no file {path}.", code="no_file", file=str(path))
    if path.stat().st_size > LARGEST_BYTES:
        raise NotThere(
            f"{path} is too large.", code="file_too_large", file=path.name, limit=LARGEST_BYTES // 1_000_000
        )
    content = path.read_bytes()
    return content, read(content, file_name=path.name, mappings=mappings)


def prepare(office: Office, path: Path, *, source_key: str = "") -> Prepared:
    """The first step: read a file and find its source. Raises BadSource or NotThere; nothing is kept."""
    content, reading = preview(path, file_mappings(office.settings))
    sources = office.archive.read([Source], region_key=office.region_key).all(Source)
    source = source_of(sources, reading, file_name=path.name, source_key=source_key)
    return Prepared(path=path, content=content, reading=reading, source=source)


def deliver(office: Office, path: Path, *, source_key: str = "") -> Delivered:
    """Take a file in: a release with all its cells, in one transaction, or nothing.

    The same file again changes nothing. Another file of the same table is a new release: it speaks for its
    periods from now on; neither is ever edited.
    """
    return take_in(office, [prepare(office, path, source_key=source_key)])[0][1]


def take_in(
    office: Office,
    prepared: Sequence[Prepared],
    *,
    is_older_accepted: bool = False,
    refuse: Refuse | None = None,
    step: Step = lambda _given: None,
    is_kept: bool = True,
) -> list[tuple[Prepared, Delivered]]:
    """The second step: keep these files in one transaction, all or none; whoever dies leaves nothing.

    A file that is refused is told to `refuse`, and the others are kept; without it nothing is.
    `is_kept` is false in a rehearsal: then no file is laid on the shelf.
    """
    folder = office.settings.home / "releases"
    laid: list[Path] = []
    try:
        with office.writing() as tx:
            if is_kept:
                shelf.settle(folder, lambda sha256: _is_known(tx.session, sha256))
            delivered = []
            for each in prepared:
                taken = _take_or_refuse(tx, office, each, refuse, is_older_accepted=is_older_accepted)
                if taken is not None:
                    delivered.append((each, taken))
                if taken is not None and is_kept and taken.is_new:
                    laid.append(shelf.lay(folder, each.sha256, each.path.suffix, each.content))
                step(each)
    except BaseException:
        for place in laid:
            shelf.drop(place)
        raise
    for place in laid:
        shelf.finish(place)
    return delivered


def _is_known(session: Session, sha256: str) -> bool:
    return session.exec(select(Release.id).where(Release.sha256 == sha256)).first() is not None


def _take_or_refuse(
    tx: Transaction, office: Office, given: Prepared, refuse: Refuse | None, *, is_older_accepted: bool
) -> Delivered | None:
    try:
        with tx.session.begin_nested():
            return _take(tx, office, given, is_older_accepted=is_older_accepted)
    except SteeringError as error:
        if refuse is None:
            raise
        refuse(given, error)
        return None


def _take(tx: Transaction, office: Office, given: Prepared, *, is_older_accepted: bool) -> Delivered:
    known = tx.session.get(Release, _release_id(given))
    if known is not None:
        _answer(office, tx.session, given.source)
        return Delivered(release=known, is_new=False, cells_count=0, rejected_count=0, superseded=None)
    earlier = _earlier(tx.session, given.source)
    release = _release(given)
    release.retrieved_at = office.now
    release.supersedes_id = earlier[-1].id if earlier else None
    spoken = _spoken(tx.session, given, earlier)
    if not is_older_accepted:
        refuse_older(release, [each for each in earlier if each.id in set(spoken["release_id"])])
    changes = difference(spoken, given.reading.cells) if len(spoken) else None
    tx.session.add(release)
    tx.session.flush()
    count = _keep_cells(tx.session, release, given)
    tx.session.add_all(_rejected(release.id, given.reading))
    tx.session.flush()
    stale = mark(tx, office, release) if changes is not None and len(changes.cells) else []
    details = {
        "file": given.path.name,
        "sha256": release.sha256,
        "cells": count,
        "rejected": len(given.reading.rejected),
        "changed": {} if changes is None else _told(changes),
        "stale": len(stale),
    }
    tx.enter("data.import", release.id, details)
    tx.owe(revised_letters.letters(office, release, stale))
    _answer(office, tx.session, given.source)
    return Delivered(
        release=release,
        is_new=True,
        cells_count=count,
        rejected_count=len(given.reading.rejected),
        superseded=release.supersedes_id,
        changes=changes,
        stale=tuple(stale),
    )


def _told(changes: Difference) -> dict[str, int]:
    return {change.value: count for change, count in changes.counts.items() if change is not Change.IDENTICAL}


def _keep_cells(session: Session, release: Release, given: Prepared) -> int:
    try:
        return write_cells(session, release.id, given.reading.cells)
    except BadSource as error:
        raise BadSource(str(error), code=error.code, **{**error.facts, "file": given.path.name}) from error


def _spoken(session: Session, given: Prepared, earlier: Sequence[Release]) -> pd.DataFrame:
    """The cells that count until now in the periods and levels of which the file speaks."""
    cells = read_cells_of(session, [release.id for release in earlier])
    return covered(current(cells, earlier), by=given.reading.cells)


def _earlier(session: Session, source: Source) -> list[Release]:
    """The releases of a source in the order in which they came; a clock must not decide it."""
    query = select(Release).join(ReleaseNumber, col(ReleaseNumber.release_id) == col(Release.id))
    mine = query.where(Release.source_id == source.id).order_by(col(ReleaseNumber.number))
    return list(session.exec(mine).all())


def _release(given: Prepared) -> Release:
    reading = given.reading
    return Release(
        id=_release_id(given),
        source_id=given.source.id,
        table_code=reading.table_code or given.source.table_code,
        title=reading.title,
        file_name=given.path.name,
        sha256=given.sha256,
        size_bytes=len(given.content),
        encoding=reading.encoding,
        layout=reading.layout,
        stand=reading.stand,
        attribution=reading.attribution,
        footnotes=reading.footnotes,
    )


def _release_id(given: Prepared) -> str:
    return key(given.source.id, given.sha256[:16])


def _rejected(release_id: str, reading: Reading) -> Iterator[RejectedRow]:
    for cell in reading.rejected:
        facts = {"file": "", "row": cell.row, "column": cell.column or 0, "symbol": cell.symbol}
        text = error_text(cell.reason, facts, general="bad_source")
        yield RejectedRow(
            release_id=release_id,
            row_number=cell.row,
            column_number=cell.column,
            reason=text.what,
            mend=text.mend,
        )


def _answer(office: Office, session: Session, source: Source) -> None:
    """Whoever asked for this source's delivery has it now."""
    query = (
        select(Request)
        .join(StageRun, col(StageRun.id) == col(Request.stage_run_id))
        .where(
            Request.subject_id == source.id,
            StageRun.state == StageState.OPEN,
            col(Request.answered_at).is_(None),
        )
    )
    for request in session.exec(query).all():
        request.answered_at = office.now
        session.add(request)
