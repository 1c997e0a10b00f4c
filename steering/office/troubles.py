"""Troubles with the post: letters that nobody settles by waiting, and mailboxes that give letters back."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, or_, select

from models import Message, MessageState, UnreachableAddress
from steering.office.database import reading
from steering.office.opening import Office

# Whatever was due for an hour and is neither on its way nor at an end has been forgotten by somebody.
PATIENCE = timedelta(hours=1)
_UNSETTLED = (MessageState.FAILED, MessageState.UNCLEAR)


@dataclass(frozen=True, kw_only=True)
class Troubles:
    """What the coordinator must look at."""

    stuck: tuple[Message, ...] = ()
    held: tuple[Message, ...] = ()
    lost: tuple[Message, ...] = ()
    unreachable: tuple[UnreachableAddress, ...] = ()

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.stuck) + len(self.held) + len(self.lost) + len(self.unreachable)


def troubles(office: Office) -> Troubles:
    """Letters older than an hour that are stuck, those that are held or did not arrive, and dead mailboxes.

    A letter that waits for its moment is no trouble; one that has passed its moment by an hour is.
    """
    since = office.now - PATIENCE
    with reading(office.archive.database) as session:
        is_due = (col(Message.state) == MessageState.OWED) & (col(Message.not_before_at) < since)
        is_claimed = (col(Message.state) == MessageState.SENDING) & (col(Message.leased_until_at) < since)
        return Troubles(
            stuck=_letters(session, or_(is_due, is_claimed)),
            held=_letters(
                session, (col(Message.state) == MessageState.HELD) & (col(Message.owed_at) < since)
            ),
            lost=_letters(session, col(Message.state).in_(_UNSETTLED)),
            unreachable=_marks(session, office.region_key),
        )


def unreachable(office: Office) -> list[dict[str, object]]:
    """Mailboxes that gave letters back, and to which letter."""
    with reading(office.archive.database) as session:
        found = _marks(session, office.region_key)
        return [
            {
                "address": each.address,
                "code": each.code,
                "since_at": each.since_at,
                "letter": each.message_id,
            }
            for each in found
        ]


def _letters(session: Session, condition: object) -> tuple[Message, ...]:
    query = select(Message).where(condition)  # type: ignore[arg-type]
    return tuple(session.exec(query.order_by(col(Message.owed_at), col(Message.id))))


def _marks(session: Session, region_key: str) -> tuple[UnreachableAddress, ...]:
    query = select(UnreachableAddress).where(
        UnreachableAddress.region_key == region_key, col(UnreachableAddress.settled_at).is_(None)
    )
    return tuple(session.exec(query.order_by(col(UnreachableAddress.since_at))))
