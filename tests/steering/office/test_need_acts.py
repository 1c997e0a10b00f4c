"""The internal steering group works on needs while they lie before it; nobody acknowledges what is unseen."""

from pathlib import Path
from threading import Barrier, Thread

import pytest

from models import (
    Answer,
    Ballot,
    Gate,
    GateItem,
    GateState,
    GateVersion,
    Need,
    NeedAct,
    NeedState,
    NeedVersion,
)
from steering.errors import NotAllowedNow, NotThere, SteeringError
from steering.needs.acts import OwnNeed, Wording
from steering.office import acts, cycles, need_acts
from steering.office.acts import Envelope, Given
from steering.office.amending import Wording as ItemWording
from steering.office.amending import amend_content
from steering.office.opening import Office
from steering.office.settings import Settings
from tests.databases import an_address
from tests.steering.office.an_office import (
    at_stage,
    hear,
    office_on,
    the_cycle,
    the_gate,
    vote,
    voters,
    whole,
)
from tests.steering.office.needs_at_gate import STAGE, put_before_the_group

YES, NO = Given(answer=Answer.YES), Given(answer=Answer.NO)
REASON = "So ist es klarer."
OWN = OwnNeed(
    title="Sprachförderung ausbauen",
    life_stage="early_childhood",
    focus_area_key="integration_language",
    evidence=("Schuleingangsuntersuchung 2026",),
)


@pytest.fixture
def gate(office: Office) -> Gate:
    return put_before_the_group(office)


def items(office: Office) -> dict[int, GateItem]:
    return {item.number: item for item in office.read(the_cycle(office)).all(GateItem)}


def states(office: Office) -> dict[int, NeedState]:
    return {need.number: need.state for need in office.read(the_cycle(office)).all(Need)}


def letters(office: Office) -> dict[str, str]:
    return {m.recipient: m.text for m in office.archive.messages() if m.occasion == "content_changed"}


def test_what_is_acknowledged_holds_the_need_and_all_its_findings(office: Office, gate: Gate) -> None:
    assert items(office)[2].title == "Handlungsbedarf 1: Bedarf 1"
    assert items(office)[2].text == (
        "Der Handlungsbedarf „Bedarf 1“ wird anerkannt. Er beruht auf 2 Befunden: (1) Der Wert von D15 ist "
        "auffällig hoch. (2) Der Wert von D18 ist auffällig hoch."
    )
    assert len(items(office)) == 4


def test_an_edit_voids_the_answers_to_that_need_alone_and_shows_the_difference(
    office: Office, gate: Gate
) -> None:
    first, second = voters(office, gate)[:2]
    acts.answer(office, gate.id, first.id, {1: YES, 2: YES, 3: YES, 4: YES})

    need_acts.edit(office, the_cycle(office), 2, Wording(title="Ausbildung sichern"), reason=REASON)

    current = {b.gate_item_id[-1] for b in office.read(the_cycle(office)).all(Ballot) if b.is_current}
    assert current == {"1", "2", "4"}
    told = letters(office)[first.title]
    assert "- Bisher: Handlungsbedarf 2: [Bedarf 2:]" in told
    assert "[Ausbildung sichern:]" in told
    assert REASON in told
    assert "zählt nicht mehr" in told
    assert "zählt nicht mehr" not in letters(office)[second.title]


def test_an_answer_to_needs_as_they_were_is_refused(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    need_acts.reject(office, the_cycle(office), 3, reason="Nicht beeinflussbar.")

    with pytest.raises(NotAllowedNow) as refusal:
        acts.answer(office, gate.id, member.id, {4: YES}, envelope=Envelope(seen=gate.content_sha256))

    assert refusal.value.code == "content_changed"


def test_an_own_need_comes_as_a_new_item_and_everyone_is_told(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, {1: YES, 2: YES, 3: YES, 4: YES})

    need_acts.add(office, the_cycle(office), OWN, reason="Kein Indikator zeigt es.")

    assert items(office)[5].title == "Handlungsbedarf 4: Sprachförderung ausbauen"
    assert sum(ballot.is_current for ballot in office.read(the_cycle(office)).all(Ballot)) == 4
    told = " ".join(letters(office)[member.title].split())
    assert "Neu hinzugekommen: [Der Handlungsbedarf „Sprachförderung ausbauen“ wird anerkannt." in told
    assert "Bisher:" not in told


def test_acts_leave_their_trace_and_are_made_once(office: Office, gate: Gate) -> None:
    cycle = the_cycle(office)
    need_acts.merge(office, cycle, 1, [2], wording=Wording(), reason=REASON)
    before = whole(office)

    need_acts.merge(office, cycle, 1, [2], wording=Wording(), reason=REASON)

    assert whole(office) == before
    trail = [(each.act, each.subject.rsplit("/")[-1]) for each in office.archive.audit_trail()]
    assert [each for each in trail if each[0].startswith("need.")] == [
        ("need.merge", "need-02"),
        ("need.merge", "need-01"),
    ]
    assert office.archive.audit_break() is None
    assert len([v for v in office.read(cycle).all(GateVersion) if v.gate_id == gate.id]) == 2


def test_the_votes_settle_the_needs_as_they_read_last(office: Office, gate: Gate) -> None:
    cycle = the_cycle(office)
    need_acts.edit(office, cycle, 1, Wording(title="Abschlüsse sichern"), reason=REASON)
    need_acts.merge(office, cycle, 1, [2], wording=Wording(), reason=REASON)
    need_acts.reject(office, cycle, 3, reason="Nicht beeinflussbar.")
    need_acts.add(office, cycle, OWN, reason=REASON)

    vote(office, gate, dict.fromkeys(items(office), YES))
    hear(office, STAGE)

    assert office.archive.find(Gate, gate.id).state is GateState.PASSED
    assert states(office) == {
        1: NeedState.ACKNOWLEDGED,
        2: NeedState.REPLACED,
        3: NeedState.REJECTED,
        4: NeedState.ACKNOWLEDGED,
    }
    last = {v.need_id[-2:]: v for v in office.read(cycle).all(NeedVersion)}
    assert last["01"].title == "Abschlüsse sichern"
    assert last["01"].reason.startswith("Interne Steuerungsgruppe Bildung: Ja 7, Nein 0, Enthaltung 0.")
    assert (last["03"].act, last["03"].reason) == (NeedAct.REJECTED, "Nicht beeinflussbar.")


def test_after_the_vote_nothing_is_changed_any_more(office: Office, gate: Gate) -> None:
    vote(office, gate, dict.fromkeys(items(office), YES))
    hear(office, STAGE)
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        need_acts.merge(office, the_cycle(office), 1, [2], wording=Wording(), reason=REASON)

    assert refusal.value.code == "needs_are_settled"
    assert whole(office) == before


def test_before_the_question_is_put_nothing_is_changed(office: Office) -> None:
    at_stage(office, STAGE)

    with pytest.raises(NotAllowedNow) as refusal:
        need_acts.reject(office, the_cycle(office), 1, reason=REASON)

    assert refusal.value.code == "needs_not_on_the_table"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda o, c: need_acts.edit(o, c, 1, Wording(title="x"), reason=" "), "reason_missing"),
        (lambda o, c: need_acts.edit(o, c, 7, Wording(title="x"), reason=REASON), "no_such_need"),
        (
            lambda o, c: need_acts.edit(o, c, 1, Wording(title="x"), reason=REASON, expected=2),
            "need_changed_meanwhile",
        ),
        (lambda o, c: need_acts.add(o, c, _own("moon", "framework"), reason=REASON), "no_such_station"),
        (lambda o, c: need_acts.add(o, c, _own("primary", "moon"), reason=REASON), "no_such_focus_area"),
        (
            lambda o, _: amend_content(
                o, the_gate(o, "report").id, {2: ItemWording(text="Anders.")}, reason=REASON
            ),
            "item_is_a_need",
        ),
    ],
)
def test_a_refused_act_changes_nothing(office: Office, gate: Gate, act, code: str) -> None:  # type: ignore[no-untyped-def]
    before = whole(office)

    with pytest.raises((NotAllowedNow, NotThere)) as refusal:
        act(office, the_cycle(office))

    assert refusal.value.code == code
    assert whole(office) == before


def _own(station: str, area: str) -> OwnNeed:
    return OwnNeed(title="Neu", life_stage=station, focus_area_key=area, evidence=("Beleg",))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_who_change_the_same_need_at_once_do_not_write_over_each_other(kind: str, tmp_path: Path) -> None:
    with an_address(kind, tmp_path) as address:
        settings = Settings(home=tmp_path / "house", database_url=address)
        office = office_on(settings)
        office.archive.prepare()
        cycles.start(office)
        put_before_the_group(office)
        cycle = the_cycle(office)
        start, outcomes = Barrier(2), []

        def change(title: str) -> None:
            start.wait()
            try:
                need_acts.edit(office, cycle, 1, Wording(title=title), reason=REASON, expected=1)
                outcomes.append("done")
            except SteeringError as error:
                outcomes.append(error.code)

        workers = [Thread(target=change, args=(title,)) for title in ("Eins", "Zwei")]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert sorted(outcomes) == ["done", "need_changed_meanwhile"]
        (edited,) = [v for v in office.read(the_cycle(office)).all(NeedVersion) if v.act is NeedAct.EDITED]
        assert edited.title == office.archive.find(Need, edited.need_id).title
        office.archive.engine.dispose()
