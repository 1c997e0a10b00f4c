"""Preview: exactly what would go out, to whom, when and why; of what is owed, or of an act not yet done."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlmodel import col, select

from models import DeliveryAttempt, Message, MessageState
from steering.office.archive import Archive
from steering.office.clock import StandingClock
from steering.office.database import reading, rehearsal
from steering.office.opening import Office
from steering.office.outgoing import plan
from steering.office.stopping import can_be_taken_back
from steering.sending import Why

Outcome = TypeVar("Outcome")


class Standing(StrEnum):
    """Why a letter goes when it goes."""

    NOW = "now"
    TOGETHER = "together"
    UNDO = "undo"
    RETRY = "retry"
    WAITS = "waits"
    QUIET = Why.QUIET
    DAY_FULL = Why.DAY_FULL
    WEEK_FULL = Why.WEEK_FULL
    DIGEST = Why.DIGEST


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """A letter that will go: its words, its moment, and the letters that it tells besides."""

    message: Message
    at: datetime
    standing: Standing
    told: tuple[str, ...] = ()


def foresee(office: Office, *, among: Collection[str] | None = None) -> list[Foreseen]:
    """Every letter that is owed, as dispatch would treat it now; `among` leaves out all others."""
    now = office.now
    with reading(office.archive.database) as session:
        planned = plan(office, session, now)
        query = select(Message).where(Message.state == MessageState.OWED)
        owed = {each.id: each for each in session.exec(query.order_by(col(Message.owed_at), col(Message.id)))}
        tried = set(session.exec(select(DeliveryAttempt.message_id)))
    sending = planned.sending
    found = [Foreseen(message=owed[each], at=now, standing=Standing.NOW) for each in sending.now]
    found += [
        Foreseen(message=written, at=now, standing=Standing.TOGETHER, told=gathering.ids)
        for gathering, written in planned.written.items()
    ]
    found += [
        Foreseen(message=owed[each.id], at=each.until, standing=Standing(each.why)) for each in sending.later
    ]
    found += [
        Foreseen(message=each, at=each.not_before_at, standing=_why_not_yet(office, each, each.id in tried))
        for each in owed.values()
        if each.not_before_at > now
    ]
    return [each for each in found if among is None or {each.message.id, *each.told} & set(among)]


def _why_not_yet(office: Office, letter: Message, was_tried: bool) -> Standing:  # noqa: FBT001 - one fact
    if was_tried:
        return Standing.RETRY
    return Standing.UNDO if can_be_taken_back(office, letter) else Standing.WAITS


def rehearse(office: Office, act: Callable[[Office], object]) -> list[Foreseen]:
    """The letters that an act would cause, as they would go when they can no longer be taken back.

    The act is really done, on a connection of its own, and then undone: nothing of it remains.
    """
    with rehearsal(office.archive.engine) as connection:
        tried = replace(office, archive=Archive(office.archive.engine, tried_on=connection))
        before = _owed(tried)
        act(tried)
        caused = _owed(tried) - before
        afterwards = max(
            (each.not_before_at for each in tried.archive.messages() if each.id in caused), default=None
        )
        if afterwards is None:
            return []
        return foresee(replace(tried, clock=StandingClock(at=afterwards)), among=caused)


def tried(office: Office, act: Callable[[Office], Outcome]) -> Outcome:
    """What an act would give; nothing of it remains."""
    with rehearsal(office.archive.engine) as connection:
        return act(replace(office, archive=Archive(office.archive.engine, tried_on=connection)))


def _owed(office: Office) -> set[str]:
    return {each.id for each in office.archive.messages(states=[MessageState.OWED])}
