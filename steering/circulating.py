"""Circulation (Umlaufverfahren): whether a question that members answer singly may be decided so."""

from datetime import date, timedelta

from models import CirculationObjection, Committee, CommitteeKind, Gate, GateKind, Voting
from steering.consent import consenting
from steering.decision import Reason, may_circulate
from steering.frozen_rules import FrozenRules, rules_at
from steering.polling import items_in
from steering.records import Records


def is_circulated(committee: Committee, gate: Gate) -> bool:
    """Whether members answer singly, so that without a meeting it is a decision by circulation."""
    meets = committee.voting is Voting.TALLY
    return not (meets or committee.kind is CommitteeKind.CONFERENCE or gate.kind is GateKind.INFORM)


def why_not(rules: FrozenRules, objections: int = 0, consents: int = 0) -> Reason | None:
    """Why a question may not be decided by circulation; None where it may. The strictest matter counts."""
    for each in [rules.book.on(matter) for matter in rules.matters.values()] or [rules.default]:
        may, reason = may_circulate(each, objections=objections, consents=consents)
        if not may:
            return reason
    return None


def why_meet(records: Records, gate: Gate) -> Reason | None:
    """Why a question that members would answer singly needs a meeting; None where it needs none."""
    committee = records.by_id(Committee)[gate.committee_id]
    if not is_circulated(committee, gate):
        return None
    rules = rules_at(records, gate, committee, items_in(records, gate))
    objections = sum(each.gate_id == gate.id for each in records.all(CirculationObjection))
    return why_not(rules, objections, len(consenting(records, gate)))


def waits_for_consent(records: Records, gate: Gate) -> bool:
    """Whether single answers only need the consent of more members."""
    reason = why_meet(records, gate)
    return reason is not None and reason.code == "circulation_without_consent"


def objection_days(rules: FrozenRules) -> int:
    """For how many days after the question members may object; 0 where for as long as it is open."""
    named = [rules.book.on(matter).circulation_objection_days for matter in rules.matters.values()]
    days = named or [rules.default.circulation_objection_days]
    return 0 if 0 in days else max(days)


def last_day_to_object(gate: Gate, rules: FrozenRules, *, asked_on: date) -> date:
    """The last day on which a member may object to deciding without a meeting, or consent to it."""
    days = objection_days(rules)
    return min(gate.due_on, asked_on + timedelta(days=days)) if days else gate.due_on
