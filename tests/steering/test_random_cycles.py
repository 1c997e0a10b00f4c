"""Random coordinators, members and owners against the real office: whatever they do, the rules hold."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deployments.demo.performing import perform
from deployments.demo.playing import script_of
from flows.anatomy import walk
from models import (
    Answer,
    Ballot,
    Comment,
    CommentState,
    Committee,
    CycleState,
    DeliveryAttempt,
    DeliveryOutcome,
    Elector,
    Gate,
    GateItem,
    GateState,
    ItemResult,
    Mandate,
    Message,
    Request,
    Resolution,
    StageRun,
    StageState,
    Voting,
)
from steering.cycle import CYCLE
from steering.errors import NotAllowedNow, SteeringError
from steering.office import acts, cycles
from steering.office.closing import close_early
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.profiles import profile_folder
from steering.office.reminding import remind
from steering.office.settings import Settings
from steering.records import Records
from steering.simulate import acts_due
from steering.transitions import CLOSED, LIVING
from tests.a_revision import a_profile
from tests.steering.office.an_office import BEGUN_ON, office_on, the_cycle

KEYS = [stage.key for stage in CYCLE]
Kind = TypeVar("Kind")

numbers = st.integers(0, 10_000)
days = st.integers(0, 25)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A begun revision, copied for each run of the machine."""
    folder = tmp_path_factory.mktemp("random")
    prepared = Settings(home=folder / "house", profile=a_profile(folder / "profile"))
    office = office_on(prepared)
    office.archive.prepare()
    cycles.start(office, is_simulated=True)
    office.archive.engine.dispose()
    return prepared


@contextmanager
def refusals_are_fine() -> Iterator[None]:
    """What is refused is refused in our own words; anything else is a fault."""
    with suppress(SteeringError):
        yield


class RandomCycle(RuleBasedStateMachine):
    """One revision, and people who do what comes into their heads."""

    prepared: Settings

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="random"))
        self.settings = self.prepared.model_copy(update={"home": self.folder / "house"})
        shutil.copytree(self.prepared.home, self.settings.home)
        self.script = script_of(profile_folder(self.settings))
        self.on: date = BEGUN_ON
        self.trail_length = 0

    def teardown(self) -> None:
        self.office.archive.engine.dispose()
        shutil.rmtree(self.folder)

    @property
    def office(self) -> Office:
        return office_on(self.settings, self.on)

    @property
    def records(self) -> Records:
        return self.office.read(the_cycle(self.office))

    def one_of(self, kind: type[Kind], number: int) -> Kind | None:
        """Any record of a kind."""
        found = self.records.all(kind)  # type: ignore[type-var]
        return found[number % len(found)] if found else None

    @initialize(months=st.sampled_from([2, 9, 5]))
    def everything_goes_well_at_first(self, months: int) -> None:
        walk(self.office, the_cycle(self.office))
        for _ in range(months):
            self.people_do_it_late_and_the_flow_runs(31)

    # Time, and the machinery

    @rule(by=days)
    def time_passes(self, by: int) -> None:
        self.on += timedelta(days=by)

    @rule()
    def the_flow_runs(self) -> None:
        with refusals_are_fine():
            walk(self.office, the_cycle(self.office))

    @rule(at_once=st.booleans())
    def reminders_go_out(self, at_once: bool) -> None:  # noqa: FBT001 - drawn
        remind(self.office, the_cycle(self.office), at_once=at_once)
        dispatch(self.office)

    @rule()
    def somebody_starts_again(self) -> None:
        with refusals_are_fine():
            assert cycles.start(self.office).id == the_cycle(self.office).id

    # People who do what they should

    @rule(by=st.integers(1, 20))
    def everyone_does_what_is_due(self, by: int) -> None:
        self.on += timedelta(days=by)
        for act in acts_due(self.records, today=self.on, script=self.script):
            # Whoever comes after the last day is refused; the question then ends by its rule.
            with suppress(NotAllowedNow):
                perform(act, self.office)

    @rule(by=st.integers(20, 60))
    def people_do_it_late_and_the_flow_runs(self, by: int) -> None:
        self.everyone_does_what_is_due(by)
        self.the_flow_runs()

    # People who do what they like

    @rule(
        gate=numbers,
        mandate=numbers,
        answers=st.lists(st.sampled_from(Answer), max_size=4),
        rank=st.integers(-1, 4),
    )
    def somebody_answers(self, gate: int, mandate: int, answers: list[Answer], rank: int) -> None:
        asked, somebody = self.one_of(Gate, gate), self.one_of(Mandate, mandate)
        if asked is None or somebody is None:
            return
        given = {n: acts.Given(answer=answer, rank=rank) for n, answer in enumerate(answers, start=1)}
        with refusals_are_fine():
            acts.answer(self.office, asked.id, somebody.id, given)

    @precondition(lambda self: self.open_gates(Voting.BALLOTS))
    @rule(gate=numbers, voter=numbers, answer=st.sampled_from(Answer))
    def a_member_answers_everything(self, gate: int, voter: int, answer: Answer) -> None:
        found = self.open_gates(Voting.BALLOTS)
        asked = found[gate % len(found)]
        records = self.records
        seats = [e.seat_id for e in records.all(Elector) if e.gate_id == asked.id and e.has_vote]
        mandates = [each for each in records.all(Mandate) if each.seat_id in seats]
        if not mandates:
            return
        items = [item.number for item in records.all(GateItem) if item.gate_id == asked.id]
        given = {number: acts.Given(answer=answer) for number in items}
        with refusals_are_fine():
            acts.answer(self.office, asked.id, mandates[voter % len(mandates)].id, given)

    @precondition(lambda self: self.open_gates(Voting.TALLY))
    @rule(
        gate=numbers,
        counts=st.lists(st.integers(-1, 30), min_size=4, max_size=4),
        result=st.sampled_from(ItemResult),
    )
    def a_meeting_is_reported(self, gate: int, counts: list[int], result: ItemResult) -> None:
        found = self.open_gates(Voting.TALLY)
        asked = found[gate % len(found)]
        items = [item for item in self.records.all(GateItem) if item.gate_id == asked.id]
        each = acts.Reported(yes=counts[0], no=counts[1], abstain=counts[2], result=result)
        with refusals_are_fine():
            acts.report_meeting(
                self.office,
                asked.id,
                held_on=self.on - timedelta(days=counts[3]),
                present=sum(counts),
                counts=[each] * len(items),
                reported_by="council_office",
            )

    @rule(gate=numbers, text=st.sampled_from(["", "Zu kurz.", "Die Kosten fehlen."]), seat=st.booleans())
    def somebody_remarks(self, gate: int, text: str, seat: bool) -> None:  # noqa: FBT001 - drawn
        asked = self.one_of(Gate, gate)
        if asked is None:
            return
        elector = next((e for e in self.records.all(Elector) if e.gate_id == asked.id), None)
        with refusals_are_fine():
            acts.comment(
                self.office,
                asked.id,
                author="Kreiselternrat",
                text=text,
                seat_id=elector.seat_id if seat and elector else None,
            )

    @rule(remark=numbers, state=st.sampled_from(CommentState))
    def the_office_replies(self, remark: int, state: CommentState) -> None:
        said = self.one_of(Comment, remark)
        if said is None:
            return
        with refusals_are_fine():
            acts.answer_comment(self.office, said.id, state=state, text="Danke.")

    @rule(gate=numbers, reason=st.sampled_from(["", "Alle sind sich einig."]))
    def the_coordinator_closes_early(self, gate: int, reason: str) -> None:
        asked = self.one_of(Gate, gate)
        if asked is None:
            return
        with refusals_are_fine():
            close_early(self.office, asked.id, reason)

    @rule(stage=st.sampled_from(KEYS), reason=st.sampled_from(["", "Noch einmal."]))
    def the_coordinator_sends_back(self, stage: str, reason: str) -> None:
        with refusals_are_fine():
            cycles.send_back(self.office, the_cycle(self.office), stage, reason=reason)

    @rule(stage=st.sampled_from(KEYS), reason=st.sampled_from(["", "Eilt."]))
    def the_coordinator_skips(self, stage: str, reason: str) -> None:
        with refusals_are_fine():
            cycles.skip(self.office, the_cycle(self.office), stage, reason=reason)

    @rule(stage=st.sampled_from(KEYS), by=st.integers(-3, 60))
    def the_coordinator_extends(self, stage: str, by: int) -> None:
        with refusals_are_fine():
            until = self.on + timedelta(days=by)
            cycles.extend(self.office, the_cycle(self.office), stage, until=until, reason="Ferien.")

    def open_gates(self, voting: Voting) -> list[Gate]:
        records = self.records
        committees = records.by_id(Committee)
        return [
            gate
            for gate in records.all(Gate)
            if gate.state is GateState.OPEN and committees[gate.committee_id].voting is voting
        ]

    # What holds, whatever happens

    @invariant()
    def stages_take_turns(self) -> None:
        runs = self.records.all(StageRun)
        living = Counter(run.stage_key for run in runs if run.state in LIVING)
        assert all(count == 1 for count in living.values())
        closed = {run.stage_key for run in runs if run.state in CLOSED}
        first_open = next((place for place, key in enumerate(KEYS) if key not in closed), len(KEYS))
        assert not set(living) & set(KEYS[first_open + 1 :])
        for run in runs:
            assert run.reason or run.state in {StageState.OPEN, StageState.IN_REVIEW, StageState.ACCEPTED}

    @invariant()
    def the_trail_is_whole_and_only_grows(self) -> None:
        trail = self.office.archive.audit_trail()
        assert self.office.archive.audit_break() is None
        assert len(trail) >= self.trail_length
        self.trail_length = len(trail)

    @invariant()
    def gates_are_open_only_before_their_committee_and_closed_with_a_reason(self) -> None:
        records = self.records
        in_review = {run.id for run in records.all(StageRun) if run.state is StageState.IN_REVIEW}
        for gate in records.all(Gate):
            if gate.state is GateState.OPEN:
                assert gate.stage_run_id in in_review
            else:
                assert gate.reason.strip()
                assert gate.closed_at is not None

    @invariant()
    def every_count_is_the_count_of_the_ballots(self) -> None:
        records = self.records
        gates, committees = records.by_id(Gate), records.by_id(Committee)
        ballots = [ballot for ballot in records.all(Ballot) if ballot.is_current]
        assert len({(b.gate_item_id, b.seat_id) for b in ballots}) == len(ballots)
        electors = {(e.gate_id, e.seat_id) for e in records.all(Elector) if e.has_vote}
        for item in records.all(GateItem):
            mine = [ballot for ballot in ballots if ballot.gate_item_id == item.id]
            assert {(item.gate_id, ballot.seat_id) for ballot in mine} <= electors
            by_ballots = committees[gates[item.gate_id].committee_id].voting is Voting.BALLOTS
            if item.result is None or item.result is ItemResult.NOTED or not by_ballots:
                continue
            counted = Counter(ballot.answer for ballot in mine)
            assert (item.yes_count, item.no_count, item.abstain_count) == (
                counted[Answer.YES],
                counted[Answer.NO],
                counted[Answer.ABSTAIN],
            )

    @invariant()
    def only_the_council_resolves(self) -> None:
        assert {r.committee_id for r in self.records.all(Resolution)} <= {"heidekreis/county_council"}

    @invariant()
    def every_letter_is_one(self) -> None:
        records = self.records
        letters = records.all(Message)
        assert len({letter.mail_id for letter in letters}) == len(letters)
        accepted = Counter(
            attempt.message_id
            for attempt in records.all(DeliveryAttempt)
            if attempt.outcome is DeliveryOutcome.ACCEPTED
        )
        assert all(count == 1 for count in accepted.values())

    @invariant()
    def a_request_is_asked_once_a_round(self) -> None:
        asked = Counter((r.stage_run_id, r.kind, r.subject_id) for r in self.records.all(Request))
        assert all(count == 1 for count in asked.values())

    @invariant()
    def a_revision_ends_only_by_a_decision(self) -> None:
        cycle = the_cycle(self.office)
        if cycle.state is not CycleState.OPEN:
            assert any(r.subject_id == cycle.target_version_id for r in self.records.all(Resolution))


QUICK = settings(
    max_examples=3,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(QUICK, max_examples=60, stateful_step_count=60, derandomize=False, print_blob=True)
quiet = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def run(prepared: Settings, how: settings) -> None:
    machine = type("RandomCycleHere", (RandomCycle,), {"prepared": prepared})
    machine.TestCase.settings = how  # type: ignore[attr-defined]
    machine.TestCase().runTest()  # type: ignore[attr-defined]


@quiet
def test_whatever_people_do_the_rules_hold(begun: Settings) -> None:
    run(begun, QUICK)


@quiet
@pytest.mark.survival
def test_whatever_people_do_for_long_the_rules_hold(begun: Settings) -> None:
    run(begun, LONG)
