"""Handing over what is owed: claim a letter, try once, keep what came of it, go to the next.

A letter is claimed in a transaction of its own and the attempt is kept in another, so a crash
between the two leaves a claim that runs out: the letter goes again, with the same Message-ID.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, or_, select, update

from models import DeliveryAttempt, Message, MessageState
from steering.delivery import plan_next
from steering.office.opening import Office

# Longer than the ten minutes that a mail server may take after the last dot (RFC 5321): a second
# worker must not take a letter while the first still waits for the answer.
LEASE = timedelta(minutes=15)


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
    for message in _claimed(office, cycle_id):
        counts[_deliver(office, message)] += 1
    return Dispatched(
        sent=counts[MessageState.SENT],
        waiting=counts[MessageState.OWED],
        failed=counts[MessageState.FAILED],
        unclear=counts[MessageState.UNCLEAR],
    )


def _claimed(office: Office, cycle_id: str | None) -> Iterator[Message]:
    """Due letters one by one, each claimed so that no second worker takes it."""
    while True:
        with office.writing() as tx:
            message = _next_due(tx.session, office, cycle_id)
            if message is None:
                return
            tx.session.exec(
                update(Message)
                .where(col(Message.id) == message.id)
                .values(state=MessageState.SENDING, leased_until_at=office.now + LEASE)
            )
        yield message


def _next_due(session: Session, office: Office, cycle_id: str | None) -> Message | None:
    is_owed = (col(Message.state) == MessageState.OWED) & (col(Message.not_before_at) <= office.now)
    is_abandoned = (col(Message.state) == MessageState.SENDING) & (col(Message.leased_until_at) <= office.now)
    query = select(Message).where(or_(is_owed, is_abandoned))
    if cycle_id is not None:
        query = query.where(Message.cycle_id == cycle_id)
    return session.exec(query.order_by(col(Message.owed_at), col(Message.id)).limit(1)).first()


def _deliver(office: Office, message: Message) -> MessageState:
    delivery = office.post.hand_over(message)
    with office.writing() as tx:
        query = select(DeliveryAttempt).where(DeliveryAttempt.message_id == message.id)
        before = list(tx.session.exec(query.order_by(col(DeliveryAttempt.number))).all())
        step = plan_next(before, delivery.outcome, first_owed_at=message.owed_at, now=office.now)
        tx.session.add(
            DeliveryAttempt(
                message_id=message.id,
                number=len(before) + 1,
                at=office.now,
                channel=delivery.channel,
                outcome=delivery.outcome,
                code=delivery.code,
                answer=delivery.answer,
            )
        )
        is_over = step.state not in (MessageState.OWED, MessageState.SENDING)
        tx.session.exec(
            update(Message)
            .where(col(Message.id) == message.id)
            .values(
                state=step.state,
                not_before_at=step.not_before_at or message.not_before_at,
                leased_until_at=None,
                ended_at=office.now if is_over else None,
            )
        )
        if is_over:
            details = {"state": step.state, "attempts": len(before) + 1, "mail": message.mail_id}
            tx.enter("message.end", message.id, details, cycle_id=message.cycle_id)
    return step.state
