"""The cells of the releases that count, with the source, the file and the owner of each."""

import pandas as pd

from models import DataSnapshot, Release, SnapshotRelease, Source
from steering.frames.given import Given, newest
from steering.releases.current import current, living


def living_releases(given: Given) -> list[Release]:
    """Releases of which at least one cell counts."""
    return living(given.records.all(Release), given.records.cells)


def snapshot_releases(given: Given) -> list[Release]:
    """The releases of the newest snapshot; without one, those that count now."""
    snapshots = {snapshot.id for snapshot in newest(given.records.all(DataSnapshot))}
    frozen = {link.release_id for link in given.records.all(SnapshotRelease) if link.snapshot_id in snapshots}
    if not frozen:
        return living_releases(given)
    return [release for release in given.records.all(Release) if release.id in frozen]


def cells_of(given: Given, releases: list[Release]) -> pd.DataFrame:
    """The cells of these releases that count, one row each, with `source_key`, `file_name` and `owner_id`."""
    ids = [release.id for release in releases]
    return _with_origin(given, releases, current(given.records.cells, given.records.all(Release), among=ids))


def all_cells_of(given: Given, releases: list[Release]) -> pd.DataFrame:
    """The same of every cell of these releases, also of those for which a newer release speaks."""
    cells = given.records.cells
    return _with_origin(given, releases, cells[cells["release_id"].isin([each.id for each in releases])])


def _with_origin(given: Given, releases: list[Release], cells: pd.DataFrame) -> pd.DataFrame:
    sources = given.records.by_id(Source)
    mine = cells.reset_index(drop=True)
    of_source = {release.id: sources.get(release.source_id) for release in releases}
    return mine.assign(
        status=mine["status"].astype(object).map(_word).astype("category"),
        source_key=_told(mine, {key: one.key if one else "" for key, one in of_source.items()}),
        owner_id=_told(mine, {key: one.owner_id if one else None for key, one in of_source.items()}),
        table_code=_told(mine, {release.id: release.table_code for release in releases}),
        file_name=_told(mine, {release.id: release.file_name for release in releases}),
    )


def _word(status: object) -> object:
    return str(status) if isinstance(status, str) else status


def _told(cells: pd.DataFrame, by_release: dict[str, str | None]) -> pd.Series:
    return cells["release_id"].astype(object).map(by_release).astype("category")
