"""Conflicts of interest and votes that are handed over, at a question that is open."""

from datetime import timedelta

import pytest

from models import (
    Answer,
    Ballot,
    Comment,
    Delegation,
    Gate,
    Mandate,
    Message,
    PlannedMeasure,
    Recusal,
    RecusalDecision,
    RecusalGround,
    Role,
    SeatingRules,
    StageState,
    StatedBy,
)
from models.columns import key
from steering.errors import NoMandate, NotAllowedNow, NotThere, SteeringError
from steering.office import acts, delegating, recusing
from steering.office.acts import Envelope, Given
from steering.office.delegating import Span
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.recusing import Stated
from steering.office.waiting import missing_seats, who_answered
from tests.steering.office.an_office import (
    asked,
    hear,
    later,
    the_cycle,
    the_gate,
    voters,
    whole,
    with_items,
)

YES, NO = {1: Given(answer=Answer.YES)}, {1: Given(answer=Answer.NO)}
GROUP = "heidekreis/internal_steering_group"
EMPLOYER = Stated(decision=RecusalDecision.EXCLUDED, ground=RecusalGround.EMPLOYER)
LIFTED = Stated(decision=RecusalDecision.WITHDRAWN)


@pytest.fixture
def gate(office: Office) -> Gate:
    return asked(office, "collect_data")


@pytest.fixture
def open_to_delegation(office: Office, gate: Gate) -> Gate:
    """The same question in a body that allows one vote of another in one hand."""
    with office.writing() as tx:
        tx.get(SeatingRules, GROUP).delegation_allowed = True
    return gate


def seat(number: int) -> str:
    return f"{GROUP}/{number:02d}"


def letters(office: Office, occasion: str) -> list[Message]:
    return [each for each in office.archive.messages() if each.occasion == occasion]


def current(office: Office) -> dict[tuple[str, int], Ballot]:
    """The votes that count, by seat and item."""
    return {
        (each.seat_id, int(each.gate_item_id.rpartition("/")[2])): each
        for each in office.read(the_cycle(office)).all(Ballot)
        if each.is_current
    }


def refused(kind: type[SteeringError], code: str, act: object, *args: object, **more: object) -> None:
    with pytest.raises(kind) as refusal:
        act(*args, **more)  # type: ignore[operator]
    assert refusal.value.code == code


# Recusals


def test_a_recused_seat_neither_votes_nor_owes_an_answer_on_that_item(office: Office, gate: Gate) -> None:
    with_items(office, gate, 2)
    member = voters(office, gate)[1]

    recusing.recuse(office, gate.id, 2, member.seat_id, EMPLOYER)

    refused(
        NoMandate,
        "seat_recused",
        acts.answer,
        office,
        gate.id,
        member.id,
        {1: Given(answer=Answer.YES), 2: Given(answer=Answer.YES)},
    )
    assert current(office) == {}
    acts.answer(office, gate.id, member.id, YES)
    records = office.glance(the_cycle(office))
    assert member.seat_id in who_answered(records, gate).seats


def test_a_vote_that_was_cast_is_voided_stays_readable_and_does_not_come_back(
    office: Office, gate: Gate
) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, YES)

    recusing.recuse(office, gate.id, 1, member.seat_id, EMPLOYER)
    voided = office.read(the_cycle(office)).all(Ballot)
    recusing.recuse(office, gate.id, 1, member.seat_id, LIFTED)
    between = current(office)
    acts.answer(office, gate.id, member.id, NO)

    assert [(each.answer, each.is_current) for each in voided] == [(Answer.YES, False)]
    assert between == {}
    (again,) = current(office).values()
    assert (again.answer, again.revision) == (Answer.NO, 2)


def test_a_question_closes_without_those_who_take_no_part(office: Office, gate: Gate) -> None:
    members = voters(office, gate)
    recusing.recuse(office, gate.id, 1, members[0].seat_id, EMPLOYER)
    for member in members[1:]:
        acts.answer(office, gate.id, member.id, YES)

    missing = missing_seats(office.glance(the_cycle(office)), gate)
    heard = hear(office, "collect_data")

    assert missing == []
    assert heard.state is StageState.ACCEPTED
    assert "6" in the_gate(office, gate.key).reason


def test_whoever_is_recused_is_told_and_so_is_the_deputy(office: Office, gate: Gate) -> None:
    deputy = voters(office, gate, role=Role.DEPUTY)[0]
    acts.answer(office, gate.id, deputy.id, YES)

    recusing.recuse(office, gate.id, 1, deputy.seat_id, EMPLOYER)
    recusing.recuse(office, gate.id, 1, deputy.seat_id, LIFTED)

    told = letters(office, "recusal_noted")
    assert len({each.address for each in told}) == 2
    assert len(told) == 4
    assert sum("zählt nicht mehr" in " ".join(each.text.split()) for each in told) == 2


def test_what_was_stated_twice_is_kept_once_and_a_correction_is_a_new_record(
    office: Office, gate: Gate
) -> None:
    recusing.recuse(office, gate.id, 1, seat(6), EMPLOYER)
    before = whole(office)

    recusing.recuse(office, gate.id, 1, seat(6), EMPLOYER)

    assert whole(office) == before
    group = Stated(
        decision=RecusalDecision.GROUP_INTEREST,
        ground=RecusalGround.EMPLOYER,
        stated_by=StatedBy.COMMITTEE,
    )
    recusing.recuse(office, gate.id, 1, seat(6), group)
    kept = office.read(the_cycle(office)).all(Recusal)
    assert sorted((each.number, each.decision) for each in kept) == [
        (1, RecusalDecision.EXCLUDED),
        (2, RecusalDecision.GROUP_INTEREST),
    ]
    member = next(each for each in voters(office, gate) if each.seat_id == seat(6))
    assert acts.answer(office, gate.id, member.id, YES) == 1


def test_nothing_is_stated_at_a_question_that_is_closed_or_not_put(office: Office, gate: Gate) -> None:
    refused(NotThere, "no_such_item", recusing.recuse, office, gate.id, 9, seat(6), EMPLOYER)
    refused(NotThere, "not_recused", recusing.recuse, office, gate.id, 1, seat(6), LIFTED)
    stranger = "heidekreis/strategy_group/01"
    refused(NotThere, "no_seat_here", recusing.recuse, office, gate.id, 1, stranger, EMPLOYER)
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, YES)
    hear(office, "collect_data")
    refused(NotAllowedNow, "gate_closed", recusing.recuse, office, gate.id, 1, seat(6), EMPLOYER)


def test_a_recused_seat_does_not_comment_either(office: Office) -> None:
    draft = asked(office, "draft_plan", "draft")
    somebody = voters(office, draft)[3]
    recusing.recuse(office, draft.id, 1, somebody.seat_id, EMPLOYER)

    refused(
        NoMandate,
        "seat_recused",
        acts.comment,
        office,
        draft.id,
        author=somebody.title,
        text="Bitte mehr für uns.",
        seat_id=somebody.seat_id,
    )
    assert office.read(the_cycle(office)).all(Comment) == []


def test_a_possible_conflict_is_told_to_member_and_coordinator_and_nothing_more(office: Office) -> None:
    cycle = the_cycle(office)
    measure = next(
        each for each in office.read(cycle).all(PlannedMeasure) if each.version_id == cycle.base_version_id
    )
    with office.writing() as tx:
        tx.keep(
            [
                PlannedMeasure(
                    id=key(cycle.target_version_id, "M01"),
                    version_id=cycle.target_version_id,
                    measure_id=measure.measure_id,
                    owner_id="heidekreis/adult_education",
                    is_budget_relevant=True,
                    route="strategy_group>executive_committee>county_council",
                    cost_eur=1000,
                    fiscal_year=2029,
                )
            ]
        )
    gate = asked(office, "approve_plan", "final_discussion")

    recusing.tell_hints(office)
    again = recusing.tell_hints(office)

    named = [
        each
        for each in letters(office, "gate_opened")
        if "Ihre Organisation zuständig" in " ".join(each.text.split())
    ]
    assert [each.recipient for each in named] == ["Volkshochschule Heidekreis gGmbH"]
    (hint,) = letters(office, "recusal_hint")
    assert hint.address == office.sender.address
    assert "Volkshochschule" in hint.text
    assert again == 0
    assert office.read(cycle).all(Recusal) == []
    member = next(each for each in voters(office, gate) if each.title == named[0].recipient)
    assert acts.answer(office, gate.id, member.id, YES) == 1


# Delegations


def handed(office: Office, gate: Gate, one: int = 2, other: int = 5) -> tuple[Mandate, Mandate]:
    """The member of one seat has handed the vote to the member of another."""
    delegating.delegate(office, seat(one), seat(other), Span(gate_id=gate.id))
    members = {each.seat_id: each for each in voters(office, gate)}
    return members[seat(one)], members[seat(other)]


def test_a_delegate_votes_for_two_seats_with_two_answers_and_two_receipts(
    office: Office, open_to_delegation: Gate
) -> None:
    gate = open_to_delegation
    principal, delegate = handed(office, gate)

    acts.answer(office, gate.id, delegate.id, NO)
    acts.answer(office, gate.id, delegate.id, YES, envelope=Envelope(for_seat=principal.seat_id))

    votes = current(office)
    assert {place: (each.answer, each.mandate_id) for place, each in votes.items()} == {
        (delegate.seat_id, 1): (Answer.NO, delegate.id),
        (principal.seat_id, 1): (Answer.YES, delegate.id),
    }
    assert [each.address for each in letters(office, "receipt")] == [delegate.address] * 2
    (told,) = letters(office, "seat_answered")
    assert told.address == principal.address
    assert {each.address for each in letters(office, "delegation_changed")} == {
        principal.address,
        delegate.address,
    }


def test_the_principals_own_answer_goes_first_and_the_delegate_is_told(
    office: Office, open_to_delegation: Gate
) -> None:
    gate = open_to_delegation
    principal, delegate = handed(office, gate)
    acts.answer(office, gate.id, delegate.id, YES, envelope=Envelope(for_seat=principal.seat_id))

    acts.answer(office, gate.id, principal.id, NO)

    refused(
        NoMandate,
        "principal_has_answered",
        acts.answer,
        office,
        gate.id,
        delegate.id,
        YES,
        envelope=Envelope(for_seat=principal.seat_id),
    )
    (vote,) = current(office).values()
    assert (vote.answer, vote.revision) == (Answer.NO, 2)
    assert [each.address for each in letters(office, "seat_answered")] == [
        principal.address,
        delegate.address,
    ]


def test_where_the_last_answer_counts_the_delegate_may_answer_after_the_principal(
    office: Office, open_to_delegation: Gate
) -> None:
    gate = open_to_delegation
    with office.writing() as tx:
        tx.get(SeatingRules, GROUP).principal_goes_first = False
    principal, delegate = handed(office, gate)
    acts.answer(office, gate.id, principal.id, NO)

    acts.answer(office, gate.id, delegate.id, YES, envelope=Envelope(for_seat=principal.seat_id))

    (vote,) = current(office).values()
    assert (vote.answer, vote.mandate_id) == (Answer.YES, delegate.id)


def test_a_delegation_that_is_withdrawn_while_the_page_is_open_refuses_the_answer(
    office: Office, open_to_delegation: Gate
) -> None:
    gate = open_to_delegation
    principal, delegate = handed(office, gate)

    delegating.withdraw(later(office, 1), principal.seat_id)

    before = whole(office)
    refused(
        NoMandate,
        "delegation_withdrawn",
        acts.answer,
        later(office, 1),
        gate.id,
        delegate.id,
        YES,
        envelope=Envelope(for_seat=principal.seat_id),
    )
    assert whole(office) == before
    assert len(letters(office, "delegation_changed")) == 4
    refused(NotThere, "nothing_delegated", delegating.withdraw, office, principal.seat_id)


def test_no_chain_no_circle_and_nothing_where_the_body_does_not_allow_it(office: Office, gate: Gate) -> None:
    span = Span(gate_id=gate.id)
    refused(NotAllowedNow, "delegation_not_allowed", delegating.delegate, office, seat(2), seat(5), span)
    with office.writing() as tx:
        tx.get(SeatingRules, GROUP).delegation_allowed = True
    delegating.delegate(office, seat(2), seat(5), span)
    before = whole(office)

    delegating.delegate(office, seat(2), seat(5), span)
    for one, other, code in (
        (5, 7, "principal_votes_for_others"),
        (5, 2, "delegate_has_delegated"),
        (7, 2, "delegate_has_delegated"),
        (7, 5, "delegate_holds_enough"),
        (2, 7, "delegated_already"),
        (7, 7, "delegation_to_oneself"),
    ):
        refused(NotAllowedNow, code, delegating.delegate, office, seat(one), seat(other), span)

    assert whole(office) == before


def test_a_delegation_has_an_end(office: Office, open_to_delegation: Gate) -> None:
    refused(NotAllowedNow, "delegation_without_end", delegating.delegate, office, seat(2), seat(5), Span())

    delegating.delegate(office, seat(2), seat(5), Span(to_on=office.today + timedelta(days=3)))

    members = {each.seat_id: each for each in voters(office, open_to_delegation)}
    act = (open_to_delegation.id, members[seat(5)].id, YES)
    assert acts.answer(later(office, 3), *act, envelope=Envelope(for_seat=seat(2))) == 1
    refused(
        NoMandate,
        "delegation_does_not_hold",
        acts.answer,
        later(office, 4),
        *act,
        envelope=Envelope(for_seat=seat(2)),
    )


def test_what_was_handed_over_for_a_closed_question_stands_in_nobodys_way(
    office: Office, open_to_delegation: Gate
) -> None:
    handed(office, open_to_delegation)
    for member in voters(office, open_to_delegation):
        acts.answer(office, open_to_delegation.id, member.id, YES)
    hear(office, "collect_data")
    dispatch(office)

    delegating.delegate(office, seat(2), seat(7), Span(to_on=office.today + timedelta(days=9)))

    assert len(office.read(the_cycle(office)).all(Delegation)) == 2
