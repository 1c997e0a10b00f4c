"""What members are asked now, since when and until when: their consent first, then the question."""

from dataclasses import dataclass
from datetime import date

from models import Committee, Gate, Request
from steering.circulating import is_circulated, last_day_to_object, waits_for_consent
from steering.consent import completed_at, may_suffice
from steering.frozen_rules import FrozenRules, rules_at
from steering.meetings.taking_up import meeting_for
from steering.office.clock import day_of
from steering.polling import items_in
from steering.records import Records


@dataclass(frozen=True, kw_only=True)
class Span:
    """From the day on which members were asked to the last day on which they may answer."""

    asked_on: date
    due_on: date


def rules_of(records: Records, gate: Gate) -> FrozenRules:
    """The rules that a question was put under."""
    return rules_at(records, gate, records.by_id(Committee)[gate.committee_id], items_in(records, gate))


def asks_consent(records: Records, gate: Gate) -> bool:
    """Whether members are asked only whether they consent to deciding without a meeting."""
    return meeting_for(records, gate) is None and waits_for_consent(records, gate)


def is_worth_asking(records: Records, gate: Gate, today: date) -> bool:
    """Whether the missing consents can still come, and would be enough; otherwise the body has to meet."""
    rules = rules_of(records, gate)
    return today <= last_day_to_consent(gate, rules) and may_suffice(records, gate, rules)


def last_day_to_consent(gate: Gate, rules: FrozenRules) -> date:
    """The last day on which a member may consent: as long as others have to object."""
    return last_day_to_object(gate, rules, asked_on=day_of(gate.opened_at))


def span_of(records: Records, gate: Gate) -> Span:
    """The span of what members are asked now; after consents, the question began with the last of them."""
    if not is_circulated(records.by_id(Committee)[gate.committee_id], gate):
        return Span(asked_on=day_of(gate.opened_at), due_on=gate.due_on)
    rules = rules_of(records, gate)
    if asks_consent(records, gate):
        return Span(asked_on=day_of(gate.opened_at), due_on=last_day_to_consent(gate, rules))
    return Span(asked_on=day_of(completed_at(records, gate, rules) or gate.opened_at), due_on=gate.due_on)


def asked_in(records: Records, subject: Request | Gate) -> Span:
    """The same for whatever is asked: a delivery, a review, a sheet, or a question."""
    if isinstance(subject, Gate):
        return span_of(records, subject)
    return Span(asked_on=day_of(subject.asked_at), due_on=subject.due_on)
