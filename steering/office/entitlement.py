"""Whether a mandate may act for a seat at this moment; the pure rule is given what stands in the records."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlmodel import Session, col, select

from models import (
    Absence,
    Ballot,
    Committee,
    Delegation,
    Elector,
    Gate,
    GateItem,
    Mandate,
    Recusal,
    Seat,
    SeatingRules,
)
from steering.changes import changed
from steering.errors import NoMandate, NotAllowedNow
from steering.office.opening import Office
from steering.seating import Refused, right_to_act
from steering.seating.filled import rules_for
from steering.seating.rights import Standing

CLOSED = "gate_closed"


def acting(
    office: Office,
    session: Session,
    gate: Gate,
    mandate: Mandate,
    *,
    for_seat: str = "",
    items: Mapping[str, str],
    needs_vote: bool = True,
    answered_by_own: Collection[str] | None = None,
) -> Mandate:
    """The mandate, as it acts for a seat: its own, or one whose vote was handed to it.

    `answered_by_own` are the seats whose member has spoken; not told, those that answered the question.
    Raises NoMandate, or NotAllowedNow for a gate that is closed.
    """
    seat = session.get_one(Seat, for_seat or mandate.seat_id)
    committee = session.get_one(Committee, gate.committee_id)
    standing = standing_at(session, gate)
    if answered_by_own is not None:
        standing = replace(standing, answered_by_own=answered_by_own)
    verdict = right_to_act(
        seat,
        mandate,
        committee,
        rules=rules_for(committee, session.exec(select(SeatingRules)).all()),
        gate=gate,
        elector=session.get(Elector, (gate.id, seat.id)),
        items=items,
        standing=standing,
        today=office.today,
        needs_vote=needs_vote,
    )
    if isinstance(verdict, Refused):
        kind = NotAllowedNow if verdict.code == CLOSED else NoMandate
        raise kind(f"{mandate.id} for {seat.id}: {verdict.code}.", code=verdict.code, **verdict.facts)
    return mandate if seat.id == mandate.seat_id else changed(mandate, seat_id=seat.id)


def standing_at(session: Session, gate: Gate) -> Standing:
    """People, absences, delegations and recusals of the committee that a gate asks."""
    seats = select(col(Seat.id)).where(Seat.committee_id == gate.committee_id)
    items = select(col(GateItem.id)).where(GateItem.gate_id == gate.id)
    mandates = session.exec(select(Mandate).where(col(Mandate.seat_id).in_(seats))).all()
    ballots = session.exec(
        select(Ballot).where(col(Ballot.gate_item_id).in_(items), col(Ballot.is_current).is_(True))
    ).all()
    own = {each.id: each.seat_id for each in mandates}
    return Standing(
        mandates=mandates,
        absences=session.exec(select(Absence).where(col(Absence.seat_id).in_(seats))).all(),
        delegations=session.exec(
            select(Delegation).where(Delegation.committee_id == gate.committee_id)
        ).all(),
        recusals=session.exec(select(Recusal).where(col(Recusal.gate_item_id).in_(items))).all(),
        answered_by_own={each.seat_id for each in ballots if own.get(each.mandate_id) == each.seat_id},
    )
