"""With which peer groups a county is compared: those that its profile names, or the usual one."""

from dataclasses import replace

from steering.indicators.statistics.peers import PeerGroup, region_peers
from templates.counties import county_register
from templates.paper import term
from templates.peers import REGISTER_YEAR, division_named


def usual_groups(county: str) -> tuple[PeerGroup, ...]:
    """The statistical region of a county by the official keys; none where its Land has no such division."""
    found = region_peers(county, county_register(), year=REGISTER_YEAR)
    if found is None or county not in found.members:
        return ()
    return (
        replace(
            found,
            title=division_named(found.key),
            title_en=division_named(found.key, "en"),
            typology=term(f"peer_typology_{found.typology}"),
            typology_en=term(f"peer_typology_{found.typology}", "en"),
            source=term("peer_source_register"),
        ),
    )
