"""The rule by which a gate ends: kept when it is opened, applied when its last day has passed."""

from collections.abc import Callable

from models import AtExpiry, Committee, Gate, GateExpiry
from steering.counting import Counted
from steering.expiry import applicable, expired
from steering.office.opening import Office
from steering.records import Records


def stated_rule(office: Office, stage_key: str, committee: Committee) -> AtExpiry | None:
    """The rule that an invitation states today."""
    return applicable(office.timing(stage_key).at_expiry, committee)


def record_of(gate: Gate, rule: AtExpiry | None) -> list[GateExpiry]:
    """What is kept of it with the gate."""
    return [] if rule is None else [GateExpiry(gate_id=gate.id, rule=rule)]


def rule_of(records: Records, gate: Gate) -> AtExpiry | None:
    """The rule that the invitation to a gate stated."""
    return next((each.rule for each in records.all(GateExpiry) if each.gate_id == gate.id), None)


def at_expiry(records: Records, gate: Gate, counted: Counted, count: Callable[[Gate], Counted]) -> Counted:
    """What a gate amounts to under its rule."""
    return expired(rule_of(records, gate), gate, counted, count)
