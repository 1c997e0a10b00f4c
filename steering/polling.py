"""Polling: what the answers to a gate amount to, from the record alone; for the close and for a recount."""

from collections.abc import Sequence

from models import (
    AgendaItem,
    AgendaRecusal,
    AtExpiry,
    Ballot,
    CirculationObjection,
    Committee,
    Elector,
    Gate,
    GateItem,
    GateLot,
    GateVersion,
    ItemVersion,
    Meeting,
    Participation,
    Recusal,
    Seat,
    SecretBallot,
    Tally,
)
from steering.changes import changed
from steering.consent import lacks_consent
from steering.counting import Counted, count_ballots, count_tally
from steering.deadlines import Answered
from steering.expiry import expired, rule_of
from steering.frozen_rules import rules_at
from steering.records import Records
from steering.seating.recusals import is_void, recused_by_item
from steering.showing import shown_hashes, that_count


def items_in(records: Records, gate: Gate) -> list[GateItem]:
    """The items of a gate in their order."""
    return sorted((i for i in records.all(GateItem) if i.gate_id == gate.id), key=lambda item: item.number)


def voters_of(records: Records, gate: Gate) -> set[str]:
    """The seats whose answers count: the electorate, as it was when the gate was opened."""
    return {each.seat_id for each in records.all(Elector) if each.gate_id == gate.id and each.has_vote}


def seats_at(records: Records, gate: Gate) -> list[Seat]:
    """The seats, with the chair where it was when the gate was opened: its vote may decide a tie."""
    if not gate.rules:
        return records.all(Seat)
    chairs = {each.seat_id for each in records.all(Elector) if each.gate_id == gate.id and each.is_chair}
    return [changed(seat, is_chair=seat.id in chairs) for seat in records.all(Seat)]


def ended(records: Records, committee: Committee, gate: Gate) -> Counted:
    """The outcome once everybody has answered or the last day is over, by the rule that was stated."""
    rule = rule_of(records, gate)
    counted = poll(records, committee, gate, at_expiry=rule)
    return expired(rule, gate, counted, lambda again: poll(records, committee, again, at_expiry=rule))


def poll(records: Records, committee: Committee, gate: Gate, *, at_expiry: AtExpiry | None = None) -> Counted:
    """The outcome that the answers bring, by the rules of the gate.

    Only where the last day is over by a rule that was stated, silence may be consent.
    """
    items = items_in(records, gate)
    rules = rules_at(records, gate, committee, items)
    cast = [] if lacks_consent(records, gate, rules) else counting(records, gate, items)
    # Each ballot was held against its own item; for the count they all belong to this question.
    counted = [changed(each, is_current=True, content_sha256=gate.content_sha256) for each in cast]
    return count_ballots(
        committee,
        gate,
        items,
        counted,
        seats_at(records, gate),
        book=rules.book,
        matters=rules.matters,
        recused=recused_by_item(records.all(Recusal), items),
        asked=voters_of(records, gate) if at_expiry is AtExpiry.SILENCE_CONSENTS else (),
        word=word_of(records, gate),
    )


def word_of(records: Records, gate: Gate) -> str:
    """The word that a lot is drawn with; none before the close, and none where nothing was drawn."""
    return next((each.word for each in records.all(GateLot) if each.gate_id == gate.id), "")


def report(records: Records, committee: Committee, gate: Gate) -> Counted | None:
    """The outcome that a meeting brought, by the rules of the gate; None until its count is there."""
    items = items_in(records, gate)
    tallies = {tally.gate_item_id: tally for tally in records.all(Tally)}
    if not all(item.id in tallies for item in items):
        return None
    reported = [tallies[item.id] for item in items]
    rules = rules_at(records, gate, committee, items)
    return count_tally(
        gate,
        reported,
        held_on=records.by_id(Meeting)[reported[0].meeting_id].held_on,
        items=items,
        book=rules.book,
        matters=rules.matters,
        recused=recused_in_meeting(records, gate, items, reported[0].meeting_id),
    )


def recused_in_meeting(
    records: Records, gate: Gate, items: Sequence[GateItem], meeting_id: str
) -> dict[str, frozenset[str]]:
    """The seats that were excluded, by item: those that stated it, and those that left in the meeting."""
    points = {
        each.id
        for each in records.all(AgendaItem)
        if (each.gate_id, each.meeting_id) == (gate.id, meeting_id)
    }
    left = {each.seat_id for each in records.all(AgendaRecusal) if each.agenda_item_id in points}
    stated = recused_by_item(records.all(Recusal), items)
    return {item.id: frozenset(stated.get(item.id, ())) | left for item in items}


def counting(records: Records, gate: Gate, items: Sequence[GateItem]) -> list[Ballot]:
    """The ballots that count; those of a secret round stand under keys instead of seats.

    None counts where somebody objected to circulation: then the body decides in a meeting.
    """
    if any(each.gate_id == gate.id for each in records.all(CirculationObjection)):
        return []
    mine = {item.id for item in items}
    shown = shown_hashes(gate, items, (v for v in records.all(ItemVersion) if v.gate_item_id in mine))
    if gate.is_secret:
        return [
            _unnamed(each)
            for each in records.all(SecretBallot)
            if each.content_sha256 == shown.get(each.gate_item_id)
        ]
    voters, recusals = voters_of(records, gate), records.all(Recusal)
    cast = (each for each in records.all(Ballot) if each.gate_item_id in mine and each.seat_id in voters)
    return [each for each in that_count(cast, shown) if not is_void(each, recusals)]


def _unnamed(ballot: SecretBallot) -> Ballot:
    return Ballot(
        gate_item_id=ballot.gate_item_id,
        seat_id=ballot.box_key,
        answer=ballot.answer,
        rank=ballot.rank,
        mandate_id="",
        content_sha256=ballot.content_sha256,
    )


def took_part(records: Records, gate: Gate) -> Answered:
    """Which seats took part in a secret round since its wording last changed, and which did not."""
    newest = max((v.number for v in records.all(GateVersion) if v.gate_id == gate.id), default=1)
    done = frozenset(
        each.seat_id
        for each in records.all(Participation)
        if each.gate_id == gate.id and each.version_number == newest
    )
    out = recused_by_item(records.all(Recusal), items_in(records, gate)).values()
    from_all = frozenset[str].intersection(*out) if out else frozenset[str]()
    return Answered(seats=done, missing=frozenset(voters_of(records, gate) - done - from_all))
