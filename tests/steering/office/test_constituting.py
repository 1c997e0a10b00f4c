"""A body begins anew in the middle of a question, or one member follows another: what moves, what stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from models import (
    Answer,
    Constitution,
    Gate,
    GateState,
    Mandate,
    MessageState,
    Participation,
    RecusalDecision,
    RecusalGround,
    Role,
)
from steering.errors import BadProfile, NoMandate, NotAllowedNow
from steering.office import acts, constituting, recusing
from steering.office.acts import Given
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.seat_watch import watch
from steering.profile import Member
from tests.steering.office.a_group import (
    ALONE,
    GROUP,
    NO,
    YES,
    ballots,
    holder,
    letters,
    the_new,
)
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


@pytest.fixture
def gate(office: Office) -> Gate:
    return asked(office, "collect_data")


# A body is constituted anew


def test_a_new_body_in_the_middle_of_a_question(office: Office, gate: Gate) -> None:
    with_items(office, gate, 2)
    old = voters(office, gate)
    acts.answer(office, gate.id, old[0].id, {1: Given(answer=Answer.YES), 2: Given(answer=Answer.NO)})
    dispatch(office)
    day = later(office, 3)

    done = constituting.reconstitute(
        day, "internal_steering_group", the_new(day, 1, 2, 3, 4), on=day.today, resolution="Kreistag, TOP 9"
    )

    assert (len(done.begins), [seat.number for seat in done.empty]) == (4, [5, 6, 7])
    # The question stays open for the same seats, and the vote that was cast counts.
    assert the_gate(office, gate.key).state is GateState.OPEN
    assert len([ballot for ballot in ballots(office) if ballot.is_current]) == 2
    # Nobody of the old body acts any more; the text says why.
    for mandate in old[:4]:
        with pytest.raises(NoMandate) as refusal:
            acts.answer(day, gate.id, mandate.id, YES)
        assert refusal.value.code == "mandate_passed_on"
    # The successor learns what happened so far, and may change it.
    told = {each.address: " ".join(each.text.split()) for each in letters(office, "seat_handover")}
    assert set(told) == {f"neu-{number}@example.org" for number in (1, 2, 3, 4)}
    assert "Für Ihren Sitz ist schon eingetragen" in told["neu-1@example.org"]
    assert "fehlt die Antwort noch" in told["neu-2@example.org"]
    successor = holder(day, f"{GROUP}/01")
    assert acts.answer(day, gate.id, successor.id, NO) == 1
    assert [(b.revision, b.answer) for b in ballots(day) if b.gate_item_id.endswith("/1/1")] == [
        (1, Answer.YES),
        (2, Answer.NO),
    ]


def test_letters_that_wait_follow_to_the_successor_and_a_receipt_stays(office: Office, gate: Gate) -> None:
    old = voters(office, gate)
    for member in old:
        acts.answer(office, gate.id, member.id, YES)
    hear(office, "collect_data")
    day = later(office, 1)

    done = constituting.reconstitute(day, "internal_steering_group", the_new(day, *range(1, 8)), on=day.today)

    outcomes = letters(office, "outcome")
    kept = {each.address for each in outcomes if each.state is MessageState.OWED}
    assert {f"neu-{number}@example.org" for number in range(1, 8)} < kept
    assert not {each.address for each in old} & kept
    assert done.moved.readdressed >= 7
    assert {each.state for each in letters(office, "receipt")} == {MessageState.OWED}
    # What the old members were asked and had not been told needs no letter any more.
    assert {each.state for each in letters(office, "gate_opened")} == {MessageState.CANCELLED}


def test_constituting_twice_changes_nothing_more(office: Office, gate: Gate) -> None:
    constituting.reconstitute(
        office_on_day(office),
        "internal_steering_group",
        the_new(office_on_day(office), 1),
        on=office_on_day(office).today,
    )
    before = whole(office)

    constituting.reconstitute(
        office_on_day(office),
        "internal_steering_group",
        the_new(office_on_day(office), 1),
        on=office_on_day(office).today,
    )

    assert whole(office) == before


def office_on_day(office: Office) -> Office:
    return later(office, 2)


def test_a_look_ahead_shows_what_would_move_and_keeps_nothing(office: Office, gate: Gate) -> None:
    before = whole(office)
    on = office.today + timedelta(days=10)

    seen = constituting.reconstitute(
        office, "internal_steering_group", the_new(office, 1, 2, on=on), on=on, is_only_shown=True
    )

    assert (len(seen.begins), seen.moved.asked) == (2, 2)
    # Seven members and three deputies.
    assert len(seen.ends) == 7 + len(voters(office, gate, role=Role.DEPUTY))
    assert seen.open_gates == (gate.question,)
    assert whole(office) == before


def test_a_day_that_is_still_to_come_hands_over_when_it_has_come(office: Office, gate: Gate) -> None:
    on = office.today + timedelta(days=5)
    constituting.reconstitute(office, "internal_steering_group", the_new(office, 1, 2, on=on), on=on)
    old = voters(office, gate)[0]

    acts.answer(later(office, 4), gate.id, old.id, YES)
    watch(later(office, 4))
    early = letters(office, "seat_handover")
    watch(later(office, 5))

    assert early == []
    assert {each.address for each in letters(office, "seat_handover")} == {
        "neu-1@example.org",
        "neu-2@example.org",
    }


def test_a_new_body_is_on_record_with_its_legal_number_and_term(office: Office) -> None:
    constituting.reconstitute(
        later(office, 1),
        "strategy_group",
        [
            Member(
                row=2,
                seat_id="heidekreis/strategy_group/01",
                role=Role.CHAIR,
                title="Landrat",
                address="landrat@example.org",
                language="de",
                from_on=later(office, 1).today,
            )
        ],
        on=later(office, 1).today,
        resolution="Kreistag, 26.11.2026, TOP 9",
    )

    (kept,) = office.read(the_cycle(office)).all(Constitution)
    assert (kept.seats_count, kept.number, kept.term_ends_on) == (23, 1, date(2031, 10, 31))
    assert holder(office, "heidekreis/strategy_group/01").resolution == "Kreistag, 26.11.2026, TOP 9"


def test_a_list_with_a_foreign_seat_or_an_early_beginning_is_refused_row_by_row(office: Office) -> None:
    day = later(office, 1)
    (good,) = the_new(day, 1)
    foreign = Member(**{**good.__dict__, "row": 3, "seat_id": "heidekreis/strategy_group/01"})
    early = Member(**{**good.__dict__, "row": 4, "seat_id": f"{GROUP}/02", "from_on": office.today})
    before = whole(office)

    with pytest.raises(BadProfile) as refusal:
        constituting.reconstitute(day, "internal_steering_group", [good, foreign, early], on=day.today)

    assert [(each.line, each.code) for each in refusal.value.facts["faults"]] == [  # type: ignore[attr-defined]
        (3, "seat_of_another_committee"),
        (4, "begins_before_constitution"),
    ]
    assert whole(office) == before


def test_a_single_member_follows_another_and_all_others_stay(office: Office, gate: Gate) -> None:
    before = voters(office, gate)
    acts.answer(office, gate.id, before[1].id, YES)
    day = later(office, 2)

    done = constituting.appoint(day, "internal_steering_group", the_new(day, 2), resolution="Kreistag, TOP 3")
    state = whole(office)
    constituting.appoint(day, "internal_steering_group", the_new(day, 2), resolution="Kreistag, TOP 3")

    assert ([each.id for each in done.ends], len(done.begins)) == ([before[1].id], 1)
    assert whole(office) == state
    (told,) = letters(office, "seat_handover")
    assert told.address == "neu-2@example.org"
    assert "Für Ihren Sitz ist schon eingetragen" in " ".join(told.text.split())
    for member, code in ((before[1], "mandate_passed_on"), (before[2], None)):
        if code is None:
            assert acts.answer(day, gate.id, member.id, NO) == 1
            continue
        with pytest.raises(NoMandate) as refusal:
            acts.answer(day, gate.id, member.id, NO)
        assert refusal.value.code == code


def test_a_known_mandate_gets_its_last_day_from_the_list(office: Office) -> None:
    day = later(office, 1)
    (member,) = the_new(day, 2)
    constituting.appoint(day, "internal_steering_group", [member])

    ending = Member(**{**member.__dict__, "to_on": day.today + timedelta(days=30)})
    constituting.appoint(day, "internal_steering_group", [ending])

    assert holder(office, ALONE).to_on == day.today + timedelta(days=30)


def test_the_database_itself_lets_no_two_fill_one_place(office: Office) -> None:
    there = holder(office, ALONE)

    with pytest.raises(IntegrityError, match="two mandates"), office.writing() as tx:
        tx.keep(
            [
                Mandate(
                    id="second",
                    seat_id=ALONE,
                    role=Role.MEMBER,
                    title="Noch jemand",
                    address="zwei@example.org",
                    from_on=there.from_on + timedelta(days=30),
                )
            ]
        )


def test_a_successor_learns_of_a_secret_vote_only_that_it_was_cast(office: Office) -> None:
    gate = asked(office, "collect_data")
    with office.writing() as tx:
        tx.get(Gate, gate.id).is_secret = True
        tx.keep([Participation(gate_id=gate.id, seat_id=f"{GROUP}/01", revision=1, version_number=1)])
        tx.keep([Participation(gate_id=gate.id, seat_id=f"{GROUP}/02")])
    day = later(office, 1)

    constituting.reconstitute(day, "internal_steering_group", the_new(day, 1, 2), on=day.today)

    told = {each.address: " ".join(each.text.split()) for each in letters(office, "seat_handover")}
    assert "schon eine Stimme abgegeben" in told["neu-1@example.org"]
    assert "fehlt die Antwort noch" in told["neu-2@example.org"]
    with pytest.raises(NotAllowedNow) as refusal:
        recusing.recuse(
            day,
            gate.id,
            1,
            f"{GROUP}/01",
            recusing.Stated(decision=RecusalDecision.EXCLUDED, ground=RecusalGround.EMPLOYER),
        )
    assert refusal.value.code == "secret_vote_is_cast"
