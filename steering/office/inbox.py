"""Files that come in: read, kept under their hash, and recorded cell by cell."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from models import RejectedRow, Release, Request, Source, StageRun, StageState
from models.columns import key
from steering.errors import NotThere
from steering.office.archive.cells import write_cells
from steering.office.opening import Office
from steering.office.profiles import file_mappings
from steering.profile.mappings import FileMapping
from steering.sources.reading import Reading, read
from templates.errors import error_text

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")
LARGEST_BYTES = 150_000_000


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What became of a delivered file."""

    release: Release
    is_new: bool
    cells_count: int
    rejected_count: int
    superseded: str | None


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


def deliver(office: Office, path: Path) -> Delivered:
    """Take a file in: a release with all its cells, in one transaction, or nothing.

    The same file again changes nothing. Another file of the same table is a new release that
    supersedes the one before; neither is ever edited.
    """
    content, reading = preview(path, file_mappings(office.settings))
    source = _source_of(office, reading, path.name)
    sha256 = hashlib.sha256(content).hexdigest()
    _put_aside(office, sha256, path.suffix, content)
    release_id = _release_id(source, sha256)
    with office.writing() as tx:
        known = tx.session.get(Release, release_id)
        if known is not None:
            _answer(office, tx.session, source)
            return Delivered(release=known, is_new=False, cells_count=0, rejected_count=0, superseded=None)
        before = _newest(tx.session, source)
        release = _release(source, reading, path.name, content)
        release.retrieved_at = office.now
        release.supersedes_id = before.id if before else None
        tx.session.add(release)
        tx.session.flush()
        count = write_cells(tx.session, release.id, reading.cells)
        tx.session.add_all(_rejected(release.id, reading))
        tx.session.flush()
        details = {"file": path.name, "sha256": sha256, "cells": count, "rejected": len(reading.rejected)}
        tx.enter("data.import", release.id, details)
        _answer(office, tx.session, source)
    return Delivered(
        release=release,
        is_new=True,
        cells_count=count,
        rejected_count=len(reading.rejected),
        superseded=release.supersedes_id,
    )


def _source_of(office: Office, reading: Reading, file_name: str) -> Source:
    sources = office.archive.read([Source], region_key=office.region_key).all(Source)
    for source in sources:
        if source.table_code == reading.table_code:
            return source
    raise NotThere(
        f"{file_name} holds table {reading.table_code}, which no source expects.",
        code="table_not_expected",
        file=file_name,
        table=reading.table_code,
        expected=", ".join(sorted(source.table_code for source in sources)),
    )


def _newest(session: Session, source: Source) -> Release | None:
    """The release that no other supersedes; a clock that was set back must not decide it."""
    replaced = select(Release.supersedes_id).where(col(Release.supersedes_id).is_not(None))
    query = select(Release).where(Release.source_id == source.id, col(Release.id).not_in(replaced))
    return session.exec(query.order_by(col(Release.retrieved_at).desc())).first()


def _release(source: Source, reading: Reading, file_name: str, content: bytes) -> Release:
    sha256 = hashlib.sha256(content).hexdigest()
    return Release(
        id=_release_id(source, sha256),
        source_id=source.id,
        table_code=reading.table_code,
        title=reading.title,
        file_name=file_name,
        sha256=sha256,
        size_bytes=len(content),
        encoding=reading.encoding,
        layout=reading.layout,
        stand=reading.stand,
        attribution=reading.attribution,
        footnotes=reading.footnotes,
    )


def _release_id(source: Source, sha256: str) -> str:
    return key(source.id, sha256[:16])


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


def _put_aside(office: Office, sha256: str, suffix: str, content: bytes) -> None:
    """Keep the file itself under its hash, so that a figure can be shown in its own line years later."""
    folder = office.settings.home / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    # Names of files come from anywhere; only an ordinary ending is taken over.
    ending = suffix.lower() if _ENDING.fullmatch(suffix) else ""
    place = folder / f"{sha256}{ending}"
    if place.exists():
        return
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(place)
