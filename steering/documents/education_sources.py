"""The files that an indicator's values rest on: those of the cells, whatever was delivered afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from models import DataSnapshot, IndicatorInput, Release, SnapshotRelease
from steering.documents.evidence import source_facts
from steering.indicators.defining.indicator import Indicator
from steering.stage import Desk
from templates.document_facts import SourceFacts


def releases_by_value(desk: Desk) -> Mapping[str, frozenset[str]]:
    """The releases that each value was computed from."""
    cells = desk.records.cells
    release_of = dict(zip(cells["id"].to_numpy().tolist(), cells["release_id"].astype(str), strict=True))
    found: dict[str, set[str]] = defaultdict(set)
    for each in desk.records.all(IndicatorInput):
        if each.observation_id in release_of:
            found[each.value_id].add(release_of[each.observation_id])
    return {value_id: frozenset(releases) for value_id, releases in found.items()}


def sources_of(
    desk: Desk, indicator: Indicator, value_ids: Iterable[str], used: Mapping[str, frozenset[str]]
) -> tuple[SourceFacts, ...]:
    """The files behind these values; where no cells are noted, the newest frozen file of each table."""
    wanted = {release for value_id in value_ids for release in used.get(value_id, ())}
    releases = [each for each in desk.records.all(Release) if each.id in wanted]
    return source_facts(desk, releases or _newest(desk, indicator))


def _newest(desk: Desk, indicator: Indicator) -> Iterable[Release]:
    frozen = _frozen(desk)
    newest: dict[str, Release] = {}
    for release in sorted(desk.records.all(Release), key=lambda each: (each.retrieved_at, each.id)):
        if release.table_code in indicator.table_codes and (not frozen or release.id in frozen):
            newest[release.table_code] = release
    return newest.values()


def _frozen(desk: Desk) -> set[str]:
    """The releases of the snapshot on which the round rests."""
    taken = [each for each in desk.records.all(DataSnapshot) if each.cycle_id == desk.cycle.id]
    if not taken:
        return set()
    newest = max(taken, key=lambda each: each.round)
    return {each.release_id for each in desk.records.all(SnapshotRelease) if each.snapshot_id == newest.id}
