"""A question ends as its invitation said, whatever the profile says by then."""

from dataclasses import replace

import pytest

from models import Answer, AtExpiry, Gate, GateExpiry, GateState
from steering.office import acts
from steering.office.acts import Given
from steering.office.opening import Office
from tests.steering.office.an_office import asked, hear, later, the_cycle, the_gate, voters

YES = {1: Given(answer=Answer.YES)}
STAGE = "collect_data"


def ruled(office: Office, rule: AtExpiry) -> Office:
    """The office of a region whose questions end by this rule."""
    process = office.profile.process
    stages = tuple(replace(stage, at_expiry=rule) for stage in process.stage)
    return replace(office, profile=replace(office.profile, process=replace(process, stage=stages)))


def one_answers(office: Office) -> Gate:
    """A gate to which one member of many has answered; the letters are written by then."""
    gate = asked(office, STAGE)
    acts.answer(office, gate.id, voters(office, gate)[0].id, YES)
    return gate


def after(office: Office, gate: Gate, days: int = 1) -> Office:
    return later(office, (gate.due_on - office.today).days + days)


@pytest.mark.parametrize(
    ("rule", "state"), [(AtExpiry.COUNT, GateState.PASSED), (AtExpiry.SEND_BACK, GateState.SENT_BACK)]
)
def test_too_few_answers_end_the_question_by_its_rule(
    office: Office, rule: AtExpiry, state: GateState
) -> None:
    gate = one_answers(ruled(office, rule))

    # The profile says something else by now; what was stated counts.
    hear(after(office, gate), STAGE)

    closed = the_gate(office, gate.key)
    assert closed.state is state
    assert "in der Einladung stand" in closed.reason
    assert office.read(the_cycle(office)).one(GateExpiry).rule is rule


def test_by_default_there_is_a_week_more_and_then_a_second_question(office: Office) -> None:
    gate = one_answers(office)

    hear(after(office, gate), STAGE)
    escalated = the_gate(office, gate.key)
    hear(after(office, escalated), STAGE)
    again = the_gate(office, gate.key)

    assert (escalated.state, escalated.is_escalated) == (GateState.OPEN, True)
    assert again.is_second_summons
    assert again.attempt == 2


def test_the_invitation_states_the_rule(office: Office) -> None:
    asked(ruled(office, AtExpiry.COUNT), STAGE)

    letters = [message for message in office.archive.messages() if message.occasion == "gate_opened"]
    assert letters
    assert all("zählen die Antworten, die vorliegen" in " ".join(each.text.split()) for each in letters)
