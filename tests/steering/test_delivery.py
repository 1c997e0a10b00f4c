from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise, repeat

from hypothesis import given
from hypothesis import strategies as st

from models import DeliveryOutcome, MessageState
from steering.delivery import GIVE_UP_AFTER, SLOW_STEP, NextStep, plan_next

FRIDAY = datetime(2027, 3, 5, 16, tzinfo=UTC)
ACCEPTED, TEMPORARY = DeliveryOutcome.ACCEPTED, DeliveryOutcome.TEMPORARY
PERMANENT, UNCLEAR = DeliveryOutcome.PERMANENT, DeliveryOutcome.UNCLEAR
MOST_ATTEMPTS = 4 + 72 + 2


@dataclass(frozen=True, kw_only=True)
class Tried:
    outcome: DeliveryOutcome
    at: datetime


def follow(
    outcomes: Iterable[DeliveryOutcome], *, first_at: datetime = FRIDAY, late: timedelta = timedelta()
) -> tuple[NextStep, list[Tried]]:
    """Try a letter until it has reached its final state; the post is `late` at every attempt."""
    tried: list[Tried] = []
    now = first_at
    for outcome in outcomes:
        step = plan_next(tried, outcome, first_owed_at=FRIDAY, now=now)
        tried.append(Tried(outcome=outcome, at=now))
        if step.not_before_at is None:
            return step, tried
        now = step.not_before_at + late
    raise AssertionError("The letter is still owed.")


def minutes_between(tried: list[Tried]) -> list[float]:
    return [(b.at - a.at) / timedelta(minutes=1) for a, b in pairwise(tried)]


def test_an_accepted_letter_is_sent() -> None:
    step, tried = follow([ACCEPTED])

    assert step == NextStep(state=MessageState.SENT)
    assert len(tried) == 1


def test_a_refused_letter_is_never_tried_again() -> None:
    step, tried = follow([PERMANENT])

    assert step == NextStep(state=MessageState.FAILED)
    assert len(tried) == 1


def test_a_busy_server_is_tried_after_1_5_15_60_minutes_then_hourly_for_72_hours() -> None:
    step, tried = follow(repeat(TEMPORARY))

    assert step == NextStep(state=MessageState.FAILED)
    assert minutes_between(tried)[:6] == [1, 5, 15, 60, 60, 60]
    assert timedelta(hours=71) < tried[-1].at - FRIDAY <= timedelta(hours=72)


def test_greylisting_costs_one_minute() -> None:
    step, tried = follow([TEMPORARY, ACCEPTED])

    assert step.state is MessageState.SENT
    assert minutes_between(tried) == [1]


def test_an_unclear_letter_is_repeated_once_after_ten_minutes() -> None:
    step, tried = follow([UNCLEAR, UNCLEAR])

    assert step == NextStep(state=MessageState.UNCLEAR)
    assert minutes_between(tried) == [10]


def test_a_reminder_that_may_have_arrived_is_not_repeated() -> None:
    step = plan_next([], UNCLEAR, first_owed_at=FRIDAY, now=FRIDAY, at_most_once=True)

    assert step == NextStep(state=MessageState.UNCLEAR)


def test_a_letter_that_may_have_arrived_is_not_called_failed_when_the_server_stays_busy() -> None:
    step, _ = follow(chain([UNCLEAR], repeat(TEMPORARY)))

    assert step == NextStep(state=MessageState.UNCLEAR)


def test_a_letter_from_a_switched_off_office_is_not_given_up_at_its_first_greylisting() -> None:
    step, tried = follow([TEMPORARY, ACCEPTED], first_at=FRIDAY + timedelta(days=6))

    assert step.state is MessageState.SENT
    assert minutes_between(tried) == [1]


@given(
    outcomes=st.lists(st.sampled_from(DeliveryOutcome), max_size=200),
    rest=st.sampled_from([TEMPORARY, UNCLEAR, PERMANENT, ACCEPTED]),
    hours_off=st.integers(0, 400),
    late=st.timedeltas(timedelta(), timedelta(hours=5)),
)
def test_every_letter_ends_in_time_and_after_a_bounded_number_of_attempts(
    outcomes: list[DeliveryOutcome], rest: DeliveryOutcome, hours_off: int, late: timedelta
) -> None:
    first_at = FRIDAY + timedelta(hours=hours_off)

    step, tried = follow(chain(outcomes, repeat(rest)), first_at=first_at, late=late)

    quick_steps = timedelta(minutes=1 + 5 + 15 + 60 + 10) + 6 * late
    latest = max(FRIDAY + GIVE_UP_AFTER + SLOW_STEP + late, first_at + quick_steps)
    assert tried[-1].at <= latest
    assert len(tried) <= MOST_ATTEMPTS
    assert step.state not in {MessageState.OWED, MessageState.SENDING}


@given(outcomes=st.lists(st.sampled_from(DeliveryOutcome), max_size=200))
def test_at_most_two_copies_ever_leave_the_house(outcomes: list[DeliveryOutcome]) -> None:
    _, tried = follow(chain(outcomes, repeat(ACCEPTED)))

    copies = [attempt for attempt in tried if attempt.outcome in {ACCEPTED, UNCLEAR}]
    assert len(copies) <= 2


@given(outcomes=st.lists(st.sampled_from(DeliveryOutcome), max_size=200))
def test_nothing_follows_an_end(outcomes: list[DeliveryOutcome]) -> None:
    _, tried = follow(chain(outcomes, repeat(PERMANENT)))

    assert all(attempt.outcome in {TEMPORARY, UNCLEAR} for attempt in tried[:-1])
