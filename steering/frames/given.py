"""What the frames of a stage are made of, and how rows become a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pandas as pd
from sqlmodel import SQLModel

from models import Disposition, PlannedMeasure, Region
from steering.records import Records

Required = tuple[str, str, str]
"""An indicator's key, a variable and its breakdown (empty: the total)."""

Kind = TypeVar("Kind", bound=SQLModel)

# Completed and dropped measures are told of in the review; they are no part of the plan's count.
STAYING = (None, Disposition.CONTINUED, Disposition.REORIENTED, Disposition.NEW)


@dataclass(frozen=True, kw_only=True)
class Given:
    """Records, the day, the region's official key and the observations that indicators need."""

    records: Records
    today: date
    required: tuple[Required, ...] = ()
    region_code: str = ""

    @property
    def own_code(self) -> str:
        """The official key of the region whose plan is revised."""
        return self.region_code or self.records.one(Region).region_code

    @property
    def land_code(self) -> str:
        """The official key of the region's Land."""
        return self.own_code[:2]


def table(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a table that has its columns even when there are none."""
    return pd.DataFrame(list(rows), columns=list(columns))


def newest(records: Sequence[Kind]) -> list[Kind]:
    """The records of the last round; older rounds stay readable and no longer count."""
    last = max((_round(record) for record in records), default=0)
    return [record for record in records if _round(record) == last]


def staying(planned: Iterable[PlannedMeasure], version_id: str) -> list[PlannedMeasure]:
    """The measures that a version plans to carry on with or to begin."""
    return [
        measure for measure in planned if measure.version_id == version_id and measure.disposition in STAYING
    ]


def _round(record: SQLModel) -> int:
    return int(getattr(record, "round", 0) or 0)
