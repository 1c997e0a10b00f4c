"""Simulated people: the same for one seed, never in the past, and always within the rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Answer, Gate, GateKind, ItemResult, Mandate, Role, Voting
from steering.decision import Rules, quorum
from steering.simulate import Answering, Meeting, Script, acts_due, next_day
from steering.simulate.script import Refusal
from tests.steering.simulate.a_gate import OPENED_AT, a_gate

# A busy machine is no fault of a rule.
unhurried = settings(deadline=None, max_examples=40)
SEEDS = st.integers(min_value=0, max_value=10_000)
LATER = OPENED_AT.date() + timedelta(days=400)


def _answers(script: Script, **gate: object) -> list[Answering]:
    acts = acts_due(a_gate(**gate), today=LATER, script=script)  # type: ignore[arg-type]
    return [act for act in acts if isinstance(act, Answering)]


@unhurried
@given(seed=SEEDS)
def test_one_seed_is_one_story(seed: int) -> None:
    script = Script(seed=seed)

    assert _answers(script) == _answers(script)


def test_another_seed_is_another_story() -> None:
    assert _answers(Script(seed=1)) != _answers(Script(seed=2))


@unhurried
@given(seed=SEEDS, days=st.integers(min_value=1, max_value=60))
def test_members_answer_after_they_were_asked_and_in_time(seed: int, days: int) -> None:
    answers = _answers(Script(seed=seed), days=days)

    assert all(OPENED_AT.date() < act.on <= OPENED_AT.date() + timedelta(days=days) for act in answers)
    assert len({act.on for act in answers}) <= 3


@unhurried
@given(seed=SEEDS)
def test_a_seat_answers_once_every_item_and_ranks_them_all(seed: int) -> None:
    answers = _answers(Script(seed=seed), items=4)

    assert len({act.seat_id for act in answers}) == len(answers)
    assert all(set(act.answers) == {1, 2, 3, 4} for act in answers)
    assert all(sorted(act.ranks.values()) == [1, 2, 3, 4] for act in answers)


@unhurried
@given(seed=SEEDS)
def test_deputies_come_only_where_the_committee_knows_them(seed: int) -> None:
    records = a_gate(deputies_allowed=False)
    mandates = records.by_id(Mandate)

    acts = acts_due(records, today=LATER, script=Script(seed=seed))

    roles = {mandates[act.mandate_id].role for act in acts if isinstance(act, Answering)}
    assert Role.DEPUTY not in roles


def test_some_come_by_deputy_some_abstain_and_some_stay_away() -> None:
    mandates = a_gate(items=6).by_id(Mandate)

    stories = [_answers(Script(seed=seed), items=6) for seed in range(5)]

    answers = [act for story in stories for act in story]
    assert any(mandates[act.mandate_id].role is Role.DEPUTY for act in answers)
    assert any(Answer.ABSTAIN in act.answers.values() for act in answers)
    assert any(len(story) < 23 for story in stories)


def test_nobody_answers_without_a_mandate_on_the_day() -> None:
    records = a_gate()
    for mandate in records.all(Mandate):
        mandate.to_on = OPENED_AT.date()

    acts = acts_due(records, today=LATER, script=Script())

    assert acts == []


@unhurried
@given(seed=SEEDS)
def test_a_committee_that_refuses_says_why(seed: int) -> None:
    script = Script(seed=seed, sent_back={"draft": Refusal(reason="Zu ungenau.", seat=6)})

    answers = _answers(script, key="draft", kind=GateKind.COMMENT, items=1)

    against = [act for act in answers if act.answers[1] is Answer.NO]
    assert len(against) * 2 > len(answers)
    assert [(act.seat_id, act.remark) for act in answers if act.remark] == [("r/b/06", "Zu ungenau.")]


def test_a_gate_that_is_to_miss_its_quorum_misses_it() -> None:
    answers = _answers(Script(misses_quorum=frozenset({"topics"})))

    assert not quorum(Rules(seats_count=23), len(answers)).is_met


def test_the_second_summons_is_answered_as_usual() -> None:
    records = a_gate()
    gate = records.one(Gate)
    gate.attempt, gate.is_second_summons = 2, True

    acts = acts_due(records, today=LATER, script=Script(misses_quorum=frozenset({"topics"})))

    assert quorum(Rules(seats_count=23), len(acts)).is_met


@unhurried
@given(seed=SEEDS)
def test_a_week_more_for_the_chair_changes_nobodys_mind(seed: int) -> None:
    records, script = a_gate(), Script(seed=seed)
    before = acts_due(records, today=LATER, script=script)
    gate = records.one(Gate)
    gate.is_escalated, gate.due_on = True, gate.due_on + timedelta(days=7)

    after = acts_due(records, today=LATER, script=script)

    assert after == before


@unhurried
@given(seed=SEEDS, seats=st.integers(min_value=1, max_value=120), days=st.integers(min_value=1, max_value=60))
def test_a_council_meets_in_time_and_its_count_adds_up(seed: int, seats: int, days: int) -> None:
    records = a_gate(key="resolution", kind=GateKind.DECIDE, seats=seats, days=days, voting=Voting.TALLY)

    (meeting,) = acts_due(records, today=LATER, script=Script(seed=seed))

    assert isinstance(meeting, Meeting)
    assert OPENED_AT.date() < meeting.held_on <= OPENED_AT.date() + timedelta(days=days)
    assert meeting.on == meeting.held_on
    assert 1 <= meeting.present <= seats
    for count in meeting.counts:
        assert min(count.yes, count.no, count.abstain) >= 0
        assert count.yes + count.no + count.abstain <= meeting.present
        assert count.result is not ItemResult.ADOPTED or count.yes > count.no


@pytest.mark.parametrize("today", [OPENED_AT.date(), OPENED_AT.date() + timedelta(days=6)])
def test_the_next_day_lies_ahead_and_is_the_first_on_which_anybody_acts(today: date) -> None:
    records, script = a_gate(), Script()

    following = next_day(records, today=today, script=script)

    ahead = [act.on for act in acts_due(records, today=LATER, script=script) if act.on > today]
    assert following == min(ahead)


def test_when_nobody_is_asked_there_is_no_next_day() -> None:
    assert next_day(a_gate(seats=0), today=OPENED_AT.date(), script=Script()) is None
