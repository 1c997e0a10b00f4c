"""Mistakes planted in the real code for as long as a `with` lasts, to see that the stories find them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from sqlmodel import SQLModel, select

from models import Ballot, Message, MessageState
from steering import polling
from steering.changes import changed
from steering.office import answering, dispatch, listening, outgoing, reminding
from steering.office.archive import Archive, Transaction
from steering.office.dispatch import Round

Mistake = Callable[[], AbstractContextManager[object]]


def mark_sent_before_sending() -> AbstractContextManager[object]:
    """A letter counts as sent when it is claimed: whoever dies in between has lost it."""
    claim = Round.claim

    def marked(self: Round, tx: Transaction) -> Message | None:
        message = claim(self, tx)
        if message is not None:
            record = tx.get(Message, message.id)
            record.state, record.leased_until_at, record.ended_at = MessageState.SENT, None, tx.now
            tx.session.flush()
        return message

    return patch.object(Round, "claim", marked)


def forget_the_lease() -> AbstractContextManager[object]:
    """A claim holds for no time: another worker takes what the first has in hand."""
    return patch.object(dispatch, "LEASE", timedelta(0))


def let_a_second_worker_in() -> AbstractContextManager[object]:
    """Whoever looks for the next letter also finds the ones that others have claimed."""

    claim = Round.claim

    def another(self: Round, tx: Transaction) -> Message | None:
        message = claim(self, tx)
        if message is None:
            query = select(Message).where(Message.state == MessageState.SENDING).limit(1)
            message = tx.session.exec(query).first()
            if message is not None:
                tx.session.expunge(message)
        return message

    return patch.object(Round, "claim", another)


def draw_a_new_message_id() -> AbstractContextManager[object]:
    """Every attempt goes under a name of its own, as mail libraries like to do it."""
    claim, names = Round.claim, count()

    def renamed(self: Round, tx: Transaction) -> Message | None:
        message = claim(self, tx)
        if message is not None:
            message.mail_id = f"<again-{next(names)}@example.org>"
        return message

    return patch.object(Round, "claim", renamed)


def send_reminders_again() -> AbstractContextManager[object]:
    """A reminder is treated like any other letter: when in doubt it goes once more."""
    return patch.object(dispatch, "is_sent_at_most_once", lambda _occasion: False)


def count_replaced_ballots() -> AbstractContextManager[object]:
    """The first answer of a seat counts, although it was replaced."""

    def the_first(ballots: Iterable[Ballot], _shown: Mapping[str, str]) -> list[Ballot]:
        oldest: dict[tuple[str, str], Ballot] = {}
        for ballot in sorted(ballots, key=lambda each: each.revision):
            oldest.setdefault((ballot.gate_item_id, ballot.seat_id), ballot)
        return list(oldest.values())

    return patch.object(polling, "that_count", the_first)


def count_answers_to_an_old_wording() -> AbstractContextManager[object]:
    """Whoever answered before an item was reworded is counted, although the answer was to something else."""

    def newest(ballots: Iterable[Ballot], shown: Mapping[str, str]) -> list[Ballot]:
        anyhow = (changed(each, content_sha256=shown[each.gate_item_id]) for each in ballots)
        return that_count(anyhow, shown)

    that_count = polling.that_count
    return patch.object(polling, "that_count", newest)


def leave_a_letter_untold() -> AbstractContextManager[object]:
    """The letter that tells several others tells the first of them twice, and the last one never."""

    def shorter(office: Any, session: Any, told: Sequence[Message], occasion: Any) -> object:
        return facts(office, session, [*told[:-1], told[0]], occasion)

    facts = outgoing._facts
    return patch.object(outgoing, "_facts", shorter)


def drop_merged_letters() -> AbstractContextManager[object]:
    """Letters are told in another one, and that one is never handed over."""

    def dropped(tx: Transaction, planned: outgoing.Planned) -> None:
        follow(tx, planned)
        for message in planned.written.values():
            message.state, message.ended_at = MessageState.SENT, tx.now
        tx.session.flush()

    follow = dispatch.follow
    return patch.object(dispatch, "follow", dropped)


def close_without_a_second_look() -> AbstractContextManager[object]:
    """An answer that comes between counting and closing is not seen."""
    return patch.object(listening, "is_changed_meanwhile", lambda *_arguments: False)


def forget_votes() -> AbstractContextManager[object]:
    """The votes of one seat get their receipt and are not kept."""
    cast = answering._cast

    def forgetful(office: Any, session: Any, *about: Any, **more: Any) -> int:
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
    def in_two(self: Archive, **who: Any) -> Iterator[Transaction]:
        with writing(self, **who) as tx:
            yield tx
        letters: list[SQLModel] = tx.session.info.pop("put_off", [])
        if letters:
            point = getattr(self, "play", None)
            if point is not None:
                point.point("has not written the letters yet")
            with writing(self, **who) as later:
                owe(later, letters)  # type: ignore[arg-type]

    with patch.object(Archive, "writing", in_two), patch.object(Transaction, "owe", put_off):
        yield


def remind_without_a_second_look() -> AbstractContextManager[object]:
    """Whoever answers while the reminders are written is reminded all the same."""
    return patch.object(reminding, "_is_answered_meanwhile", lambda *_arguments: False)


MISTAKES: dict[str, tuple[Mistake, str]] = {
    "mark_sent_before_sending": (mark_sent_before_sending, "counts as sent, and no server has it"),
    "forget_the_lease": (forget_the_lease, "troubles"),
    "let_a_second_worker_in": (let_a_second_worker_in, "troubles"),
    "draw_a_new_message_id": (draw_a_new_message_id, "Message-IDs"),
    "send_reminders_again": (send_reminders_again, "reminder"),
    "count_replaced_ballots": (count_replaced_ballots, "published"),
    "count_answers_to_an_old_wording": (count_answers_to_an_old_wording, "published"),
    "leave_a_letter_untold": (leave_a_letter_untold, "does not tell it"),
    "drop_merged_letters": (drop_merged_letters, "counts as sent, and no server has it"),
    "close_without_a_second_look": (close_without_a_second_look, "published"),
    "forget_votes": (forget_votes, "acknowledged"),
    "owe_letters_afterwards": (owe_letters_afterwards, "receipts are owed"),
    "remind_without_a_second_look": (remind_without_a_second_look, "who had answered"),
}
