"""The steps of a stage: each is taken once, and what was found is kept with its history."""

from dataclasses import replace

import pytest

from models import DataSnapshot, QualityFinding, QualityRun, QualityState, StageState
from steering.cycle import CYCLE
from steering.office import steps
from steering.office.opening import Office
from tests.steering.office.an_office import later, the_cycle, whole

FIRST = CYCLE[0]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def looked(office: Office) -> steps.Verdict:
    """The check of the first stage, whoever has delivered."""
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, FIRST)
    return steps.check(office, cycle, FIRST.key, office.read(cycle, with_cells=True), run=run)


def runs(office: Office) -> list[QualityRun]:
    return office.read(the_cycle(office)).all(QualityRun)


def test_a_stage_waits_for_what_it_asked_for_until_its_day(office: Office) -> None:
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, FIRST)

    waiting = steps.validate(office, cycle, FIRST, run)
    after = steps.validate(later(office, (run.due_on - office.today).days + 1), cycle, FIRST, run)

    assert waiting.waits_for
    assert not waiting.stopped_by
    assert not after.waits_for
    assert after.stopped_by
    assert not after.is_ready


def test_the_same_look_once_more_on_a_day_is_no_new_one(office: Office) -> None:
    # So a worker who died after looking leaves no trace in what the committee reads.
    first = looked(office)
    again = looked(office)

    assert len(runs(office)) == 1
    assert {finding.state for finding in first.faults} == {QualityState.NEW}
    assert {finding.state for finding in again.faults} == {QualityState.NEW}


def test_a_fault_that_is_there_the_next_day_is_still_open(office: Office) -> None:
    looked(office)

    tomorrow = looked(later(office, 1))

    assert len(runs(office)) == 2
    assert {finding.state for finding in tomorrow.faults} == {QualityState.OPEN}
    assert len(office.read(the_cycle(office)).all(QualityFinding)) == len(tomorrow.faults)


def test_critical_faults_are_told_once(office: Office) -> None:
    looked(office)
    letters = office.archive.messages()

    looked(later(office, 1))

    assert [letter.id for letter in office.archive.messages()] == [letter.id for letter in letters]
    assert [letter for letter in letters if letter.occasion == "data_quality"]


def test_what_was_written_is_written_once(office: Office) -> None:
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, FIRST)
    records = office.read(cycle)
    made = steps.work(office, cycle, FIRST, run, records)

    first = steps.write(office, cycle, FIRST, run, made)
    before = whole(office)
    again = steps.write(office, cycle, FIRST, run, made)

    assert (first.state, again.state) == (StageState.IN_REVIEW, StageState.IN_REVIEW)
    assert whole(office) == before
    assert len(office.read(cycle).all(DataSnapshot)) == 1


def test_a_stage_makes_nothing_that_the_cycle_does_not_name(office: Office) -> None:
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, FIRST)
    mute = replace(FIRST, writes=())

    with pytest.raises(TypeError, match="DataSnapshot"):
        steps.work(office, cycle, mute, run, office.read(cycle))
