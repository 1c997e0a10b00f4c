"""Playing a revision in a temporary folder: the calendar, and how many letters each function gets."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.settings import Settings


def played(settings: "Settings", *, starts_on: date, seed: int | None) -> dict[str, Any]:
    """Play it to its end; nothing of it is kept."""
    import asyncio
    import tempfile

    with tempfile.TemporaryDirectory(prefix="masterplan-") as folder:
        # Never the real database or the real post: the folder is all there is.
        alone = {"home": Path(folder), "database_url": None, "mail_url": None, "now": None}
        settings = settings.model_copy(update=alone)
        try:
            return asyncio.run(_play(settings, starts_on=starts_on, seed=seed))
        finally:
            _let_go(settings)


def _let_go(settings: "Settings") -> None:
    from steering.office import database

    database.shared_engine(settings.database).dispose()


async def _play(settings: "Settings", *, starts_on: date, seed: int | None) -> dict[str, Any]:
    from deployments.demo.playing import play
    from flows.anatomy import clock_at, walk
    from steering.office.opening import open_office

    async def wake(at: datetime) -> None:
        with open_office(settings, clock=clock_at(at), actor="simulation", origin="simulation") as office:
            cycle = office.archive.open_cycle(office.region_key)
            if cycle is not None:
                walk(office, cycle)

    last = None
    days = 0
    async for day in play(settings, starts_on=starts_on, wake=wake, seed=seed):
        last, days = day, days + 1
    if last is None:
        raise RuntimeError("A simulation without a single day.")
    with open_office(settings, clock=clock_at(None), actor="simulation", origin="simulation") as office:
        return {**_calendar(last, days), "letters": _letters(office)}


def _calendar(last: Any, days: int) -> dict[str, Any]:
    from models import Gate, StageRun

    runs = sorted(last.records.all(StageRun), key=lambda run: (run.opened_at, run.id))
    gates = sorted(last.records.all(Gate), key=lambda gate: (gate.opened_at, gate.id))
    return {
        "cycle": last.cycle.id,
        "state": last.cycle.state,
        "ended_on": last.on,
        "days_with_acts": days,
        "stages": [
            {
                "stage": run.stage_key,
                "round": run.round,
                "state": run.state,
                "opened_on": run.opened_at.date(),
                "closed_on": run.closed_at.date() if run.closed_at else None,
            }
            for run in runs
        ],
        "gates": [
            {
                "gate": gate.key,
                "committee": gate.committee_id.rsplit("/", maxsplit=1)[-1],
                "attempt": gate.attempt,
                "state": gate.state,
                "opened_on": gate.opened_at.date(),
                "closed_on": gate.closed_at.date() if gate.closed_at else None,
            }
            for gate in gates
        ],
    }


def _letters(office: Any) -> dict[str, int]:
    return dict(sorted(Counter(message.recipient for message in office.archive.messages()).items()))


def show(door: Door, played: dict[str, Any]) -> None:
    """The calendar for people."""
    state = door.word(played["state"].value, "cycle_state")
    door.line("simulated", cycle=played["cycle"], state=state, on=played["ended_on"])
    door.table(
        ("stage", "round", "state", "opened", "closed"),
        [
            (
                door.word(row["stage"]),
                row["round"],
                door.word(row["state"].value, "stage_state"),
                row["opened_on"],
                row["closed_on"],
            )
            for row in played["stages"]
        ],
    )
    door.line("simulated_letters", count=sum(played["letters"].values()))
    door.table(("who", "count"), list(played["letters"].items()))
