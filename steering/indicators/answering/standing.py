"""Where a county stands: beside the Land, the Land without it, Germany and its peers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from steering.cube.cube import Numbers
from steering.indicators.answering.asking import Asked
from steering.indicators.answering.kept import whole
from steering.indicators.defining.formula import Kind
from steering.indicators.measuring.aggregating import FEDERATION_CODE
from steering.indicators.measuring.rows import maybe
from steering.indicators.statistics import against_rest, shrunken, wilson
from steering.indicators.statistics.ranking import rank_intervals

Interval = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One area of the comparison, by the same formula as the county."""

    key: str
    region: str
    name: str
    value: float | None
    k: float | int | None = None
    n: float | int | None = None
    ci: Interval | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A county beside others. A rank is told with its interval; a shrunk value is for screening only."""

    beside: tuple[Beside, ...]
    difference: float | None = None
    difference_ci: Interval | None = None
    rank: dict[str, int] | None = None
    shrunk: dict[str, float] | None = None
    peers_count: int = 0

    def as_json(self) -> dict[str, Any]:
        """The comparison for programs."""
        return {
            "areas": [
                {
                    "key": each.key,
                    "region": each.region,
                    "name": each.name or None,
                    "value": each.value,
                    "k": each.k,
                    "n": each.n,
                    "ci": list(each.ci) if each.ci else None,
                }
                for each in self.beside
            ],
            "difference_to_rest": self.difference,
            "difference_ci": list(self.difference_ci) if self.difference_ci else None,
            "rank": self.rank,
            "screening": self.shrunk,
            "peers": self.peers_count,
        }


def standing_of(asked: Asked) -> Standing:
    """The comparison of what was asked; only what its kind of number allows."""
    measured, (row, period) = asked.measured, asked.at
    beside = [_beside(asked, "own", row), *_whole(asked)]
    is_share = measured.formula.kind is Kind.SHARE and row in measured.peer_rows
    is_counted = np.isfinite(measured.value[measured.peer_rows, period])
    if not is_share or not np.isfinite(measured.value[row, period]):
        return Standing(beside=tuple(beside), peers_count=int(is_counted.sum()))
    place = measured.peer_rows.tolist().index(row)
    k, n = (
        np.where(is_counted, each[measured.peer_rows, period], np.nan) for each in (measured.k, measured.n)
    )
    rest, difference, interval = _rest(asked)
    return Standing(
        beside=(*beside[:2], *rest, *beside[2:]),
        difference=difference,
        difference_ci=interval,
        rank=_rank(k, n, place),
        shrunk=_shrunk(k, n, place, asked.indicator.factor),
        peers_count=int(is_counted.sum()),
    )


def _whole(asked: Asked) -> Iterator[Beside]:
    measured = asked.measured
    if not asked.land_code:
        return
    if asked.land_code != FEDERATION_CODE:
        yield _beside(asked, "land", measured.land_row)
    yield _beside(asked, "federation", measured.observations.place_of[FEDERATION_CODE])


def _beside(asked: Asked, key: str, row: int) -> Beside:
    measured, period = asked.measured, asked.period
    low, high = maybe(measured.low[row, period]), maybe(measured.high[row, period])
    code = measured.regions[row]
    return Beside(
        key=key,
        region=code,
        name=asked.names.get(code, ""),
        value=maybe(measured.value[row, period]),
        k=whole(maybe(measured.k[row, period])),
        n=whole(maybe(measured.n[row, period])),
        ci=None if low is None or high is None else (low, high),
    )


def _rest(asked: Asked) -> tuple[list[Beside], float | None, Interval | None]:
    """The Land without the county, and how far the county lies from it (Newcombe)."""
    measured, (row, period) = asked.measured, asked.at
    land, factor = measured.land_row, asked.indicator.factor
    k, n = measured.k[row, period], measured.n[row, period]
    rest_k, rest_n = measured.k[land, period] - k, measured.n[land, period] - n
    if not np.isfinite(rest_n) or rest_n <= 0 or not 0 <= rest_k <= rest_n:
        return [], None, None
    low, high = (float(each) for each in against_rest(k, n, k + rest_k, n + rest_n))
    own_low, own_high = (float(each) for each in wilson(rest_k, rest_n))
    code = measured.regions[land]
    rest = Beside(
        key="rest",
        region=code,
        name=asked.names.get(code, ""),
        value=factor * float(rest_k / rest_n),
        k=whole(float(rest_k)),
        n=whole(float(rest_n)),
        ci=(factor * own_low, factor * own_high),
    )
    return [rest], factor * float(k / n - rest_k / rest_n), (factor * low, factor * high)


def _rank(k: Numbers, n: Numbers, place: int) -> dict[str, int] | None:
    found = rank_intervals(k, n)
    if not np.isfinite(found.rank[place]):
        return None
    return {
        "rank": int(found.rank[place]),
        "best": int(found.best[place]),
        "worst": int(found.worst[place]),
        "of": int(np.isfinite(found.rank).sum()),
    }


def _shrunk(k: Numbers, n: Numbers, place: int, factor: int) -> dict[str, float] | None:
    found = shrunken(k, n)
    value, weight = maybe(found.share[place]), maybe(found.weight[place])
    if value is None or weight is None:
        return None
    return {"value": factor * value, "weight": weight}
