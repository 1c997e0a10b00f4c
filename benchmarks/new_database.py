"""How long a new database takes through all migrations, beside making the same tables at once."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from benchmarks.measuring import show, take_turns
from models import AuditEntry, migrating
from steering.office.database import open_engine

ROUNDS = 7


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:

        def run(make: Callable[..., object]) -> None:
            engine = open_engine(f"sqlite:///{Path(folder) / uuid4().hex}.db")
            make(engine)
            engine.dispose()

        ways: dict[str, Callable[[], object]] = {
            "all tables at once": lambda: run(AuditEntry.metadata.create_all),
            "migration by migration": lambda: run(migrating.upgrade),
        }
        # Once for the libraries.
        take_turns(ways, rounds=1)
        return take_turns(ways, rounds=ROUNDS)


if __name__ == "__main__":
    show(f"A new database, median of {ROUNDS}", measure(), known="all tables at once")
