"""Consent to circulation (Umlaufverfahren): how many members must consent, and who did."""

from models import CirculationConsent, Elector, Gate
from steering.decision import consents_needed
from steering.frozen_rules import FrozenRules
from steering.records import Records


def consents_needed_by(rules: FrozenRules) -> int:
    """How many members must consent before single answers are taken; the strictest matter counts."""
    named = [rules.book.on(matter) for matter in rules.matters.values()] or [rules.default]
    return max(consents_needed(each) for each in named)


def consenting(records: Records, gate: Gate) -> frozenset[str]:
    """The seats that consented to deciding a question by circulation; only those with a vote count."""
    voters = {each.seat_id for each in records.all(Elector) if each.gate_id == gate.id and each.has_vote}
    given = {each.seat_id for each in records.all(CirculationConsent) if each.gate_id == gate.id}
    return frozenset(given & voters)


def lacks_consent(records: Records, gate: Gate, rules: FrozenRules) -> bool:
    """Whether too few members have consented: then no single answer counts."""
    return len(consenting(records, gate)) < consents_needed_by(rules)
