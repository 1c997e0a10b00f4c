"""Minority statements (Sondervoten) as a paper prints them: beside an open vote, never a secret one."""

from models import AgendaItem, Committee, Gate, GateItem, MinorityStatement, Seat
from steering.records import Records
from templates.document_facts import StatementFacts


def statements_on(records: Records, item: GateItem) -> tuple[StatementFacts, ...]:
    """What members stated on an item, in the order in which they did.

    Who stated it is named by function, and only where the body and the item are public. Beside a secret
    vote nothing is printed: a statement would tell how its author voted.
    """
    gate = records.by_id(Gate)[item.gate_id]
    if gate.is_secret:
        return ()
    seats = records.by_id(Seat)
    names = _is_public(records, gate)
    stated = [each for each in records.all(MinorityStatement) if each.gate_item_id == item.id]
    return tuple(
        StatementFacts(
            who=seats[each.seat_id].title if names else "", text=each.text, is_simulated=each.is_simulated
        )
        for each in sorted(stated, key=lambda each: (each.made_at, each.id))
    )


def _is_public(records: Records, gate: Gate) -> bool:
    in_private = any(each.gate_id == gate.id and not each.is_public for each in records.all(AgendaItem))
    return records.by_id(Committee)[gate.committee_id].is_public and not in_private
