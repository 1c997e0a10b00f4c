"""Handing over what is owed: claim a letter, try once, keep what came of it, go to the next.

A letter is claimed in one transaction and its attempt is kept in the next, so a crash between the
two leaves a claim that runs out. That claim then counts as an attempt nobody knows the end of: the
letter goes once more with the same Message-ID, and a reminder not even that. Letters are looked up
many at a time but claimed one at a time: a crash leaves one letter unclear, never a batch.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, bindparam
from sqlmodel import col, insert, select, update
from sqlmodel.sql.expression import SelectOfScalar

from models import DeliveryAttempt, DeliveryOutcome, Message, MessageState
from steering.delivery import Delivery, NextStep, is_sent_at_most_once, plan_next
from steering.office.archive import Transaction
from steering.office.mail_lines import keeping_lines
from steering.office.opening import Office
from steering.office.outgoing import follow, plan
from steering.office.reaching import own_channels, reach
from steering.server_words import without_addresses

# Longer than the ten minutes that a mail server may take after the last dot (RFC 5321): a second
# worker must not take a letter while the first still waits for the answer.
LEASE = timedelta(minutes=15)
ABANDONED = "claim ran out"
LOOKED_UP = 50

# Written once: ten thousand letters must not wait for statements to be made.
_STANDING = select(Message.state, Message.leased_until_at).where(Message.id == bindparam("letter"))
_OUTCOMES = select(DeliveryAttempt.outcome).where(DeliveryAttempt.message_id == bindparam("letter"))
_TRIED = insert(DeliveryAttempt)
_CLAIM = (
    update(Message)
    .where(
        col(Message.id) == bindparam("letter"),
        col(Message.state) == bindparam("was"),
        col(Message.not_before_at) <= bindparam("now"),
    )
    .values(state=MessageState.SENDING, leased_until_at=bindparam("until"))
)
_LATER = (
    update(Message)
    .where(col(Message.id) == bindparam("letter"))
    .values(state=MessageState.OWED, leased_until_at=None, not_before_at=bindparam("then"))
)
_ENDED = (
    update(Message)
    .where(col(Message.id) == bindparam("letter"))
    .values(state=bindparam("how"), leased_until_at=None, ended_at=bindparam("at"))
)


@cache
def _due_in(state: MessageState, *, is_of_one_cycle: bool) -> SelectOfScalar[Message]:
    """Letters of a state that are due; those that are being sent only if their claim ran out."""
    now: BindParameter[datetime] = bindparam("now")
    # Where the clock went back a claim may run out before its letter is due: then nobody takes it yet.
    query = select(Message).where(Message.state == state, col(Message.not_before_at) <= now)
    if state is MessageState.SENDING:
        query = query.where(col(Message.leased_until_at) <= now)
    if is_of_one_cycle:
        query = query.where(Message.cycle_id == bindparam("cycle"))
    return query.order_by(col(Message.owed_at), col(Message.id)).limit(LOOKED_UP)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """An earlier attempt, as far as the next step depends on it."""

    outcome: DeliveryOutcome


@dataclass(frozen=True, kw_only=True)
class Dispatched:
    """What one round of dispatch brought."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unclear: int = 0


@dataclass(kw_only=True)
class Round:
    """One round of dispatch: at which moment, for which cycle, and which letters were looked up."""

    now: datetime
    cycle_id: str | None
    found: deque[Message] = field(default_factory=deque)

    def claim(self, tx: Transaction) -> Message | None:
        """The next letter that is due, claimed so that no second worker takes it."""
        while self.found or self._look_up(tx):
            message = self.found.popleft()
            if message.state is MessageState.SENDING and not _may_go_again(tx, message):
                continue
            # From now on, not from the beginning of the round: a long round must not claim in the past.
            until = tx.now + LEASE
            due_by = tx.now if message.state is MessageState.SENDING else self.now
            named = {"letter": message.id, "was": message.state, "now": due_by, "until": until}
            # Whoever was quicker has taken it, or somebody has stopped it since it was looked up.
            if tx.session.connection().execute(_CLAIM, named).rowcount == 1:
                message.state, message.leased_until_at = MessageState.SENDING, until
                return message
        return None

    def _look_up(self, tx: Transaction) -> bool:
        """Look up letters that are due, those that a crash left behind first; whether there are any."""
        of_cycle = {"cycle": self.cycle_id} if self.cycle_id is not None else {}
        # A claim has run out or not at this moment; what is owed was settled when the round began.
        for state, now in ((MessageState.SENDING, tx.now), (MessageState.OWED, self.now)):
            query = _due_in(state, is_of_one_cycle=self.cycle_id is not None)
            self.found.extend(tx.session.exec(query, params={"now": now, **of_cycle}))
        # From now on they are our copies: the statements above say what is kept of them.
        for message in self.found:
            tx.session.expunge(message)
        return bool(self.found)


def dispatch(office: Office, *, cycle_id: str | None = None) -> Dispatched:
    """Hand over every letter that is due; one bad address never stops the others."""
    counts = dict.fromkeys(MessageState, 0)
    round_ = Round(now=office.now, cycle_id=cycle_id)
    channels = own_channels(office)
    with keeping_lines():
        with office.writing() as tx:
            # First is settled what waits and what is told together.
            follow(tx, plan(office, tx.session, round_.now, cycle_id=cycle_id))
            message = round_.claim(tx)
        while message is not None:
            delivery, *besides = reach(office, message, channels)
            # One transaction keeps what came of this letter and claims the next.
            with office.writing() as tx:
                counts[_keep(tx, office.now, message, delivery)] += 1
                for other in besides:
                    _note(tx, office.now, message, other)
                message = round_.claim(tx)
    return Dispatched(
        sent=counts[MessageState.SENT],
        waiting=counts[MessageState.OWED],
        failed=counts[MessageState.FAILED],
        unclear=counts[MessageState.UNCLEAR],
    )


def _may_go_again(tx: Transaction, message: Message) -> bool:
    """Count a claim that ran out as an attempt with an unclear end; gives whether the letter may go again."""
    state, leased_until_at = _standing(tx, message)
    if state is not MessageState.SENDING or leased_until_at is None or leased_until_at > tx.now:
        return False
    if message.not_before_at > tx.now:
        return False
    lost = Delivery(outcome=DeliveryOutcome.UNCLEAR, answer=ABANDONED, channel="")
    number, step = _attempted(tx, tx.now, message, lost)
    if step.state is MessageState.OWED:
        return True
    _end(tx, message, step.state, number)
    return False


def _standing(tx: Transaction, message: Message) -> tuple[MessageState, datetime | None]:
    state, leased_until_at = tx.session.connection().execute(_STANDING, {"letter": message.id}).one()
    return state, leased_until_at


def _keep(tx: Transaction, now: datetime, claimed: Message, delivery: Delivery) -> MessageState:
    """Keep what one attempt brought."""
    state, leased_until_at = _standing(tx, claimed)
    is_ours = state is MessageState.SENDING and leased_until_at == claimed.leased_until_at
    number, step = _attempted(tx, now, claimed, delivery)
    # Whoever took over a claim that ran out has the last word, unless the letter has arrived.
    if not is_ours and step.state is not MessageState.SENT:
        return state
    if step.state is MessageState.OWED:
        tx.session.connection().execute(_LATER, {"letter": claimed.id, "then": step.not_before_at or now})
    elif state is not MessageState.SENT:
        _end(tx, claimed, step.state, number)
    return step.state


def _attempted(tx: Transaction, now: datetime, message: Message, delivery: Delivery) -> tuple[int, NextStep]:
    found = tx.session.connection().execute(_OUTCOMES, {"letter": message.id}).all()
    step = plan_next(
        [Tried(outcome=DeliveryOutcome(outcome)) for (outcome,) in found],
        delivery.outcome,
        first_owed_at=message.owed_at,
        now=now,
        at_most_once=is_sent_at_most_once(message.occasion),
    )
    _record(tx, now, message, delivery, number=len(found) + 1)
    return len(found) + 1, step


def _note(tx: Transaction, now: datetime, message: Message, delivery: Delivery) -> None:
    """Keep what a chat said besides; the letter's state does not depend on it."""
    tried = len(tx.session.connection().execute(_OUTCOMES, {"letter": message.id}).all())
    _record(tx, now, message, delivery, number=tried + 1)


def _record(tx: Transaction, now: datetime, message: Message, delivery: Delivery, *, number: int) -> None:
    attempt: Mapping[str, object] = {
        "message_id": message.id,
        "number": number,
        "at": now,
        "channel": delivery.channel,
        "outcome": delivery.outcome,
        "code": delivery.code,
        "answer": without_addresses(delivery.answer, message.address),
    }
    tx.session.connection().execute(_TRIED, attempt)


def _end(tx: Transaction, message: Message, state: MessageState, attempts: int) -> None:
    tx.session.connection().execute(_ENDED, {"letter": message.id, "how": state, "at": tx.now})
    details = {"state": state, "attempts": attempts, "mail": message.mail_id}
    tx.enter("message.end", message.id, details, cycle_id=message.cycle_id)
