"""Counting a gate: from ballots or a reported tally to results per item, places and reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models import Ballot, Committee, Gate, GateItem, GateKind, GateState, ItemResult, Seat, Tally
from steering.changes import changed
from steering.decision import ItemOutcome, Reason, Rules, Vote, decide_item, gate_state, places, quorum

ADOPTED = frozenset({ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED})


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The outcome of a gate before it is kept."""

    state: GateState
    present: int
    reasons: tuple[Reason, ...]
    outcomes: Mapping[str, ItemOutcome] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    held_on: date | None = None
    meeting_id: str = ""

    def applied(self, items: Sequence[GateItem]) -> list[GateItem]:
        """The items with their results and counts; without a quorum nothing is decided."""
        if not self.outcomes:
            return list(items)
        return [
            changed(
                item,
                result=self.outcomes[item.id].result,
                yes_count=self.outcomes[item.id].yes,
                no_count=self.outcomes[item.id].no,
                abstain_count=self.outcomes[item.id].abstain,
                remark=self.remarks.get(item.id, ""),
            )
            for item in items
        ]


def rules_of(committee: Committee) -> Rules:
    """The committee's rules of decision."""
    return Rules(
        seats_count=committee.seats_count,
        quorum_pct=committee.quorum_pct,
        majority=committee.majority,
        majority_base=committee.majority_base,
        tie=committee.tie,
        kind=committee.kind,
    )


def count_ballots(
    committee: Committee,
    gate: Gate,
    items: Sequence[GateItem],
    ballots: Sequence[Ballot],
    seats: Sequence[Seat],
    *,
    rules: Rules | None = None,
) -> Counted:
    """Count what the members answered. Who answered any item was present."""
    rules = rules or rules_of(committee)
    chairs = {seat.id for seat in seats if seat.is_chair}
    current = [b for b in ballots if b.is_current and b.content_sha256 == gate.content_sha256]
    present = len({ballot.seat_id for ballot in current})
    enough = quorum(rules, present, is_second_summons=gate.is_second_summons)
    if not enough.is_met:
        if gate.is_second_summons:
            late = Reason(code="expired_without_answers")
            return Counted(state=GateState.SENT_BACK, present=present, reasons=(enough.reason, late))
        return Counted(state=GateState.INQUORATE, present=present, reasons=(enough.reason,))
    votes = {
        item.id: [
            Vote(seat_id=b.seat_id, answer=b.answer, is_chair=b.seat_id in chairs, rank=b.rank)
            for b in current
            if b.gate_item_id == item.id
        ]
        for item in items
    }
    outcomes = {item.id: decide_item(rules, votes[item.id]) for item in items}
    results = [outcomes[item.id].result for item in items]
    by_subject = {item.subject_id: votes[item.id] for item in items}
    reasons = outcomes[items[0].id].reasons if len(items) == 1 else (one_by_one(results),)
    return Counted(
        state=gate_state(gate.kind, results),
        present=present,
        reasons=(enough.reason, *reasons),
        outcomes=outcomes,
        places=places(by_subject) if gate.kind is GateKind.RANK else {},
        remarks={item.id: _remarks(item, current) for item in items},
    )


def one_by_one(results: Sequence[ItemResult]) -> Reason:
    """That several items were voted on one by one, and how many of them were adopted."""
    adopted = sum(result in ADOPTED for result in results)
    return Reason(code="voted_one_by_one", facts={"items": len(results), "adopted": adopted})


def _remarks(item: GateItem, ballots: Sequence[Ballot]) -> str:
    given = [ballot.remark for ballot in ballots if ballot.gate_item_id == item.id and ballot.remark]
    return " ".join(dict.fromkeys(given))


def count_tally(gate: Gate, tallies: Sequence[Tally], *, held_on: date | None = None) -> Counted:
    """Take over what the body's own office reported from its meeting."""
    outcomes = {
        tally.gate_item_id: ItemOutcome(
            result=tally.result,
            yes=tally.yes_count,
            no=tally.no_count,
            abstain=tally.abstain_count,
            reasons=(),
        )
        for tally in tallies
    }
    present = max(tally.present_count for tally in tallies)
    reported = Reason(code="tally_reported", facts={"present": present, "by": tallies[0].reported_by})
    results = [tally.result for tally in tallies]
    return Counted(
        state=gate_state(gate.kind, results),
        present=present,
        reasons=(reported, one_by_one(results)) if len(results) > 1 else (reported,),
        outcomes=outcomes,
        remarks={tally.gate_item_id: tally.remark for tally in tallies},
        held_on=held_on,
        meeting_id=tallies[0].meeting_id,
    )


def count_nothing(items: Sequence[GateItem], *, code: str = "noted") -> Counted:
    """A body without votes, or one that is only informed: what was said is noted."""
    noted = {
        item.id: ItemOutcome(result=ItemResult.NOTED, yes=0, no=0, abstain=0, reasons=()) for item in items
    }
    return Counted(state=GateState.PASSED, present=0, reasons=(Reason(code=code),), outcomes=noted)
