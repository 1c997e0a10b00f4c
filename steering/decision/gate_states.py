"""What the results of its items make of a gate."""

from collections.abc import Iterable

from models import GateKind, GateState, ItemResult

# Which results send the matter back, rather than end it: a refused release is work to be done
# again, a refused resolution is an answer.
_SENDS_BACK = frozenset({GateKind.RELEASE, GateKind.ACKNOWLEDGE, GateKind.COMMENT})


def gate_state(kind: GateKind, results: Iterable[ItemResult]) -> GateState:
    """What the results of the items make of the gate; the first item stands for the whole."""
    listed = list(results)
    good = {ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED, ItemResult.NOTED}
    if all(result in good for result in listed):
        return GateState.PASSED
    # A whole that is postponed is no answer yet: the matter comes again, with new papers.
    if listed[0] is ItemResult.POSTPONED or ItemResult.REFERRED_BACK in listed or kind in _SENDS_BACK:
        return GateState.SENT_BACK
    if kind is GateKind.CONFIRM:
        return GateState.SENT_BACK
    if kind is GateKind.RANK:
        return GateState.PASSED_WITH_CONDITIONS if good & set(listed) else GateState.SENT_BACK
    if listed[0] not in good:
        return GateState.SENT_BACK if kind is GateKind.RECOMMEND else GateState.REJECTED
    return GateState.PASSED_WITH_CONDITIONS
