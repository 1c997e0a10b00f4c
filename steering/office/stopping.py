"""Stopping letters: hold them, let them go, take them back, or send again what did not arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from models import DeliveryAttempt, Message, MessageState, UnreachableAddress
from steering.errors import NotAllowedNow, NotThere
from steering.necessity import Necessity, necessity_of
from steering.office.archive import Transaction
from steering.office.compose import address as checked
from steering.office.opening import Office

_STOPPABLE = (MessageState.OWED, MessageState.HELD)
_NOT_ARRIVED = (MessageState.FAILED, MessageState.UNCLEAR, MessageState.BOUNCED, MessageState.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """Which letters were changed, and which of them the law demands."""

    letters: tuple[Message, ...]

    @property
    def statutory(self) -> tuple[Message, ...]:
        """Those that somebody must get: whoever stops them answers for it."""
        return tuple(each for each in self.letters if necessity_of(each.occasion) is Necessity.STATUTORY)


def held_back(office: Office, session: Session) -> list[Message]:
    """Letters that can still be taken back: caused by a person, and not yet tried."""
    tried = select(DeliveryAttempt.message_id).where(DeliveryAttempt.message_id == Message.id).exists()
    query = select(Message).where(
        col(Message.state) == MessageState.OWED, col(Message.not_before_at) > office.now, ~tried
    )
    found = session.exec(query.order_by(col(Message.owed_at), col(Message.id)))
    return [each for each in found if can_be_taken_back(office, each)]


def can_be_taken_back(office: Office, letter: Message) -> bool:
    """Whether a letter waits for nothing but the moment until which it can be taken back."""
    return letter.not_before_at - letter.owed_at <= timedelta(minutes=office.settings.undo_minutes)


def hold(office: Office, ids: Sequence[str], *, reason: str) -> Stopped:
    """Stop letters until somebody lets them go; without names, all that are owed."""
    with office.writing() as tx:
        letters = _chosen(tx, ids, (MessageState.OWED,))
        for each in letters:
            each.state = MessageState.HELD
            _enter(tx, "message.hold", each, reason)
        return Stopped(letters=tuple(letters))


def release(office: Office, ids: Sequence[str], *, reason: str) -> Stopped:
    """Let held letters go; without names, all of them."""
    with office.writing() as tx:
        letters = _chosen(tx, ids, (MessageState.HELD,))
        for each in letters:
            each.state, each.not_before_at = MessageState.OWED, office.now
            _enter(tx, "message.release", each, reason)
        return Stopped(letters=tuple(letters))


def undo(office: Office, ids: Sequence[str], *, reason: str) -> Stopped:
    """Take letters back that have not gone; without names, those that a person has just caused."""
    with office.writing() as tx:
        letters = _chosen(tx, ids, _STOPPABLE) if ids else held_back(office, tx.session)
        for each in letters:
            each.state, each.ended_at = MessageState.CANCELLED, office.now
            tx.session.add(each)
            _enter(tx, "message.undo", each, reason)
        return Stopped(letters=tuple(letters))


def retry(office: Office, letter_id: str, *, reason: str, address: str = "") -> Message:
    """Send a letter again that did not arrive, to another address if one is given."""
    with office.writing() as tx:
        letter = _found(tx, letter_id)
        if letter.state not in _NOT_ARRIVED:
            raise _not_now(letter)
        _settle(tx, office.region_key, letter.address, reason)
        letter.address = checked(address) if address else letter.address
        letter.state, letter.ended_at, letter.not_before_at = MessageState.OWED, None, office.now
        tx.session.add(letter)
        _enter(tx, "message.retry", letter, reason)
        return letter


def _settle(tx: Transaction, region_key: str, address: str, reason: str) -> None:
    """Whoever sends again, or elsewhere, has dealt with the mailbox that gave letters back."""
    mark = tx.session.get(UnreachableAddress, (region_key, address.casefold()))
    if mark is not None and mark.settled_at is None:
        mark.settled_at, mark.reason = tx.now, reason
        tx.session.add(mark)


def _chosen(tx: Transaction, ids: Sequence[str], states: Iterable[MessageState]) -> list[Message]:
    """The named letters, or all in these states. Raises NotAllowedNow for one that has gone already."""
    allowed = tuple(states)
    if not ids:
        query = select(Message).where(col(Message.state).in_(allowed))
        return list(tx.session.exec(query.order_by(col(Message.owed_at), col(Message.id))))
    letters = [_found(tx, each) for each in ids]
    for each in letters:
        if each.state not in allowed:
            raise _not_now(each)
    return letters


def _found(tx: Transaction, letter_id: str) -> Message:
    found = tx.session.get(Message, letter_id)
    if found is None:
        raise NotThere(f"No letter {letter_id!r}.", code="no_such_letter", letter=letter_id)
    return found


def _not_now(letter: Message) -> NotAllowedNow:
    return NotAllowedNow(
        f"{letter.id} is {letter.state}.",
        code="letter_not_now",
        subject=letter.subject,
        standing=letter.state,
    )


def _enter(tx: Transaction, act: str, letter: Message, reason: str) -> None:
    tx.session.add(letter)
    tx.session.flush()
    details = {"reason": reason, "occasion": letter.occasion, "state": letter.state}
    tx.enter(act, letter.id, details, cycle_id=letter.cycle_id)
