"""What is shown may change while a question is open; nobody has agreed to what they did not see."""

import pytest

from models import (
    Answer,
    Ballot,
    Gate,
    GateItem,
    GateState,
    GateVersion,
    ItemResult,
    ItemVersion,
    Mandate,
    Role,
    Seat,
)
from models.columns import key
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.office import acts, closing
from steering.office.acts import Envelope, Given
from steering.office.amending import Wording, amend_content
from steering.office.opening import Office
from steering.office.waiting import who_answered
from tests.steering.office.an_office import asked, hear, later, the_cycle, the_gate, voters, whole, with_items

YES, NO = Given(answer=Answer.YES), Given(answer=Answer.NO)
FIRST = "collect_data"
REASON = "Die Kämmerei hat neu gerechnet."


@pytest.fixture
def gate(office: Office) -> Gate:
    made = asked(office, FIRST)
    with_items(office, made, 3)
    return made


def current(office: Office) -> list[tuple[int, str, Answer]]:
    found = [each for each in office.read(the_cycle(office)).all(Ballot) if each.is_current]
    return sorted((int(each.gate_item_id[-1]), each.seat_id, each.answer) for each in found)


def letters(office: Office) -> dict[str, str]:
    return {m.recipient: m.text for m in office.archive.messages() if m.occasion == "content_changed"}


def test_a_changed_item_is_answered_anew_and_the_others_still_count(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    acts.answer(office, gate.id, first.id, {1: YES, 2: YES, 3: NO})
    acts.answer(office, gate.id, second.id, {1: YES})

    version = amend_content(office, gate.id, {2: Wording(text="Text 2, aber neu.")}, reason=REASON)

    assert version.number == 2
    assert current(office) == [
        (1, first.seat_id, Answer.YES),
        (1, second.seat_id, Answer.YES),
        (3, first.seat_id, Answer.NO),
    ]
    assert len(office.read(the_cycle(office)).all(Ballot)) == 4
    assert first.seat_id in who_answered(office.glance(the_cycle(office)), gate).missing


def test_each_member_sees_only_the_difference(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    acts.answer(office, gate.id, first.id, {1: YES, 2: YES})

    amend_content(office, gate.id, {2: Wording(text="Text zwei")}, reason=REASON)

    told = letters(office)
    assert len(told) == 7
    assert "- Bisher: Text [2]\n- Neu: Text [zwei]" in told[first.title]
    assert "Punkt 1" not in told[first.title]
    assert "zählt nicht mehr" in told[first.title]
    assert "zählt nicht mehr" not in told[second.title]
    assert REASON in told[second.title]


def test_a_renewed_answer_counts_and_the_old_one_stays_readable(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, {2: YES})
    amend_content(office, gate.id, {2: Wording(text="Anders.")}, reason=REASON)

    acts.answer(office, gate.id, member.id, {2: YES})

    cast = sorted(office.read(the_cycle(office)).all(Ballot), key=lambda ballot: ballot.revision)
    assert [(each.revision, each.is_current) for each in cast] == [(1, False), (2, True)]
    assert cast[0].content_sha256 != cast[1].content_sha256


def test_an_answer_to_what_was_shown_before_is_refused(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    seen = Envelope(seen=office.archive.find(Gate, gate.id).content_sha256)
    now = amend_content(office, gate.id, {1: Wording(text="Anders.")}, reason=REASON)
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        acts.answer(office, gate.id, member.id, {1: YES}, envelope=seen)

    assert refusal.value.code == "content_changed"
    assert whole(office) == before
    assert acts.answer(office, gate.id, member.id, {1: YES}, envelope=Envelope(seen=now.sha256)) == 1


def test_every_version_stays_readable_with_its_reason(office: Office, gate: Gate) -> None:
    amend_content(office, gate.id, {1: Wording(text="Zweite.")}, reason=REASON)
    amend_content(office, gate.id, {1: Wording(text="Dritte."), 3: Wording(title="Neu")}, reason="Noch eins.")

    records = office.read(the_cycle(office))
    versions = sorted(records.all(GateVersion), key=lambda each: each.number)
    wordings = [(w.number, w.text) for w in records.all(ItemVersion) if w.gate_item_id == key(gate.id, 1)]
    assert [each.reason for each in versions] == ["", REASON, "Noch eins."]
    assert [number for number, _ in sorted(wordings)] == [1, 2, 3]
    assert office.archive.find(Gate, gate.id).content_sha256 == versions[-1].sha256


def test_the_same_change_twice_is_made_once(office: Office, gate: Gate) -> None:
    amend_content(office, gate.id, {1: Wording(text="Zweite.")}, reason=REASON, anew=[2])
    before = whole(office)

    again = amend_content(office, gate.id, {1: Wording(text="Zweite.")}, reason=REASON, anew=[2])

    assert again.number == 2
    assert whole(office) == before


def test_an_item_that_rests_on_a_changed_one_is_asked_anew_in_the_same_words(
    office: Office, gate: Gate
) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, {1: YES, 2: YES, 3: YES})

    amend_content(office, gate.id, {2: Wording(text="Anders.")}, reason=REASON, anew=[1])

    assert [number for number, _, _ in current(office)] == [3]
    assert "ist unverändert" in " ".join(letters(office)[member.title].split())


def test_who_is_asked_anew_gets_a_week_at_least(office: Office, gate: Gate) -> None:
    last_day = later(office, (gate.due_on - office.today).days)

    amend_content(last_day, gate.id, {1: Wording(text="Anders.")}, reason=REASON)

    changed = office.archive.find(Gate, gate.id)
    assert (changed.due_on - gate.due_on).days >= 7


def test_a_change_needs_a_reason_an_item_that_is_there_and_an_open_question(
    office: Office, gate: Gate
) -> None:
    wording = {1: Wording(text="Anders.")}

    with pytest.raises(NotAllowedNow, match="reason"):
        amend_content(office, gate.id, wording, reason=" ")
    with pytest.raises(NotThere):
        amend_content(office, gate.id, {9: Wording(text="?")}, reason=REASON)
    with office.writing() as tx:
        tx.close(tx.get(Gate, gate.id), GateState.PASSED, reason="Zu.", cycle_id=the_cycle(office).id)
    with pytest.raises(NotAllowedNow) as refusal:
        amend_content(office, gate.id, wording, reason=REASON)
    assert refusal.value.code == "gate_closed"


def test_the_chair_may_change_the_wording_and_no_other_member(office: Office, gate: Gate) -> None:
    seats = office.read(the_cycle(office)).by_id(Seat)
    members = voters(office, gate)
    chair = next(each for each in members if seats[each.seat_id].is_chair)
    other = next(each for each in members if not seats[each.seat_id].is_chair)

    with pytest.raises(NoMandate) as refusal:
        amend_content(office, gate.id, {1: Wording(text="?")}, reason=REASON, mandate_id=other.id)
    version = amend_content(office, gate.id, {1: Wording(text="!")}, reason=REASON, mandate_id=chair.id)

    assert refusal.value.code == "only_the_chair"
    assert version.actor == chair.seat_id


def test_what_is_decided_is_the_newest_wording(office: Office, gate: Gate) -> None:
    amend_content(office, gate.id, {1: Wording(text="So soll es sein.")}, reason=REASON)
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, {1: YES, 2: YES, 3: YES})

    hear(office, FIRST)

    item = office.archive.find(GateItem, key(gate.id, 1))
    assert (item.text, item.result) == ("So soll es sein.", ItemResult.ADOPTED)


def test_the_wording_cannot_change_between_the_count_and_the_close(office: Office, gate: Gate) -> None:
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, {1: YES, 2: YES, 3: YES})
    case, found = closing._case(office, gate.id)
    counted = closing.count_now(case, found, "Alle da.")

    amend_content(office, gate.id, {1: Wording(text="Noch schnell.")}, reason=REASON)

    assert not closing.close(case, found, closing.items_of(case.records, found), counted)
    assert the_gate(office, gate.key).state is GateState.OPEN


def test_a_question_from_before_there_were_versions_gets_its_first_with_its_first_change(
    office: Office,
) -> None:
    gate = asked(office, FIRST)
    _forget_versions(office)
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, {1: YES})

    version = amend_content(office, gate.id, {1: Wording(text="Anders.")}, reason=REASON)

    first = office.archive.find(GateVersion, (gate.id, 1))
    assert version.number == 2
    assert first.sha256 == gate.content_sha256
    assert current(office) == []


def _forget_versions(office: Office) -> None:
    with office.archive.engine.begin() as connection:
        for table in ("item_version", "gate_version"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
            connection.exec_driver_sql(f"DELETE FROM {table}")


# The electorate


def test_a_successor_answers_for_the_seat_and_takes_the_place_of_the_predecessors_answer(
    office: Office, gate: Gate
) -> None:
    before = voters(office, gate)[0]
    acts.answer(office, gate.id, before.id, {1: YES})
    tomorrow = later(office, 1)
    successor = Mandate(
        id=key(before.seat_id, "successor"),
        seat_id=before.seat_id,
        role=Role.MEMBER,
        title="Nachfolge",
        address="next@example.org",
        from_on=tomorrow.today,
    )
    with office.writing() as tx:
        tx.get(Mandate, before.id).to_on = office.today
        tx.keep([successor])

    acts.answer(tomorrow, gate.id, successor.id, {1: NO})

    assert current(office) == [(1, before.seat_id, Answer.NO)]
    with pytest.raises(NoMandate):
        acts.answer(tomorrow, gate.id, before.id, {1: YES})
