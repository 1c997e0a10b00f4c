"""Mistakes planted in the real code for as long as a `with` lasts, to see that the stories find them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from sqlmodel import Session, SQLModel, col, or_, select

from models import Ballot, Message, MessageState
from steering.changes import changed
from steering.office import answering, dispatch, listening, reminding
from steering.office.archive import Archive, Transaction

Mistake = Callable[[], AbstractContextManager[object]]


def mark_sent_before_sending() -> AbstractContextManager[object]:
    """A letter counts as sent when it is claimed: whoever dies in between has lost it."""
    claim = dispatch._claim

    def marked(tx: Transaction, now: datetime, cycle_id: str | None) -> Message | None:
        message = claim(tx, now, cycle_id)
        if message is not None:
            message.state, message.leased_until_at, message.ended_at = MessageState.SENT, None, now
            tx.session.add(message)
            tx.session.flush()
        return message

    return patch.object(dispatch, "_claim", marked)


def forget_the_lease() -> AbstractContextManager[object]:
    """A claim holds for no time: another worker takes what the first has in hand."""
    return patch.object(dispatch, "LEASE", timedelta(0))


def let_a_second_worker_in() -> AbstractContextManager[object]:
    """Whoever looks for the next letter also finds the ones that others have claimed."""

    def everything(session: Session, now: datetime, _cycle_id: str | None) -> Message | None:
        is_owed = (col(Message.state) == MessageState.OWED) & (col(Message.not_before_at) <= now)
        is_claimed = col(Message.state) == MessageState.SENDING
        query = select(Message).where(or_(is_owed, is_claimed))
        return session.exec(query.order_by(col(Message.owed_at), col(Message.id)).limit(1)).first()

    return patch.object(dispatch, "_next_due", everything)


def draw_a_new_message_id() -> AbstractContextManager[object]:
    """Every attempt goes under a name of its own, as mail libraries like to do it."""
    claim, names = dispatch._claim, count()

    def renamed(tx: Transaction, now: datetime, cycle_id: str | None) -> Message | None:
        message = claim(tx, now, cycle_id)
        if message is not None:
            message.mail_id = f"<again-{next(names)}@example.org>"
            tx.session.add(message)
            tx.session.flush()
        return message

    return patch.object(dispatch, "_claim", renamed)


def send_reminders_again() -> AbstractContextManager[object]:
    """A reminder is treated like any other letter: when in doubt it goes once more."""
    return patch.object(dispatch, "is_sent_at_most_once", lambda _occasion: False)


def count_replaced_ballots() -> AbstractContextManager[object]:
    """The first answer of a seat counts, although it was replaced."""

    def all_of_them(case: Any, items: Sequence[Any]) -> list[Ballot]:
        return [changed(each, is_current=True) for each in reversed(of_case(case, items))]

    of_case = listening.ballots_of
    return patch.object(listening, "ballots_of", all_of_them)


def close_without_a_second_look() -> AbstractContextManager[object]:
    """An answer that comes between counting and closing is not seen."""
    return patch.object(listening, "_is_answered_meanwhile", lambda *_arguments: False)


def forget_votes() -> AbstractContextManager[object]:
    """The votes of one seat get their receipt and are not kept."""
    cast = answering._cast

    def forgetful(office: Any, session: Session, *about: Any, **more: Any) -> int:
        return 1 if about[2].seat_id.endswith("/02") else cast(office, session, *about, **more)

    return patch.object(answering, "_cast", forgetful)


@contextmanager
def owe_letters_afterwards() -> Iterator[None]:
    """Letters are written in a transaction of their own, when the act is already kept."""
    writing, owe = Archive.writing, Transaction.owe

    def put_off(self: Transaction, messages: Iterable[Message]) -> int:
        put = self.session.info.setdefault("put_off", [])
        before = len(put)
        put += [each for each in messages if self.session.get(Message, each.id) is None]
        return len(put) - before

    @contextmanager
    def in_two(self: Archive, *, now: datetime, actor: str, origin: str) -> Iterator[Transaction]:
        with writing(self, now=now, actor=actor, origin=origin) as tx:
            yield tx
        letters: list[SQLModel] = tx.session.info.pop("put_off", [])
        if letters:
            point = getattr(self, "play", None)
            if point is not None:
                point.point("has not written the letters yet")
            with writing(self, now=now, actor=actor, origin=origin) as later:
                owe(later, letters)  # type: ignore[arg-type]

    with patch.object(Archive, "writing", in_two), patch.object(Transaction, "owe", put_off):
        yield


def remind_without_a_second_look() -> AbstractContextManager[object]:
    """Whoever answers while the reminders are written is reminded all the same."""
    return patch.object(reminding, "_is_answered_meanwhile", lambda *_arguments: False)


MISTAKES: dict[str, tuple[Mistake, str]] = {
    "mark_sent_before_sending": (mark_sent_before_sending, "counts as sent, and no server has it"),
    "forget_the_lease": (forget_the_lease, "went out 2 times"),
    "let_a_second_worker_in": (let_a_second_worker_in, "went out 2 times"),
    "draw_a_new_message_id": (draw_a_new_message_id, "Message-IDs"),
    "send_reminders_again": (send_reminders_again, "reminder"),
    "count_replaced_ballots": (count_replaced_ballots, "published"),
    "close_without_a_second_look": (close_without_a_second_look, "published"),
    "forget_votes": (forget_votes, "acknowledged"),
    "owe_letters_afterwards": (owe_letters_afterwards, "receipts are owed"),
    "remind_without_a_second_look": (remind_without_a_second_look, "who had answered"),
}
