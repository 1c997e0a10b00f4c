"""A county beside its peer group: the sum over the other members, the distance, and who was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.indicator import IndicatorStatus
from steering.indicators.answering.kept import kept, pair, whole
from steering.indicators.defining.formula import QUOTIENTS, Kind
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.rows import maybe
from steering.indicators.statistics import difference_z, newcombe, rate_interval, wilson
from steering.indicators.statistics.peers import PeerGroup, sum_of_peers

FEWEST_MEMBERS = 3
"""Of fewer counties no sum is told: it moves with each of them."""

Interval = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Member:
    """A county of the group with its cases; `is_told` where anybody may know them."""

    code: str
    k: float | None
    n: float | None
    status: IndicatorStatus
    is_told: bool = True

    @property
    def is_counted(self) -> bool:
        """Whether it has a value that can go into the sum."""
        return self.status is IndicatorStatus.COMPUTED and self.k is not None and bool(self.n)


@dataclass(frozen=True, kw_only=True)
class PeerStanding:
    """The sum over the group without the county, in the unit of the indicator; no numbers where none are.

    `difference` is the county less the group. `z` counts it in standard errors of chance; in `z_adjusted` the
    usual scatter of the counties is taken out. `untold` are counted members whose cases nobody may know.
    """

    group: PeerGroup
    counted: tuple[str, ...]
    absent: tuple[tuple[str, IndicatorStatus], ...]
    untold: tuple[str, ...] = ()
    value: float | None = None
    k: float | None = None
    n: float | None = None
    ci: Interval | None = None
    difference: float | None = None
    difference_ci: Interval | None = None
    z: float | None = None
    z_adjusted: float | None = None
    is_publishable: bool = True

    @property
    def members_count(self) -> int:
        """How many other counties are in the group."""
        return len(self.counted) + len(self.absent)

    @property
    def public(self) -> "PeerStanding":
        """The same as anybody may see it."""
        if self.is_publishable:
            return self
        return PeerStanding(
            group=self.group,
            counted=self.counted,
            absent=self.absent,
            untold=self.untold,
            is_publishable=False,
        )

    def as_json(self) -> dict[str, Any]:
        """The comparison for programs."""
        return {
            "key": self.group.key,
            "title": self.group.title,
            "title_en": self.group.title_en,
            "typology": self.group.typology,
            "year": self.group.year,
            "members": list(self.group.members),
            "value": kept(self.value),
            "k": whole(self.k),
            "n": whole(self.n),
            "ci": pair(self.ci),
            "difference": kept(self.difference),
            "difference_ci": pair(self.difference_ci),
            "z": kept(self.z),
            "z_adj": kept(self.z_adjusted),
            "counted": len(self.counted),
            "of": self.members_count,
            "missing": {code: status.value for code, status in self.absent},
            "publishable": self.is_publishable,
        }


def beside_peers(
    group: PeerGroup,
    indicator: Indicator,
    own: Member,
    others: Sequence[Member],
    *,
    scatter: float | None = None,
) -> PeerStanding | None:
    """How a county stands to the sum of the others; None where cases cannot be added up.

    `others` are all members but the county itself. `scatter` is the factor by which the counties scatter more
    than chance. A sum may be published only if every case in it may be known one by one: then it says nothing
    new.
    """
    kind = indicator.formula.kind
    if kind not in QUOTIENTS:
        return None
    counted = [each for each in others if each.is_counted]
    untold = tuple(each.code for each in counted if not each.is_told)
    found = PeerStanding(
        group=group,
        counted=tuple(each.code for each in counted),
        absent=tuple((each.code, each.status) for each in others if not each.is_counted),
        untold=untold,
        is_publishable=not untold and (own.is_told or not own.is_counted),
    )
    if len(counted) < FEWEST_MEMBERS:
        return found
    k, n = _sums(group, counted, without=own.code)
    numbers: dict[str, Any] = {"value": indicator.factor * k / n, "k": k, "n": n}
    numbers["ci"] = _interval(kind, k, n, indicator.factor)
    if own.is_counted and own.k is not None and own.n is not None:
        numbers |= _difference(kind, (own.k, k), (own.n, n), indicator.factor, scatter)
    return PeerStanding(**{**vars(found), **numbers})


def _sums(group: PeerGroup, counted: Sequence[Member], *, without: str) -> tuple[float, float]:
    cases, bases = (np.array([getattr(each, name) for each in counted], dtype=np.float64) for name in "kn")
    members = group.mask([each.code for each in counted], without=without)
    k, n = sum_of_peers(cases, bases, members)
    return float(k), float(n)


def _interval(kind: Kind, k: float, n: float, factor: int) -> Interval | None:
    if kind is Kind.RATIO:
        return None
    low, high = (wilson if kind is Kind.SHARE else rate_interval)(np.asarray(k), np.asarray(n))
    return factor * float(low), factor * float(high)


def _difference(
    kind: Kind, k: tuple[float, float], n: tuple[float, float], factor: int, scatter: float | None
) -> dict[str, Any]:
    """The county less its peers: for shares with interval (Newcombe) and in standard errors."""
    apart = factor * (k[0] / n[0] - k[1] / n[1])
    if kind is not Kind.SHARE:
        return {"difference": apart}
    cases, bases = ((np.asarray(pair[0]), np.asarray(pair[1])) for pair in (k, n))
    low, high = (factor * float(each) for each in newcombe(cases, bases))
    z = maybe(float(difference_z(cases, bases)))
    adjusted = None if z is None or scatter is None else z / scatter
    return {
        "difference": apart,
        "difference_ci": (low, high),
        "z": z,
        "z_adjusted": adjusted,
    }
