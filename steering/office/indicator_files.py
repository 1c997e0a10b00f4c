"""What is kept, as indicators want it: the releases as files with their cells, and the newest values."""

from collections.abc import Mapping
from pathlib import Path

from sqlmodel import col, select

from models import DisclosureDecision, IndicatorValue, Release, Source, Withheld
from steering.disclosure.counts import FigureKey
from steering.disclosure.keeping import decision_from
from steering.errors import NotThere
from steering.office import shelf
from steering.office.archive.cells import read_cells_of
from steering.office.database import reading
from steering.office.opening import Office
from steering.office.vintage import vintage
from steering.releases.current import current
from steering.releases.vintages import Drawn


def kept_files(office: Office) -> tuple[list[Drawn], dict[str, Path]]:
    """The releases of which at least one cell counts, and where each file lies on the shelf."""
    folder = office.settings.home / "releases"
    with reading(office.archive.database) as session:
        mine = select(Source.id).where(Source.region_key == office.region_key)
        releases = session.exec(select(Release).where(col(Release.source_id).in_(mine))).all()
        cells = read_cells_of(session, [release.id for release in releases])
    # The chain of deliveries has already decided which release speaks; nothing is left in doubt.
    counting = current(cells, releases)
    counting = counting.assign(region_name="", raw=counting["symbol"])
    files, paths = [], {}
    for release in releases:
        own = counting[counting["release_id"] == release.id]
        if own.empty:
            continue
        name = (
            release.file_name
            if release.file_name not in paths
            else f"{release.file_name} {release.sha256[:8]}"
        )
        files.append(
            Drawn(
                name=name,
                table_code=release.table_code,
                layout=release.layout,
                stand_at=vintage(release.stand),
                cells=own,
            )
        )
        place = shelf.find(folder, release.sha256)
        if place is not None:
            paths[name] = place
    return files, paths


def withheld_in_papers(office: Office) -> frozenset[FigureKey]:
    """The figures that the papers of the region's newest revision keep back; none before its analysis."""
    try:
        cycle = office.archive.latest_cycle(office.region_key)
    except NotThere:
        return frozenset()
    kinds = (DisclosureDecision, Withheld)
    records = office.archive.read(kinds, region_key=office.region_key, cycle_id=cycle.id)
    newest = max((each.round for each in records.all(DisclosureDecision)), default=0)
    kept = decision_from(
        records.all(DisclosureDecision), records.all(Withheld), cycle_id=cycle.id, round_number=newest
    )
    return frozenset(kept.figures) if kept is not None else frozenset()


def newest_values(office: Office) -> Mapping[str, IndicatorValue]:
    """The newest value of each indicator in the newest round of the region's newest revision."""
    with reading(office.archive.database) as session:
        cycle = office.archive.latest_cycle(office.region_key)
        query = select(IndicatorValue).where(
            IndicatorValue.cycle_id == cycle.id,
            IndicatorValue.region_code == office.profile.region.region_code,
        )
        values = session.exec(query.order_by(col(IndicatorValue.round), col(IndicatorValue.period))).all()
    # A figure of an earlier round may have been revised since, or stays back now.
    newest = max((value.round for value in values), default=0)
    return {
        value.indicator_key: value
        for value in values
        if value.round == newest and value.value is not None and value.is_publishable
    }
