"""Releases as people ask for them: which one is meant, what it changed, and what is stale now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pandas as pd
from sqlmodel import Session, col, select

from models import Release, ReleaseNumber, Source, Staleness
from steering.errors import BadUsage, NotThere
from steering.office.archive.cells import read_cells_of
from steering.office.database import reading
from steering.office.opening import Office
from steering.releases.current import covered, current
from steering.releases.difference import Difference, difference

SHORTEST_HASH = 6


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a release tells differently from those before it, and what became stale by it."""

    release: Release
    against: tuple[Release, ...]
    found: Difference
    not_spoken_of: int = 0
    stale: tuple[Staleness, ...] = field(default=())


def compared(office: Office, asked: str = "", against: str = "") -> Compared:
    """A release beside what counted before it, or beside one other release. Raises NotThere."""
    with reading(office.archive.database) as session:
        release = _meant(session, office.region_key, asked)
        before = _before(session, release) if not against else [_meant(session, office.region_key, against)]
        if any(each.source_id != release.source_id for each in before):
            raise BadUsage(
                f"{asked} and {against} are of different sources.",
                code="other_source",
                release=release.id,
                against=before[0].id,
            )
        cells = read_cells_of(session, [release.id, *(each.id for each in before)])
        mine = cells["release_id"] == release.id
        others = current(cells[~mine], before)
        spoken = covered(others, by=cells[mine])
        stale = session.exec(select(Staleness).where(Staleness.release_id == release.id)).all()
    told = {str(each) for each in spoken["release_id"].unique()}
    return Compared(
        release=release,
        against=tuple(each for each in before if each.id in told or against),
        found=difference(spoken, cells[mine]),
        not_spoken_of=len(others) - len(spoken) if against else 0,
        stale=tuple(sorted(stale, key=lambda each: (each.cycle_id, each.kind, each.subject_id))),
    )


def _before(session: Session, release: Release) -> list[Release]:
    """The releases of the same source that came earlier, oldest first."""
    found: list[Release] = []
    at = release.supersedes_id
    while at is not None:
        earlier = session.get(Release, at)
        if earlier is None:
            break
        found.append(earlier)
        at = earlier.supersedes_id
    return found[::-1]


def _meant(session: Session, region_key: str, asked: str) -> Release:
    """The release with this id, hash or file name; without a name the newest one."""
    query = (
        select(Release)
        .join(ReleaseNumber, col(ReleaseNumber.release_id) == col(Release.id))
        .join(Source, col(Source.id) == col(Release.source_id))
        .where(Source.region_key == region_key)
        .order_by(col(ReleaseNumber.number))
    )
    releases = session.exec(query).all()
    found = _called(releases, asked.strip())
    if not found:
        raise NotThere(f"No release {asked!r}.", code="no_release", release=asked or "-")
    if len({each.id for each in found}) > 1:
        raise BadUsage(
            f"{asked!r} names {len(found)} releases.",
            code="release_unclear",
            release=asked,
            known=", ".join(f"{each.file_name} ({each.sha256[:12]})" for each in found),
        )
    return found[0]


def _called(releases: Sequence[Release], asked: str) -> list[Release]:
    if not asked:
        return list(releases[-1:])
    exact = [each for each in releases if asked in (each.id, each.sha256)]
    if exact:
        return exact
    named = [each for each in releases if each.file_name == asked]
    if named:
        return named
    is_hash = len(asked) >= SHORTEST_HASH
    return [each for each in releases if is_hash and each.sha256.startswith(asked.lower())]


def rows_of(found: Difference, names: Collection[str]) -> list[dict[str, object]]:
    """Every changed cell as a record, without gaps that are no values."""
    listed = found.cells[list(names)].astype(object)
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in listed.where(listed.notna(), None).to_dict("records")
    ]
