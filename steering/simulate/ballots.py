"""How simulated members answer a gate: on their day, in person or by deputy, or not at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from models import Ballot, Committee, Elector, Gate, GateItem, Mandate, Participation, Role, Seat, StageRun
from steering.addressees import active_mandates
from steering.deadlines import GRACE
from steering.records import Records
from steering.simulate.acts import Answering
from steering.simulate.days import answering_day
from steering.simulate.script import Refusal, Script, drawn
from steering.simulate.voting import answer_of, refuse

BY_DEPUTY = 0.2
MISSING_QUORUM = 0.72


@dataclass(frozen=True, kw_only=True)
class Ballotbox:
    """A gate, who asks, and how its members are minded."""

    gate: Gate
    committee: Committee
    items: Sequence[GateItem]
    absent: float
    refusal: Refusal | None


def ballots_in(
    records: Records, gate: Gate, run: StageRun, items: Sequence[GateItem], script: Script
) -> Iterator[Answering]:
    """What the members who have not answered yet will answer, each on a day of their own."""
    is_first = run.round == 1 and gate.attempt == 1
    box = Ballotbox(
        gate=gate,
        committee=records.by_id(Committee)[gate.committee_id],
        items=items,
        absent=MISSING_QUORUM if is_first and gate.key in script.misses_quorum else script.absent,
        refusal=script.sent_back.get(gate.key) if run.round == 1 else None,
    )
    done = _with_all_answers(records, items)
    done |= {each.seat_id for each in records.all(Participation) if each.gate_id == gate.id and each.revision}
    seats = records.by_id(Seat)
    voters = (
        elector.seat_id for elector in records.all(Elector) if elector.gate_id == gate.id and elector.has_vote
    )
    for seat_id in sorted(voter for voter in voters if voter not in done):
        answering = _of_seat(records, box, seats[seat_id], drawn(script, gate.id, seat_id))
        if answering is not None:
            yield answering


def _with_all_answers(records: Records, items: Sequence[GateItem]) -> set[str]:
    """The seats that need not answer (again): who answered an item that was reworded since is asked anew."""
    mine = {item.id for item in items}
    current = Counter(
        ballot.seat_id for ballot in records.all(Ballot) if ballot.gate_item_id in mine and ballot.is_current
    )
    return {seat_id for seat_id, count in current.items() if count == len(mine)}


def _of_seat(records: Records, box: Ballotbox, seat: Seat, chance: Random) -> Answering | None:
    gate, is_spokesman = box.gate, box.refusal is not None and box.refusal.seat == seat.number
    if chance.random() < box.absent and not is_spokesman:
        return None
    # A day that was drawn stays, also when the chair gets a week more.
    due_on = gate.due_on - GRACE if gate.is_escalated else gate.due_on
    on = answering_day(gate.opened_at.date(), due_on, chance)
    sends_deputy = chance.random() < BY_DEPUTY
    mandate = _mandate(records, box.committee, seat, on, sends_deputy=sends_deputy)
    if mandate is None:
        return None
    refused = refuse(box.items, chance, is_spokesman=is_spokesman) if box.refusal else None
    answers, ranks = (refused, {}) if refused else answer_of(box.items, gate, chance)
    return Answering(
        on=on,
        gate_id=gate.id,
        seat_id=seat.id,
        mandate_id=mandate.id,
        answers=answers,
        ranks=ranks,
        remark=box.refusal.reason if box.refusal and is_spokesman else "",
    )


def _mandate(
    records: Records, committee: Committee, seat: Seat, on: date, *, sends_deputy: bool
) -> Mandate | None:
    """Who acts for the seat on the day: the deputy where one is sent and may come, else the member."""
    active = [mandate for mandate in active_mandates(records.all(Mandate), on) if mandate.seat_id == seat.id]
    deputies = [mandate for mandate in active if mandate.role is Role.DEPUTY]
    members = [mandate for mandate in active if mandate.role is not Role.DEPUTY]
    if sends_deputy and deputies and committee.deputies_allowed:
        return deputies[0]
    return members[0] if members else None
