"""What goes out: the plan for every letter that is due, as it is shown before and followed afterwards."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select, update

from models import (
    Cycle,
    DeliveryAttempt,
    Digest,
    MasterplanVersion,
    Message,
    MessageState,
    Preference,
)
from models.columns import key
from steering.addressees import Addressee
from steering.letters import INDEX, plan_title
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.sending import WEEK, Due, Gathering, Sending, plan_sending
from steering.written_letters import Sheet, written
from templates import occasions as say
from templates.notices import EXERCISE
from templates.occasions import Capacity, Occasion, Recipient

_ARRIVED = (MessageState.SENT, MessageState.UNCLEAR, MessageState.BOUNCED)
_SHOWN = ("id", "address", "occasion", "language", "cycle_id", "owed_at", "due_on")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The plan for all letters that are due, with the letters that tell several others."""

    sending: Sending
    written: Mapping[Gathering, Message]


def plan(office: Office, session: Session, now: datetime, *, cycle_id: str | None = None) -> Planned:
    """What becomes of every letter that is due now."""
    due = _due(session, now, cycle_id)
    # The law's letters need no manners: without others there is nothing to weigh.
    needs_thought = any(not each.is_free for each in due)
    sending = plan_sending(
        due,
        now=now,
        manners=office.manners,
        told=_told(session, now) if needs_thought else {},
        digests=digests(session, office.region_key) if needs_thought else {},
        own_address=office.sender.address,
    )
    return Planned(
        sending=sending, written={each: _written(office, session, now, each) for each in sending.gathered}
    )


def follow(tx: Transaction, planned: Planned) -> None:
    """Follow the plan: let letters wait, and write those that tell several others."""
    for later in planned.sending.later:
        waits = update(Message).where(col(Message.id) == later.id).values(not_before_at=later.until)
        tx.session.connection().execute(waits)
    for gathering, message in planned.written.items():
        tx.session.add(message)
        tx.session.flush()
        told = update(Message).where(col(Message.id).in_(gathering.ids))
        tx.session.connection().execute(
            told.values(state=MessageState.MERGED, merged_into=message.id, ended_at=tx.now)
        )
        tx.enter("message.merge", message.id, {"told": list(gathering.ids)}, cycle_id=message.cycle_id)


def digests(session: Session, region_key: str) -> dict[str, Digest]:
    """What the recipients of a region wish, by address."""
    kept = session.exec(select(Preference).where(Preference.region_key == region_key)).all()
    return {each.address: each.digest for each in kept}


def _due(session: Session, now: datetime, cycle_id: str | None) -> list[Due]:
    named = {"now": now} | ({"cycle": cycle_id} if cycle_id is not None else {})
    names = (*_SHOWN, "was_tried")
    rows = session.connection().execute(_due_of(is_of_one_cycle=cycle_id is not None), named).all()
    return [Due(**dict(zip(names, row, strict=True))) for row in rows]


@cache
def _due_of(*, is_of_one_cycle: bool) -> Select[Any]:
    """What is due and whether it was tried; written once, every round of the post asks for it."""
    tried = select(DeliveryAttempt.message_id).where(DeliveryAttempt.message_id == Message.id).exists()
    shown = [col(getattr(Message, name)) for name in _SHOWN]
    query = sql_select(*shown, tried).where(
        col(Message.state) == MessageState.OWED, col(Message.not_before_at) <= bindparam("now")
    )
    if is_of_one_cycle:
        query = query.where(col(Message.cycle_id) == bindparam("cycle"))
    return query.order_by(col(Message.owed_at), col(Message.id))


def _told(session: Session, now: datetime) -> dict[str, list[datetime]]:
    """When each address got letters in the last week."""
    query = select(Message.address, Message.ended_at).where(
        col(Message.state).in_(_ARRIVED), col(Message.ended_at) > now - WEEK
    )
    told: dict[str, list[datetime]] = defaultdict(list)
    for address, ended_at in session.connection().execute(query).all():
        told[address.casefold()].append(ended_at)
    return told


def _written(office: Office, session: Session, now: datetime, gathering: Gathering) -> Message:
    """The letter that tells several others."""
    found = session.exec(select(Message).where(col(Message.id).in_(gathering.ids))).all()
    by_id = {each.id: each for each in found}
    told = [by_id[each] for each in gathering.ids]
    first = told[0]
    to = _addressee(told)
    facts = _facts(office, session, told, gathering.occasion)
    digest = hashlib.sha256("+".join(sorted(gathering.ids)).encode()).hexdigest()[:16]
    sheet = Sheet(
        identity=key(first.cycle_id, gathering.occasion, to.id, digest),
        stage_key=first.stage_key,
        round=first.round,
        cycle_id=first.cycle_id,
        now=now,
        mail_domain=office.sender.mail_domain,
        title=facts.plan,
        due_on=min((each.due_on for each in told if each.due_on), default=None),
    )
    return written(sheet, to, facts)


def _addressee(told: Sequence[Message]) -> Addressee:
    first = told[0]
    return Addressee(
        id=hashlib.sha256(first.address.casefold().encode()).hexdigest()[:12],
        title=first.recipient,
        address=first.address,
        language=first.language,
        as_what=Recipient(capacity=Capacity.PARTICIPANT),
    )


def _facts(
    office: Office, session: Session, told: Sequence[Message], occasion: Occasion
) -> say.Requests | say.Digest:
    cycle = session.get_one(Cycle, told[0].cycle_id)
    version = session.get_one(MasterplanVersion, cycle.target_version_id)
    sender = office.sender
    shared = {
        "asker": sender.function,
        "plan": plan_title(version),
        "recipient": Recipient(capacity=Capacity.PARTICIPANT),
        "contact": say.Contact(function=sender.function, mail=sender.address, phone=sender.phone),
        "link": f"{sender.base_url.rstrip('/')}/{cycle.id}/{INDEX}",
        "is_simulated": cycle.is_simulated,
    }
    if occasion is Occasion.DIGEST:
        return say.Digest(told=_news(told), **shared)  # type: ignore[arg-type]
    requests = tuple(
        say.AlsoAsked(asked_as=Occasion(each.occasion), title=each.title, due_on=each.due_on) for each in told
    )
    first_due_on = min((each.due_on for each in told if each.due_on), default=None)
    return say.Requests(requests=requests, first_due_on=first_due_on, **shared)  # type: ignore[arg-type]


def _news(told: Iterable[Message]) -> tuple[say.Told, ...]:
    """Each piece of news once, whatever the number of letters about it."""
    pieces = dict.fromkeys(
        (each.subject.removeprefix(EXERCISE[each.language]), each.gist or each.title) for each in told
    )
    return tuple(say.Told(title=subject, gist=gist) for subject, gist in pieces)
