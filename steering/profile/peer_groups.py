"""Peer groups (Vergleichsgruppen) in a profile: whom they name, and how rules are given them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from steering.profile.bodies import Region
from steering.profile.faults import Fault
from steering.profile.known import Known
from steering.profile.references import Sheets, entries
from steering.profile.sheet import Entry

if TYPE_CHECKING:  # Whoever only looks at where a revision stands loads a profile, and needs no arrays.
    from steering.indicators.statistics.peers import PeerGroup

FEWEST_OTHERS = 3
"""With fewer other counties a sum moves with each of them, and tells nearly what one of them is."""


def peer_groups_of(region: Region) -> "tuple[PeerGroup, ...]":
    """The peer groups of a region: those that its profile names, else its statistical region."""
    from steering.indicators.answering.peer_groups import usual_groups
    from steering.indicators.statistics.peers import PeerGroup

    if not region.peer_group:
        return usual_groups(region.region_code)
    return tuple(
        PeerGroup(
            key=each.key,
            title=each.title,
            title_en=each.title_en,
            typology=each.typology,
            typology_en=each.typology_en or "",
            year=each.year,
            members=each.members,
            source=each.source,
        )
        for each in region.peer_group
    )


def check_peer_groups(sheets: Sheets, known: Known) -> Iterator[Fault]:
    """Faults of the peer groups of a profile."""
    if "region.toml" not in sheets:
        return
    own = sheets["region.toml"].whole.text("region_code")
    for group in entries(sheets, "region.toml", "peer_group"):
        yield from _members(group, known)
        yield from _composition(group, own)
        year = group.number("year")
        if known.today is not None and year is not None and year > known.today.year:
            yield group.fault("year", "peer_year_ahead", value=year)


def _members(group: Entry, known: Known) -> Iterator[Fault]:
    """Each county once, and each one that there is."""
    from steering.sources.territory import spans

    first: dict[str, int] = {}
    for path, code in group.texts("members"):
        line = group.sheet.line(path)
        if code in first:
            yield group.sheet.fault(path, "peer_twice", value=code, first_line=first[code])
            continue
        first[code] = line
        # A text that is no key of a county at all is a fault of its form already.
        is_key = len(code) == len("03358") and code.isdigit()
        if known.counties is None or not is_key or code in known.counties:
            continue
        span = spans().get(code)
        if span is None or span.valid_to is None:
            yield group.sheet.fault(path, "peer_unknown", value=code)
            continue
        heir = span.successor or ", ".join(span.divided_among)
        yield group.sheet.fault(
            path,
            "peer_dissolved",
            value=code,
            title=span.title,
            until=span.valid_to.isoformat(),
            heir=f"{heir} {known.counties.get(heir, '')}".strip(),
        )


def _composition(group: Entry, own: str | None) -> Iterator[Fault]:
    """Our own county is one of them, and enough others are."""
    listed = group.table.get("members")
    if not isinstance(listed, list):
        return
    members = {code for _, code in group.texts("members")}
    if own is not None and own not in members:
        yield group.fault("members", "peer_without_own", value=own)
    others = members - {own}
    if len(others) < FEWEST_OTHERS:
        yield group.fault("members", "peer_group_small", value=len(others), limit=FEWEST_OTHERS)
