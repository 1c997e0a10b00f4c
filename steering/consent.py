"""Consent to circulation (Umlaufverfahren): how many members must consent, who does, and who has not said."""

from datetime import datetime

from models import CirculationConsent, Elector, Gate
from steering.decision import consents_needed
from steering.frozen_rules import FrozenRules
from steering.records import Records


def consents_needed_by(rules: FrozenRules) -> int:
    """How many members must consent before single answers are taken; the strictest matter counts."""
    named = [rules.book.on(matter) for matter in rules.matters.values()] or [rules.default]
    return max(consents_needed(each) for each in named)


def last_words(records: Records, gate: Gate) -> dict[str, CirculationConsent]:
    """What each seat said last to deciding a question by circulation; only those with a vote count."""
    voters = _voters(records, gate)
    said = [
        each for each in records.all(CirculationConsent) if each.gate_id == gate.id and each.seat_id in voters
    ]
    return {each.seat_id: each for each in sorted(said, key=lambda each: each.revision)}


def consenting(records: Records, gate: Gate) -> frozenset[str]:
    """The seats that consent to deciding a question by circulation."""
    return frozenset(seat for seat, word in last_words(records, gate).items() if word.is_given)


def refusing(records: Records, gate: Gate) -> frozenset[str]:
    """The seats that do not consent, or no longer."""
    return frozenset(seat for seat, word in last_words(records, gate).items() if not word.is_given)


def silent(records: Records, gate: Gate) -> frozenset[str]:
    """The seats that have not said yet whether they consent."""
    return frozenset(_voters(records, gate) - last_words(records, gate).keys())


def lacks_consent(records: Records, gate: Gate, rules: FrozenRules) -> bool:
    """Whether too few members have consented: then no single answer counts."""
    return len(consenting(records, gate)) < consents_needed_by(rules)


def completed_at(records: Records, gate: Gate, rules: FrozenRules) -> datetime | None:
    """When the last consent that was needed came, and everybody was asked; None without or before it.

    From then on none is taken back, so those that hold tell it.
    """
    needed = consents_needed_by(rules)
    moments = sorted(word.made_at for word in last_words(records, gate).values() if word.is_given)
    return moments[needed - 1] if 0 < needed <= len(moments) else None


def may_suffice(records: Records, gate: Gate, rules: FrozenRules) -> bool:
    """Whether the consent of those who have not said yet could complete what is needed."""
    open_to_it = len(_voters(records, gate)) - len(refusing(records, gate))
    return open_to_it >= consents_needed_by(rules)


def _voters(records: Records, gate: Gate) -> set[str]:
    return {each.seat_id for each in records.all(Elector) if each.gate_id == gate.id and each.has_vote}
