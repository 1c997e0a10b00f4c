"""An office with an open question on a real database, and questions after it, as many as a race needs."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from models import Answer, Ballot, Elector, Gate, GateItem, GateState, GateVersion, ItemVersion, Mandate
from models.columns import key
from steering.changes import changed
from steering.errors import OutsideFailed
from steering.office import acts, cycles
from steering.office.acts import Given
from steering.office.opening import Office
from steering.office.settings import Settings
from tests.databases import an_address
from tests.steering.office.an_office import asked, office_on, the_cycle, voters

Made = TypeVar("Made")
FIRST = "collect_data"
ANSWERS = tuple(Answer)
# Enough to be at once, and few enough that each gets its turn within the patience of the database.
THREADS = 4


@contextmanager
def an_open_question(kind: str, folder: Path) -> Iterator[tuple[Settings, Gate]]:
    """A begun revision whose first committee has been asked."""
    with an_address(kind, folder) as address:
        settings = Settings(home=folder / "house", database_url=SecretStr(address))
        office = office_on(settings)
        office.archive.prepare()
        cycles.start(office)
        gate = asked(office, FIRST)
        yield settings, gate
        office.archive.engine.dispose()


def members(office: Office, gate: Gate) -> list[Mandate]:
    """Those who vote, by the numbers of their seats."""
    return voters(office, gate)


def the_next_question(office: Office, first: Gate, number: int) -> Gate:
    """The same question once more, open; the one before it is closed."""
    records = office.look(the_cycle(office), GateItem, Elector, ItemVersion)
    gate = changed(
        first,
        id=f"{first.id.rpartition('/')[0]}/{number}",
        attempt=number,
        state=GateState.OPEN,
        closed_at=None,
        lock_version=0,
    )
    rows: list[GateItem] = []
    worded: list[ItemVersion] = []
    for item in (each for each in records.all(GateItem) if each.gate_id == first.id):
        rows.append(changed(item, id=key(gate.id, item.number), gate_id=gate.id))
        worded += [
            changed(version, gate_item_id=rows[-1].id)
            for version in records.all(ItemVersion)
            if version.gate_item_id == item.id
        ]
    shown = changed(office.archive.find(GateVersion, (first.id, 1)), gate_id=gate.id)
    electors = [changed(e, gate_id=gate.id) for e in records.all(Elector) if e.gate_id == first.id]
    with office.writing() as tx:
        tx.keep([gate, *rows, shown, *worded, *electors])
    return gate


def ballots(office: Office, gate: Gate) -> list[Ballot]:
    """Every ballot of a question, the oldest first."""
    found = office.look(the_cycle(office), Ballot).all(Ballot)
    mine = [each for each in found if each.gate_item_id.startswith(f"{gate.id}/")]
    return sorted(mine, key=lambda ballot: ballot.revision)


def submit(settings: Settings, gate_id: str, mandate_id: str, numbers: range) -> int:
    """Answer again and again in threads of this process, each time otherwise; gives how many were kept."""
    office = office_on(settings)

    def once(number: int) -> int:
        while True:
            try:
                return acts.answer(office, gate_id, mandate_id, {1: Given(answer=ANSWERS[number % 3])})
            except OutsideFailed:
                # Waited too long for the one writer's place: nothing was kept, and a person tries again.
                continue

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(once, numbers))


def in_processes(work: Callable[..., Made], calls: list[tuple[object, ...]]) -> list[Made]:
    """The same in processes of their own, which share nothing but the database."""
    with get_context("spawn").Pool(len(calls)) as pool:
        return pool.starmap(work, calls)
