"""Handing over: who must be told today of a question that was put before they were in charge of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models import Gate, GateState, Mandate, Seat
from steering.seating.filled import Filled


class Why(StrEnum):
    """Why somebody is in charge now who was not asked."""

    SUCCESSION = "succession"
    STANDS_IN = "stands_in"
    RETURN = "return"


@dataclass(frozen=True, kw_only=True)
class Handover:
    """A question that is open, and whoever is in charge of a seat now."""

    gate: Gate
    seat: Seat
    mandate: Mandate
    why: Why
    until: date | None = None


def handovers(
    gates: Iterable[Gate],
    electors: Mapping[str, Collection[str]],
    places: Iterable[Filled],
    *,
    told: Collection[tuple[str, str]],
    answered: Collection[tuple[str, str]],
    asked_on: Mapping[str, date],
) -> list[Handover]:
    """What is to be told today.

    `told` are pairs of gate and mandate that were written to about it; `answered` pairs of gate and
    seat. A successor is told in any case: the seat may change its answer until the close.
    """
    seated = {each.seat.id: each for each in places}
    found = []
    for gate in gates:
        if gate.state is not GateState.OPEN:
            continue
        for seat_id in sorted(electors.get(gate.id, ())):
            place = seated.get(seat_id)
            if place is None or place.responsible is None or (gate.id, place.responsible.id) in told:
                continue
            handover = _handover(gate, place, place.responsible, asked_on[gate.id])
            if handover.why is Why.SUCCESSION or (gate.id, seat_id) not in answered:
                found.append(handover)
    return found


def _handover(gate: Gate, place: Filled, who: Mandate, asked_on: date) -> Handover:
    if place.is_stood_in_for:
        until = place.absence.to_on if place.absence is not None else None
        return Handover(gate=gate, seat=place.seat, mandate=who, why=Why.STANDS_IN, until=until)
    why = Why.SUCCESSION if who.from_on > asked_on else Why.RETURN
    return Handover(gate=gate, seat=place.seat, mandate=who, why=why)
