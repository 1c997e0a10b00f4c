"""A house for simulated stories: a small database that is put back to its beginning for every seed."""

import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Engine

from models import Committee, Cycle, Gate, GateKind, Mandate, Message, MessageState, Role
from steering.cycle import stage_named
from steering.office import cycles, database
from steering.office.amending import Wording, amend_content
from steering.office.archive import Archive
from steering.office.opening import Office
from steering.office.settings import Settings
from steering.stage import Question, Stage
from templates.occasions import Occasion
from tests.steering.office.an_office import asked, office_on, the_cycle, voters, with_items

# A leap day and the change to summer time lie in the weeks in which the committee is asked.
BEGUN_ON = date(2028, 2, 21)
STAGE = "collect_data"
ITEMS = 2
LONG_AGO = timedelta(days=30)
# In memory where the machine has such a folder: a story writes a few hundred times.
FAST = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
# Where a database file of SQLite keeps how often it was changed, twice.
_CHANGES = (24, 92)


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
    beginning: bytearray = field(repr=False)
    look: sqlite3.Connection

    def put_back(self) -> None:
        """Everything is as it was before the first story.

        The file is written over, and its own count of changes goes on: so every connection sees that it
        has changed, and none has to read anew which tables there are.
        """
        for place in _CHANGES:
            (counted,) = struct.unpack_from(">I", self.beginning, place)
            struct.pack_into(">I", self.beginning, place, counted + 10_000)
        with self.database.open("r+b") as file:
            file.write(self.beginning)
            file.truncate()


@contextmanager
def a_house() -> Iterator[House]:
    """A begun revision whose first question lies before its committee; every letter so far is sent."""
    folder = Path(tempfile.mkdtemp(prefix="stories", dir=FAST if FAST.is_dir() else None))
    # Power does not fail here: who dies in a story dies before or after a commit.
    with patch.object(database, "_SQLITE_SETTINGS", _settings()):
        office = office_on(Settings(home=folder), BEGUN_ON)
        try:
            house = _furnished(office, folder / "masterplan.db")
            yield house
            house.look.close()
        finally:
            office.archive.engine.dispose()
            shutil.rmtree(folder)


def _settings() -> tuple[str, ...]:
    kept = [each for each in database._SQLITE_SETTINGS if "journal" not in each and "synchronous" not in each]
    return (*kept, "PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF")


def _furnished(office: Office, file: Path) -> House:
    office.archive.prepare()
    cycles.start(office)
    gate = asked(office, STAGE)
    with_items(office, gate, ITEMS)
    # Now the question is known as a whole by a hash of all its items.
    amend_content(office, gate.id, {1: Wording(text="Die Daten des Jahres 2027.")}, reason="Es war ungenau.")
    gate = office.archive.find(Gate, gate.id)
    letters = _sent(office, gate)
    office.archive.engine.dispose()
    _make_small_pages(file)
    deputies = voters(office, gate, role=Role.DEPUTY)
    look = sqlite3.connect(file, isolation_level=None)
    look.row_factory = sqlite3.Row
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
        database=file,
        beginning=bytearray(file.read_bytes()),
        look=look,
    )


def _sent(office: Office, gate: Gate) -> tuple[Message, ...]:
    """Leave only the letters of this question, as sent; gives them."""
    with office.writing() as tx:
        for letter in office.archive.messages():
            kept = tx.get(Message, letter.id)
            # Long enough ago: the measure of a week begins with the story.
            kept.state, kept.ended_at = MessageState.SENT, office.now - LONG_AGO
            tx.session.add(kept)
    return tuple(
        letter
        for letter in office.archive.messages()
        if gate.id in letter.id and letter.occasion == Occasion.GATE_OPENED
    )


def _make_small_pages(file: Path) -> None:
    """Most tables are empty: small pages make a small copy."""
    copy = file.with_suffix(".small")
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA page_size = 1024")
    connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    copy.replace(file)


def _never_done() -> Stage:
    """The stage with a second question for a body that never meets, so that a story ends before it."""
    stage = stage_named(STAGE)
    council = Question(key="resolution", committee="county_council", kind=GateKind.DECIDE)
    return replace(stage, gates=(*stage.gates, council))
