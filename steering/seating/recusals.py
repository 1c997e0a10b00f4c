"""Conflicts of interest (Mitwirkungsverbot, NKomVG section 41): which seats take no part in an item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models import (
    Ballot,
    Fate,
    Gate,
    GateItem,
    Organisation,
    PlannedMeasure,
    Recusal,
    RecusalDecision,
    Seat,
)
from models.columns import key

# Whoever acts for the county itself has no employer but the one for whom the body decides.
OWN_KINDS = frozenset({"department", "staff_unit", "council"})


def recused_seats(records: Iterable[Recusal], item: GateItem | str) -> frozenset[str]:
    """The seats that neither advise nor vote on an item: the newest record of each seat holds."""
    wanted = item if isinstance(item, str) else item.id
    newest: dict[str, Recusal] = {}
    for record in records:
        known = newest.get(record.seat_id)
        if record.gate_item_id == wanted and (known is None or record.number > known.number):
            newest[record.seat_id] = record
    return frozenset(seat for seat, record in newest.items() if record.decision is RecusalDecision.EXCLUDED)


def recused_by_item(records: Iterable[Recusal], items: Iterable[GateItem]) -> Mapping[str, frozenset[str]]:
    """The recused seats of each of several items."""
    kept = list(records)
    return {item.id: recused_seats(kept, item) for item in items}


def is_void(ballot: Ballot, records: Iterable[Recusal]) -> bool:
    """Whether a ballot was cast before its seat was excluded from the item.

    It stays void when the exclusion is withdrawn: whoever may take part again answers again.
    """
    excluded = [
        record.entered_at
        for record in records
        if (record.gate_item_id, record.seat_id) == (ballot.gate_item_id, ballot.seat_id)
        and record.decision is RecusalDecision.EXCLUDED
    ]
    if not excluded or ballot.cast_at > max(excluded):
        return False
    # At one and the same moment only the mark tells which came first.
    return ballot.cast_at < max(excluded) or not ballot.is_current


def newest_of(records: Iterable[Recusal], item_id: str, seat_id: str) -> Recusal | None:
    """The record that holds for a seat at an item."""
    mine = [each for each in records if (each.gate_item_id, each.seat_id) == (item_id, seat_id)]
    return max(mine, key=lambda each: each.number, default=None)


def is_more_than_half(recused_count: int, seats_count: int) -> bool:
    """Whether so many are excluded that the body is quorate only by consent (NKomVG section 65 (3))."""
    return 2 * recused_count > seats_count


def next_id(item_id: str, seat_id: str, number: int) -> str:
    """What a record is called: item, seat and its number."""
    return key(item_id, "recusal", seat_id, number)


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A seat whose organisation may have an own interest in an item; a person looks at it."""

    item: GateItem
    seat: Seat
    organisation: Organisation


def hints(
    items: Sequence[GateItem],
    seats: Sequence[Seat],
    organisations: Mapping[str, Organisation],
    owners: Mapping[str, frozenset[str]],
    known: Sequence[Recusal] = (),
) -> list[Hint]:
    """Possible conflicts that nobody has looked at yet. Never a decision: that is up to the body."""
    looked_at = {(each.gate_item_id, each.seat_id) for each in known}
    return [
        Hint(item=item, seat=seat, organisation=organisations[seat.organisation_id])
        for item in items
        for seat in sorted(seats, key=lambda seat: seat.number)
        if seat.organisation_id is not None
        and seat.organisation_id in owners.get(item.subject_id, frozenset())
        and seat.organisation_id in organisations
        and organisations[seat.organisation_id].kind not in OWN_KINDS
        and (item.id, seat.id) not in looked_at
    ]


def owners_of_subjects(planned: Iterable[PlannedMeasure], fates: Iterable[Fate]) -> dict[str, frozenset[str]]:
    """Which organisations are in charge of what an item can be about: a measure, or its fate."""
    by_measure: dict[str, set[str]] = {}
    found: dict[str, frozenset[str]] = {}
    for sheet in planned:
        if sheet.owner_id is not None:
            by_measure.setdefault(sheet.measure_id, set()).add(sheet.owner_id)
            found[sheet.id] = frozenset({sheet.owner_id})
    for fate in fates:
        if fate.measure_id in by_measure:
            found[fate.id] = frozenset(by_measure[fate.measure_id])
    return found


def items_of_gate(items: Iterable[GateItem], gate: Gate) -> list[GateItem]:
    """The items of a gate in their order."""
    return sorted((item for item in items if item.gate_id == gate.id), key=lambda item: item.number)
