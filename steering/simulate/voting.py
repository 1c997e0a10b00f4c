"""How simulated members vote: mostly yes, some no, one or the other abstains."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from models import Answer, Committee, Gate, GateItem, GateKind, ItemResult, Measure, PlannedMeasure, StageRun
from steering.records import Records
from steering.simulate.acts import Counted, Meeting
from steering.simulate.script import Script

YES, NO = 0.82, 0.10
CRITICAL_NO = 0.72


def wants_to_send_back(gate: Gate, run: StageRun, script: Script) -> bool:
    """Whether the script lets this gate send the matter back: once, in the first round."""
    return run.round == 1 and gate.key in script.sent_back


def answer_of(
    items: Sequence[GateItem], gate: Gate, chance: Random, *, is_critical: bool
) -> tuple[dict[int, Answer], dict[int, int]]:
    """One member's answers by item number, and the member's ranks where the gate ranks."""
    answers = {item.number: _one(gate, chance, is_critical=is_critical) for item in items}
    if gate.kind is not GateKind.RANK:
        return answers, {}
    order = [item.number for item in items]
    chance.shuffle(order)
    return answers, {number: place for place, number in enumerate(order, start=1)}


def _one(gate: Gate, chance: Random, *, is_critical: bool) -> Answer:
    drawn = chance.random()
    if is_critical:
        return Answer.NO if drawn < CRITICAL_NO else Answer.YES
    # An administrative group that confirms its own preparation disagrees rarely.
    no = NO if gate.kind in (GateKind.RANK, GateKind.RECOMMEND) else NO / 4
    if drawn < no:
        return Answer.NO
    return Answer.ABSTAIN if drawn > 1 - (1 - YES) / 3 else Answer.YES


def meeting_of(
    records: Records,
    gate: Gate,
    committee: Committee,
    items: Sequence[GateItem],
    script: Script,
    chance: Random,
) -> Meeting:
    """The meeting of a council body: most are there, the plan is carried, the script's measure waits."""
    held_on = gate.due_on - timedelta(days=2)
    held_on -= timedelta(days=max(0, held_on.weekday() - 4))
    present = max(1, committee.seats_count - chance.randint(1, max(1, committee.seats_count // 8)))
    counts = tuple(_count(records, committee, item, present, script, chance) for item in items)
    return Meeting(on=held_on, gate_id=gate.id, held_on=held_on, present=present, counts=counts)


def _count(
    records: Records, committee: Committee, item: GateItem, present: int, script: Script, chance: Random
) -> Counted:
    sheet = records.by_id(PlannedMeasure).get(item.subject_id)
    code = records.by_id(Measure)[sheet.measure_id].code if sheet else ""
    abstain = chance.randint(0, max(1, present // 10))
    no = chance.randint(0, present // 6)
    if code in script.postponed and committee.decides and committee.key == "county_council":
        yes = present // 3
        reason = script.postponed[code]
        return Counted(
            yes=yes, no=present - yes - abstain, abstain=abstain, result=ItemResult.POSTPONED, remark=reason
        )
    return Counted(yes=present - no - abstain, no=no, abstain=abstain, result=ItemResult.ADOPTED)
