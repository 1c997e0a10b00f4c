"""Recounting: the outcome of a closed gate once more, from the record alone, and where it differs.

Nothing that was published is believed: the ballots that count are found from revision and wording,
the rules are the frozen ones, and what was published is held against what comes out.
"""

import json
from collections.abc import Iterator

from models import (
    Committee,
    CommitteeKind,
    Gate,
    GateItem,
    GateKind,
    GateOutcome,
    GateState,
    PublishedReceipt,
    Voting,
)
from steering.changes import changed
from steering.codes import canonical
from steering.counting import Counted, count_nothing
from steering.errors import NotAllowedNow
from steering.outcome import outcome_hash, reason_told, result_of
from steering.polling import ended, items_in, poll, report
from steering.record_checks import ballots_and_marks, box, receipts, wordings
from steering.records import Records
from steering.recount_difference import Difference

WITH_OUTCOME = frozenset(GateState) - {GateState.OPEN, GateState.CANCELLED}
# What a close adds of its own accord, and no count can find again.
_ADDED = frozenset({"early_close", "remarked"})


def recount(records: Records, gate: Gate, *, in_trail: str = "") -> list[Difference]:
    """Where the record and what was published differ; nothing where all of it fits.

    `in_trail` is the hash of the outcome that the audit trail holds.
    """
    if gate.state not in WITH_OUTCOME:
        raise NotAllowedNow(f"{gate.id} has no outcome.", code="nothing_to_recount", gate=gate.question)
    committee = records.by_id(Committee)[gate.committee_id]
    counted = _counted(records, committee, gate)
    return [
        *_state_and_items(records, gate, counted),
        *_outcome(records, gate, counted, in_trail),
        *wordings(records, gate),
        *(box(records, gate) if gate.is_secret else ballots_and_marks(records, gate)),
        *receipts(records, gate),
    ]


def _counted(records: Records, committee: Committee, gate: Gate) -> Counted:
    items = items_in(records, gate)
    if gate.kind is GateKind.INFORM:
        return count_nothing(items, code="informed")
    if committee.kind is CommitteeKind.CONFERENCE:
        return count_nothing(items)
    # A body that answers singly may have decided in a meeting all the same.
    reported = report(records, committee, gate)
    if reported is not None:
        return reported
    if committee.voting is Voting.TALLY:
        raise NotAllowedNow(f"{gate.id} has no count.", code="nothing_to_recount", gate=gate.question)
    # Whoever closed early took what was there; only the last day brings its rule with it.
    return (poll if _is_closed_early(records, gate) else ended)(records, committee, gate)


def _is_closed_early(records: Records, gate: Gate) -> bool:
    published = (each for each in records.all(GateOutcome) if each.gate_id == gate.id)
    return any(reason[0] == "early_close" for each in published for reason in json.loads(each.reasons))


def _state_and_items(records: Records, gate: Gate, counted: Counted) -> Iterator[Difference]:
    if counted.state is not gate.state:
        yield Difference(code="state", facts={"counted": counted.state, "published": gate.state})
    items = items_in(records, gate)
    for now, published in zip(_undecided(items, counted), items, strict=True):
        if result_of(now) != result_of(published):
            yield Difference(
                code="item",
                facts={
                    "number": now.number,
                    "counted": _in_figures(now),
                    "published": _in_figures(published),
                },
            )


def _undecided(items: list[GateItem], counted: Counted) -> list[GateItem]:
    """The items as the count leaves them, beginning with none decided."""
    blank = [
        changed(item, result=None, yes_count=0, no_count=0, abstain_count=0, remark="") for item in items
    ]
    return counted.applied(blank)


def _in_figures(item: GateItem) -> str:
    result = item.result.value if item.result else "-"
    return f"{item.yes_count}/{item.no_count}/{item.abstain_count} ({result})"


def _outcome(records: Records, gate: Gate, counted: Counted, in_trail: str) -> Iterator[Difference]:
    """The published outcome against the count, against its own hash, and against the trail."""
    outcome = next((each for each in records.all(GateOutcome) if each.gate_id == gate.id), None)
    if outcome is None:
        if in_trail:
            yield Difference(code="outcome_missing")
        return
    # Who was present, places and reasons stand nowhere else.
    if outcome.state is not gate.state or outcome.present_count != counted.present:
        facts = {"counted": counted.present, "published": outcome.present_count}
        yield Difference(code="present", facts=facts)
    published = {str(item.number): result_of(item) for item in items_in(records, gate)}
    if outcome.results != canonical(published):
        yield Difference(code="results")
    if outcome.places != canonical(dict(counted.places)):
        yield Difference(code="places")
    told = [reason for reason in json.loads(outcome.reasons) if reason[0] not in _ADDED]
    if told != [reason_told(each) for each in counted.reasons]:
        yield Difference(code="reasons")
    listed = [each.code for each in records.all(PublishedReceipt) if each.gate_id == gate.id]
    if outcome.sha256 != outcome_hash(outcome, listed):
        yield Difference(code="outcome_hash")
    if outcome.sha256 != in_trail:
        yield Difference(code="trail")
