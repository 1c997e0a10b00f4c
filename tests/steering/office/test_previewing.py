"""What is shown before is what goes afterwards, and what is only tried leaves nothing behind."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

import pytest

from models import DeliveryOutcome, Message, MessageState
from steering.delivery import Delivery
from steering.errors import SteeringError
from steering.office import cycles
from steering.office.clock import StandingClock
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.post import Post
from steering.office.previewing import Standing, foresee, rehearse
from steering.office.reminding import remind
from steering.office.stopping import hold
from tests.steering.office.an_office import asked, later, the_cycle, whole
from tests.steering.office.desk_letters import owe

FIRST = "collect_data"


@dataclass
class Keeping:
    """A post that takes everything and keeps it."""

    taken: list[Message] = field(default_factory=list)

    def hand_over(self, message: Message) -> Delivery:
        self.taken.append(message)
        return Delivery(outcome=DeliveryOutcome.ACCEPTED, answer="", channel="test")


def sent_by(office: Office) -> list[Message]:
    post = Keeping()
    dispatch(replace(office, post=cast("Post", post)))
    return post.taken


def words(messages: list[Message]) -> Counter[tuple[str, str, str]]:
    return Counter((each.address, each.subject, each.text) for each in messages)


def in_minutes(office: Office, minutes: int) -> Office:
    return replace(office, clock=StandingClock(at=office.now + timedelta(minutes=minutes)))


def test_what_was_shown_is_what_goes(office: Office) -> None:
    asked(office, FIRST)
    owe(office, "review_requested", count=3, address="owner@example.org")
    owe(office, "sent_back", count=1, address="owner@example.org")
    then = later(office, 1)

    shown = [each.message for each in foresee(then) if each.at == then.now]

    assert len(shown) > 20
    assert any(each.occasion == "requests" for each in shown)
    assert words(shown) == words(sent_by(then))


def test_what_waits_is_shown_with_its_moment_and_its_reason(office: Office) -> None:
    asked(office, FIRST)

    shown = foresee(office)

    assert {each.standing for each in shown} == {Standing.UNDO}
    assert {each.at - office.now for each in shown} == {timedelta(minutes=10)}
    assert sent_by(office) == []
    assert sent_by(in_minutes(office, 9)) == []
    assert len(sent_by(in_minutes(office, 10))) == len(shown)


def test_a_held_letter_is_not_shown_as_going(office: Office) -> None:
    first, *others = office.archive.messages()

    hold(office, [first.id], reason="Die Anlage fehlt.")

    assert {each.message.id for each in foresee(office)} == {each.id for each in others}


def test_an_act_that_is_tried_shows_its_letters_and_leaves_nothing(office: Office) -> None:
    asked(office, FIRST)
    before = whole(office)

    tried = rehearse(
        office, lambda inside: cycles.send_back(inside, the_cycle(inside), FIRST, reason="Die Kosten fehlen.")
    )

    assert whole(office) == before
    assert len(tried) == 8
    assert all("Die Kosten fehlen." in " ".join(each.message.text.split()) for each in tried)


def test_what_is_tried_and_then_done_causes_the_same_letters(office: Office) -> None:
    asked(office, FIRST)
    sent_by(later(office, 1))
    soon = later(office, 3)

    tried = rehearse(soon, lambda inside: remind(inside, the_cycle(inside), at_once=True))
    remind(soon, the_cycle(soon), at_once=True)

    assert tried
    assert words([each.message for each in tried]) == words(sent_by(in_minutes(soon, 10)))


def test_an_act_that_is_refused_leaves_nothing_either(office: Office) -> None:
    before = whole(office)

    with pytest.raises(SteeringError):
        rehearse(office, lambda inside: cycles.send_back(inside, the_cycle(inside), "draft_plan", reason="x"))

    assert whole(office) == before
    assert office.archive.messages(states=[MessageState.OWED])
