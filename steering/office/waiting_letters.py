"""Letters that wait in the outbox for somebody who is no longer in charge of a seat."""

import hashlib
from collections.abc import Mapping, Sequence

from sqlmodel import select

from models import Cycle, Mandate, Message, MessageState
from steering.changes import changed
from steering.office.archive import Transaction
from steering.office.opening import Office
from templates.envelope import Occasion

ASKING = (Occasion.GATE_OPENED, Occasion.SECOND_SUMMONS, Occasion.SEAT_HANDOVER)
# The letter of the handover says all that these say.
REPLACED = frozenset({*ASKING, Occasion.REMINDER, Occasion.CONSENT_ASKED, Occasion.CONSENT_REMINDER})
# What somebody did stays theirs to know, even when they have left.
PERSONAL = frozenset(
    {
        Occasion.RECEIPT,
        Occasion.CONSENT_NOTED,
        Occasion.SEAT_ANSWERED,
        Occasion.RECUSAL_NOTED,
        Occasion.DELEGATION_CHANGED,
    }
)


def waiting_letters(
    office: Office,
    tx: Transaction,
    cycle: Cycle,
    mandates: Sequence[Mandate],
    in_charge: Mapping[str, Mandate | None],
) -> tuple[list[Message], list[Message]]:
    """Letters of a revision that wait for somebody who is no longer in charge, and their copies."""
    query = select(Message).where(Message.cycle_id == cycle.id, Message.state == MessageState.OWED)
    cancelled, copies = [], []
    for each in tx.session.exec(query).all():
        mandate = _mandate_of(each, mandates)
        if mandate is None or each.occasion in PERSONAL or in_charge.get(mandate.seat_id) is mandate:
            continue
        cancelled.append(each)
        heir = in_charge.get(mandate.seat_id)
        if heir is not None and each.occasion not in REPLACED:
            copies.append(_readdressed(office, each, mandate, heir))
    return cancelled, copies


def _mandate_of(letter: Message, mandates: Sequence[Mandate]) -> Mandate | None:
    """The mandate that a letter is addressed to; letters of organisations and offices have none."""
    for mandate in mandates:
        if letter.id.endswith(f"/{mandate.id}"):
            return mandate
    return None


def _readdressed(office: Office, letter: Message, before: Mandate, heir: Mandate) -> Message:
    """The same letter to whoever is in charge now; its text says nothing of the person."""
    identity = f"{letter.id.removesuffix(before.id)}{heir.id}"
    return changed(
        letter,
        id=identity,
        recipient=heir.title,
        address=heir.address,
        mail_id=f"<{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{office.sender.mail_domain}>",
        owed_at=office.now,
        not_before_at=office.now,
        state=MessageState.OWED,
        ended_at=None,
    )
