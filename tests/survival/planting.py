"""Mistakes that somebody could make one day, planted to see that the survival tests notice them."""

from typing import Any

from sqlmodel import Session

from models import DeliveryOutcome, Message, MessageState
from steering.delivery import Delivery
from steering.office import answering
from steering.office.archive import Transaction
from steering.office.compose import Letter
from steering.office.dispatch import Round
from steering.office.mail_folder import MailFolder
from steering.office.opening import Office
from steering.office.post import Post

_SEEN: set[str] = set()


def send_twice() -> None:
    """Every letter is handed over twice, as a retry inside the post would do."""
    hand_over = Post.hand_over

    def twice(self: Post, message: Message) -> Delivery:
        if message.id not in _SEEN:
            _SEEN.add(message.id)
            # Through the door once more, where whoever counts the letters counts both.
            Post.hand_over(self, message)
        return hand_over(self, message)

    Post.hand_over = twice  # type: ignore[method-assign]


def lose_letters() -> None:
    """A letter counts as sent before it is: whoever dies in between has lost it."""
    claim = Round.claim

    def marked(self: Round, tx: Transaction) -> Message | None:
        message = claim(self, tx)
        if message is not None:
            record = tx.get(Message, message.id)
            record.state, record.leased_until_at, record.ended_at = MessageState.SENT, None, self.now
            tx.session.flush()
        return message

    Round.claim = marked  # type: ignore[method-assign]


def lose_votes() -> None:
    """The ballots of one seat get their receipt and are not kept."""
    cast = answering._cast

    def forgetful(office: Office, session: Session, *about: Any, **more: Any) -> int:
        if about[2].seat_id.endswith("/02"):
            return 1
        return cast(office, session, *about, **more)

    answering._cast = forgetful


def tear_letters() -> None:
    """The folder takes a letter and forgets it."""

    def forget(self: MailFolder, letter: Letter, message: Message) -> Delivery:
        return Delivery(outcome=DeliveryOutcome.ACCEPTED, answer=message.id, channel=self.channel)

    MailFolder.hand_over = forget  # type: ignore[method-assign]


MISTAKES = {
    "send_twice": send_twice,
    "lose_letters": lose_letters,
    "lose_votes": lose_votes,
    "tear_letters": tear_letters,
}
