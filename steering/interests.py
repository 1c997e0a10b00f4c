"""Own interests: which items of a gate the organisation of a seat is itself in charge of."""

from collections.abc import Sequence

from models import Committee, Fate, GateItem, Organisation, PlannedMeasure, Recusal, Seat, SeatingRules
from steering.records import Records
from steering.seating.filled import rules_for
from steering.seating.recusals import Hint, hints, owners_of_subjects


def hints_at(records: Records, committee: Committee, items: Sequence[GateItem]) -> list[Hint]:
    """Possible conflicts of interest that nobody has looked at; none where the body has no such rule."""
    if not rules_for(committee, records.all(SeatingRules)).has_recusal:
        return []
    return hints(
        items,
        [seat for seat in records.all(Seat) if seat.committee_id == committee.id],
        records.by_id(Organisation),
        owners_of_subjects(records.all(PlannedMeasure), records.all(Fate)),
        records.all(Recusal),
    )


def conflicts_by_seat(
    records: Records, committee: Committee, items: Sequence[GateItem]
) -> dict[str, tuple[str, ...]]:
    """The titles of those items by seat, as its letter names them."""
    found: dict[str, tuple[str, ...]] = {}
    for hint in hints_at(records, committee, items):
        found[hint.seat.id] = (*found.get(hint.seat.id, ()), hint.item.title)
    return found
