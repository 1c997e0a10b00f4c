"""Peer groups (Vergleichsgruppen): with which other counties a county is compared, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from steering.indicators.statistics.arrays import Mask, Numbers

BY_KEY = "statistical_region"
"""The typology that nobody has to name: the official keys of the counties give it."""
_COUNTY_DIGITS = 5
_REGION_DIGITS = 3


@dataclass(frozen=True, kw_only=True)
class PeerGroup:
    """Counties that are alike by one typology of one year; a county can change its group.

    `typology` names who made it and what it is, `year` the data that it rests on, `source` where that is
    written. We ship no typology of our own: a profile names its group, or the official key of the region
    gives it.
    """

    key: str
    typology: str
    year: int
    members: tuple[str, ...]
    title: str = ""
    title_en: str = ""
    typology_en: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a group that names a county twice."""
        if len(set(self.members)) != len(self.members):
            raise ValueError(f"Peer group {self.key!r} names a county twice.")

    def mask(self, regions: Sequence[str], *, without: str = "") -> Mask:
        """Which of the regions are in the group, one county (our own) left out."""
        named = set(self.members) - {without}
        return np.array([region in named for region in regions], dtype=bool)


def statistical_region(county: str) -> str | None:
    """The statistical region or governmental district that the official key of a county names.

    The third digit of the key; 033 for the Heidekreis. None where the Land has no such division (0), and
    for anything but a county.
    """
    if len(county) != _COUNTY_DIGITS or not county.isdigit() or county[_REGION_DIGITS - 1] == "0":
        return None
    return county[:_REGION_DIGITS]


def region_peers(county: str, counties: Iterable[str], *, year: int) -> PeerGroup | None:
    """The counties of the same statistical region, by their keys; None where there is no such region."""
    region = statistical_region(county)
    if region is None:
        return None
    members = tuple(sorted({each for each in counties if statistical_region(each) == region}))
    return PeerGroup(key=region, typology=BY_KEY, year=year, members=members)


def sum_of_peers(k: Numbers, n: Numbers, members: Mask) -> tuple[Numbers, Numbers]:
    """Σk and Σn of the peers over the first axis [regions, ...]; never the mean of their shares.

    A peer without a count, or without a base, is left out of both sums. NaN where no peer has both.
    """
    k, n = np.broadcast_arrays(np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64))
    known = np.isfinite(k) & (n > 0) & members.reshape((-1,) + (1,) * (k.ndim - 1))
    anyone = known.any(axis=0)
    cases, base = (np.where(known, each, 0.0).sum(axis=0) for each in (k, n))
    return np.where(anyone, cases, np.nan), np.where(anyone, base, np.nan)
