"""The desk on which all of it lies."""

import pandas as pd
from sqlmodel import SQLModel

from models import (
    Cycle,
    StageRun,
)
from steering.indicators.defining.catalogue import load_catalogue
from steering.records import Records
from steering.stage import Desk
from tests.steering.documented.council import council
from tests.steering.documented.data import cells as data_cells
from tests.steering.documented.data import quality, sources, values
from tests.steering.documented.measures import agreed, reviews
from tests.steering.documented.names import CHOSEN, CYCLE, NOW, TODAY
from tests.steering.documented.plan import plan


def a_desk(
    *, records: list[SQLModel] | None = None, cells: pd.DataFrame | None = None, **changes: object
) -> Desk:
    """A desk with all records, or with those given."""
    catalogue = load_catalogue()
    kept = everything() if records is None else records
    run = StageRun(
        id=f"{CYCLE}/draft_plan/1",
        cycle_id=CYCLE,
        stage_key="draft_plan",
        round=1,
        opened_at=NOW,
        due_on=TODAY,
    )
    facts: dict[str, object] = {
        "cycle": next(each for each in kept if isinstance(each, Cycle)),
        "run": run,
        "records": Records(kept, cells=data_cells() if cells is None else cells),
        "now": NOW,
        "today": TODAY,
        "catalogue": tuple(catalogue[key] for key in CHOSEN),
        "region_code": "03358",
        "land_code": "03",
        "land_title": "Niedersachsen",
        "region_title": "Heidekreis",
    }
    return Desk(**{**facts, **changes})  # type: ignore[arg-type]


def everything() -> list[SQLModel]:
    """Records of every kind."""
    return [*plan(), *sources(), *values(), *reviews(), *agreed(), *quality(), *council()]
