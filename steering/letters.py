"""Letters: who is told what, and the message that is owed for it.

A letter is written in the transaction that causes it. Its id names cycle, stage, round, occasion,
subject and recipient: the same step repeated writes the same letter, and the database keeps one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models import (
    AtExpiry,
    Ballot,
    BallotReceipt,
    Committee,
    Cycle,
    Gate,
    GateItem,
    GateKind,
    MasterplanVersion,
    Message,
    Organisation,
    Request,
    RequestKind,
    StageRun,
    Voting,
)
from models.columns import key
from steering.addressees import (
    Addressee,
    Sender,
    coordinator,
    council_office,
    guests,
    holders,
    once_each,
    owner,
)
from steering.decision import Reason
from steering.interests import conflicts_by_seat
from steering.records import Records
from steering.written_letters import Sheet, written
from templates import occasions as say
from templates.reasons import reason_text

INDEX = "index.html"


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
    """The frame for a round's letters, leading to a document of the round or to the list of all."""
    cycle = records.one(Cycle)
    version = records.by_id(MasterplanVersion)[cycle.target_version_id]
    return Frame(
        sender=sender,
        cycle=cycle,
        plan=plan_title(version),
        run=run,
        now=now,
        today=today,
        link=link_to(sender, run, document),
    )


def plan_title(version: MasterplanVersion) -> str:
    """What a plan is called: Masterplan Bildung 3.0."""
    return f"Masterplan Bildung {version.label}"


def link_to(sender: Sender, run: StageRun, document: str = "") -> str:
    """Where a document is served that the office lays down; without one, the list of the revision."""
    place = f"{run.stage_key}/{run.round}/{document}.html" if document else INDEX
    return f"{sender.base_url.rstrip('/')}/{run.cycle_id}/{place}"


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


def message(
    frame: Frame, addressee: Addressee, facts: say.Facts, *, about: str, calendar: str = ""
) -> Message:
    """The message owed to one addressee on one occasion about one subject; `calendar` is an appointment."""
    sheet = Sheet(
        identity=key(frame.run.id, facts.occasion, about, addressee.id),
        stage_key=frame.run.stage_key,
        round=frame.run.round,
        cycle_id=frame.cycle.id,
        now=frame.now,
        mail_domain=frame.sender.mail_domain,
        calendar=calendar,
    )
    return written(sheet, addressee, facts)


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
    frame: Frame,
    records: Records,
    gate: Gate,
    committee: Committee,
    items: Sequence[GateItem],
    *,
    at_expiry: AtExpiry | None = None,
    may_object_until: date | None = None,
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
    own = conflicts_by_seat(records, committee, items)
    return [
        message(
            frame,
            to,
            _asked(
                frame,
                to,
                gate,
                committee,
                items,
                conflicts=own.get(to.seat_id, ()),
                at_expiry=at_expiry,
                may_object_until=may_object_until,
            ),
            about=gate.id,
        )
        for to in once_each(holders(records, committee, frame.today) or guests(records, committee))
    ]


def _asked(
    frame: Frame,
    to: Addressee,
    gate: Gate,
    committee: Committee,
    items: Sequence[GateItem],
    *,
    conflicts: tuple[str, ...],
    at_expiry: AtExpiry | None,
    may_object_until: date | None,
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
            has_vote=to.has_vote,
            conflicts=conflicts,
            is_secret=gate.is_secret,
            **common(frame, to),  # type: ignore[arg-type]
        )
    return say.GateOpened(
        committee=committee.title,
        kind=gate.kind,
        question=gate.question,
        items=titles,
        due_on=gate.due_on,
        has_vote=to.has_vote,
        conflicts=conflicts,
        is_secret=gate.is_secret,
        at_expiry=at_expiry if to.has_vote else None,
        may_object_until=may_object_until if to.has_vote else None,
        **common(frame, to),  # type: ignore[arg-type]
    )


def _as_answered(gate: Gate, told: Sequence[say.ItemOutcome]) -> GateKind:
    """What a body did: one that was asked for comments and voted has released the matter."""
    has_voted = any(item.yes_count + item.no_count + item.abstain_count for item in told)
    return GateKind.RELEASE if gate.kind is GateKind.COMMENT and has_voted else gate.kind


def tell_outcome(
    frame: Frame,
    records: Records,
    gate: Gate,
    items: Sequence[GateItem],
    *,
    next_step: Callable[[str], str],
    reasons: Sequence[Reason],
) -> list[Message]:
    """The letters that tell members and coordinator what a committee answered, in their languages."""
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
    recipients = once_each([*holders(records, committee, frame.today), coordinator(frame.sender)])
    worded = {
        language: tuple(reason_text(each.code, each.facts, language) for each in reasons)
        for language in {to.language for to in recipients}
    }
    return [
        message(
            frame,
            to,
            say.Outcome(
                committee=committee.title,
                kind=_as_answered(gate, told),
                question=gate.question,
                state=gate.state,
                items=tuple(told),
                reasons=worded[to.language],
                next_step=next_step(to.language),
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=gate.id,
        )
        for to in recipients
    ]


def confirm_receipt(
    frame: Frame,
    to: Addressee,
    gate: Gate,
    items: Sequence[GateItem],
    ballots: Sequence[Ballot],
    *,
    receipt: BallotReceipt,
) -> Message:
    """The letter that repeats to a member what was entered as the answer."""
    given = {ballot.gate_item_id: ballot for ballot in ballots}
    facts = say.Receipt(
        question=gate.question,
        answers=tuple(
            say.GivenAnswer(title=item.title, answer=given[item.id].answer, rank=given[item.id].rank)
            for item in items
            if item.id in given
        ),
        answered_at=frame.now,
        due_on=gate.due_on,
        code=receipt.code,
        **common(frame, to),  # type: ignore[arg-type]
    )
    return message(frame, to, facts, about=f"{gate.id}/{receipt.number}")
