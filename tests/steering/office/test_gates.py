"""A committee is asked, its answers are counted, and the stage goes on, waits or goes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models import (
    Answer,
    Comment,
    CommentState,
    Committee,
    CommitteeKind,
    Elector,
    Gate,
    GateItem,
    GateState,
    ItemResult,
    Mandate,
    Message,
    Recommendation,
    Resolution,
    Role,
    Seat,
    StageRun,
    StageState,
    Topic,
    TopicState,
)
from steering.cycle import stage_named
from steering.deadlines import extended
from steering.errors import NotAllowedNow
from steering.office import acts, cycles, gates
from steering.office.acts import Given, Reported
from steering.office.asking import Case, content_hash
from steering.office.asking import ask as open_next_gate
from steering.office.listening import close, listen
from steering.office.opening import Office
from steering.office.waiting import items_of
from steering.polling import poll
from tests.steering.office.an_office import (
    asked,
    at_stage,
    hear,
    later,
    state_of,
    the_cycle,
    the_gate,
    vote,
    voters,
    whole,
    with_items,
)

# Great Expectations warns of itself when it is first imported, for the closing check.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
YES, NO, ABSTAIN = ({1: Given(answer=answer)} for answer in (Answer.YES, Answer.NO, Answer.ABSTAIN))
FIRST = "collect_data"


def letters(office: Office, occasion: str) -> list[Message]:
    return [message for message in office.archive.messages() if message.occasion == occasion]


def items(office: Office, gate: Gate) -> list[GateItem]:
    found = [item for item in office.read(the_cycle(office)).all(GateItem) if item.gate_id == gate.id]
    return sorted(found, key=lambda item: item.number)


# Asking


def test_a_question_is_put_once_with_its_electors_frozen_and_its_members_written_to(office: Office) -> None:
    at_stage(office, FIRST)

    hear(office, FIRST)
    before = whole(office)
    heard = hear(office, FIRST)

    gate = the_gate(office, "quality_release")
    records = office.read(the_cycle(office))
    electors = [elector for elector in records.all(Elector) if elector.gate_id == gate.id]
    assert whole(office) == before
    assert len(electors) == 7
    assert len(heard.waits_for) == 7
    assert len(letters(office, "gate_opened")) == 7
    assert gate.due_on >= office.today + timedelta(days=14)


def test_what_was_shown_is_known_by_its_hash(office: Office) -> None:
    gate = asked(office, FIRST)

    shown = items(office, gate)

    assert len(gate.content_sha256) == 64
    assert content_hash([], "") != gate.content_sha256
    assert shown[0].text


def test_a_committee_of_fewer_than_two_is_not_asked(office: Office) -> None:
    at_stage(office, FIRST)
    mandates = [m for m in office.read(the_cycle(office)).all(Mandate) if "internal" in m.seat_id]
    with office.writing() as tx:
        kept = mandates[0].seat_id
        for mandate in mandates:
            if mandate.seat_id != kept:
                tx.get(Mandate, mandate.id).to_on = office.today
    tomorrow = later(office, 1)
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        hear(tomorrow, FIRST)

    assert refusal.value.code == "committee_without_seats"
    assert whole(office) == before


def test_no_question_is_put_in_a_round_that_was_sent_back_meanwhile(office: Office) -> None:
    run = at_stage(office, FIRST)
    stage, cycle = stage_named(FIRST), the_cycle(office)
    case = Case(
        office=office,
        cycle=cycle,
        stage=stage,
        run=run,
        records=office.glance(cycle),
        question=stage.gates[0],
    )
    # The coordinator is quicker than the worker that has read the records.
    cycles.send_back(office, cycle, FIRST, reason="Noch einmal von vorn.")
    before = whole(office)

    open_next_gate(case)

    assert whole(office) == before


# Closing


def test_a_gate_closes_when_everyone_has_answered_and_the_stage_with_it(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, YES)

    heard = hear(office, FIRST)

    closed = the_gate(office, gate.key)
    assert heard.state is StageState.ACCEPTED
    assert closed.state is GateState.PASSED
    assert closed.reason
    assert [(item.result, item.yes_count) for item in items(office, gate)] == [(ItemResult.ADOPTED, 7)]
    assert len(letters(office, "outcome")) == 8


def test_a_gate_waits_for_those_who_have_not_answered_until_its_last_day(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, [YES] * 4)

    waiting = hear(later(office, (gate.due_on - office.today).days), FIRST)
    after = hear(later(office, (gate.due_on - office.today).days + 1), FIRST)

    assert len(waiting.waits_for) == 3
    assert after.state is StageState.ACCEPTED


def test_a_missed_quorum_is_escalated_once_and_then_summoned_again(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, [YES] * 3)
    days = (gate.due_on - office.today).days

    hear(later(office, days + 1), FIRST)
    escalated = the_gate(office, gate.key)
    before = whole(office)
    hear(later(office, days + 1), FIRST)

    assert whole(office) == before
    assert escalated.is_escalated
    assert escalated.state is GateState.OPEN
    assert escalated.due_on == extended(gate, office.calendar)
    assert {letter.recipient for letter in letters(office, "escalation")}

    hear(later(office, days + 10), FIRST)
    second = the_gate(office, gate.key)
    assert office.archive.find(Gate, gate.id).state is GateState.INQUORATE
    assert (second.attempt, second.is_second_summons) == (2, True)
    assert items(office, gate)[0].result is None
    assert len(letters(office, "second_summons")) == 7


def test_a_second_summons_decides_with_whoever_answers(office: Office) -> None:
    gate = asked(office, FIRST)
    days = (gate.due_on - office.today).days
    hear(later(office, days + 1), FIRST)
    hear(later(office, days + 10), FIRST)
    second = the_gate(office, gate.key)
    at = later(office, days + 11)
    acts.answer(at, second.id, voters(at, second)[0].id, YES)

    heard = hear(later(office, days + 11 + (second.due_on - second.opened_at.date()).days + 2), FIRST)

    assert heard.state is StageState.ACCEPTED


def test_a_second_summons_that_nobody_answers_sends_the_stage_back(office: Office) -> None:
    gate = asked(office, FIRST)
    days = (gate.due_on - office.today).days
    for more in (1, 10, 60, 70):
        heard = hear(later(office, days + more), FIRST)

    assert heard.state is StageState.RETURNED
    assert state_of(office, FIRST) is StageState.RETURNED


def test_an_answer_in_the_extra_week_makes_the_quorum(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, [YES] * 3)
    days = (gate.due_on - office.today).days
    hear(later(office, days + 1), FIRST)
    fourth = voters(office, gate)[3]
    acts.answer(later(office, days + 3), gate.id, fourth.id, YES)

    heard = hear(later(office, days + 10), FIRST)

    assert heard.state is StageState.ACCEPTED
    assert the_gate(office, gate.key).attempt == 1


def test_an_answer_that_came_while_the_gate_was_being_closed_is_counted(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, [YES] * 3 + [NO] * 3)
    stage, cycle = stage_named(FIRST), the_cycle(office)
    run = office.archive.find(StageRun, gate.stage_run_id)
    case = Case(
        office=office,
        cycle=cycle,
        stage=stage,
        run=run,
        records=office.glance(cycle),
        question=stage.gates[0],
    )
    counted = poll(case.records, case.committee, gate)
    last = voters(office, gate)[6]
    acts.answer(office, gate.id, last.id, NO)

    assert not close(case, gate, items_of(case.records, gate), counted)
    hear(office, FIRST)

    (item,) = items(office, gate)
    assert (item.yes_count, item.no_count) == (3, 4)
    assert state_of(office, FIRST) is StageState.RETURNED


def test_a_refused_release_begins_a_new_round_and_keeps_the_old_one_readable(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, {1: Given(answer=Answer.NO, remark="Die Zahlen sind zu alt.")})

    heard = hear(office, FIRST)

    assert heard.state is StageState.RETURNED
    assert "Die Zahlen sind zu alt." in office.archive.find(StageRun, gate.stage_run_id).reason
    assert items(office, gate)[0].no_count == 7
    assert letters(office, "sent_back")


def test_an_advisory_seat_is_written_to_but_not_waited_for(office: Office) -> None:
    seats = [seat.id for seat in office.read(the_cycle(office)).all(Seat) if "internal" in seat.id]
    with office.writing() as tx:
        tx.get(Seat, max(seats)).has_vote = False
    gate = asked(office, FIRST)
    vote(office, gate, YES)

    heard = hear(office, FIRST)

    assert len(letters(office, "gate_opened")) == 7
    assert heard.state is StageState.ACCEPTED
    assert items(office, gate)[0].yes_count == 6


# Ranking


def test_topics_are_settled_by_votes_and_ranks(office: Office) -> None:
    at_stage(office, "agree_topics")
    cycle = the_cycle(office)
    with office.writing() as tx:
        tx.keep(
            [
                Topic(
                    id=f"t{number}",
                    cycle_id=cycle.id,
                    round=1,
                    number=number,
                    title=f"Thema {number}",
                    reason="",
                    focus_area_key="x",
                )
                for number in (1, 2, 3)
            ]
        )
    hear(office, "agree_topics")
    gate = the_gate(office, "topics")
    given = {
        1: Given(answer=Answer.YES, rank=2),
        2: Given(answer=Answer.NO),
        3: Given(answer=Answer.YES, rank=1),
    }
    vote(office, gate, given)

    hear(office, "agree_topics")

    topics = {topic.number: topic for topic in office.read(cycle).all(Topic)}
    assert the_gate(office, "topics").state is GateState.PASSED_WITH_CONDITIONS
    assert [(topics[n].state, topics[n].place) for n in (1, 2, 3)] == [
        (TopicState.AGREED, 2),
        (TopicState.REJECTED, None),
        (TopicState.AGREED, 1),
    ]


# Bodies that meet, and bodies that speak


def test_a_conference_closes_on_its_last_day_and_not_before(office: Office) -> None:
    at_stage(office, "draft_plan")

    hear(office, "draft_plan")
    gate = the_gate(office, "consultation")
    days = (gate.due_on - office.today).days
    hear(later(office, days), "draft_plan")
    still = the_gate(office, "consultation").state
    hear(later(office, days + 1), "draft_plan")

    assert office.archive.find(Committee, gate.committee_id).kind is CommitteeKind.CONFERENCE
    assert still is GateState.OPEN
    assert the_gate(office, "consultation").state is GateState.PASSED
    assert the_gate(office, "draft").state is GateState.OPEN


def test_a_conference_stays_open_while_a_remark_waits_for_its_answer(office: Office) -> None:
    gate = asked(office, "draft_plan", "consultation")
    remark = acts.comment(office, gate.id, author="Ein Verein", text="Wo bleibt der Sport?")
    after = later(office, (gate.due_on - office.today).days + 1)

    waiting = hear(after, "draft_plan")
    acts.answer_comment(after, remark.id, state=CommentState.ACCEPTED, text="Steht jetzt in Kapitel 3.")
    hear(after, "draft_plan")

    assert "Ein Verein" in waiting.waits_for[0]
    assert the_gate(office, "consultation").state is GateState.PASSED
    assert office.read(the_cycle(office)).all(Comment)[0].state is CommentState.ACCEPTED


def test_nobody_in_the_council_is_written_to_but_its_office(office: Office) -> None:
    before = {message.id for message in office.archive.messages()}

    asked(office, "approve_plan", "resolution")

    new = [message for message in office.archive.messages() if message.id not in before]
    assert [message.occasion for message in new] == ["paper_ready"]


def reported(office: Office, gate: Gate, *counts: Reported, present: int = 40) -> None:
    acts.report_meeting(
        office, gate.id, held_on=office.today, present=present, counts=counts, reported_by="council_office"
    )


CARRIED = Reported(yes=30, no=8, abstain=2, result=ItemResult.ADOPTED)


def test_only_the_council_makes_resolutions(office: Office) -> None:
    gate = asked(office, "approve_plan", "final_discussion")
    vote(office, gate, YES)
    hear(office, "approve_plan")
    seats = office.archive.find(Committee, "heidekreis/executive_committee").seats_count
    preparation = the_gate(office, "preparation")
    small = Reported(yes=seats, no=0, abstain=0, result=ItemResult.ADOPTED)
    reported(office, preparation, small, present=seats)
    hear(office, "approve_plan")

    before = office.read(the_cycle(office))
    reported(office, the_gate(office, "resolution"), CARRIED)
    hear(office, "approve_plan")

    after = office.read(the_cycle(office))
    assert len(before.all(Recommendation)) == 2
    assert before.all(Resolution) == []
    (resolution,) = after.all(Resolution)
    assert resolution.committee_id == "heidekreis/county_council"
    assert (resolution.yes_count, resolution.present_count) == (30, 40)


@pytest.mark.parametrize("result", [ItemResult.REFERRED_BACK, ItemResult.POSTPONED])
def test_a_plan_that_the_council_does_not_decide_comes_again(office: Office, result: ItemResult) -> None:
    gate = asked(office, "approve_plan", "resolution")
    # The earlier bodies are taken as heard: this is about the council alone.
    reported(office, gate, Reported(yes=0, no=0, abstain=0, result=result, remark="Noch offen."))
    stage, cycle = stage_named("approve_plan"), the_cycle(office)
    records = office.glance(cycle)
    run = office.archive.find(StageRun, gate.stage_run_id)
    case = Case(office=office, cycle=cycle, stage=stage, run=run, records=records, question=stage.gates[2])
    listen(case, gate)

    assert the_gate(office, "resolution").state is GateState.SENT_BACK
    assert state_of(office, "approve_plan") is StageState.RETURNED
    assert office.read(cycle).all(Resolution) == []


def test_a_recommendation_against_the_plan_sends_the_draft_back(office: Office) -> None:
    gate = asked(office, "approve_plan", "final_discussion")
    vote(office, gate, NO)

    hear(office, "approve_plan")

    assert state_of(office, "approve_plan") is StageState.OUTDATED
    assert state_of(office, "draft_plan") is StageState.RETURNED


def test_hearing_a_stage_that_is_not_before_its_committee_does_nothing(office: Office) -> None:
    before = whole(office)

    heard = gates.hear(office, the_cycle(office), stage_named("agree_topics"))

    assert heard.state is StageState.RETURNED
    assert whole(office) == before


def test_a_deputy_makes_the_quorum_as_the_member_would(office: Office) -> None:
    gate = asked(office, FIRST)
    for deputy in voters(office, gate, role=Role.DEPUTY):
        acts.answer(office, gate.id, deputy.id, YES)
    given_count = len(voters(office, gate, role=Role.DEPUTY))

    heard = hear(later(office, (gate.due_on - office.today).days + 1), FIRST)

    assert given_count == 4
    assert heard.state is StageState.ACCEPTED


def test_items_that_nobody_answered_are_rejected_not_lost(office: Office) -> None:
    gate = asked(office, FIRST)
    with_items(office, gate, 2)
    vote(office, gate, [YES] * 5)

    heard = hear(later(office, (gate.due_on - office.today).days + 1), FIRST)

    assert [item.result for item in items(office, gate)] == [ItemResult.ADOPTED, ItemResult.REJECTED]
    assert heard.state is StageState.RETURNED


def test_who_acted_stands_with_the_gate(office: Office) -> None:
    gate = asked(office, FIRST)
    vote(office, gate, YES)

    hear(replace(office, actor="flow"), FIRST)

    assert the_gate(office, gate.key).closed_by == "flow"
