"""Datenerhebung: owners deliver, the figures are checked, and what was released is frozen."""

import hashlib
from collections.abc import Sequence

from sqlmodel import SQLModel

from models import DataSnapshot, Release, SnapshotRelease, Source
from models.columns import key
from steering.releases.current import living
from steering.stage import Asked, Desk, Duties, Item
from templates.phrases import phrase


def ask(desk: Desk) -> list[Asked]:
    """Every required source is asked for a delivery."""
    return [
        Asked(
            subject_id=source.id,
            title=phrase("title.delivery", title=source.title, code=source.table_code),
            organisation_id=source.owner_id,
        )
        for source in desk.records.all(Source)
        if source.is_required
    ]


def freeze(desk: Desk) -> list[SQLModel]:
    """The snapshot on which all later stages rest: every release of which a cell counts."""
    releases = living(desk.records.all(Release), desk.records.cells)
    joined = "\n".join(sorted(release.sha256 for release in releases))
    snapshot = DataSnapshot(
        id=key(desk.run.id, "snapshot"),
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        sha256=hashlib.sha256(joined.encode()).hexdigest(),
        taken_at=desk.now,
    )
    return [snapshot, *(SnapshotRelease(snapshot_id=snapshot.id, release_id=each.id) for each in releases)]


def items(desk: Desk, _gate: str) -> list[Item]:
    """One thing to release: the snapshot."""
    snapshot = latest_snapshot(desk.records.all(DataSnapshot))
    count = sum(each.snapshot_id == snapshot.id for each in desk.records.all(SnapshotRelease))
    return [
        Item(
            subject_id=snapshot.id,
            title=phrase("item.release", round=snapshot.round),
            text=phrase("item.release.text", count=count),
        )
    ]


def latest_snapshot(snapshots: Sequence[DataSnapshot]) -> DataSnapshot:
    """The snapshot of the newest round."""
    return max(snapshots, key=lambda snapshot: snapshot.round)


DUTIES = Duties(asks=ask, work=freeze, items=items)
