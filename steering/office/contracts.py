"""How the sources of a region stand today, by what is kept and by what their contracts say."""

from models import Release, Source
from steering.contracts import Standing, standing
from steering.office.opening import Office
from steering.profile.contracts import Contract
from steering.records import Records
from steering.releases.current import current


def standings(office: Office, records: Records) -> list[Standing]:
    """Every source of the region, in the order in which they were declared."""
    agreed = {source.key: source.contract for source in office.profile.sources.source}
    # A figure that a newer delivery speaks of no longer says what is there.
    releases = records.all(Release)
    cells = current(records.cells, releases)
    of_source: dict[str, list[str]] = {}
    for release in releases:
        of_source.setdefault(release.source_id, []).append(release.id)
    return [
        standing(
            source,
            agreed.get(source.key, Contract()),
            cells[cells["release_id"].isin(of_source.get(source.id, []))],
            today=office.today,
            next_open=office.calendar.everyday.next_open,
        )
        for source in records.all(Source)
    ]
