"""Counting a gate: from ballots or a reported tally to results per item, places and reasons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models import Answer, Ballot, Committee, Gate, GateItem, GateKind, GateState, ItemResult, Seat, Tally
from steering.changes import changed
from steering.decision import (
    Attendance,
    Count,
    Decision,
    ItemOutcome,
    Reason,
    decide,
    gate_state,
    ranked,
)
from steering.decision.table import Table, lay_out
from steering.rules_of_procedure import RuleBook, Rules, book_of, rules_of

__all__ = ["ADOPTED", "Counted", "count_ballots", "count_nothing", "count_tally", "one_by_one", "rules_of"]

ADOPTED = frozenset({ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED})
# What says that the lot had to decide, over an item or over an order.
DRAWN = frozenset({"tie_drawn", "places_drawn"})
# Reasons of a single item that everybody should read even where many items were voted on.
_WORTH_SAYING = frozenset({"tie_drawn", "tie_awaits_lot", "silence_consents", "silence_broken"})


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
    texts: Mapping[str, str] = field(default_factory=dict)
    word: str = ""  # what a lot was drawn with, where one was needed

    @property
    def needs_lot(self) -> bool:
        """Whether the lot had to decide anything."""
        return any(reason.code in DRAWN for reason in self.reasons)

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


def count_ballots(
    committee: Committee,
    gate: Gate,
    items: Sequence[GateItem],
    ballots: Sequence[Ballot],
    seats: Sequence[Seat],
    *,
    book: RuleBook | None = None,
    matters: Mapping[str, str] | None = None,
    recused: Mapping[str, Collection[str]] | None = None,
    present: Collection[str] | None = None,
    asked: Collection[str] = (),
    casting: Mapping[str, Answer] | None = None,
    meeting: Attendance | None = None,
    word: str = "",
) -> Counted:
    """Count what the members answered. Who answered any item was present.

    `book` are the rules that apply. By item: `matters` is the kind of matter, `recused` the seats that
    are excluded, `casting` what the chair says once more after a tie. `present` are the seats in the
    room, where the body meets, and `meeting` what is known of its summons and its quorum; `asked` are
    the seats that were asked in time, where silence may be consent. `word` was published after the
    vote and is what a lot is drawn from.
    """
    rule_book = book or book_of(committee)
    table = lay_out(
        gate,
        items,
        ballots,
        seats,
        recused=recused or {},
        present=present,
        asked=asked,
        casting=casting or {},
        meeting=meeting,
        word=word,
    )
    rules = {item.id: rule_book.on((matters or {}).get(item.id, "")) for item in items}
    decisions = {item.id: table.decide(rules[item.id], item) for item in items}
    if all(decision.outcome is None for decision in decisions.values()):
        return _not_decided(gate, table.present_count, next(iter(decisions.values())))
    outcomes = {item.id: _outcome(decisions[item.id]) for item in items}
    results = [outcomes[item.id].result for item in items]
    order, ranking = _ranking(gate, table, items, rule_book.default)
    return Counted(
        state=gate_state(gate.kind, results),
        present=table.present_count,
        reasons=(*_reasons(list(decisions.values()), results), *ranking),
        outcomes=outcomes,
        places=order,
        remarks={item.id: table.remarks(item) for item in items},
    )


def _ranking(
    gate: Gate, table: Table, items: Sequence[GateItem], rules: Rules
) -> tuple[Mapping[str, int], tuple[Reason, ...]]:
    """The order of urgency where a gate ranks, and what the lot had to decide in it."""
    if gate.kind is not GateKind.RANK:
        return {}, ()
    order = ranked({item.subject_id: table.votes(item) for item in items}, rules.ranking, table.lot)
    said = [Reason(code="ranked_by", facts={"method": rules.ranking.value, "law": rules.law("ranking")})]
    if order.drawn:
        facts = {"count": sum(map(len, order.drawn)), "line": table.lot.line("")}
        said.append(Reason(code="places_drawn", facts=facts))
    return order.places, tuple(said)


def _outcome(decision: Decision) -> ItemOutcome:
    """The outcome of an item; one that too few could decide waits for another meeting."""
    if decision.outcome is not None:
        return decision.outcome
    return ItemOutcome(result=ItemResult.POSTPONED, yes=0, no=0, abstain=0, reasons=decision.reasons)


def _not_decided(gate: Gate, present: int, decision: Decision) -> Counted:
    if gate.is_second_summons:
        late = Reason(code="expired_without_answers")
        return Counted(state=GateState.SENT_BACK, present=present, reasons=(*decision.reasons, late))
    return Counted(state=GateState.INQUORATE, present=present, reasons=decision.reasons)


def _reasons(decisions: Sequence[Decision], results: Sequence[ItemResult]) -> tuple[Reason, ...]:
    """Why it came out so: all reasons of a single item, or the summary of many with what is special."""
    if len(decisions) == 1:
        return decisions[0].reasons
    quorums = [decision.quorum.reason for decision in decisions]
    special = [
        reason for decision in decisions for reason in decision.reasons if reason.code in _WORTH_SAYING
    ]
    told: list[Reason] = []
    for reason in [quorums[0], one_by_one(results), *quorums[1:], *special]:
        if reason not in told:
            told.append(reason)
    return tuple(told)


def one_by_one(results: Sequence[ItemResult]) -> Reason:
    """That several items were voted on one by one, and how many of them were adopted."""
    adopted = sum(result in ADOPTED for result in results)
    return Reason(code="voted_one_by_one", facts={"items": len(results), "adopted": adopted})


def count_tally(
    gate: Gate,
    tallies: Sequence[Tally],
    *,
    held_on: date | None = None,
    items: Sequence[GateItem] = (),
    book: RuleBook | None = None,
    matters: Mapping[str, str] | None = None,
    recused: Mapping[str, Collection[str]] | None = None,
) -> Counted:
    """Take over what a body's office reported from its meeting.

    With the body's `book` the reasons say why the report is right, with the paragraphs; `recused`
    are the seats that were excluded, by item.
    """
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
    why = () if book is None else _why_reported(gate, tallies, book, matters or {}, recused or {})
    return Counted(
        state=gate_state(gate.kind, results),
        present=present,
        reasons=(reported, *why, one_by_one(results)) if len(results) > 1 else (reported, *why),
        outcomes=outcomes,
        remarks={tally.gate_item_id: tally.remark for tally in tallies},
        places=_by_yes(items, outcomes) if gate.kind is GateKind.RANK else {},
        held_on=held_on,
        meeting_id=tallies[0].meeting_id,
        texts={tally.gate_item_id: tally.text for tally in tallies if tally.text},
    )


def _by_yes(items: Sequence[GateItem], outcomes: Mapping[str, ItemOutcome]) -> dict[str, int]:
    """The order of urgency where a meeting raised hands: more yes votes first, then as on the agenda."""
    order = sorted(items, key=lambda item: (-outcomes[item.id].yes, item.number))
    return {item.subject_id: place for place, item in enumerate(order, start=1)}


def _why_reported(
    gate: Gate,
    tallies: Sequence[Tally],
    book: RuleBook,
    matters: Mapping[str, str],
    recused: Mapping[str, Collection[str]],
) -> tuple[Reason, ...]:
    """The quorum, and of a single item the majority, where the rules lead to what was reported."""
    decisions = [_as_decided(gate, tally, book, matters, recused) for tally in tallies]
    first = decisions[0]
    if len(tallies) == 1 and first.result is _plain_result(tallies[0].result):
        return first.reasons
    told = [first.quorum.reason] if first.quorum.is_met else []
    told += [each.quorum.reason for each in decisions if each.needs_approval]
    return tuple(reason for place, reason in enumerate(told) if reason not in told[:place])


def _as_decided(
    gate: Gate,
    tally: Tally,
    book: RuleBook,
    matters: Mapping[str, str],
    recused: Mapping[str, Collection[str]],
) -> Decision:
    there = Attendance(
        present_count=tally.present_count,
        recused_count=len(recused.get(tally.gate_item_id, ())),
        is_second_summons=gate.is_second_summons,
    )
    count = Count(yes=tally.yes_count, no=tally.no_count, abstain=tally.abstain_count)
    return decide(book.on(matters.get(tally.gate_item_id, "")), count, there)


def _plain_result(result: ItemResult) -> ItemResult:
    return ItemResult.ADOPTED if result is ItemResult.ADOPTED_AS_AMENDED else result


def count_nothing(items: Sequence[GateItem], *, code: str = "noted") -> Counted:
    """A body without votes, or one that is only informed: what was said is noted."""
    noted = {
        item.id: ItemOutcome(result=ItemResult.NOTED, yes=0, no=0, abstain=0, reasons=()) for item in items
    }
    return Counted(state=GateState.PASSED, present=0, reasons=(Reason(code=code),), outcomes=noted)
