"""Letters about seats: who is told that a seat changed hands, was answered for, or takes no part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models import (
    Committee,
    CycleState,
    Gate,
    Mandate,
    MasterplanVersion,
    Message,
    Seat,
    VersionState,
)
from models.columns import key
from steering.addressees import Addressee, as_addressee
from steering.errors import NotThere
from steering.letters import INDEX, common, message, plan_title
from steering.office.archive import Transaction
from steering.office.at_gate import current_ballots, frame_in, items_of_gate
from steering.office.entitlement import standing_at
from steering.office.opening import Office
from steering.seating.delegations import holds
from steering.seating.filled import filled
from steering.written_letters import Sheet, written
from templates import occasions as say
from templates.occasions_seats import EnteredAnswer, SeatAnswered

# A letter about seats that belongs to no question.
BETWEEN_QUESTIONS = "seats"


def entered_for(tx: Transaction, gate: Gate, seat_id: str) -> tuple[tuple[EnteredAnswer, ...], int]:
    """What is entered for a seat at this moment, and how often it was changed."""
    items = items_of_gate(tx.session, gate)
    ballots = current_ballots(tx.session, items, seat_id)
    given = {ballot.gate_item_id: ballot for ballot in ballots}
    answers = tuple(
        EnteredAnswer(title=item.title, answer=given[item.id].answer, rank=given[item.id].rank)
        for item in items
        if item.id in given
    )
    return answers, sum(ballot.revision for ballot in ballots)


def tell_the_others(office: Office, tx: Transaction, gate: Gate, acted: Mandate) -> list[Message]:
    """Everybody else who may act for a seat learns that it was answered for.

    `acted` is the mandate as it acts: its seat is the one that was answered for.
    """
    committee = tx.get(Committee, gate.committee_id)
    seat = tx.get(Seat, acted.seat_id)
    answers, revisions = entered_for(tx, gate, seat.id)
    frame = frame_in(office, tx, gate)
    told = []
    for to, may_answer in others_at(office, tx, gate, acted, committee):
        facts = SeatAnswered(
            seat=seat.title,
            by=acted.title,
            question=gate.question,
            answers=answers,
            due_on=gate.due_on,
            may_answer=may_answer,
            **common(frame, to),  # type: ignore[arg-type]
        )
        told.append(message(frame, to, facts, about=f"{gate.id}/{seat.number}/{revisions}"))
    return told


def others_at(
    office: Office, tx: Transaction, gate: Gate, acted: Mandate, committee: Committee
) -> Iterable[tuple[Addressee, bool]]:
    """Everybody else who may act for a seat, and whether they may answer in their own right."""
    standing = standing_at(tx.session, gate)
    by_id = {each.id: each for each in standing.mandates}
    seat = tx.get(Seat, acted.seat_id)
    (place,) = filled(
        [seat],
        standing.mandates,
        standing.absences,
        office.today,
        deputies_allowed=committee.deputies_allowed,
    )
    # The member learns of every answer; a deputy only while standing in.
    own = [place.holder, place.deputy if place.is_stood_in_for else None]
    for mandate in own:
        if mandate is not None and mandate.id != acted.id:
            yield as_addressee(mandate, seat, committee), True
    for each in standing.delegations:
        is_his = each.seat_id == seat.id and each.delegate_mandate_id != acted.id
        if is_his and holds(each, gate.id, office.today, by_id):
            delegate = by_id[each.delegate_mandate_id]
            yield as_addressee(delegate, tx.get(Seat, delegate.seat_id), committee), False


def for_seat(to: Addressee, acted: Mandate, own_seat_id: str) -> Addressee:
    """The addressee of a receipt: whoever answers for two seats gets one for each."""
    if acted.seat_id == own_seat_id:
        return to
    return replace(to, id=key(to.id, "for", acted.seat_id.rpartition("/")[2]))


def own_frame(office: Office) -> dict[str, object]:
    """What every letter states that belongs to no question: who writes, of which plan, where to look."""
    sender = office.sender
    return {
        "asker": sender.function,
        "plan": _plan(office),
        "contact": say.Contact(function=sender.function, mail=sender.address, phone=sender.phone),
        "link": f"{sender.base_url.rstrip('/')}/{INDEX}",
        "is_simulated": is_simulated(office),
    }


def letter(office: Office, to: Addressee, facts: say.Facts, *, about: Sequence[object]) -> Message:
    """A letter about seats that belongs to no question; its name says what it is about."""
    sheet = Sheet(
        identity=key(office.region_key, BETWEEN_QUESTIONS, facts.occasion, *about, to.id),
        stage_key=BETWEEN_QUESTIONS,
        now=office.now,
        mail_domain=office.sender.mail_domain,
    )
    return written(sheet, to, facts)


def _plan(office: Office) -> str:
    """The plan that is being worked on, or the one in force."""
    cycle = office.archive.open_cycle(office.region_key)
    if cycle is not None:
        return plan_title(office.archive.find(MasterplanVersion, cycle.target_version_id))
    kept = office.archive.table(MasterplanVersion).to_dict("records")
    in_force = [row["label"] for row in kept if row["state"] == VersionState.IN_FORCE]
    return f"Masterplan Bildung {in_force[0] if in_force else office.profile.plan.label}"


def is_simulated(office: Office) -> bool:
    """Whether a simulated revision is open."""
    try:
        cycle = office.archive.latest_cycle(office.region_key)
    except NotThere:
        return False
    return cycle.is_simulated and cycle.state is CycleState.OPEN


def seat_addressee(tx: Transaction, mandate: Mandate) -> Addressee:
    """Whoever a mandate belongs to, at the seat of the mandate."""
    seat = tx.get(Seat, mandate.seat_id)
    return as_addressee(mandate, seat, tx.get(Committee, seat.committee_id))
