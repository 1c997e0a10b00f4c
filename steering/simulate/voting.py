"""How simulated members vote: mostly yes, some no, one or the other abstains."""

from collections.abc import Sequence
from random import Random

from models import Answer, Committee, Gate, GateItem, GateKind, ItemResult, Measure, PlannedMeasure
from steering.deadlines import reminder_days
from steering.records import Records
from steering.simulate.acts import Counted, Meeting
from steering.simulate.script import Script

NO, ABSTAIN = 0.08, 0.06
# An administrative group that confirms its own preparation disagrees rarely.
NO_OF_ADMINISTRATION = 0.02
REFUSES = 0.85
DIVIDED = frozenset({GateKind.RANK, GateKind.RECOMMEND})


def refuse(items: Sequence[GateItem], chance: Random, *, is_spokesman: bool) -> dict[int, Answer]:
    """One member's answers where the committee sends a matter back: most refuse, the spokesman surely."""
    refuses = is_spokesman or chance.random() < REFUSES
    return {item.number: Answer.NO if refuses else Answer.YES for item in items}


def answer_of(
    items: Sequence[GateItem], gate: Gate, chance: Random
) -> tuple[dict[int, Answer], dict[int, int]]:
    """One member's answers by item number, and the member's ranks where the gate ranks."""
    answers = {item.number: _one(gate, chance) for item in items}
    if gate.kind is not GateKind.RANK:
        return answers, {}
    order = [item.number for item in items]
    chance.shuffle(order)
    return answers, {number: place for place, number in enumerate(order, start=1)}


def _one(gate: Gate, chance: Random) -> Answer:
    drawn = chance.random()
    if drawn < (NO if gate.kind in DIVIDED else NO_OF_ADMINISTRATION):
        return Answer.NO
    return Answer.ABSTAIN if drawn > 1 - ABSTAIN else Answer.YES


def meeting_of(
    records: Records,
    gate: Gate,
    committee: Committee,
    items: Sequence[GateItem],
    script: Script,
    chance: Random,
) -> Meeting:
    """The meeting of a council body: most are there, the plan is carried, the script's measure waits."""
    held_on = max(reminder_days(gate.opened_at.date(), gate.due_on), default=gate.due_on)
    present = max(1, committee.seats_count - chance.randint(1, max(1, committee.seats_count // 8)))
    counts = tuple(_count(records, committee, item, present, script, chance) for item in items)
    return Meeting(on=held_on, gate_id=gate.id, held_on=held_on, present=present, counts=counts)


def _count(
    records: Records, committee: Committee, item: GateItem, present: int, script: Script, chance: Random
) -> Counted:
    sheet = records.by_id(PlannedMeasure).get(item.subject_id)
    code = records.by_id(Measure)[sheet.measure_id].code if sheet else ""
    abstain = chance.randint(0, present // 6)
    no = chance.randint(0, present // 6)
    if code in script.postponed and committee.decides and committee.key == "county_council":
        # The vote is on the motion to postpone.
        against = present // 3
        reason = script.postponed[code]
        return Counted(
            yes=present - against - abstain,
            no=against,
            abstain=abstain,
            result=ItemResult.POSTPONED,
            remark=reason,
        )
    return Counted(yes=present - no - abstain, no=no, abstain=abstain, result=ItemResult.ADOPTED)
