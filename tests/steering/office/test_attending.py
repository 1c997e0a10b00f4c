"""What is due is found in as many queries as there are kinds of it, and nothing else is looked at."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from models import EscalationStep
from steering.deadlines import reminder_days
from steering.escalation import Chain
from steering.office.archive.due import OpenDeadline
from steering.office.attending import Calendar, attend, calendar_of, due_cycles, is_due
from steering.office.clock import day_of
from steering.office.escalating import chain_of_gates
from steering.office.opening import Office
from tests.steering.office.an_office import asked, later, the_cycle

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
CHAIN = {EscalationStep.DEPUTY: 7, EscalationStep.CHAIR: 14, EscalationStep.COORDINATOR: 21}
CALENDAR = Calendar(requests=Chain(days=CHAIN), gates=Chain(days=CHAIN))


def selects(office: Office, act: object) -> int:
    """How many questions an act asks of the database."""
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(office.archive.engine, "before_cursor_execute", note)
    try:
        act()  # type: ignore[operator]
    finally:
        event.remove(office.archive.engine, "before_cursor_execute", note)
    return len(seen)


def test_what_is_due_is_found_in_three_queries(office: Office) -> None:
    gate = asked(office, "collect_data")
    half = later(office, (gate.due_on - office.today).days // 2 + 2)
    found = due_cycles(office.archive.engine, half.today, calendar_of(office))

    count = selects(office, lambda: due_cycles(office.archive.engine, half.today, calendar_of(office)))

    assert count == 3
    assert [(each.cycle_id, each.subjects) for each in found] == [(the_cycle(office).id, (gate.id,))]


def test_on_a_quiet_day_the_records_are_not_read(office: Office) -> None:
    asked(office, "collect_data")

    assert selects(office, lambda: attend(office)) <= 4  # the open revision, and the three


def test_deputies_are_asked_before_a_day_and_nobody_else_by_the_chain(office: Office) -> None:
    chain = chain_of_gates(office)

    assert chain.day_of(EscalationStep.DEPUTY, date(2027, 3, 12)) == date(2027, 3, 10)


@given(asked_on=DAYS, length=st.integers(0, 400), jumps=st.lists(st.integers(-400, 400), max_size=8))
def test_whatever_the_clock_does_there_are_never_more_than_two_reminders(
    asked_on: date, length: int, jumps: list[int]
) -> None:
    due_on = asked_on + timedelta(days=length)
    days = reminder_days(asked_on, due_on)
    sent, today = 0, asked_on
    for jump in [*jumps, *[1] * 30]:
        today += timedelta(days=jump)
        sent = max(sent, sum(day <= today for day in days))

    assert sent <= 2
    assert all(asked_on < day <= due_on for day in days)
    assert all(day.isoweekday() <= 5 or day == due_on for day in days)


@given(asked_on=DAYS, length=st.integers(0, 400), sent=st.integers(0, 3), today=DAYS)
def test_before_the_first_reminder_nothing_is_due(
    asked_on: date, length: int, sent: int, today: date
) -> None:
    waiting = OpenDeadline(
        region_key="r",
        cycle_id="c",
        subject_id="s",
        is_gate=False,
        asked_on=asked_on,
        due_on=asked_on + timedelta(days=length),
        reminded_count=sent,
        taken=frozenset(CHAIN),
    )
    first = min(reminder_days(asked_on, waiting.due_on), default=date.max)

    assert not (is_due(waiting, today, CALENDAR) and today < first)
    assert not (is_due(waiting, today, CALENDAR) and sent >= 2)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31)))  # noqa: DTZ001 - the zone is put on below
def test_the_day_is_the_one_on_the_wall_in_berlin_whatever_the_clocks_do(wall: datetime) -> None:
    moment = wall.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    # An hour that the clocks leave out in March does not exist; the hour after it does.
    as_shown = moment.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo("Europe/Berlin"))

    assert day_of(moment) == as_shown.date()
