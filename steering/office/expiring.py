"""The rule by which a gate ends: stated in its invitation, and kept when it is opened."""

from models import AtExpiry, Committee, Gate, GateExpiry
from steering.expiry import applicable
from steering.frozen_rules import FrozenRules
from steering.office.opening import Office


def stated_rule(office: Office, stage_key: str, committee: Committee, rules: FrozenRules) -> AtExpiry | None:
    """The rule that an invitation states today."""
    wanted = office.timing(stage_key).at_expiry
    return applicable(wanted, committee, silence_is_consent=rules.takes_silence_for_consent)


def record_of(gate: Gate, rule: AtExpiry | None) -> list[GateExpiry]:
    """What is kept of it with the gate."""
    return [] if rule is None else [GateExpiry(gate_id=gate.id, rule=rule)]
