"""A lot at the close: drawn with a word that nobody knew before, and drawn again by anybody."""

import json
from dataclasses import replace

import pytest

from models import Answer, Gate, GateLot, GateOutcome, GateState
from steering.changes import changed
from steering.decision import Lot
from steering.office import acts, closing
from steering.office.acts import Given
from steering.office.chance import SeededChance
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.recounting import recount
from tests.steering.office.an_office import asked, hear, the_cycle, the_gate, voters, with_rules

YES, NO, ABSTAIN = (Given(answer=answer) for answer in (Answer.YES, Answer.NO, Answer.ABSTAIN))
FIRST = "collect_data"


@pytest.fixture
def gate(office: Office) -> Gate:
    with_rules(office, tie="lot")
    return asked(office, FIRST)


def answered(office: Office, gate: Gate, *, is_tied: bool) -> None:
    """As many yes as no, or one yes more."""
    members = voters(office, gate)
    half = len(members) // 2
    rest = [ABSTAIN if is_tied else YES] * (len(members) - 2 * half)
    for member, said in zip(members, [*[YES] * half, *[NO] * half, *rest], strict=True):
        acts.cast(office, gate.id, member.id, {1: said})


def lots(office: Office) -> list[GateLot]:
    return office.read(the_cycle(office)).all(GateLot)


def drawn(office: Office, gate: Gate) -> dict[str, object]:
    """What the reasons tell of the lot."""
    told = json.loads(office.archive.find(GateOutcome, gate.id).reasons)
    return next(facts for code, facts in told if code == "tie_drawn")


def test_a_tie_is_broken_with_the_word_of_the_close_and_anybody_can_draw_it_again(
    office: Office, gate: Gate
) -> None:
    answered(office, gate, is_tied=True)
    assert lots(office) == []

    hear(office, FIRST)

    (kept,) = lots(office)
    told, closed = drawn(office, gate), the_gate(office, gate.key)
    subject = str(told["line"]).split(" ")[-1]
    by_hand = Lot(seed=gate.content_sha256, word=kept.word).order([f"{subject} yes", f"{subject} no"])
    assert told["line"] == f"{gate.content_sha256} {kept.word} {subject}"
    assert told["says_yes"] == by_hand[0].endswith(" yes")
    assert kept.word in closed.reason
    assert (closed.state is GateState.PASSED) == told["says_yes"]
    assert recounted(office, gate.id) == []


def test_nothing_is_drawn_where_the_votes_decide(office: Office, gate: Gate) -> None:
    answered(office, gate, is_tied=len(voters(office, gate)) % 2 == 0)
    if len(voters(office, gate)) % 2 == 0:
        acts.cast(office, gate.id, voters(office, gate)[0].id, {1: NO})

    hear(office, FIRST)

    assert lots(office) == []
    assert recounted(office, gate.id) == []


def test_chance_and_not_the_question_chooses_the_word(office: Office, gate: Gate) -> None:
    answered(office, gate, is_tied=True)

    seen = {
        reason.facts["word"]
        for seed in ("a", "b", "c")
        for reason in closing.foreseen(replace(office, chance=SeededChance(seed)), gate.id, "Probe").reasons
        if reason.code == "tie_drawn"
    }

    assert len(seen) == 3
    assert "" not in seen
    assert lots(office) == []


def test_a_preview_says_that_the_lot_is_drawn_anew(office: Office, gate: Gate) -> None:
    answered(office, gate, is_tied=True)

    told = closing.foreseen(office, gate.id, "Probe").reasons

    assert told[-1].code == "lot_drawn_at_close"


def test_a_word_that_was_changed_by_hand_is_found(office: Office, gate: Gate) -> None:
    answered(office, gate, is_tied=True)
    hear(office, FIRST)
    records = office.read(the_cycle(office))
    (kept,) = lots(office)

    others = [each for each in records.everything() if not isinstance(each, GateLot)]
    forged = type(records)([*others, changed(kept, word="0" * 16)])

    found = {each.code for each in recount(forged, the_gate(office, gate.key))}
    assert "reasons" in found
