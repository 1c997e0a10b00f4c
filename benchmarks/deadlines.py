"""What is due today in 400 regions, in one pass, beside the bare queries that it cannot do without.

Both are measured in this run, on one file of SQLite: each region has an open revision, an open gate
and ten requests that wait.
"""

import sqlite3
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event, insert

from models import (
    Committee,
    CommitteeKind,
    Cycle,
    EscalationStep,
    Gate,
    GateKind,
    Masterplan,
    MasterplanVersion,
    Organisation,
    Region,
    Request,
    RequestKind,
    StageRun,
    migrating,
)
from steering.escalation import Chain
from steering.office.attending import Calendar, due_cycles
from steering.office.database import open_engine

REGIONS, REQUESTS, RUNS = 400, 10, 7
LIMIT_S = 1.0
OPENED = datetime(2027, 1, 11, 8, tzinfo=UTC)
TODAY = date(2027, 2, 10)
CHAIN = {EscalationStep.DEPUTY: 7, EscalationStep.CHAIR: 14, EscalationStep.COORDINATOR: 21}
STAND_IN = {EscalationStep.DEPUTY: -2, EscalationStep.CHAIR: 10**5, EscalationStep.COORDINATOR: 10**5}
CALENDAR = Calendar(requests=Chain(days=CHAIN), gates=Chain(days=STAND_IN))
BARE = (
    (
        "SELECT c.region_key, c.id, r.id, r.asked_at, r.due_on, r.reminded_count FROM request r "
        "JOIN stage_run s ON s.id = r.stage_run_id JOIN cycle c ON c.id = s.cycle_id "
        "WHERE c.state = 'open' AND s.state = 'open' AND r.answered_at IS NULL"
    ),
    (
        "SELECT c.region_key, c.id, g.id, g.opened_at, g.due_on, g.reminded_count FROM gate g "
        "JOIN stage_run s ON s.id = g.stage_run_id JOIN cycle c ON c.id = s.cycle_id "
        "WHERE c.state = 'open' AND s.state IN ('open', 'in_review') AND g.state = 'open'"
    ),
    (
        "SELECT e.subject_id, e.due_on, e.step FROM escalation e JOIN stage_run s ON s.id = e.stage_run_id "
        "JOIN cycle c ON c.id = s.cycle_id WHERE c.state = 'open'"
    ),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        engine = open_engine(f"sqlite:///{file}")
        migrating.upgrade(engine)
        _fill(engine)
        queries = _count_queries(engine)
        ours = median(_timed(lambda: due_cycles(engine, TODAY, CALENDAR)) for _ in range(RUNS))
        bare = median(_timed(lambda: _bare(file)) for _ in range(RUNS))
        found = due_cycles(engine, TODAY, CALENDAR)
        engine.dispose()
    print(
        f"{REGIONS} regions, {REGIONS * (REQUESTS + 1)} open deadlines, {len(found)} regions with work today"
    )
    print(f"one pass          {ours * 1000:8.1f} ms, {queries} queries")
    print(f"bare SQL          {bare * 1000:8.1f} ms, 3 queries")
    print(f"ratio             {ours / bare:8.1f}")
    sys.exit(0 if ours < LIMIT_S else 1)


def _timed(act: Any) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _bare(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        return sum(len(connection.execute(query).fetchall()) for query in BARE)


def _count_queries(engine: Engine) -> int:
    seen: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    due_cycles(engine, TODAY, CALENDAR)
    return len(seen)


def _fill(engine: Engine) -> None:
    rows: dict[Any, list[dict[str, Any]]] = {}
    for number in range(REGIONS):
        for record in _region(number):
            rows.setdefault(type(record), []).append(record.model_dump())
    with engine.begin() as connection:
        for kind, values in rows.items():
            connection.execute(insert(kind), values)


def _region(number: int) -> list[Any]:
    key, due_on = f"r{number:03}", OPENED.date() + timedelta(days=28)
    run = StageRun(
        id=f"{key}/run",
        cycle_id=f"{key}/c",
        stage_key="collect_data",
        round=1,
        opened_at=OPENED,
        due_on=due_on,
    )
    return [
        Region(key=key, region_code=f"{number:05}", title=key, land_code="03"),
        Organisation(id=f"{key}/o", region_key=key, key="o", title="Amt"),
        Masterplan(id=f"{key}/p", region_key=key, title="Plan"),
        *(
            MasterplanVersion(
                id=f"{key}/{label}",
                masterplan_id=f"{key}/p",
                label=label,
                period_from_year=2024,
                period_to_year=2028,
            )
            for label in ("1", "2")
        ),
        Committee(
            id=f"{key}/b",
            region_key=key,
            key="b",
            title="Gremium",
            kind=CommitteeKind.INTERNAL_GROUP,
            seats_count=9,
        ),
        Cycle(
            id=f"{key}/c",
            region_key=key,
            base_version_id=f"{key}/1",
            target_version_id=f"{key}/2",
            opened_at=OPENED,
        ),
        run,
        Gate(
            id=f"{key}/g",
            stage_run_id=run.id,
            committee_id=f"{key}/b",
            key="g",
            kind=GateKind.RELEASE,
            question="?",
            content_sha256="0" * 64,
            opened_at=OPENED,
            due_on=due_on + timedelta(days=number % 40),
        ),
        *(
            Request(
                id=f"{key}/q{place}",
                stage_run_id=run.id,
                kind=RequestKind.DELIVERY,
                subject_id=f"s{place}",
                title="Tabelle",
                organisation_id=f"{key}/o",
                due_on=due_on + timedelta(days=number % 40),
                asked_at=OPENED,
                reminded_count=2,
            )
            for place in range(REQUESTS)
        ),
    ]


if __name__ == "__main__":
    main()
