"""The published outcome of a gate: in a form that a recount can compare, and known by its hash."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from models import Gate, GateItem, GateOutcome
from steering.codes import canonical
from steering.counting import Counted
from steering.decision import Reason


def outcome_of(
    gate: Gate,
    items: Sequence[GateItem],
    counted: Counted,
    reasons: Sequence[Reason],
    receipts: Iterable[str],
) -> GateOutcome:
    """What is published of a count; `items` stand as the count leaves them."""
    outcome = GateOutcome(
        gate_id=gate.id,
        state=counted.state,
        present_count=counted.present,
        results=canonical({str(item.number): result_of(item) for item in items}),
        places=canonical(dict(counted.places)),
        reasons=canonical([reason_told(each) for each in reasons]),
        sha256="",
    )
    outcome.sha256 = outcome_hash(outcome, receipts)
    return outcome


def outcome_hash(outcome: GateOutcome, receipts: Iterable[str]) -> str:
    """The hash of an outcome and of its list of receipts, as it stands in the audit trail."""
    whole = {"outcome": outcome.model_dump(exclude={"sha256"}), "receipts": sorted(receipts)}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def result_of(item: GateItem) -> list[object]:
    """What became of an item: its result, its counts and what was remarked."""
    result = item.result.value if item.result else None
    return [result, item.yes_count, item.no_count, item.abstain_count, item.remark]


def reason_told(reason: Reason) -> list[object]:
    """A reason as it is kept: its code, and its figures in a form that survives."""
    return [reason.code, json.loads(canonical(dict(reason.facts)))]
