"""The cells of the releases that count, with the source, the file and the owner of each."""

import pandas as pd

from expectations.sources.equations import rounding_base
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
    sources = given.records.by_id(Source)
    ids = [release.id for release in releases]
    counting = current(given.records.cells, given.records.all(Release), among=ids)
    mine = counting.reset_index(drop=True)
    of_source = {release.id: sources.get(release.source_id) for release in releases}
    return mine.assign(
        status=mine["status"].astype(object).map(_word).astype("category"),
        source_key=_told(mine, {key: one.key if one else "" for key, one in of_source.items()}),
        owner_id=_told(mine, {key: one.owner_id if one else None for key, one in of_source.items()}),
        table_code=_told(mine, {release.id: release.table_code for release in releases}),
        file_name=_told(mine, {release.id: release.file_name for release in releases}),
    )


def with_rounding(cells: pd.DataFrame, own_code: str) -> pd.DataFrame:
    """The cells with the rounding base of each, and whether it lies in our own line of regions."""
    pairs = cells[["table_code", "region_code"]].astype("category")
    bases = pairs.drop_duplicates()
    told = [rounding_base(str(row.table_code), str(row.region_code)) for row in bases.itertuples()]
    ours = cells["region_code"].isin(
        [code for code in cells["region_code"].unique() if is_own(str(code), own_code)]
    )
    known = bases.assign(base=told)
    joined = pairs.merge(known, how="left", on=["table_code", "region_code"])
    return cells.assign(base=joined["base"].to_numpy(), is_own=ours, is_elsewhere=~ours)


def is_own(code: str, own_code: str) -> bool:
    """The region itself, its municipalities, its Land and Germany."""
    return code in {"DG", own_code[:2], own_code} or code.startswith(own_code)


def _word(status: object) -> object:
    return str(status) if isinstance(status, str) else status


def _told(cells: pd.DataFrame, by_release: dict[str, str | None]) -> pd.Series:
    return cells["release_id"].astype(object).map(by_release).astype("category")
