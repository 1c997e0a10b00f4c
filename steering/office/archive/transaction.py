"""One transaction: what is kept, entered into the audit trail and owed as a letter goes together."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, insert, select, update

from models import AuditEntry, Gate, GateState, Message, StageRun, StageState
from steering.errors import NotAllowedNow, NotThere
from steering.office.archive.audit import BEGINNING, canonical, hash_of
from steering.transitions import CLOSED, LIVING, Event, moved

Kind = TypeVar("Kind", bound=SQLModel)

# Written once: every act makes an entry, and the making of statements takes longer than the entry.
_NEWEST = select(AuditEntry.number, AuditEntry.sha256).order_by(col(AuditEntry.number).desc()).limit(1)
_ENTRY = insert(AuditEntry)


class Transaction:
    """A writing session with the words of the office; all of it is kept, or nothing."""

    def __init__(
        self, session: Session, *, now: datetime, actor: str, origin: str, undo: timedelta = timedelta()
    ) -> None:
        self.session = session
        self.now = now
        self.actor = actor
        self.origin = origin
        self.undo = undo

    def get(self, kind: type[Kind], identity: object) -> Kind:
        """The record with this identity, as it is now."""
        found = self.session.get(kind, identity)
        if found is None:
            raise NotThere(f"No {kind.__name__} {identity!r}.", kind=kind.__name__, name=identity)
        return found

    def keep(self, records: Iterable[SQLModel]) -> None:
        """Keep new records and changed ones, in the order given."""
        for record in records:
            self.session.merge(record)
            # In the order given: the old version leaves force before the new one enters it.
            self.session.flush()

    def enter(
        self, act: str, subject: str, details: Mapping[str, object], *, cycle_id: str | None = None
    ) -> None:
        """Append an act to the audit trail."""
        number, sha256 = self.session.exec(_NEWEST).first() or (0, BEGINNING)
        entry = AuditEntry(
            number=number + 1,
            at=self.now,
            actor=self.actor,
            origin=self.origin,
            act=act,
            cycle_id=cycle_id,
            subject=subject,
            details=canonical(details),
            previous_sha256=sha256,
            sha256="",
        )
        entry.sha256 = hash_of(entry)
        self.session.connection().execute(_ENTRY, entry.model_dump())

    def owe(self, messages: Iterable[Message]) -> int:
        """Owe letters; one that is owed or sent already is not written twice. Gives how many are new.

        What a person causes can be taken back for a while: until then it waits.
        """
        new = [each for each in messages if self.session.get(Message, each.id) is None]
        for each in new:
            each.not_before_at = max(each.not_before_at, self.now + self.undo)
        self.session.add_all(new)
        self.session.flush()
        return len(new)

    def living(self, cycle_id: str) -> dict[str, StageRun]:
        """The rounds that live in a cycle at this moment, by their stage."""
        query = select(StageRun).where(StageRun.cycle_id == cycle_id, col(StageRun.state).in_(LIVING))
        return {run.stage_key: run for run in self.session.exec(query).all()}

    def move(self, run: StageRun, event: Event, *, reason: str = "") -> StageRun:
        """Move a round of a stage, if nobody has moved it since it was read."""
        after = moved(run.state, event)
        is_over = after in CLOSED or after in (StageState.RETURNED, StageState.OUTDATED)
        changed = self.session.exec(
            update(StageRun)
            .where(col(StageRun.id) == run.id, col(StageRun.lock_version) == run.lock_version)
            .values(
                state=after,
                lock_version=run.lock_version + 1,
                closed_at=self.now if is_over else None,
                reason=reason or run.reason,
            )
        )
        if changed.rowcount != 1:
            raise NotAllowedNow(f"{run.id} was moved meanwhile.", code="moved_meanwhile", stage=run.stage_key)
        self.enter(f"stage.{event}", run.id, {"state": after, "reason": reason}, cycle_id=run.cycle_id)
        self.session.expire_all()
        return self.get(StageRun, run.id)

    def close(
        self,
        gate: Gate,
        state: GateState,
        *,
        reason: str,
        cycle_id: str,
        details: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Close an open gate, if nobody has closed it since it was read."""
        changed = self.session.exec(
            update(Gate)
            .where(
                col(Gate.id) == gate.id,
                col(Gate.state) == GateState.OPEN,
                col(Gate.lock_version) == gate.lock_version,
            )
            .values(
                state=state,
                lock_version=gate.lock_version + 1,
                closed_at=self.now,
                closed_by=self.actor,
                reason=reason,
            )
        )
        if changed.rowcount != 1:
            raise NotAllowedNow(f"{gate.id} was closed meanwhile.", code="closed_meanwhile", gate=gate.id)
        told = {"state": state, "reason": reason, **details}
        self.enter("gate.close", gate.id, told, cycle_id=cycle_id)
        self.session.expire_all()
