"""Handing over: open questions, and letters that are not sent yet, go to whoever is in charge today.

It is found from the records, so it may be done at any moment and any number of times.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from models import (
    Absence,
    AgendaItem,
    Ballot,
    CirculationConsent,
    CirculationObjection,
    Committee,
    CommitteeKind,
    CommitteeRule,
    Cycle,
    Elector,
    Fate,
    Gate,
    GateItem,
    GateState,
    GateVersion,
    Mandate,
    Meeting,
    Message,
    MessageState,
    Organisation,
    Participation,
    PlannedMeasure,
    Recusal,
    Seat,
    SeatingRules,
    Voting,
)
from models.columns import key
from steering.addressees import as_addressee
from steering.consent import consents_needed_by, last_words, silent
from steering.consent_letters import Wanted, ask_for_consent
from steering.interests import conflicts_by_seat
from steering.letters import common, message
from steering.meetings.taking_up import is_taken_from_members
from steering.office.archive import Transaction
from steering.office.archive.scope import within_open_gates
from steering.office.asked_now import asks_consent, is_worth_asking, last_day_to_consent, rules_of
from steering.office.at_gate import frame_in
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.seat_letters import entered_for
from steering.office.waiting import who_answered
from steering.office.waiting_letters import ASKING, waiting_letters
from steering.records import Records
from steering.seating.filled import Filled, filled, runs
from steering.seating.handover import Handover, Why, handovers
from steering.seating.recusals import items_of_gate, recused_by_item
from templates.envelope import Occasion
from templates.occasions_seats import HandoverWhy, SeatHandover

NEEDED = (
    Committee,
    Seat,
    SeatingRules,
    Mandate,
    Absence,
    Gate,
    GateItem,
    Elector,
    Ballot,
    Participation,
    GateVersion,
    Recusal,
    Organisation,
    PlannedMeasure,
    Fate,
    # Whether members answer singly, or meet, or consent first.
    CommitteeRule,
    CirculationConsent,
    CirculationObjection,
    AgendaItem,
    Meeting,
)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What was handed over: letters of questions, letters readdressed, letters cancelled."""

    asked: int = 0
    readdressed: int = 0
    cancelled: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether all was in the right hands."""
        return not (self.asked or self.readdressed or self.cancelled)


def hand_over(office: Office, cycle: Cycle) -> Moved:
    """Give open questions and waiting letters of a revision to those who are in charge today."""
    with office.writing() as tx:
        return hand_over_in(office, tx, cycle)


def hand_over_in(office: Office, tx: Transaction, cycle: Cycle) -> Moved:
    """The same within a transaction, for acts that change who is in charge."""
    records = standing_in(tx, cycle)
    cancelled, copies = waiting_letters(office, tx, cycle, records.all(Mandate), _in_charge(records, office))
    for each in cancelled:
        each.state, each.ended_at = MessageState.CANCELLED, office.now
        tx.session.add(each)
    tx.session.flush()
    written = [_letter(office, tx, records, each) for each in open_handovers(office, tx, records)]
    moved = Moved(asked=tx.owe(written), readdressed=tx.owe(copies), cancelled=len(cancelled))
    if not moved.is_nothing:
        details = {
            "letters": moved.asked,
            "readdressed": moved.readdressed,
            "cancelled": moved.cancelled,
        }
        tx.enter("seats.hand_over", cycle.id, details, cycle_id=cycle.id)
    return moved


def standing_in(tx: Transaction, cycle: Cycle) -> Records:
    """Who is asked what, and who fills the seats, as the transaction sees it."""
    whose = {"region_key": cycle.region_key, "cycle_id": cycle.id}
    return Records(
        row for kind in NEEDED for row in tx.session.exec(within_open_gates(kind), params=whose).all()
    )


def places_of(records: Records, committee: Committee, office: Office) -> list[Filled]:
    """The seats of a committee with whoever is at them today."""
    seats = [seat for seat in records.all(Seat) if seat.committee_id == committee.id]
    return filled(
        seats,
        records.all(Mandate),
        records.all(Absence),
        office.today,
        deputies_allowed=committee.deputies_allowed,
    )


def open_handovers(office: Office, tx: Transaction, records: Records) -> list[Handover]:
    """Open questions whose seats are in other hands than those that were written to."""
    committees = records.by_id(Committee)
    found: list[Handover] = []
    for gate in records.all(Gate):
        committee = committees[gate.committee_id]
        is_by_letter = committee.voting is Voting.BALLOTS and committee.kind is not CommitteeKind.CONFERENCE
        if gate.state is not GateState.OPEN or not is_by_letter:
            continue
        places = places_of(records, committee, office)
        if asks_consent(records, gate):
            if is_worth_asking(records, gate, office.today):
                told = _told(tx, records, gate, (Occasion.CONSENT_ASKED,))
                found += _about_consent(records, gate, places, told)
        # Whoever meets on a question is summoned, and not asked for an answer.
        elif not is_taken_from_members(records, gate):
            found += _at_gate(records, gate, places, _told(tx, records, gate, ASKING))
    return found


def _about_consent(
    records: Records, gate: Gate, places: Iterable[Filled], told: set[tuple[str, str]]
) -> list[Handover]:
    """Seats that have not said whether they consent, in hands that were not asked."""
    return handovers(
        [gate],
        {gate.id: silent(records, gate)},
        places,
        told=told,
        answered={(gate.id, seat) for seat in last_words(records, gate)},
        asked_on={gate.id: day_of(gate.opened_at)},
    )


def _at_gate(
    records: Records, gate: Gate, places: Iterable[Filled], told: set[tuple[str, str]]
) -> list[Handover]:
    items = items_of_gate(records.all(GateItem), gate)
    recused = recused_by_item(records.all(Recusal), items)
    takes_part = {
        each.seat_id
        for each in records.all(Elector)
        if each.gate_id == gate.id and any(each.seat_id not in recused[item.id] for item in items)
    }
    return handovers(
        [gate],
        {gate.id: takes_part},
        places,
        told=told,
        answered={(gate.id, seat) for seat in who_answered(records, gate).seats},
        asked_on={gate.id: day_of(gate.opened_at)},
    )


def _told(tx: Transaction, records: Records, gate: Gate, asking: Sequence[Occasion]) -> set[tuple[str, str]]:
    """Who has been written to about a gate; one letter to an address reaches all who share it."""
    about = [f"{key(gate.stage_run_id, occasion, gate.id)}/" for occasion in asking]
    query = select(Message).where(
        col(Message.occasion).in_([each.value for each in asking]), Message.state != MessageState.CANCELLED
    )
    written = [
        each
        for each in tx.session.exec(query).all()
        if any(each.id.startswith(beginning) for beginning in about)
    ]
    names = {each.id.removeprefix(beginning) for each in written for beginning in about}
    addresses = {each.address.casefold() for each in written}
    begun_on = day_of(gate.opened_at)
    return {
        (gate.id, mandate.id)
        for mandate in records.all(Mandate)
        if mandate.id in names
        # A successor behind the same address of a function is somebody else, and is told.
        or (mandate.address.casefold() in addresses and runs(mandate, begun_on))
    }


def _in_charge(records: Records, office: Office) -> Mapping[str, Mandate | None]:
    return {
        place.seat.id: place.responsible
        for committee in records.all(Committee)
        for place in places_of(records, committee, office)
    }


def _letter(office: Office, tx: Transaction, records: Records, handover: Handover) -> Message:
    gate, seat = handover.gate, handover.seat
    committee = records.by_id(Committee)[gate.committee_id]
    frame = frame_in(office, tx, gate)
    to = as_addressee(handover.mandate, seat, committee)
    if asks_consent(records, gate):
        rules = rules_of(records, gate)
        wanted = Wanted(needed=consents_needed_by(rules), until=last_day_to_consent(gate, rules))
        return ask_for_consent(frame, to, gate, committee, wanted)
    items = items_of_gate(records.all(GateItem), gate)
    electors = [each for each in records.all(Elector) if each.gate_id == gate.id]
    who = who_answered(records, gate)
    entered, _ = entered_for(tx, gate, seat.id)
    facts = SeatHandover(
        committee=committee.title,
        seat=seat.title,
        kind=gate.kind,
        question=gate.question,
        items=tuple(item.title for item in items),
        asked_on=day_of(gate.opened_at),
        due_on=gate.due_on,
        why=HandoverWhy(handover.why.value),
        answered_count=len(who.seats),
        asked_count=sum(each.has_vote for each in electors),
        entered=entered if handover.why is not Why.RETURN else (),
        conflicts=conflicts_by_seat(records, committee, items).get(seat.id, ()),
        until=handover.until,
        is_secret=gate.is_secret,
        has_answered=seat.id in who.seats,
        has_vote=seat.has_vote,
        **common(frame, to),  # type: ignore[arg-type]
    )
    return message(frame, to, facts, about=gate.id)
