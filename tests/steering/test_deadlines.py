"""Who is to be reminded when, and when a gate may be closed."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models import Answer, Ballot, Elector, Gate, GateItem, GateKind, Request, RequestKind
from steering.deadlines import (
    GRACE,
    answered,
    extended,
    is_over,
    missing_titles,
    reminder_days,
    reminders_due,
    reminders_due_for,
)

DAY = date(2027, 3, 1)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def an_item(number: int) -> GateItem:
    return GateItem(id=f"g/{number}", gate_id="g", number=number, subject_id=f"x{number}", title="", text="")


def a_ballot(seat: str, number: int, *, is_current: bool = True) -> Ballot:
    return Ballot(
        gate_item_id=f"g/{number}",
        seat_id=seat,
        answer=Answer.YES,
        mandate_id=seat,
        content_sha256="",
        cast_at=datetime(2027, 3, 1, tzinfo=UTC),
        is_current=is_current,
    )


def a_gate(due_on: date) -> Gate:
    return Gate(
        id="g",
        stage_run_id="r",
        committee_id="c",
        key="q",
        kind=GateKind.CONFIRM,
        question="?",
        content_sha256="",
        opened_at=datetime(2027, 3, 1, tzinfo=UTC),
        due_on=due_on,
    )


def test_a_seat_that_left_an_item_open_still_owes_an_answer() -> None:
    items = [an_item(1), an_item(2)]
    electors = [
        Elector(gate_id="g", seat_id="whole"),
        Elector(gate_id="g", seat_id="half"),
        Elector(gate_id="g", seat_id="advisory", has_vote=False),
    ]
    ballots = [a_ballot("whole", 1), a_ballot("whole", 2), a_ballot("half", 1)]

    who = answered(items, electors, ballots)

    assert who.seats == {"whole"}
    assert who.missing == {"half"}
    assert not who.is_complete


def test_replaced_ballots_and_those_of_other_gates_are_no_answers() -> None:
    electors = [Elector(gate_id="g", seat_id="s")]
    other = a_ballot("s", 1)
    other.gate_item_id = "other/1"

    who = answered([an_item(1)], electors, [a_ballot("s", 1, is_current=False), other])

    assert who.missing == {"s"}


def test_a_gate_without_voters_waits_for_nobody() -> None:
    assert answered([an_item(1)], [], []).is_complete


@given(opened_on=days, length=st.integers(0, 200))
def test_reminders_fall_between_the_question_and_its_last_day(opened_on: date, length: int) -> None:
    due_on = opened_on + timedelta(days=length)

    reminders = reminder_days(opened_on, due_on)

    assert reminders == sorted(set(reminders))
    assert len(reminders) <= 2
    assert all(opened_on < day <= due_on for day in reminders)


def test_half_time_between_the_years_is_said_before_the_last_call() -> None:
    # Half of this time ends on Christmas Eve; the next working day is the last day itself.
    assert reminder_days(date(2026, 12, 13), date(2027, 1, 4)) == [date(2026, 12, 23)]


@given(opened_on=days, length=st.integers(0, 200), today=days)
def test_reminders_only_ever_grow_in_number(opened_on: date, length: int, today: date) -> None:
    due_on = opened_on + timedelta(days=length)

    assert reminders_due(opened_on, due_on, today) <= reminders_due(
        opened_on, due_on, today + timedelta(days=1)
    )


def test_an_answered_request_needs_no_reminder() -> None:
    request = Request(
        id="r",
        stage_run_id="s",
        kind=RequestKind.REVIEW,
        subject_id="m",
        title="",
        organisation_id="o",
        due_on=DAY + timedelta(days=28),
        asked_at=datetime(2027, 3, 1, tzinfo=UTC),
    )

    late = DAY + timedelta(days=40)
    assert reminders_due_for(request, DAY, late) == 2
    request.answered_at = request.asked_at
    assert reminders_due_for(request, DAY, late) == 0


def test_the_last_day_of_a_gate_counts() -> None:
    gate = a_gate(DAY)

    assert not is_over(gate, DAY)
    assert is_over(gate, DAY + timedelta(days=1))
    assert extended(gate) == DAY + GRACE


def test_the_chair_reads_functions_in_order() -> None:
    assert missing_titles(["b", "a"], {"a": "Schulen", "b": "Handwerk"}) == ("Handwerk", "Schulen")
