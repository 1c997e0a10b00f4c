"""The archive: what is read from the database, and the door to writing into it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlmodel import Session, SQLModel, col, select

from models import AuditEntry, Cycle, CycleState, Message, MessageState, Observation, Region
from steering.errors import NotThere
from steering.office.archive.audit import Broken, first_break
from steering.office.archive.scope import within, within_open_gates
from steering.office.archive.transaction import Transaction
from steering.office.clock import Clock
from steering.office.database import reading, writing
from steering.records import Records

if TYPE_CHECKING:  # A look at records alone needs no tables.
    import pandas as pd

Kind = TypeVar("Kind", bound=SQLModel)


class Archive:
    """The database of record: everything a council could ask about in five years."""

    def __init__(self, engine: Engine, *, tried_on: Connection | None = None) -> None:
        self.engine = engine
        # In a rehearsal everything happens on one connection, and nothing of it remains.
        self.database: Engine | Connection = tried_on or engine

    def prepare(self) -> None:
        """Create the tables, or bring them to the newest form."""
        from models.migrating import upgrade

        upgrade(self.engine)

    @contextmanager
    def writing(
        self, *, clock: Clock, actor: str, origin: str, undo: timedelta = timedelta()
    ) -> Iterator[Transaction]:
        """One transaction; on any error nothing of it remains.

        The clock is read once, and only when nobody else can write any more: whoever waited for
        the place does not act at the moment at which the waiting began.
        """
        with writing(self.database) as session:
            session.connection()
            yield Transaction(session, now=clock.now(), actor=actor, origin=origin, undo=undo)

    def read(
        self,
        kinds: Iterable[type[SQLModel]],
        *,
        region_key: str,
        cycle_id: str = "",
        only_open_gates: bool = False,
    ) -> Records:
        """The records of these kinds, as they stand at one moment."""
        query = within_open_gates if only_open_gates else within
        wanted = list(dict.fromkeys(kinds))
        whose = {"region_key": region_key, "cycle_id": cycle_id}
        with reading(self.database) as session:
            kept: list[SQLModel] = []
            for kind in wanted:
                if kind is not Observation:
                    kept += session.exec(query(kind), params=whose).all()
            cells = _cells_in(session, region_key) if Observation in wanted else None
        return Records(kept, cells=cells)

    def columns(
        self, kind: type[SQLModel], names: Iterable[str], *, region_key: str, cycle_id: str
    ) -> list[tuple[Any, ...]]:
        """Some columns of the records of a kind, for those who need no whole records."""
        wanted = [col(getattr(kind, name)) for name in names]
        query = within(kind).with_only_columns(*wanted)
        whose = {"region_key": region_key, "cycle_id": cycle_id}
        with reading(self.database) as session:
            return [tuple(row) for row in session.connection().execute(query, whose).all()]

    def find(self, kind: type[Kind], identity: object) -> Kind:
        """One record by its identity."""
        with reading(self.database) as session:
            found = session.get(kind, identity)
        if found is None:
            raise NotThere(f"No {kind.__name__} {identity!r}.", kind=kind.__name__, name=identity)
        return found

    def regions(self) -> list[Region]:
        """Every region that steers here."""
        with reading(self.database) as session:
            return list(session.exec(select(Region).order_by(Region.key)).all())

    def open_cycle(self, region_key: str) -> Cycle | None:
        """The revision that is open in the region, if any."""
        with reading(self.database) as session:
            query = select(Cycle).where(Cycle.region_key == region_key, Cycle.state == CycleState.OPEN)
            return session.exec(query).first()

    def latest_cycle(self, region_key: str) -> Cycle:
        """The revision that was opened last, open or closed."""
        with reading(self.database) as session:
            query = select(Cycle).where(Cycle.region_key == region_key).order_by(col(Cycle.opened_at).desc())
            found = session.exec(query).first()
        if found is None:
            raise NotThere(f"No revision was ever begun in {region_key}.", code="no_cycle", region=region_key)
        return found

    def messages(self, *, states: Iterable[MessageState] = MessageState) -> list[Message]:
        """Letters in these states, oldest first."""
        with reading(self.database) as session:
            query = select(Message).where(col(Message.state).in_(list(states)))
            return list(session.exec(query.order_by(col(Message.owed_at), col(Message.id))).all())

    def audit_trail(self, *, after: int = 0) -> list[AuditEntry]:
        """Every act behind this number, in order."""
        with reading(self.database) as session:
            query = select(AuditEntry).where(col(AuditEntry.number) > after)
            return list(session.exec(query.order_by(col(AuditEntry.number))).all())

    def audit_break(self) -> Broken | None:
        """Where the audit chain is broken, or None."""
        return first_break(self.audit_trail())

    def table(self, kind: type[SQLModel]) -> "pd.DataFrame":
        """All rows of one kind as a table, for exports and for looking deeper."""
        import pandas as pd

        with reading(self.database) as session:
            return pd.DataFrame([row.model_dump() for row in session.exec(select(kind)).all()])


def _cells_in(session: Session, region_key: str) -> "pd.DataFrame":
    from steering.office.archive.cells import read_cells

    return read_cells(session, region_key)
