"""Secret rounds: who took part is known, what was answered is not; and votes can still be changed."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from models import (
    Answer,
    Ballot,
    Gate,
    GateState,
    ItemResult,
    Mandate,
    Participation,
    PublishedReceipt,
    RecusalDecision,
    RecusalGround,
    SecretBallot,
)
from steering.codes import box_key
from steering.errors import NoMandate, NotAllowedNow, SteeringError
from steering.office import acts, cycles
from steering.office.acts import Envelope, Given
from steering.office.amending import Wording, amend_content
from steering.office.chance import SeededChance, shuffled
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.office.recusing import Stated, recuse
from steering.office.reminding import remind
from steering.office.secrecy import make_secret
from steering.office.waiting import who_answered
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
from tests.steering.office.test_gates import items

YES, NO, ABSTAIN = (Given(answer=answer) for answer in (Answer.YES, Answer.NO, Answer.ABSTAIN))
FIRST = "collect_data"


@pytest.fixture
def gate(office: Office) -> Gate:
    return make_secret(office, asked(office, FIRST).id, "Ein Mitglied hat es beantragt.")


def refused(act: object, *args: object, **more: object) -> str:
    with pytest.raises(SteeringError) as refusal:
        act(*args, **more)  # type: ignore[operator]
    return refusal.value.code


def box(office: Office) -> list[SecretBallot]:
    return office.read(the_cycle(office)).all(SecretBallot)


def test_a_secret_ballot_has_neither_seat_nor_time(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    kept = acts.cast(office, gate.id, member.id, {1: NO})

    (ballot,) = box(office)
    assert (ballot.answer, ballot.box_key) == (Answer.NO, box_key(kept.secret_code, gate.id))
    assert office.read(the_cycle(office)).all(Ballot) == []
    assert set(SecretBallot.model_fields) == {"gate_item_id", "box_key", "content_sha256", "answer", "rank"}
    taken = [each for each in office.read(the_cycle(office)).all(Participation) if each.revision]
    assert [each.seat_id for each in taken] == [member.seat_id]


def test_nothing_that_is_kept_joins_a_seat_with_its_answer(office: Office, gate: Gate) -> None:
    """Whoever reads every table after one vote finds neither the code nor a row with seat and key."""
    member = voters(office, gate)[0]

    kept = acts.cast(office, gate.id, member.id, {1: NO})

    key = box_key(kept.secret_code, gate.id)
    rows = [str(row) for table in whole(office).values() for row in table]
    assert not any(kept.secret_code in row for row in rows)
    assert [row for row in rows if key in row and member.seat_id in row] == []
    assert sum(key in row for row in rows) == 1


def test_the_trail_has_neither_seat_nor_hour_and_the_letter_no_answer(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    acts.cast(office, gate.id, member.id, {1: NO})

    entry = office.archive.audit_trail()[-1]
    letter = next(m for m in office.archive.messages() if m.occasion == "secret_receipt")
    assert entry.act == "gate.answer"
    assert member.seat_id not in entry.details
    assert (entry.at.hour, entry.at.minute) in {(22, 0), (23, 0)}  # midnight in Berlin
    assert letter.owed_at == entry.at
    assert "Nein" not in letter.text
    assert office.archive.audit_break() is None


def test_who_holds_the_code_changes_the_vote_and_nobody_else(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    kept = acts.cast(office, gate.id, first.id, {1: NO})
    other = acts.cast(office, gate.id, second.id, {1: YES})

    without = refused(acts.cast, office, gate.id, first.id, {1: YES})
    wrong = refused(acts.cast, office, gate.id, first.id, {1: YES}, envelope=Envelope(code="0" * 20))
    again = acts.cast(office, gate.id, first.id, {1: YES}, envelope=Envelope(code=kept.secret_code.lower()))

    assert (without, wrong) == ("secret_code_missing", "secret_code_unknown")
    assert (again.new, again.receipt, again.secret_code) == (1, kept.receipt, "")
    assert sorted(each.answer for each in box(office)) == [Answer.YES, Answer.YES]
    assert other.receipt != kept.receipt


def test_the_same_secret_answer_twice_changes_nothing(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    kept = acts.cast(office, gate.id, member.id, {1: NO})
    before = whole(office)

    again = acts.cast(office, gate.id, member.id, {1: NO}, envelope=Envelope(code=kept.secret_code))

    assert again.new == 0
    assert whole(office) == before


def test_no_remark_and_no_half_ballot(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    with_remark = {1: Given(answer=Answer.NO, remark="Das bin ich.")}

    assert refused(acts.cast, office, gate.id, member.id, with_remark) == "no_remarks_in_secret"
    assert refused(acts.cast, office, gate.id, member.id, {}) == "secret_ballot_incomplete"
    assert refused(acts.comment, office, gate.id, author="x", text="y") == "no_remarks_in_secret"


def test_fewer_than_five_voters_have_no_secret_round(office: Office) -> None:
    gate = asked(office, FIRST)
    with office.archive.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER elector_no_delete")
        connection.execute(text("DELETE FROM elector WHERE seat_id IN (SELECT seat_id FROM elector LIMIT 3)"))

    assert refused(make_secret, office, gate.id, "Beantragt.") == "too_few_for_secret"


def test_what_was_said_openly_is_not_made_secret(office: Office) -> None:
    gate = asked(office, FIRST)
    acts.answer(office, gate.id, voters(office, gate)[0].id, {1: YES})

    assert refused(make_secret, office, gate.id, "Beantragt.") == "answered_openly"


def test_a_question_that_only_takes_remarks_is_not_made_secret(office: Office) -> None:
    gate = asked(office, "draft_plan", "draft")

    assert refused(make_secret, office, gate.id, "Beantragt.") == "not_secret_here"


def test_only_those_who_took_no_part_are_reminded(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    acts.cast(office, gate.id, member.id, {1: NO})

    remind(office, the_cycle(office), at_once=True)

    reminded = {m.recipient for m in office.archive.messages() if m.occasion == "reminder"}
    assert len(reminded) == 6
    assert member.title not in reminded
    assert who_answered(office.glance(the_cycle(office)), gate).seats == {member.seat_id}


def test_the_count_is_right_and_after_the_close_no_code_leads_to_a_ballot(office: Office, gate: Gate) -> None:
    given = [YES, YES, YES, YES, NO, NO, ABSTAIN]
    kept = [
        acts.cast(office, gate.id, member.id, {1: answer})
        for member, answer in zip(voters(office, gate), given, strict=True)
    ]

    hear(office, FIRST)

    (item,) = items(office, gate)
    keys = {each.box_key for each in box(office)}
    assert (item.yes_count, item.no_count, item.abstain_count, item.result) == (4, 2, 1, ItemResult.ADOPTED)
    assert len(keys) == 7
    assert not keys & {box_key(each.secret_code, gate.id) for each in kept}
    listed = [each.code for each in office.read(the_cycle(office)).all(PublishedReceipt)]
    assert sorted(listed) == sorted(each.receipt for each in kept)
    assert recounted(office, gate.id) == []


def test_a_sealed_box_is_changed_by_nobody_and_a_change_is_found(office: Office, gate: Gate) -> None:
    for member in voters(office, gate):
        acts.cast(office, gate.id, member.id, {1: YES})
    hear(office, FIRST)

    with pytest.raises(Exception, match="the gate is closed"), office.archive.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE secret_ballot SET answer = 'no'")
    with office.archive.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER secret_ballot_late_update")
        connection.exec_driver_sql("UPDATE secret_ballot SET answer = 'no'")

    assert {each.code for each in recounted(office, gate.id)} >= {"item", "state"}


def test_the_place_of_a_row_tells_nothing_of_its_time(office: Office, gate: Gate) -> None:
    """The box lies in the order that chance draws, at every answer anew."""
    drawn = replace(office, chance=SeededChance("box"))
    orders = set()
    keys: list[str] = []
    for member in voters(office, gate)[:5]:
        code = acts.cast(drawn, gate.id, member.id, {1: YES}).secret_code
        keys.append(box_key(code, gate.id))
        with office.archive.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT box_key FROM secret_ballot ORDER BY rowid").scalars()
            lying = [keys.index(row) for row in rows]
        orders.add(tuple(lying))

    as_they_came = {tuple(range(count)) for count in range(1, 6)}
    assert len(orders - as_they_came) >= 3


def test_chance_gives_every_order() -> None:
    orders = {tuple(shuffled("abc", SeededChance(str(seed)))) for seed in range(60)}

    assert len(orders) == 6


def test_a_changed_wording_asks_for_the_ballots_anew(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    kept = acts.cast(office, gate.id, member.id, {1: NO})

    amend_content(office, gate.id, {1: Wording(text="Anders.")}, reason="Neu.")
    missing = who_answered(office.glance(the_cycle(office)), gate).missing
    acts.cast(office, gate.id, member.id, {1: YES}, envelope=Envelope(code=kept.secret_code))

    assert member.seat_id in missing
    assert member.seat_id in who_answered(office.glance(the_cycle(office)), gate).seats
    assert sorted(each.answer for each in box(office)) == [Answer.NO, Answer.YES]


def test_a_box_that_is_withdrawn_is_sealed_too(office: Office, gate: Gate) -> None:
    kept = acts.cast(office, gate.id, voters(office, gate)[0].id, {1: NO})

    cycles.send_back(office, the_cycle(office), FIRST, reason="Noch einmal.")

    assert the_gate(office, gate.key).state is GateState.CANCELLED
    assert [each.box_key for each in box(office)] != [box_key(kept.secret_code, gate.id)]


def test_a_second_summons_is_as_secret_as_the_first(office: Office, gate: Gate) -> None:
    days = (gate.due_on - office.today).days
    hear(later(office, days + 1), FIRST)
    hear(later(office, days + 10), FIRST)

    second = the_gate(office, gate.key)

    assert (second.attempt, second.is_secret) == (2, True)
    assert json.loads(second.rules)["book"]["any"]["seats_count"] == 7


def test_a_deputy_and_the_member_have_one_ballot(office: Office, gate: Gate) -> None:
    mandates = office.read(the_cycle(office)).all(Mandate)
    deputy = next(m for m in mandates if m.role == "deputy" and "internal" in m.seat_id)
    member = next(m for m in voters(office, gate) if m.seat_id == deputy.seat_id)
    acts.cast(office, gate.id, deputy.id, {1: NO})

    with pytest.raises(NoMandate):
        acts.cast(office, gate.id, member.id, {1: YES})
    assert len(box(office)) == 1


def test_nobody_is_secret_twice(office: Office, gate: Gate) -> None:
    before = whole(office)

    make_secret(office, gate.id, "Noch einmal.")

    assert whole(office) == before
    with pytest.raises(NotAllowedNow):
        make_secret(office, gate.id, " ")


def excluded() -> Stated:
    return Stated(decision=RecusalDecision.EXCLUDED, ground=RecusalGround.EMPLOYER)


def test_who_has_an_interest_leaves_that_item_out_and_nobody_waits_for_more(office: Office) -> None:
    asked_first = asked(office, FIRST)
    with_items(office, asked_first, 2)
    gate = make_secret(office, asked_first.id, "Beantragt.")
    first, second = voters(office, gate)[:2]
    recuse(office, gate.id, 2, first.seat_id, excluded())

    half = refused(acts.cast, office, gate.id, second.id, {1: YES})
    acts.cast(office, gate.id, first.id, {1: YES})

    assert half == "secret_ballot_incomplete"
    assert first.seat_id in who_answered(office.glance(the_cycle(office)), gate).seats


def test_a_ballot_in_the_box_is_not_taken_out_for_an_interest_found_later(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    acts.cast(office, gate.id, first.id, {1: YES})

    late = refused(recuse, office, gate.id, 1, first.seat_id, excluded())
    recuse(office, gate.id, 1, second.seat_id, excluded())

    assert late == "secret_vote_is_cast"
    assert second.seat_id not in who_answered(office.glance(the_cycle(office)), gate).missing
