"""Letters are claimed, tried and kept: none is forgotten, and copies are bounded."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from models import DeliveryAttempt, DeliveryOutcome, Message, MessageState
from steering.delivery import Delivery
from steering.office.clock import StandingClock
from steering.office.dispatch import Dispatched, dispatch
from steering.office.opening import Office
from steering.office.post import Post
from steering.office.settings import Settings
from tests.steering.office.an_office import later, office_on, the_cycle

ACCEPTED, PERMANENT = DeliveryOutcome.ACCEPTED, DeliveryOutcome.PERMANENT
TEMPORARY, UNCLEAR = DeliveryOutcome.TEMPORARY, DeliveryOutcome.UNCLEAR


class Killed(BaseException):
    """The worker dies: nothing after this point happens."""


@dataclass
class APost:
    """A post that keeps what it was given, and answers as the test says."""

    answer: Callable[[Message], DeliveryOutcome] = lambda _message: ACCEPTED
    given: list[tuple[str, str]] = field(default_factory=list)

    def hand_over(self, message: Message) -> Delivery:
        outcome = self.answer(message)
        self.given.append((message.id, message.mail_id))
        return Delivery(outcome=outcome, answer=outcome.value, channel="test")


@pytest.fixture
def office(settings: Settings) -> Office:
    """The office an hour after the revision was begun: nothing can be taken back any more."""
    return an_hour_later(office_on(settings))


def an_hour_later(office: Office) -> Office:
    return replace(office, clock=StandingClock(at=office.now + timedelta(hours=1)))


@dataclass
class AClock:
    """A clock that shows these moments one after the other, and the last of them from then on."""

    moments: list[datetime]

    def now(self) -> datetime:
        return self.moments.pop(0) if len(self.moments) > 1 else self.moments[0]


def with_post(office: Office, post: object) -> Office:
    return replace(office, post=cast("Post", post))


def dies_before(_message: Message) -> DeliveryOutcome:
    raise Killed


@dataclass
class DyingPost(APost):
    """The worker dies just after the letter has gone."""

    def hand_over(self, message: Message) -> Delivery:
        super().hand_over(message)
        raise Killed


def only(office: Office, count: int, *, occasion: str = "") -> list[Message]:
    """Leave so many letters owed; the others are as if they had been cancelled."""
    letters = office.archive.messages()
    with office.writing() as tx:
        for message in letters[count:]:
            record = tx.get(Message, message.id)
            record.state, record.ended_at = MessageState.CANCELLED, office.now
        for message in letters[:count]:
            tx.get(Message, message.id).occasion = occasion or message.occasion
    return letters[:count]


def letter(office: Office, message: Message) -> Message:
    return office.archive.find(Message, message.id)


def attempts(office: Office, message: Message) -> list[DeliveryOutcome]:
    found = [a for a in office.read(the_cycle(office)).all(DeliveryAttempt) if a.message_id == message.id]
    return [attempt.outcome for attempt in sorted(found, key=lambda attempt: attempt.number)]


def test_every_letter_that_is_owed_goes_once(office: Office) -> None:
    owed = office.archive.messages()
    post = APost()

    first = dispatch(with_post(office, post))
    second = dispatch(with_post(office, post))

    assert first == Dispatched(sent=len(owed))
    assert second == Dispatched()
    assert Counter(identity for identity, _ in post.given) == Counter(message.id for message in owed)
    assert {message.state for message in office.archive.messages()} == {MessageState.SENT}


def test_a_bad_address_does_not_stop_the_others(office: Office) -> None:
    bad, *others = only(office, 5)
    post = APost(lambda message: PERMANENT if message.id == bad.id else ACCEPTED)

    done = dispatch(with_post(office, post))

    assert done == Dispatched(sent=4, failed=1)
    assert letter(office, bad).state is MessageState.FAILED
    assert len(post.given) == 1 + len(others)


def test_a_letter_that_was_refused_for_now_goes_later_and_not_sooner(office: Office) -> None:
    (message,) = only(office, 1)
    post = APost(lambda _message: TEMPORARY)

    assert dispatch(with_post(office, post)) == Dispatched(waiting=1)
    assert dispatch(with_post(office, post)) == Dispatched()
    post.answer = lambda _message: ACCEPTED
    assert dispatch(with_post(later(office, 1), post)) == Dispatched(sent=1)

    assert attempts(office, message) == [TEMPORARY, ACCEPTED]
    assert {mail_id for _, mail_id in post.given} == {message.mail_id}


@pytest.mark.parametrize("crash", [APost(dies_before), DyingPost()], ids=["before", "after"])
def test_the_letter_of_a_crashed_worker_goes_again_with_the_same_message_id(
    office: Office, crash: APost
) -> None:
    (message,) = only(office, 1)
    with pytest.raises(Killed):
        dispatch(with_post(office, crash))
    post = APost()

    at_once = dispatch(with_post(office, post))
    afterwards = dispatch(with_post(later(office, 1), post))

    assert at_once == Dispatched()
    assert afterwards == Dispatched(sent=1)
    assert post.given == [(message.id, message.mail_id)]
    assert attempts(office, message) == [UNCLEAR, ACCEPTED]


def test_however_often_workers_crash_there_are_two_copies_at_most(office: Office) -> None:
    (message,) = only(office, 1)
    crash = DyingPost()

    for day in range(5):
        try:
            dispatch(with_post(later(office, day), crash))
        except Killed:
            continue

    assert len(crash.given) == 2
    assert letter(office, message).state is MessageState.UNCLEAR
    assert attempts(office, message) == [UNCLEAR, UNCLEAR]


@pytest.mark.parametrize("answer", [dies_before, lambda _message: UNCLEAR], ids=["crash", "unclear"])
def test_a_reminder_is_rather_lost_than_sent_twice(
    office: Office, answer: Callable[[Message], DeliveryOutcome]
) -> None:
    (message,) = only(office, 1, occasion="reminder")
    try:
        dispatch(with_post(office, APost(answer)))
    except Killed:
        assert letter(office, message).state is MessageState.SENDING
    post = APost()

    done = dispatch(with_post(later(office, 1), post))

    assert (done, post.given) == (Dispatched(), [])
    assert letter(office, message).state is MessageState.UNCLEAR


def test_a_crash_stops_no_letter_but_its_own(office: Office) -> None:
    first, *others = only(office, 30)
    with pytest.raises(Killed):
        dispatch(with_post(office, APost(dies_before)))
    post = APost()

    dispatch(with_post(office, post))

    assert {identity for identity, _ in post.given} == {message.id for message in others}
    assert all(attempts(office, message) == [ACCEPTED] for message in others)
    assert letter(office, first).state is MessageState.SENDING


def test_a_worker_who_comes_back_late_does_not_undo_what_another_did(office: Office) -> None:
    (message,) = only(office, 1)
    other = APost()

    def slow(_message: Message) -> DeliveryOutcome:
        # While the server keeps this worker waiting, the claim runs out and another takes the letter.
        dispatch(with_post(later(office, 1), other))
        return TEMPORARY

    dispatch(with_post(office, APost(slow)))

    assert len(other.given) == 1
    assert letter(office, message).state is MessageState.SENT
    assert attempts(office, message) == [UNCLEAR, ACCEPTED, TEMPORARY]


def test_a_round_that_takes_hours_keeps_others_from_the_letter_in_hand(office: Office) -> None:
    first, second = only(office, 2)
    clock, other = AClock([office.now]), APost()
    at_work = replace(office, clock=clock)

    def slow(message: Message) -> DeliveryOutcome:
        if message.id == first.id:
            clock.moments = [office.now + timedelta(hours=2)]
        else:
            dispatch(with_post(at_work, other))
        return ACCEPTED

    post = APost(slow)
    dispatch(with_post(at_work, post))

    assert other.given == []
    assert [identity for identity, _ in post.given] == [first.id, second.id]
    assert attempts(office, second) == [ACCEPTED]


def test_a_crash_counts_once_although_the_clock_went_back(office: Office) -> None:
    (message,) = only(office, 1)
    hours_ago = office.now - timedelta(hours=6)
    back = replace(office, clock=AClock([office.now, hours_ago]))
    with pytest.raises(Killed):
        dispatch(with_post(back, DyingPost()))
    post = APost()

    # Its claim has run out, but by this clock the letter is not due yet.
    meanwhile = dispatch(
        with_post(replace(office, clock=StandingClock(at=hours_ago + timedelta(hours=1))), post)
    )
    afterwards = dispatch(with_post(later(office, 1), post))

    assert (meanwhile, afterwards) == (Dispatched(), Dispatched(sent=1))
    assert attempts(office, message) == [UNCLEAR, ACCEPTED]


def test_a_claim_holds_against_a_worker_who_began_before_the_clock_went_back(office: Office) -> None:
    (message,) = only(office, 1)
    other = APost()

    def back() -> Office:
        return replace(office, clock=AClock([office.now, office.now - timedelta(hours=6)]))

    def in_hand(_message: Message) -> DeliveryOutcome:
        dispatch(with_post(back(), other))
        return ACCEPTED

    dispatch(with_post(back(), APost(in_hand)))

    assert other.given == []
    assert attempts(office, message) == [ACCEPTED]


def test_two_workers_at_once_never_send_one_letter_twice(office: Office) -> None:
    # At the same moment, from two threads, each with its own sessions.
    owed = office.archive.messages()
    posts = [APost(), APost()]
    begin = threading.Barrier(2)

    def run(post: APost) -> None:
        begin.wait()
        dispatch(with_post(an_hour_later(office_on(office.settings)), post))

    workers = [threading.Thread(target=run, args=(post,)) for post in posts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    given = Counter(identity for post in posts for identity, _ in post.given)
    assert given == Counter(message.id for message in owed)
    assert office.archive.audit_break() is None


def test_letters_of_other_cycles_wait_for_their_own(office: Office) -> None:
    assert dispatch(office, cycle_id="another") == Dispatched()


def test_every_end_of_a_letter_stands_in_the_trail(office: Office) -> None:
    only(office, 3)

    dispatch(with_post(office, APost()))

    ended = [entry for entry in office.archive.audit_trail() if entry.act == "message.end"]
    assert len(ended) == 3
    assert all('"state":"sent"' in entry.details for entry in ended)


def test_a_server_that_repeats_the_address_is_kept_with_its_codes_and_words_and_without_it(
    office: Office,
) -> None:
    class Talkative(APost):
        def hand_over(self, message: Message) -> Delivery:
            said = f"5.1.1 <{message.address.upper()}>: mailbox of {message.address} unknown"
            return Delivery(outcome=PERMANENT, code=550, answer=said, channel="test")

    message = office.archive.messages()[0]

    dispatch(with_post(office, Talkative()))

    kept = office.archive.find(DeliveryAttempt, (message.id, 1))
    assert (kept.code, kept.answer) == (550, "5.1.1 <[address]>: mailbox of [address] unknown")
