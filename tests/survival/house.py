"""A house for simulated stories: a small database that is put back to its beginning for every seed."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from models import Committee, Cycle, Gate, GateKind, Mandate, Message, MessageState, Role
from steering.cycle import stage_named
from steering.office import cycles
from steering.office.archive import Archive
from steering.office.opening import Office
from steering.office.settings import Settings
from steering.stage import Question, Stage
from tests.steering.office.an_office import asked, office_on, the_cycle, voters, with_items

# A leap day and the change to summer time lie in the weeks in which the committee is asked.
BEGUN_ON = date(2028, 2, 21)
STAGE = "collect_data"
ITEMS = 2
# In memory where the machine has such a folder: a story writes a few hundred times.
FAST = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass(frozen=True, kw_only=True)
class House:
    """What all stories share: the office, the question that is open, and who may answer it."""

    office: Office
    engine: Engine
    cycle: Cycle
    gate: Gate
    committee: Committee
    stage: Stage
    voters: tuple[Mandate, ...]
    letters: tuple[Message, ...]
    old: frozenset[str]
    database: Path
    beginning: sqlite3.Connection

    def put_back(self) -> None:
        """Everything is as it was before the first story."""
        with sqlite3.connect(self.database) as connection:
            self.beginning.backup(connection)
        connection.close()


@contextmanager
def a_house() -> Iterator[House]:
    """A begun revision whose first question lies before its committee; every letter so far is sent."""
    folder = Path(tempfile.mkdtemp(prefix="stories", dir=FAST if FAST.is_dir() else None))
    office = office_on(Settings(home=folder), BEGUN_ON)
    try:
        yield _furnished(office, folder / "masterplan.db")
    finally:
        office.archive.engine.dispose()
        shutil.rmtree(folder)


def _furnished(office: Office, database: Path) -> House:
    office.archive.prepare()
    cycles.start(office)
    gate = asked(office, STAGE)
    with_items(office, gate, ITEMS)
    letters = _sent(office, gate)
    office.archive.engine.dispose()
    beginning = _in_small_pages(database)
    deputies = voters(office, gate, role=Role.DEPUTY)
    return House(
        office=replace(office, archive=Archive(office.archive.engine)),
        engine=office.archive.engine,
        cycle=the_cycle(office),
        gate=gate,
        committee=office.archive.find(Committee, gate.committee_id),
        stage=_never_done(),
        voters=(*voters(office, gate), *deputies),
        letters=letters,
        old=frozenset(letter.id for letter in office.archive.messages()),
        database=database,
        beginning=beginning,
    )


def _sent(office: Office, gate: Gate) -> tuple[Message, ...]:
    """Leave only the letters of this question, as sent; gives them."""
    with office.writing() as tx:
        for letter in office.archive.messages():
            kept = tx.get(Message, letter.id)
            kept.state, kept.ended_at = MessageState.SENT, office.now
            tx.session.add(kept)
    return tuple(letter for letter in office.archive.messages() if gate.id in letter.id)


def _in_small_pages(database: Path) -> sqlite3.Connection:
    """The beginning, kept in memory. Most tables are empty: small pages make a small copy."""
    copy = database.with_suffix(".small")
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA page_size = 1024")
    connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    copy.replace(database)
    beginning = sqlite3.connect(":memory:")
    with sqlite3.connect(database) as source:
        source.backup(beginning)
    source.close()
    return beginning


def _never_done() -> Stage:
    """The stage with a second question for a body that never meets, so that a story ends before it."""
    stage = stage_named(STAGE)
    council = Question(key="resolution", committee="county_council", kind=GateKind.DECIDE)
    return replace(stage, gates=(*stage.gates, council))
