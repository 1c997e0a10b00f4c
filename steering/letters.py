"""Letters: who is told what, and the message that is owed for it.

A letter is written in the transaction that causes it. Its id names cycle, stage, round, occasion,
subject and recipient: the same step repeated writes the same letter, and the database keeps one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from models import (
    Committee,
    Cycle,
    Gate,
    GateItem,
    Mandate,
    MasterplanVersion,
    Message,
    Organisation,
    Request,
    RequestKind,
    Role,
    Seat,
    StageRun,
    Voting,
)
from models.columns import key
from steering.records import Records
from templates import occasions as say
from templates.notices import write_notice


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and where the reader finds more; from the region's profile and the settings."""

    function: str
    address: str
    phone: str
    base_url: str
    mail_domain: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom a letter goes: a function, an address, a language."""

    id: str
    title: str
    address: str
    language: str
    as_what: say.Recipient


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What all letters of one round of a stage share."""

    sender: Sender
    cycle: Cycle
    plan: str
    run: StageRun
    now: datetime
    today: date
    link: str


def frame_of(
    records: Records, run: StageRun, *, sender: Sender, now: datetime, today: date, document: str = ""
) -> Frame:
    """The frame for a round's letters."""
    cycle = records.one(Cycle)
    versions = records.by_id(MasterplanVersion)
    path = f"{run.cycle_id}/{run.stage_key}/{run.round}/{document}.html" if document else f"{run.cycle_id}/"
    return Frame(
        sender=sender,
        cycle=cycle,
        plan=f"Masterplan Bildung {versions[cycle.target_version_id].label}",
        run=run,
        now=now,
        today=today,
        link=f"{sender.base_url.rstrip('/')}/{path}",
    )


def common(frame: Frame, addressee: Addressee) -> dict[str, object]:
    """The facts that every notice states."""
    sender = frame.sender
    return {
        "asker": sender.function,
        "plan": frame.plan,
        "recipient": addressee.as_what,
        "contact": say.Contact(function=sender.function, mail=sender.address, phone=sender.phone),
        "link": frame.link,
        "is_simulated": frame.cycle.is_simulated,
    }


def message(frame: Frame, addressee: Addressee, facts: say.Facts, *, about: str) -> Message:
    """The message owed to one addressee on one occasion about one subject."""
    notice = write_notice(facts.occasion, facts, language=addressee.language)
    identity = key(frame.run.id, facts.occasion, about, addressee.id)
    return Message(
        id=identity,
        cycle_id=frame.cycle.id,
        stage_key=frame.run.stage_key,
        round=frame.run.round,
        occasion=facts.occasion,
        recipient=addressee.title,
        address=addressee.address,
        language=addressee.language,
        subject=notice.subject,
        text=notice.text,
        html=notice.html,
        mail_id=f"<{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{frame.sender.mail_domain}>",
        owed_at=frame.now,
        not_before_at=frame.now,
        is_simulated=frame.cycle.is_simulated,
    )


def holders(
    records: Records, committee: Committee, today: date, *, roles: Iterable[Role] = ()
) -> list[Addressee]:
    """Everyone who holds a seat of the committee today, not their deputies unless asked for."""
    wanted = set(roles) or {Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.ADVISORY}
    seats = {seat.id: seat for seat in records.all(Seat) if seat.committee_id == committee.id}
    return [
        _as_addressee(mandate, committee)
        for mandate in active_mandates(records.all(Mandate), today)
        if mandate.seat_id in seats and mandate.role in wanted
    ]


def active_mandates(mandates: Sequence[Mandate], today: date) -> list[Mandate]:
    """Mandates that run on this day, in a fixed order."""
    running = [m for m in mandates if m.from_on <= today and (m.to_on is None or m.to_on >= today)]
    return sorted(running, key=lambda mandate: mandate.id)


def _as_addressee(mandate: Mandate, committee: Committee) -> Addressee:
    return Addressee(
        id=mandate.id,
        title=mandate.title,
        address=mandate.address,
        language=mandate.language,
        as_what=say.Recipient(capacity=say.Capacity(mandate.role.value), committee=committee.title),
    )


def council_office(committee: Committee) -> Addressee:
    """The office that summons a body of the council; its members are not written to by us."""
    return Addressee(
        id=key(committee.id, "office"),
        title=committee.title,
        address=committee.office_address,
        language="de",
        as_what=say.Recipient(capacity=say.Capacity.COUNCIL_OFFICE, committee=committee.title),
    )


def coordinator(sender: Sender) -> Addressee:
    """The coordinator, to whom everything that waits is told."""
    return Addressee(
        id="coordinator",
        title=sender.function,
        address=sender.address,
        language="de",
        as_what=say.Recipient(capacity=say.Capacity.COORDINATOR),
    )


def owner(organisation: Organisation, kind: RequestKind) -> Addressee:
    """An organisation that owes data, a review or a sheet."""
    is_data = kind is RequestKind.DELIVERY
    capacity = say.Capacity.DATA_OWNER if is_data else say.Capacity.MEASURE_OWNER
    return Addressee(
        id=organisation.id,
        title=organisation.title,
        address=organisation.address,
        language=organisation.language,
        as_what=say.Recipient(capacity=capacity),
    )


ASKING: dict[RequestKind, type[say.DeliveryRequested | say.ReviewRequested | say.SheetRequested]] = {
    RequestKind.DELIVERY: say.DeliveryRequested,
    RequestKind.REVIEW: say.ReviewRequested,
    RequestKind.MEASURE_SHEET: say.SheetRequested,
}


def ask_for(frame: Frame, request: Request, organisation: Organisation) -> Message:
    """The letter that asks an organisation for something."""
    to = owner(organisation, request.kind)
    facts = ASKING[request.kind](title=request.title, due_on=request.due_on, **common(frame, to))  # type: ignore[arg-type]
    return message(frame, to, facts, about=request.subject_id)


def ask_committee(
    frame: Frame, records: Records, gate: Gate, committee: Committee, items: Sequence[GateItem]
) -> list[Message]:
    """The letters that put a gate before a committee: to its members, or to its own office."""
    if committee.voting is Voting.TALLY:
        to = council_office(committee)
        paper = say.PaperReady(
            committee=committee.title,
            title=items[0].title,
            proposals=tuple(item.text for item in items),
            due_on=gate.due_on,
            **common(frame, to),  # type: ignore[arg-type]
        )
        return [message(frame, to, paper, about=gate.id)]
    return [
        message(frame, to, _asked(frame, to, gate, committee, items), about=gate.id)
        for to in _asked_of(records, committee, frame.today)
    ]


def _asked_of(records: Records, committee: Committee, today: date) -> list[Addressee]:
    members = holders(records, committee, today)
    if members:
        return members
    # A conference has no seats: the organisations of the region are invited to speak.
    return [
        Addressee(
            id=organisation.id,
            title=organisation.title,
            address=organisation.address,
            language=organisation.language,
            as_what=say.Recipient(capacity=say.Capacity.MEMBER, committee=committee.title),
        )
        for organisation in records.all(Organisation)
        if organisation.address
    ]


def _asked(
    frame: Frame, to: Addressee, gate: Gate, committee: Committee, items: Sequence[GateItem]
) -> say.Facts:
    titles = tuple(item.title for item in items)
    if gate.is_second_summons:
        return say.SecondSummons(
            committee=committee.title,
            kind=gate.kind,
            question=gate.question,
            items=titles,
            due_on=gate.due_on,
            is_statutory=committee.decides,
            **common(frame, to),  # type: ignore[arg-type]
        )
    return say.GateOpened(
        committee=committee.title,
        kind=gate.kind,
        question=gate.question,
        items=titles,
        due_on=gate.due_on,
        **common(frame, to),  # type: ignore[arg-type]
    )


def tell_outcome(
    frame: Frame,
    records: Records,
    gate: Gate,
    items: Sequence[GateItem],
    *,
    next_step: str,
    reasons: Sequence[str],
) -> list[Message]:
    """The letters that tell members and coordinator what a committee answered."""
    committee = records.by_id(Committee)[gate.committee_id]
    told = [
        say.ItemOutcome(
            title=item.title,
            result=item.result,
            yes_count=item.yes_count,
            no_count=item.no_count,
            abstain_count=item.abstain_count,
        )
        for item in items
        if item.result is not None
    ]
    recipients = [*holders(records, committee, frame.today), coordinator(frame.sender)]
    return [
        message(
            frame,
            to,
            say.Outcome(
                committee=committee.title,
                kind=gate.kind,
                question=gate.question,
                state=gate.state,
                items=tuple(told),
                reasons=tuple(reasons),
                next_step=next_step,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=gate.id,
        )
        for to in recipients
    ]


def with_link(frame: Frame, path: str) -> Frame:
    """The same frame, leading to another page."""
    return replace(frame, link=f"{frame.sender.base_url.rstrip('/')}/{path}")
