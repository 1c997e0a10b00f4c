"""What a passed deadline means: by the rule that was stated, and for an organ never less than its quorum."""

from datetime import UTC, date, datetime

import pytest

from models import AtExpiry, Committee, CommitteeKind, Gate, GateKind, GateState, Voting
from steering.counting import Counted
from steering.decision import Reason
from steering.expiry import applicable, expired

COUNT, SECOND, SILENCE, BACK = (
    AtExpiry.COUNT,
    AtExpiry.SECOND_SUMMONS,
    AtExpiry.SILENCE_CONSENTS,
    AtExpiry.SEND_BACK,
)


def a_committee(kind: CommitteeKind = CommitteeKind.INTERNAL_GROUP, **changes: object) -> Committee:
    facts: dict[str, object] = {
        "id": "c",
        "region_key": "r",
        "key": "c",
        "title": "Gremium",
        "kind": kind,
        "seats_count": 9,
    }
    return Committee(**{**facts, **changes})


def a_gate() -> Gate:
    return Gate(
        id="g",
        stage_run_id="s",
        committee_id="c",
        key="g",
        kind=GateKind.RELEASE,
        question="?",
        content_sha256="0" * 64,
        opened_at=datetime(2027, 3, 1, tzinfo=UTC),
        due_on=date(2027, 3, 12),
    )


def inquorate() -> Counted:
    missed = Reason(code="quorum_missed", facts={"present": 2, "needed": 5, "seats": 9})
    return Counted(state=GateState.INQUORATE, present=2, reasons=(missed,))


def anyhow(gate: Gate) -> Counted:
    """The count of a gate that is quorate with any number."""
    assert gate.is_second_summons
    reasons = (Reason(code="quorum_second_summons"), Reason(code="carried"))
    return Counted(state=GateState.PASSED, present=2, reasons=reasons)


@pytest.mark.parametrize("wanted", AtExpiry)
def test_an_organ_never_decides_without_its_quorum(wanted: AtExpiry) -> None:
    council = a_committee(CommitteeKind.COUNTY_COUNCIL, decides=True)

    assert applicable(wanted, council, silence_is_consent=True) is SECOND


def test_silence_is_consent_only_where_the_rules_of_procedure_say_so() -> None:
    assert applicable(SILENCE, a_committee()) is SECOND
    assert applicable(COUNT, a_committee(), silence_is_consent=True) is SILENCE


def test_a_body_that_does_not_answer_to_us_has_no_rule() -> None:
    assert applicable(COUNT, a_committee(voting=Voting.TALLY)) is None
    assert applicable(COUNT, a_committee(CommitteeKind.CONFERENCE)) is None


def test_what_is_there_counts_and_the_reasons_say_why() -> None:
    outcome = expired(COUNT, a_gate(), inquorate(), anyhow)

    assert outcome.state is GateState.PASSED
    assert [reason.code for reason in outcome.reasons] == ["expired_counted", "carried"]
    assert outcome.reasons[0].facts["present"] == 2


def test_a_question_goes_back_and_keeps_the_count_that_was_too_small() -> None:
    outcome = expired(BACK, a_gate(), inquorate(), anyhow)

    assert outcome.state is GateState.SENT_BACK
    assert [reason.code for reason in outcome.reasons] == ["quorum_missed", "expired_sent_back"]


@pytest.mark.parametrize("rule", [SECOND, SILENCE, None])
def test_otherwise_the_chair_is_told_and_the_question_is_put_again(rule: AtExpiry | None) -> None:
    assert expired(rule, a_gate(), inquorate(), anyhow).state is GateState.INQUORATE


@pytest.mark.parametrize("rule", AtExpiry)
def test_a_quorate_outcome_is_left_alone(rule: AtExpiry) -> None:
    counted = Counted(state=GateState.REJECTED, present=7, reasons=(Reason(code="quorum_met"),))

    assert expired(rule, a_gate(), counted, anyhow) is counted
