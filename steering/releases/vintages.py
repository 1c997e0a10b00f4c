"""Files that nobody registered: of several that tell of one cell, the newest counts; doubt is marked.

A file names its vintage by its own time stamp (Stand). Flat files carry none: then the layout and the newest
period in them say between which days they can have been drawn. Where that does not decide and the files
differ, the cell is unsure: it is marked, and whoever uses it can refuse.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from steering.sources.periods import ends_on

CELL = ["variable", "region_code", "period", "reference_time", "breakdown"]
_TOLD = ["value", "status"]
# The offices changed the layout of their flat files with the year 2025.
_NEW_LAYOUT = datetime(2025, 1, 1, tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)
_FLAT, _FLAT_OLD = "flat_file", "flat_file_old"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A file that was read: its table, its own time stamp if it has one, and its cells."""

    name: str
    table_code: str
    layout: str
    stand_at: datetime | None
    cells: pd.DataFrame = field(repr=False)
    rank: int = 0

    @property
    def earliest(self) -> datetime:
        """The first moment at which the file can have been drawn."""
        if self.stand_at is not None:
            return self.stand_at
        ends = [ends_on(str(period)) for period in self.cells["period"].unique()]
        told = max(
            (datetime(*_ymd(end + timedelta(days=1)), tzinfo=UTC) for end in ends), default=_NEW_LAYOUT
        )
        return max(told, _NEW_LAYOUT) if self.layout == _FLAT else told

    @property
    def latest(self) -> datetime:
        """The last moment at which it can have been drawn."""
        if self.stand_at is not None:
            return self.stand_at
        return _NEW_LAYOUT if self.layout == _FLAT_OLD else _NEVER


def _ymd(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def newest_cells(files: Sequence[Drawn]) -> pd.DataFrame:
    """One cell per place, of the file of the best rank and then the newest.

    Adds `release_id` (the name of the file), `is_unsure` (a file of the same rank, perhaps newer, tells
    something else; `rival` names it) and `is_revised` (one that is surely older, or of a lower rank, does).
    """
    ordered = sorted(files, key=lambda file: (file.rank, -file.earliest.timestamp(), file.name))
    parts = [file.cells.assign(release_id=file.name, at=number) for number, file in enumerate(ordered)]
    whole = pd.concat(parts, ignore_index=True)
    place = whole.groupby([whole[name].astype(str) for name in CELL], sort=False).ngroup().to_numpy()
    # A file that tells a place twice keeps both cells: whoever computes refuses them by name.
    at = whole["at"].to_numpy()
    best = np.full(int(place.max(initial=-1)) + 1, len(ordered))
    np.minimum.at(best, place, at)
    is_best = at == best[place]
    told = whole.loc[is_best]
    first = np.full(len(best), -1)
    first[place[is_best][::-1]] = told.index.to_numpy()[::-1]
    unsure, revised, rivals = _doubts(whole, ordered, first[place])
    marked: pd.DataFrame = told.assign(
        is_unsure=np.isin(told.index, unsure), is_revised=np.isin(told.index, revised), rival=""
    )
    marked.loc[unsure, "rival"] = rivals
    return marked.drop(columns="at")


def _doubts(
    whole: pd.DataFrame, ordered: Sequence[Drawn], chosen: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], list[str]]:
    """The chosen cells of which another file tells something else: unsure, sure, and the others' names."""
    value, status = whole["value"].to_numpy(dtype=np.float64), whole["status"].astype(str).to_numpy()
    is_same = (value == value[chosen]) | (np.isnan(value) & np.isnan(value[chosen]))
    differs = ~(is_same & (status == status[chosen]))
    at = whole["at"].to_numpy()
    winner, loser = at[chosen], at
    earliest = np.array([file.earliest.timestamp() for file in ordered])
    latest = np.array([min(file.latest, _NEVER - timedelta(days=2)).timestamp() for file in ordered])
    rank = np.array([file.rank for file in ordered])
    is_sure = (rank[winner] < rank[loser]) | (earliest[winner] >= latest[loser])
    is_other = winner != loser
    is_unsure = differs & is_other & ~is_sure
    rivals = [ordered[number].name for number in loser[is_unsure]]
    return chosen[is_unsure], chosen[differs & is_other & is_sure], rivals
