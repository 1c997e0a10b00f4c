"""Last days, receipts, minority statements, and questions that only inform."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models import (
    Answer,
    Ballot,
    BallotReceipt,
    Gate,
    GateKind,
    GateState,
    Mandate,
    MinorityStatement,
    PublishedReceipt,
    ReadReceipt,
    Role,
    StageRun,
)
from steering.cycle import stage_named
from steering.errors import NoMandate, NotAllowedNow, SteeringError
from steering.office import acts, cycles
from steering.office.acts import Given
from steering.office.asking import Case, ask
from steering.office.listening import listen
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.office.statements import DAYS_AFTER_CLOSE, confirm_reading, state
from steering.stage import Question
from tests.steering.office.an_office import (
    asked,
    at_stage,
    hear,
    later,
    the_cycle,
    the_gate,
    voters,
    whole,
)

YES, NO, ABSTAIN = (Given(answer=answer) for answer in (Answer.YES, Answer.NO, Answer.ABSTAIN))
FIRST = "collect_data"


@pytest.fixture
def gate(office: Office) -> Gate:
    return asked(office, FIRST)


def refused(office: Office, act: object, *args: object, **more: object) -> str:
    """The code of a refusal after which nothing at all has changed."""
    before = whole(office)
    with pytest.raises(SteeringError) as refusal:
        act(*args, **more)  # type: ignore[operator]
    assert whole(office) == before
    return refusal.value.code


def test_an_answer_on_the_last_day_counts_and_one_after_it_is_refused(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    last_day = later(office, (gate.due_on - office.today).days)

    acts.answer(last_day, gate.id, first.id, {1: YES})

    late = refused(office, acts.answer, later(last_day, 1), gate.id, second.id, {1: YES})
    assert late == "answer_too_late"


def test_more_time_makes_room_for_an_answer_again(office: Office, gate: Gate) -> None:
    after = later(office, (gate.due_on - office.today).days + 1)
    until = after.today + timedelta(days=7)

    cycles.extend(after, the_cycle(office), FIRST, until=until, reason="Krankheit.")

    assert acts.answer(after, gate.id, voters(office, gate)[0].id, {1: YES}) == 1


def test_each_act_has_a_receipt_and_the_last_of_each_seat_is_published(office: Office, gate: Gate) -> None:
    members = voters(office, gate)
    given = [acts.cast(office, gate.id, member.id, {1: YES}) for member in members]
    changed = acts.cast(office, gate.id, members[0].id, {1: NO})
    again = acts.cast(office, gate.id, members[0].id, {1: NO})

    hear(office, FIRST)

    records = office.read(the_cycle(office))
    listed = {each.code for each in records.all(PublishedReceipt)}
    assert (again.new, again.receipt) == (0, changed.receipt)
    assert len(records.all(BallotReceipt)) == 8
    assert listed == {changed.receipt, *(each.receipt for each in given[1:])}
    assert recounted(office, gate.id) == []


def test_the_letter_repeats_the_receipt(office: Office, gate: Gate) -> None:
    kept = acts.cast(office, gate.id, voters(office, gate)[0].id, {1: YES})

    (letter,) = [m for m in office.archive.messages() if m.occasion == "receipt"]
    assert kept.receipt in letter.text


def test_a_recount_by_hand_made_sql_is_found(office: Office, gate: Gate) -> None:
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, {1: YES})
    hear(office, FIRST)
    with office.archive.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE gate_item SET yes_count = 6, no_count = 1")

    assert {each.code for each in recounted(office, gate.id)} == {"item", "results"}


# Minority statements


@pytest.fixture
def closed(office: Office, gate: Gate) -> Gate:
    for member, given in zip(voters(office, gate), [YES, YES, YES, YES, YES, ABSTAIN, NO], strict=True):
        acts.answer(office, gate.id, member.id, {1: given})
    hear(office, FIRST)
    return the_gate(office, gate.key)


def test_who_voted_against_or_abstained_states_why_and_chair_and_office_are_told(
    office: Office, closed: Gate
) -> None:
    minority = voters(office, closed)[5:]

    for member in minority:
        state(office, closed.id, member.id, item=1, text="Die Zahlen sind alt.")

    kept = office.read(the_cycle(office)).all(MinorityStatement)
    told = [m for m in office.archive.messages() if m.occasion == "statement_filed"]
    assert {each.seat_id for each in kept} == {member.seat_id for member in minority}
    assert all("Die Zahlen sind alt." in letter.text for letter in told)
    chair = next(m for m in voters(office, closed) if m.role is Role.CHAIR)
    assert {chair.title, office.sender.function} <= {letter.recipient for letter in told}


def test_the_same_statement_twice_is_one_and_another_is_two(office: Office, closed: Gate) -> None:
    member = voters(office, closed)[6]
    first = state(office, closed.id, member.id, item=1, text="Die Zahlen sind alt.")
    before = whole(office)

    again = state(later(office, 1), closed.id, member.id, item=1, text=" Die Zahlen sind alt. ")
    assert whole(office) == before
    second = state(office, closed.id, member.id, item=1, text="Und unvollständig.")

    assert (first.id == again.id, second.number) == (True, 2)


def test_who_went_along_has_no_minority_statement(office: Office, closed: Gate) -> None:
    member = voters(office, closed)[0]

    assert refused(office, state, office, closed.id, member.id, item=1, text="Doch.") == "no_minority"


def test_a_statement_has_words_an_outcome_and_a_time(office: Office, closed: Gate) -> None:
    member = voters(office, closed)[6]
    last = later(office, DAYS_AFTER_CLOSE)

    assert refused(office, state, office, closed.id, member.id, item=1, text=" ") == "statement_empty"
    assert refused(office, state, office, closed.id, member.id, item=9, text="x") == "no_such_item"
    late = refused(office, state, later(last, 1), closed.id, member.id, item=1, text="x")
    assert late == "statement_too_late"
    assert state(last, closed.id, member.id, item=1, text="Am letzten Tag.").number == 1


def test_before_the_close_there_is_nothing_to_state(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, {1: NO})

    assert refused(office, state, office, gate.id, member.id, item=1, text="x") == "statement_too_early"


# Questions that inform, and plain votes


def asked_as(office: Office, kind: GateKind) -> tuple[Case, Gate]:
    run = at_stage(office, FIRST)
    cycle = the_cycle(office)
    question = Question(key="quality_release", committee="internal_steering_group", kind=kind)
    case = Case(
        office=office,
        cycle=cycle,
        stage=replace(stage_named(FIRST), gates=(question,)),
        run=run,
        records=office.glance(cycle),
        question=question,
    )
    assert ask(case)
    return case, the_gate(office, question.key)


def heard_again(office: Office, case: Case, gate: Gate) -> Gate:
    cycle = the_cycle(office)
    run = office.archive.find(StageRun, gate.stage_run_id)
    now = Case(
        office=office,
        cycle=cycle,
        stage=case.stage,
        run=run,
        records=office.glance(cycle),
        question=case.question,
    )
    listen(now, gate)
    return office.archive.find(Gate, gate.id)


def test_who_is_informed_need_not_answer_and_the_question_passes_by_itself(office: Office) -> None:
    case, gate = asked_as(office, GateKind.INFORM)
    member = voters(office, gate)[0]
    with pytest.raises(NotAllowedNow) as refusal:
        acts.answer(office, gate.id, member.id, {1: YES})

    passed = heard_again(office, case, gate)

    invitation = next(m for m in office.archive.messages() if m.occasion == "gate_opened")
    assert refusal.value.code == "nothing_to_answer"
    assert passed.state is GateState.PASSED
    assert "informiert" in passed.reason
    assert [m for m in office.archive.messages() if m.occasion == "outcome"] == []
    assert "müssen nicht antworten" in " ".join(invitation.text.split())
    assert recounted(office, gate.id) == []


def test_who_likes_says_that_it_was_read_once_and_also_later(office: Office) -> None:
    case, gate = asked_as(office, GateKind.INFORM)
    heard_again(office, case, gate)
    member = voters(office, gate)[0]

    first = confirm_reading(office, gate.id, member.id)
    again = confirm_reading(office, gate.id, member.id)

    assert (first, again) == (True, False)
    assert [each.seat_id for each in office.read(the_cycle(office)).all(ReadReceipt)] == [member.seat_id]


def test_a_question_that_wants_an_answer_takes_no_confirmation_of_reading(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    assert refused(office, confirm_reading, office, gate.id, member.id) == "not_informed"


def test_a_plain_vote_that_is_lost_is_an_answer_and_sends_nothing_back(office: Office) -> None:
    case, gate = asked_as(office, GateKind.VOTE)
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, {1: NO})

    lost = heard_again(office, case, gate)

    assert lost.state is GateState.REJECTED
    assert len(office.read(the_cycle(office)).all(Ballot)) == 7


def test_nobody_states_for_a_committee_that_is_not_theirs(office: Office, closed: Gate) -> None:
    mandates = office.read(the_cycle(office)).all(Mandate)
    other = next(m for m in mandates if m.seat_id.startswith("heidekreis/strategy_group"))

    with pytest.raises(NoMandate):
        state(office, closed.id, other.id, item=1, text="x")
