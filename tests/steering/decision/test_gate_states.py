"""What the results of the items make of a gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import GateKind, GateState, ItemResult
from steering.decision import gate_state
from tests.steering.decision.bodies import ADOPTED, REJECTED


@pytest.mark.parametrize(
    ("kind", "results", "state"),
    [
        (GateKind.RELEASE, [ADOPTED], GateState.PASSED),
        (GateKind.RELEASE, [REJECTED], GateState.SENT_BACK),
        (GateKind.ACKNOWLEDGE, [ADOPTED, REJECTED], GateState.SENT_BACK),
        (GateKind.CONFIRM, [ADOPTED, ADOPTED], GateState.PASSED),
        (GateKind.CONFIRM, [ADOPTED, REJECTED], GateState.SENT_BACK),
        (GateKind.RANK, [ADOPTED, REJECTED], GateState.PASSED_WITH_CONDITIONS),
        (GateKind.RANK, [REJECTED, REJECTED], GateState.SENT_BACK),
        (GateKind.COMMENT, [ItemResult.NOTED], GateState.PASSED),
        (GateKind.COMMENT, [REJECTED], GateState.SENT_BACK),
        (GateKind.RECOMMEND, [ADOPTED, REJECTED], GateState.PASSED_WITH_CONDITIONS),
        (GateKind.RECOMMEND, [REJECTED, ADOPTED], GateState.SENT_BACK),
        (GateKind.DECIDE, [ADOPTED, ItemResult.POSTPONED], GateState.PASSED_WITH_CONDITIONS),
        (GateKind.DECIDE, [REJECTED, ADOPTED], GateState.REJECTED),
        (GateKind.DECIDE, [ItemResult.REFERRED_BACK, ADOPTED], GateState.SENT_BACK),
        (GateKind.DECIDE, [ItemResult.POSTPONED, ADOPTED], GateState.SENT_BACK),
        (GateKind.DECIDE, [ItemResult.ADOPTED_AS_AMENDED], GateState.PASSED),
    ],
)
def test_a_gate_ends_as_its_items_do(kind: GateKind, results: list[ItemResult], state: GateState) -> None:
    assert gate_state(kind, results) is state


# Where a body is only informed, nothing is voted on.
VOTED = [kind for kind in GateKind if kind is not GateKind.INFORM]


@given(kind=st.sampled_from(VOTED), results=st.lists(st.sampled_from(ItemResult), min_size=1, max_size=5))
def test_only_a_decision_or_a_plain_vote_can_be_rejected_for_good(
    kind: GateKind, results: list[ItemResult]
) -> None:
    state = gate_state(kind, results)

    assert state in {
        GateState.PASSED,
        GateState.PASSED_WITH_CONDITIONS,
        GateState.SENT_BACK,
        GateState.REJECTED,
    }
    assert (state is not GateState.REJECTED) or kind in {GateKind.DECIDE, GateKind.VOTE}
