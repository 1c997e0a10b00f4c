"""With which counties a region is compared."""

from collections.abc import Iterable
from datetime import date

from steering.profile.bodies import Region

_COUNTY_DIGITS = 5


def peers(region: Region, codes: Iterable[str], *, on: date) -> tuple[str, ...]:
    """Of these official keys, the counties to compare with; the region itself is not among them.

    A county that was dissolved, or did not exist yet, stands in official files as well: its
    dashes would count as figures.
    """
    listed = set(codes)
    chosen = {code for code in listed if len(code) == _COUNTY_DIGITS and code.startswith(region.land_code)}
    if region.compare_with:
        chosen = listed.intersection(region.compare_with)
    return tuple(sorted(code for code in chosen if code != region.region_code and _exists(region, code, on)))


def _exists(region: Region, code: str, on: date) -> bool:
    spans = [territory for territory in region.territory if territory.region_code == code]
    if not spans:
        return True
    return any(span.valid_from_on <= on <= (span.valid_to_on or date.max) for span in spans)
