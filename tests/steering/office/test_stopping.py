"""Letters are held, let go, taken back and sent again; each with a reason in the trail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models import Message, MessageState
from steering.errors import NotAllowedNow, NotThere
from steering.office.clock import StandingClock
from steering.office.compose import NotPostable
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.settings import Settings
from steering.office.stopping import hold, release, retry, undo
from steering.office.troubles import troubles
from tests.steering.office.an_office import asked, later, office_on
from tests.steering.office.desk_letters import owe


def in_minutes(office: Office, minutes: int) -> Office:
    return replace(office, clock=StandingClock(at=office.now + timedelta(minutes=minutes)))


def states(office: Office) -> set[MessageState]:
    return {each.state for each in office.archive.messages()}


def reasons(office: Office, act: str) -> list[str]:
    return [entry.details for entry in office.archive.audit_trail() if entry.act == act]


def test_what_a_person_causes_can_be_taken_back_for_ten_minutes(office: Office) -> None:
    asked(office, "collect_data")

    stopped = undo(in_minutes(office, 9), [], reason="Falsche Frist.")
    dispatch(later(office, 1))

    assert len(stopped.letters) == len(office.archive.messages())
    assert states(office) == {MessageState.CANCELLED}
    assert all("Falsche Frist." in each for each in reasons(office, "message.undo"))
    assert list(office.settings.outbox.glob("*.eml")) == []


def test_after_ten_minutes_nothing_is_taken_back_unasked(office: Office) -> None:
    assert undo(in_minutes(office, 10), [], reason="Zu spät.").letters == ()


def test_what_has_gone_is_not_taken_back(office: Office) -> None:
    dispatch(later(office, 1))
    gone = office.archive.messages()[0]

    with pytest.raises(NotAllowedNow) as refusal:
        undo(later(office, 1), [gone.id], reason="Zu spät.")

    assert refusal.value.code == "letter_not_now"


def test_the_office_is_told_which_of_the_stopped_letters_the_law_demands(office: Office) -> None:
    asked(office, "collect_data")

    stopped = undo(office, [], reason="Falsche Frist.")

    assert {each.occasion for each in stopped.statutory} == {"gate_opened"}
    assert {each.occasion for each in stopped.letters} == {"gate_opened", "cycle_opened"}


def test_what_the_flow_writes_goes_at_once(settings: Settings) -> None:
    flow = replace(office_on(settings), actor="flow", origin="flow")
    asked(flow, "collect_data")

    taken_back = undo(flow, [], reason="Nur, was Menschen taten.").letters
    assert "gate_opened" not in {each.occasion for each in taken_back}
    assert "gate_opened" in {
        each.occasion for each in flow.archive.messages() if each.not_before_at <= flow.now
    }


def test_how_long_is_for_the_operator_to_say(settings: Settings) -> None:
    hasty = office_on(settings.model_copy(update={"undo_minutes": 0}))
    asked(hasty, "collect_data")

    assert dispatch(hasty).sent > 0


def test_held_letters_wait_until_they_are_let_go(office: Office) -> None:
    tomorrow = later(office, 1)
    held = hold(office, [], reason="Die Anlage fehlt.")
    nothing = dispatch(tomorrow)
    again = hold(tomorrow, [], reason="Noch einmal.")

    let_go = release(tomorrow, [], reason="Die Anlage liegt bei.")
    sent = dispatch(tomorrow)

    assert nothing.sent == 0
    assert again.letters == ()
    assert len(let_go.letters) == len(held.letters) == sent.sent
    assert len(reasons(office, "message.hold")) == len(held.letters)


def test_held_letters_are_shown_to_the_coordinator(office: Office) -> None:
    first, *_ = office.archive.messages()
    hold(office, [first.id], reason="Die Anlage fehlt.")

    assert [each.id for each in troubles(later(office, 1)).held] == [first.id]


def test_a_letter_that_was_forgotten_for_an_hour_is_shown(office: Office) -> None:
    minutes = 10 + 60
    assert troubles(in_minutes(office, minutes)).stuck == ()

    found = troubles(in_minutes(office, minutes + 1))

    assert len(found.stuck) == len(office.archive.messages())
    assert found.count == len(found.stuck)


def test_a_letter_that_waits_for_its_moment_is_no_trouble(office: Office) -> None:
    night = replace(office, clock=StandingClock(at=office.now + timedelta(hours=14)))
    dispatch(night)
    owe(night, "review_requested")
    dispatch(night)

    assert troubles(in_minutes(night, 120)).stuck == ()


def test_what_did_not_arrive_is_sent_again_to_another_address(office: Office) -> None:
    letter = office.archive.messages()[0]
    with office.writing() as tx:
        record = tx.get(Message, letter.id)
        record.state, record.ended_at = MessageState.FAILED, office.now

    again = retry(office, letter.id, reason="Neue Adresse.", address="neu@example.org")

    assert (again.state, again.address) == (MessageState.OWED, "neu@example.org")
    assert "neu@example.org" not in "".join(reasons(office, "message.retry"))


def test_nothing_is_sent_again_to_what_is_no_address(office: Office) -> None:
    letter = office.archive.messages()[0]
    undo(office, [letter.id], reason="Falsch.")

    with pytest.raises(NotPostable):
        retry(office, letter.id, reason="Neue Adresse.", address="a@example.org,b@example.org")

    assert office.archive.find(Message, letter.id).state is MessageState.CANCELLED


def test_a_letter_that_is_not_there_is_named(office: Office) -> None:
    with pytest.raises(NotThere) as refusal:
        hold(office, ["nowhere"], reason="x")

    assert refusal.value.facts["letter"] == "nowhere"
