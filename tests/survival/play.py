"""A play: workers and people of one office, a clock and a mail server, all moved by hand.

Everyone runs the real code and stops wherever a transaction begins or has ended, and wherever a
letter changes hands. Only one moves at a time, and a step says who. So two workers meet in every
way in which they could meet, a machine can die at every point, and it all happens again the same.
"""

import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from greenlet import greenlet

from models import DeliveryOutcome, Message
from steering.delivery import Delivery
from steering.errors import SteeringError
from steering.office.archive import Archive, Transaction
from steering.office.clock import Clock
from steering.office.dispatch import Round
from steering.office.opening import Office
from tests.survival.house import House

# What a mail server may do: whether it takes the letter, and what we hear of it.
TAKES = frozenset({"accepts", "answer_lost", "slow"})
ANSWERS = {
    "accepts": (DeliveryOutcome.ACCEPTED, 250),
    "slow": (DeliveryOutcome.ACCEPTED, 250),
    "answer_lost": (DeliveryOutcome.UNCLEAR, None),
    "dropped_after_data": (DeliveryOutcome.UNCLEAR, None),
    "dropped_at_connect": (DeliveryOutcome.TEMPORARY, None),
    "try_later": (DeliveryOutcome.TEMPORARY, 451),
    "refuses": (DeliveryOutcome.PERMANENT, 550),
}
MOODS = tuple(ANSWERS)
# What the office promises: for so long nobody else takes a letter that a worker has in hand.
LEASE = timedelta(minutes=15)
SLOW = LEASE + timedelta(minutes=5)


class Died(BaseException):
    """The process is gone; no code of ours may catch it."""


@dataclass
class Actor:
    """A worker or a person: what is being done, and how far it came."""

    name: str
    doing: greenlet | None = None
    dies_in_commit: bool = False
    holds: str = ""
    claimed_at: datetime | None = None
    is_too_late: bool = False
    on_commit: Callable[[], None] | None = None

    @property
    def is_busy(self) -> bool:
        """Something was begun and not ended."""
        return self.doing is not None and not self.doing.dead


@dataclass(frozen=True, kw_only=True)
class Vote:
    """An answer that got its receipt, and to which wording of each item it was given."""

    gate_id: str
    seat_id: str
    answers: dict[int, str]
    wordings: dict[int, int]


@dataclass
class Play:
    """One story while it happens."""

    house: House
    now: datetime
    actors: dict[str, Actor] = field(default_factory=dict)
    moods: deque[str] = field(default_factory=deque)
    copies: list[tuple[str, str]] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    votes: list[Vote] = field(default_factory=list)
    consents: list[tuple[str, bool]] = field(default_factory=list)
    wordings: Counter[tuple[str, int]] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    names: Iterator[int] = field(default_factory=count)
    moving: Actor | None = None
    has_gone_back: bool = False

    def tell(self, text: str) -> None:
        """One line of the story."""
        self.told.append(text)

    def office(self, actor: str) -> Office:
        """The office as an actor sees it."""
        archive = WatchedArchive(self.house.engine, self)
        return replace(
            self.house.office,
            clock=PlayClock(self),
            archive=archive,
            post=PlayPost(self),  # type: ignore[arg-type]
            actor=actor,
            # What people cause can be taken back for some minutes; what a worker does cannot.
            origin="flow" if actor.startswith(("worker", "flow")) else "cli",
        )

    def go(
        self, name: str, task: Callable[[Office], object], *, then: Callable[[], None] | None = None
    ) -> None:
        """Let an actor go on to the next point, or begin the task."""
        actor = self.actors.setdefault(name, Actor(name))
        if not actor.is_busy:
            actor.on_commit = then
            actor.doing = greenlet(lambda: self._do(actor, task))
        self._move(actor)

    def die(self, name: str, *, in_commit: bool = False) -> None:
        """An actor dies where it stands, or in its next commit, before anything is kept."""
        actor = self.actors.get(name)
        if actor is None or actor.doing is None or not actor.is_busy:
            return
        if in_commit:
            actor.dies_in_commit = True
            self._move(actor)
            return
        self._move(actor, Died())

    def _move(self, actor: Actor, fate: Died | None = None) -> None:
        before, self.moving = self.moving, actor
        if actor.doing is None:
            raise RuntimeError(f"{actor.name} has nothing to do.")
        try:
            if fate is None:
                actor.doing.switch()
            else:
                actor.doing.throw(fate)
        finally:
            self.moving = before

    def _do(self, actor: Actor, task: Callable[[Office], object]) -> None:
        actor.dies_in_commit = False
        actor.holds = ""
        try:
            task(self.office(actor.name))
        except SteeringError as refusal:
            self.tell(f"{actor.name} is refused: {refusal.code}")
        except Died:
            if actor.holds:
                self.troubles[actor.holds] += 1
            self.tell(f"{actor.name} dies" + (f" with {actor.holds} in hand" if actor.holds else ""))
        except Exception:  # noqa: BLE001 - whatever else goes wrong is what we look for
            self.complaints.append(f"{actor.name} broke down: {traceback.format_exc(limit=-3)}")

    def set_clock(self, now: datetime) -> None:
        """The clock jumps, forward or back. A claim may run out, and then another worker takes over."""
        self.has_gone_back |= now < self.now
        self.now = now
        for actor in self.actors.values():
            if actor.claimed_at is not None and now - actor.claimed_at >= LEASE:
                actor.is_too_late = True

    def next_mood(self) -> str:
        """How the mail server takes the next letter; well, unless the story says otherwise."""
        return self.moods.popleft() if self.moods and self.moving is not None else "accepts"

    def point(self, what: str) -> None:
        """Others may move now, and whoever stands here may die."""
        if self.moving is None:
            return
        self.tell(f"{self.moving.name} {what}")
        greenlet.getcurrent().parent.switch()

    def committing(self) -> None:
        """The last moment at which nothing is kept."""
        if self.moving is not None and self.moving.dies_in_commit:
            raise Died

    def committed(self, claimed: str) -> None:
        """The first moment at which everything is kept; a letter may have been claimed with it."""
        actor = self.moving
        if actor is None:
            return
        if actor.holds and actor.is_too_late:
            self.troubles[actor.holds] += 1
        actor.holds, actor.is_too_late = claimed, False
        actor.claimed_at = self.now if claimed else None
        if actor.on_commit is not None:
            actor.on_commit()


@dataclass(frozen=True)
class PlayClock:
    """The clock of the play."""

    play: Play

    def now(self) -> datetime:
        """The moment that the play says."""
        return self.play.now


class WatchedArchive(Archive):
    """The real archive, with a point before and after each transaction that writes."""

    def __init__(self, engine: Any, play: Play) -> None:
        super().__init__(engine)
        self.play = play

    @contextmanager
    def writing(
        self, *, clock: Clock, actor: str, origin: str, undo: timedelta = timedelta()
    ) -> Iterator[Transaction]:
        self.play.point("is about to write")
        with super().writing(clock=clock, actor=actor, origin=origin, undo=undo) as tx:
            yield tx
            self.play.committing()
        self.play.committed(claimed_in(tx))
        self.play.point("has written")


@contextmanager
def claims_seen() -> Iterator[None]:
    """Within this every transaction says which letter was claimed in it."""
    claim = Round.claim

    def seen(self: Round, tx: Transaction) -> Message | None:
        message = claim(self, tx)
        tx.session.info["claimed"] = message.id if message is not None else ""
        return message

    with patch.object(Round, "claim", seen):
        yield


def claimed_in(tx: Transaction) -> str:
    """The letter that was claimed in a transaction, if any."""
    return str(tx.session.info.get("claimed", ""))


@dataclass(frozen=True)
class PlayPost:
    """A mail server in the moods that mail servers have."""

    play: Play

    def hand_over(self, message: Message) -> Delivery:
        """One attempt: the server may take the letter, and we may hear of it."""
        play, actor = self.play, self.play.moving
        mood = play.next_mood()
        if actor is not None:
            actor.holds = message.id
        play.point(f"has {message.id} in hand")
        if mood == "slow":
            play.set_clock(play.now + SLOW)
            play.point("waits for a slow server")
        if mood in TAKES:
            play.copies.append((message.id, message.mail_id))
        outcome, code = ANSWERS[mood]
        if outcome is DeliveryOutcome.UNCLEAR:
            play.troubles[message.id] += 1
        if outcome in (DeliveryOutcome.TEMPORARY, DeliveryOutcome.PERMANENT):
            play.refusals[message.id] += 1
        play.point(f"hears of the server: {mood}")
        return Delivery(outcome=outcome, code=code, answer=mood, channel="play")
