"""What happens to a question whose last day has passed without enough answers.

The rule is stated in the invitation and kept with the gate; what was stated is what happens. An organ
of the council never decides without its quorum: for it there is a second summons and nothing else.
"""

from collections.abc import Callable
from dataclasses import replace

from models import AtExpiry, Committee, CommitteeKind, Gate, GateExpiry, GateState, Voting
from steering.changes import changed
from steering.counting import Counted
from steering.decision import Reason
from steering.records import Records


def applicable(
    wanted: AtExpiry, committee: Committee, *, silence_is_consent: bool = False
) -> AtExpiry | None:
    """The rule that a gate of this committee gets; none where nobody answers to us.

    Silence is consent only where the body's rules of procedure say so; then no wish can change it.
    """
    if committee.voting is Voting.TALLY or committee.kind is CommitteeKind.CONFERENCE:
        return None
    if silence_is_consent and not committee.decides:
        return AtExpiry.SILENCE_CONSENTS
    if committee.decides or wanted is AtExpiry.SILENCE_CONSENTS:
        return AtExpiry.SECOND_SUMMONS
    return wanted


def rule_of(records: Records, gate: Gate) -> AtExpiry | None:
    """The rule that the invitation to a gate stated."""
    return next((each.rule for each in records.all(GateExpiry) if each.gate_id == gate.id), None)


def expired(rule: AtExpiry | None, gate: Gate, counted: Counted, count: Callable[[Gate], Counted]) -> Counted:
    """What the rule makes of a gate that ended inquorate; `count` counts it once more.

    A second summons is no outcome: the chair is told, and the question is put again.
    """
    if counted.state is not GateState.INQUORATE:
        return counted
    if rule is AtExpiry.SEND_BACK:
        return replace(
            counted, state=GateState.SENT_BACK, reasons=(*counted.reasons, Reason(code="expired_sent_back"))
        )
    if rule is AtExpiry.COUNT:
        there = count(changed(gate, is_second_summons=True))
        # It was no second summons; the first reason says what it was instead.
        said = Reason(code="expired_counted", facts=dict(counted.reasons[0].facts))
        return replace(there, reasons=(said, *there.reasons[1:]))
    return counted
