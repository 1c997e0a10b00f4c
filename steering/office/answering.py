"""Answering a gate: a member, or the deputy, says yes, no or abstains, and ranks where it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    Answer,
    Ballot,
    Cycle,
    Gate,
    GateItem,
    GateKind,
    GateState,
    ItemVersion,
    Mandate,
    Recusal,
    Role,
    StageRun,
)
from steering.deadlines import is_over
from steering.errors import NotAllowedNow, NotThere
from steering.office import secret_answering
from steering.office.archive import Transaction
from steering.office.at_gate import items_of_gate
from steering.office.entitlement import acting
from steering.office.opening import Office
from steering.office.receipts import Codes, acknowledge, known_codes
from steering.office.seat_letters import tell_the_others
from steering.office.secret_box import Choice
from steering.office.taken_up import refuse_taken_up
from steering.seating.recusals import recused_by_item
from steering.showing import shown_hashes


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a member answers to one item."""

    answer: Answer
    rank: int | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What comes with an answer.

    `seen` is the hash of what the member was shown; an answer to an older wording is refused.
    `code` opens the member's own ballot of a secret round again. `for_seat` names another seat whose
    vote was handed over.
    """

    seen: str = ""
    code: str = ""
    for_seat: str = ""


PLAIN = Envelope()


def answer(
    office: Office, gate_id: str, mandate_id: str, given: Mapping[int, Given], *, envelope: Envelope = PLAIN
) -> int:
    """A member, or the deputy, answers items of a gate by their numbers; gives how many were new or changed.

    Raises NoMandate where the mandate may not answer, NotAllowedNow where the gate is closed.
    """
    return cast(office, gate_id, mandate_id, given, envelope=envelope).new


def cast(
    office: Office, gate_id: str, mandate_id: str, given: Mapping[int, Given], *, envelope: Envelope = PLAIN
) -> Codes:
    """The same, and what the member keeps: a receipt, and in a secret round the code of the ballot."""
    with office.writing() as tx:
        at = office.at(tx.now)
        gate = open_gate(tx.session, gate_id)
        refuse_taken_up(tx.session, gate)
        refuse_late(at, gate)
        _refuse_outdated(gate, envelope.seen)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        items = {item.number: item for item in items_of_gate(tx.session, gate)}
        asked = {items[number].id: items[number].title for number in given if number in items}
        mandate = _entitled(at, tx.session, gate, tx.get(Mandate, mandate_id), envelope.for_seat, asked)
        out = _recused_from(tx.session, items, mandate.seat_id) if gate.is_secret else frozenset[int]()
        _refuse_what_does_not_fit(gate, items, given, recused_from=out)
        if gate.is_secret:
            choices = {
                items[number].id: Choice(answer=what.answer, rank=what.rank) for number, what in given.items()
            }
            shown = shown_in(tx.session, gate)
            return secret_answering.cast(at, tx, gate, mandate, choices, shown, code=envelope.code)
        return _cast_openly(at, tx, gate, mandate, _by_item(items, given), is_simulated=cycle.is_simulated)


def open_gate(session: Session, gate_id: str) -> Gate:
    """The gate, if it still takes answers."""
    gate = session.get(Gate, gate_id)
    if gate is None:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate_id} is {gate.state}.", code="gate_closed", gate=gate.question)
    return gate


def refuse_late(office: Office, gate: Gate) -> None:
    """Whoever answers after the last day is refused, also while nobody has closed the gate yet."""
    if is_over(gate, office.today):
        raise NotAllowedNow(
            f"Gate {gate.id} was due on {gate.due_on}.",
            code="answer_too_late",
            gate=gate.question,
            due_on=gate.due_on,
        )


def shown_in(session: Session, gate: Gate) -> dict[str, str]:
    """The hash of what each item of a gate shows now."""
    items = session.exec(select(GateItem).where(GateItem.gate_id == gate.id)).all()
    wanted = [item.id for item in items]
    versions = session.exec(select(ItemVersion).where(col(ItemVersion.gate_item_id).in_(wanted))).all()
    return shown_hashes(gate, items, versions)


def _refuse_outdated(gate: Gate, seen: str) -> None:
    if seen and seen != gate.content_sha256:
        raise NotAllowedNow(
            f"{gate.id} shows something else now.", code="content_changed", gate=gate.question
        )


def _entitled(
    office: Office, session: Session, gate: Gate, mandate: Mandate, for_seat: str, items: Mapping[str, str]
) -> Mandate:
    """The mandate as it acts for a seat; whether it may is a rule of seating."""
    return acting(office, session, gate, mandate, for_seat=for_seat, items=items)


def _recused_from(session: Session, items: Mapping[int, GateItem], seat_id: str) -> frozenset[int]:
    wanted = [item.id for item in items.values()]
    kept = session.exec(select(Recusal).where(col(Recusal.gate_item_id).in_(wanted))).all()
    out = recused_by_item(kept, items.values())
    return frozenset(number for number, item in items.items() if seat_id in out[item.id])


def _refuse_what_does_not_fit(
    gate: Gate, items: Mapping[int, GateItem], given: Mapping[int, Given], *, recused_from: frozenset[int]
) -> None:
    if gate.kind is GateKind.INFORM:
        raise NotAllowedNow(f"{gate.id} informs.", code="nothing_to_answer", gate=gate.question)
    for number, what in sorted(given.items()):
        if number not in items:
            raise NotThere(f"Gate {gate.id} has no item {number}.", code="no_such_item", number=number)
        if what.rank is not None and what.rank < 1:
            raise NotAllowedNow(f"Item {number}: rank {what.rank}.", code="rank_impossible", number=number)
        if gate.is_secret and what.remark:
            raise NotAllowedNow("A remark would tell.", code="no_remarks_in_secret", gate=gate.question)
    if gate.is_secret and set(given) != set(items) - recused_from:
        # A part of a ballot, put in by its own, would stand out among the whole ones.
        raise NotAllowedNow(
            "A secret ballot is whole.", code="secret_ballot_incomplete", count=len(set(items) - recused_from)
        )


def _by_item(items: Mapping[int, GateItem], given: Mapping[int, Given]) -> list[tuple[GateItem, Given]]:
    return [(items[number], what) for number, what in sorted(given.items())]


def _cast_openly(
    office: Office,
    tx: Transaction,
    gate: Gate,
    mandate: Mandate,
    given: list[tuple[GateItem, Given]],
    *,
    is_simulated: bool,
) -> Codes:
    new = sum(
        _cast(office, tx.session, gate, item, mandate, what, is_simulated=is_simulated)
        for item, what in given
    )
    if not new:
        return known_codes(tx.session, gate, mandate.seat_id)
    # What was answered stays out of the trail: an open vote is read in the ballots, not twice.
    details = {"seat": mandate.seat_id, "items": new, "content": gate.content_sha256}
    cycle_id = tx.get(StageRun, gate.stage_run_id).cycle_id
    tx.enter("gate.answer", gate.id, details, cycle_id=cycle_id)
    tx.owe(tell_the_others(office, tx, gate, mandate))
    return acknowledge(office, tx, gate, mandate, new=new)


def _cast(
    office: Office,
    session: Session,
    gate: Gate,
    item: GateItem,
    mandate: Mandate,
    what: Given,
    *,
    is_simulated: bool,
) -> int:
    mine = select(Ballot).where(Ballot.gate_item_id == item.id, Ballot.seat_id == mandate.seat_id)
    before = session.exec(mine.where(col(Ballot.is_current).is_(True))).first()
    if before is not None and (before.answer, before.rank, before.remark) == (
        what.answer,
        what.rank,
        what.remark,
    ):
        return 0
    if before is not None:
        before.is_current = False
        session.add(before)
        session.flush()
    # Not the one that is current: an answer to an earlier wording has ended, and stays.
    last = session.exec(mine.order_by(col(Ballot.revision).desc())).first()
    session.add(
        Ballot(
            gate_item_id=item.id,
            seat_id=mandate.seat_id,
            revision=last.revision + 1 if last else 1,
            answer=what.answer,
            rank=what.rank,
            remark=what.remark,
            mandate_id=mandate.id,
            is_by_deputy=mandate.role is Role.DEPUTY,
            content_sha256=shown_in(session, gate)[item.id],
            cast_at=office.now,
            is_simulated=is_simulated,
        )
    )
    session.flush()
    return 1
