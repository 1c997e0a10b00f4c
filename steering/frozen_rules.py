"""The rules of a gate, frozen when it was opened: who changes them meanwhile changes the next question."""

import json
from dataclasses import asdict

from models import Committee, CommitteeKind, Gate, Majority, MajorityBase, Tie
from steering.codes import canonical
from steering.counting import rules_of
from steering.decision import Rules

FEWEST_SECRET_VOTERS = 5


def frozen(rules: Rules) -> str:
    """The rules as text that has only one form."""
    return canonical(asdict(rules))


def rules_at(gate: Gate, committee: Committee) -> Rules:
    """The rules by which a gate is counted; one from before they were frozen goes by its committee's."""
    if not gate.rules:
        return rules_of(committee)
    kept = json.loads(gate.rules)
    return Rules(
        seats_count=kept["seats_count"],
        quorum_pct=kept["quorum_pct"],
        majority=Majority(kept["majority"]),
        majority_base=MajorityBase(kept["majority_base"]),
        tie=Tie(kept["tie"]),
        kind=CommitteeKind(kept["kind"]),
    )
