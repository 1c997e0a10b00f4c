"""Handing over what is owed: claim a letter, try once, keep what came of it, go to the next.

A letter is claimed in one transaction and its attempt is kept in the next, so a crash between the
two leaves a claim that runs out. That claim then counts as an attempt nobody knows the end of: the
letter goes once more with the same Message-ID, and a reminder not even that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from models import DeliveryAttempt, DeliveryOutcome, Message, MessageState
from steering.delivery import Delivery, NextStep, is_sent_at_most_once, plan_next
from steering.office.archive import Transaction
from steering.office.opening import Office

# Longer than the ten minutes that a mail server may take after the last dot (RFC 5321): a second
# worker must not take a letter while the first still waits for the answer.
LEASE = timedelta(minutes=15)
ABANDONED = "claim ran out"


@dataclass(frozen=True, kw_only=True)
class Dispatched:
    """What one round of dispatch brought."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unclear: int = 0


def dispatch(office: Office, *, cycle_id: str | None = None) -> Dispatched:
    """Hand over every letter that is due; one bad address never stops the others."""
    counts = dict.fromkeys(MessageState, 0)
    with office.writing() as tx:
        message = _claim(tx, office.now, cycle_id)
    while message is not None:
        delivery = office.post.hand_over(message)
        # One transaction keeps what came of this letter and claims the next.
        with office.writing() as tx:
            counts[_keep(tx, office.now, message, delivery)] += 1
            message = _claim(tx, office.now, cycle_id)
    return Dispatched(
        sent=counts[MessageState.SENT],
        waiting=counts[MessageState.OWED],
        failed=counts[MessageState.FAILED],
        unclear=counts[MessageState.UNCLEAR],
    )


def _claim(tx: Transaction, now: datetime, cycle_id: str | None) -> Message | None:
    """The next letter that is due, claimed so that no second worker takes it."""
    while (message := _next_due(tx.session, now, cycle_id)) is not None:
        may_go = message.state is MessageState.OWED or _write_off(tx, now, message)
        if may_go:
            message.state, message.leased_until_at = MessageState.SENDING, now + LEASE
        tx.session.add(message)
        tx.session.flush()
        if may_go:
            return message
    return None


def _next_due(session: Session, now: datetime, cycle_id: str | None) -> Message | None:
    is_owed = (col(Message.state) == MessageState.OWED) & (col(Message.not_before_at) <= now)
    is_abandoned = (col(Message.state) == MessageState.SENDING) & (col(Message.leased_until_at) <= now)
    query = select(Message).where(or_(is_owed, is_abandoned))
    if cycle_id is not None:
        query = query.where(Message.cycle_id == cycle_id)
    return session.exec(query.order_by(col(Message.owed_at), col(Message.id)).limit(1)).first()


def _write_off(tx: Transaction, now: datetime, message: Message) -> bool:
    """Count a claim that ran out as an attempt with an unclear end; gives whether the letter may go again."""
    lost = Delivery(outcome=DeliveryOutcome.UNCLEAR, answer=ABANDONED, channel="")
    number, step = _attempted(tx, now, message, lost)
    if step.state is MessageState.OWED:
        return True
    _end(tx, message, step.state, number)
    return False


def _keep(tx: Transaction, now: datetime, claimed: Message, delivery: Delivery) -> MessageState:
    """Keep what one attempt brought."""
    message = tx.get(Message, claimed.id)
    is_ours = message.state is MessageState.SENDING and message.leased_until_at == claimed.leased_until_at
    number, step = _attempted(tx, now, message, delivery)
    # Whoever took over a claim that ran out has the last word, unless the letter has arrived.
    if not is_ours and step.state is not MessageState.SENT:
        return message.state
    if step.state is MessageState.OWED:
        message.state, message.leased_until_at = step.state, None
        message.not_before_at = step.not_before_at or message.not_before_at
        tx.session.add(message)
    elif message.state is not MessageState.SENT:
        _end(tx, message, step.state, number)
    return step.state


def _attempted(tx: Transaction, now: datetime, message: Message, delivery: Delivery) -> tuple[int, NextStep]:
    query = select(DeliveryAttempt).where(DeliveryAttempt.message_id == message.id)
    before = list(tx.session.exec(query.order_by(col(DeliveryAttempt.number))).all())
    step = plan_next(
        before,
        delivery.outcome,
        first_owed_at=message.owed_at,
        now=now,
        at_most_once=is_sent_at_most_once(message.occasion),
    )
    attempt = DeliveryAttempt(
        message_id=message.id,
        number=len(before) + 1,
        at=now,
        channel=delivery.channel,
        outcome=delivery.outcome,
        code=delivery.code,
        answer=delivery.answer,
    )
    tx.session.add(attempt)
    return attempt.number, step


def _end(tx: Transaction, message: Message, state: MessageState, attempts: int) -> None:
    message.state, message.leased_until_at, message.ended_at = state, None, tx.now
    tx.session.add(message)
    details = {"state": state, "attempts": attempts, "mail": message.mail_id}
    tx.enter("message.end", message.id, details, cycle_id=message.cycle_id)
