"""Which cells count when a table came several times: the newest release that speaks of them.

A release speaks for a period and a level of regions (Germany, Land, county, municipality) of its source as
soon as it holds one cell of them; then no older release speaks there. So figures of two vintages never stand
side by side in one comparison, a cell that the newer release no longer holds is gone, and two files
with one year each both count.
"""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models import Release

FEDERATION = "DG"


def ages(releases: Sequence[Release]) -> dict[str, int]:
    """How many deliveries of the same source came before each release.

    It follows the chain from delivery to delivery: a clock that was set back must not decide.
    """
    known: dict[str, int] = {}
    before = {release.id: release.supersedes_id for release in releases}
    for release in releases:
        path: list[str] = []
        at: str | None = release.id
        while at is not None and at not in known and at in before:
            path.append(at)
            at = before[at]
        age = known[at] + 1 if at is not None and at in known else 0
        for one in reversed(path):
            known[one] = age
            age += 1
    return known


def current(
    cells: pd.DataFrame, releases: Sequence[Release], *, among: Collection[str] | None = None
) -> pd.DataFrame:
    """The cells that count, of all releases or of some of them; `releases` are all that ever came."""
    wanted = {release.id for release in releases} if among is None else set(among)
    mine = cells if among is None else cells[cells["release_id"].isin(wanted)]
    sources = [release.source_id for release in releases if release.id in wanted]
    if len(set(sources)) == len(sources) or mine.empty:
        return mine
    return mine[_speaks(mine, releases)]


def _speaks(cells: pd.DataFrame, releases: Sequence[Release]) -> NDArray[np.bool_]:
    """Whether a cell's release is the newest of its source that speaks of its period and level."""
    names = {source: number for number, source in enumerate(sorted({each.source_id for each in releases}))}
    age_of = ages(releases)
    release, ids = pd.factorize(cells["release_id"])
    sources = {each.id: names[each.source_id] for each in releases}
    source_of = np.array([sources.get(str(each), len(names)) for each in ids], dtype=np.int64)[release]
    age = np.array([age_of.get(str(each), 0) for each in ids], dtype=np.int64)[release]
    period, periods = pd.factorize(cells["period"])
    region, regions = pd.factorize(cells["region_code"])
    levels = np.array([level(str(code)) for code in regions], dtype=np.int64)[region]
    unit, units = pd.factorize((source_of * max(len(periods), 1) + period) * LEVELS + levels)
    newest = np.full(len(units), -1, dtype=np.int64)
    np.maximum.at(newest, unit, age)
    return np.asarray(age == newest[unit], dtype=np.bool_)


LEVELS = 16


def level(region_code: str) -> int:
    """The level of a region by the length of its key; Germany stands above all."""
    return 0 if region_code == FEDERATION else min(len(region_code), LEVELS - 1)


def living(releases: Sequence[Release], cells: pd.DataFrame) -> list[Release]:
    """The releases of which at least one cell counts.

    A release without any cell counts until the next one comes: what could not be read in it is still told.
    """
    known = {str(each) for each in cells["release_id"].unique()} if len(cells) else set()
    counting = {str(each) for each in current(cells, releases)["release_id"].unique()} if known else set()
    followed = {release.supersedes_id for release in releases}
    return [
        release
        for release in releases
        if (release.id in counting if release.id in known else release.id not in followed)
    ]


def covered(cells: pd.DataFrame, by: pd.DataFrame) -> pd.DataFrame:
    """The cells of which a newer reading speaks: those of its periods and levels."""
    pairs = by[["period", "region_code"]].drop_duplicates()
    spoken = {
        (str(period), level(str(code)))
        for period, code in zip(pairs["period"], pairs["region_code"], strict=True)
    }
    period, periods = pd.factorize(cells["period"])
    region, regions = pd.factorize(cells["region_code"])
    is_spoken = np.array(
        [[(str(each), level(str(code))) in spoken for code in regions] for each in periods], dtype=np.bool_
    ).reshape(len(periods), len(regions))
    return cells[is_spoken[period, region]]
