"""No acknowledged vote is lost, none counts twice, and each is before the close or refused."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from multiprocessing import get_context
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import event

from models import (
    Answer,
    BallotReceipt,
    Gate,
    GateItem,
    GateState,
    Mandate,
    Message,
)
from models.columns import key
from steering.errors import NotAllowedNow
from steering.office import acts, closing
from steering.office.acts import Given
from steering.office.amending import Wording, amend_content
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.office.secrecy import make_secret
from steering.office.settings import Settings
from tests.databases import KINDS
from tests.steering.office.an_office import office_on, the_cycle
from tests.survival.a_ballot_box import (
    an_open_question,
    ballots,
    in_processes,
    members,
    submit,
    the_next_question,
)

# The whole promise in `make survive`, a small part of it every time.
IN_FULL = pytest.mark.survival
SQLITE_FIRST = ["sqlite", pytest.param("postgresql", marks=IN_FULL)]
PROCESSES = 4
Question = tuple[Settings, Gate]


@pytest.fixture(scope="module", params=KINDS)
def question(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Question]:
    with an_open_question(request.param, tmp_path_factory.mktemp("votes")) as made:
        yield made


_NUMBERS = count(2)


@pytest.fixture
def gate(question: Question) -> Iterator[Gate]:
    """A question that nobody has answered; it is withdrawn afterwards to make room for the next."""
    settings, first = question
    office = office_on(settings)
    withdraw_open_ones(office)
    yield the_next_question(office, first, next(_NUMBERS))
    withdraw_open_ones(office)


def withdraw_open_ones(office: Office) -> None:
    with office.writing() as tx:
        for open_one in office.look(the_cycle(office), Gate).all(Gate):
            if open_one.state is GateState.OPEN:
                tx.close(
                    tx.get(Gate, open_one.id),
                    GateState.CANCELLED,
                    reason="Für den Test.",
                    cycle_id=the_cycle(office).id,
                )


@pytest.mark.parametrize("submits", [64, pytest.param(1_000, marks=IN_FULL)])
def test_many_submits_of_one_member_at_once_make_one_ballot(
    question: Question, gate: Gate, submits: int
) -> None:
    settings, _ = question
    office = office_on(settings)
    member = members(office, gate)[0]
    share = submits // PROCESSES
    calls = [(settings, gate.id, member.id, range(at * share, (at + 1) * share)) for at in range(PROCESSES)]
    work = in_processes if submits > 100 else in_threads

    kept = sum(work(submit, calls))

    cast = ballots(office, gate)
    receipts = [
        r for r in office.look(the_cycle(office), BallotReceipt).all(BallotReceipt) if r.gate_id == gate.id
    ]
    assert [each.revision for each in cast] == list(range(1, kept + 1))
    assert [each.is_current for each in cast] == [False] * (kept - 1) + [True]
    assert len(receipts) == kept
    assert office.archive.audit_break() is None


def in_threads(work: Callable[..., int], calls: list[tuple[object, ...]]) -> list[int]:
    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(lambda call: work(*call), calls))


@pytest.mark.parametrize("races", [2, pytest.param(100, marks=IN_FULL)])
def test_fifty_votes_race_a_close_and_what_was_acknowledged_is_counted(
    question: Question, races: int
) -> None:
    settings, first = question
    office = office_on(settings)
    refusals: Counter[str] = Counter()
    for race in range(races):
        withdraw_open_ones(office)
        gate = the_next_question(office, first, next(_NUMBERS))
        refusals += race_once(office, gate, delay=0.002 * (race % 20), pause=0.1 * (race % 5))

        item = office.archive.find(GateItem, key(gate.id, 1))
        current = Counter(each.answer for each in ballots(office, gate) if each.is_current)
        assert office.archive.find(Gate, gate.id).state is GateState.PASSED
        assert (item.yes_count, item.no_count, item.abstain_count) == (
            current[Answer.YES],
            current[Answer.NO],
            current[Answer.ABSTAIN],
        )
        assert recounted(office, gate.id) == []
    # A race that nobody ever loses shows nothing.
    assert set(refusals) <= {"gate_closed"}
    assert refusals or races < 20


def race_once(office: Office, gate: Gate, *, delay: float, pause: float) -> Counter[str]:
    """The voters answer fifty times while the office closes; gives the refusals, by their codes.

    Where answers come one upon the other, the office looks again until the last is in. With a pause before
    each, it comes between two of them, and the later ones are refused.
    """
    voters = members(office, gate)
    for voter in voters[:4]:
        acts.answer(office, gate.id, voter.id, {1: Given(answer=Answer.YES)})
    start = Barrier(len(voters) + 1)
    acknowledged: dict[str, Answer] = {voter.seat_id: Answer.YES for voter in voters[:4]}
    refused: Counter[str] = Counter()

    def vote(voter: Mandate, votes: int) -> None:
        start.wait()
        for number in range(votes):
            # Yes and abstentions only: whatever wins the race, the question passes.
            answer = (Answer.YES, Answer.ABSTAIN)[number % 2]
            sleep(pause)
            try:
                acts.answer(office, gate.id, voter.id, {1: Given(answer=answer)})
            except NotAllowedNow as refusal:
                refused[refusal.code] += 1
                return
            acknowledged[voter.seat_id] = answer

    def close() -> None:
        start.wait()
        sleep(delay)
        while True:
            try:
                closing.close_early(office, gate.id, "Rennen.")
            except NotAllowedNow as refusal:
                assert refusal.code == "closed_meanwhile"  # noqa: PT017 - looked again, as its caller would
                continue
            return

    each = [8 if place == 0 else 7 for place in range(len(voters))]
    assert sum(each) == 50
    with ThreadPoolExecutor(len(voters) + 1) as threads:
        running = [threads.submit(vote, voter, votes) for voter, votes in zip(voters, each, strict=True)]
        running.append(threads.submit(close))
        for one in running:
            one.result()
    kept = {b.seat_id: b.answer for b in ballots(office, gate) if b.is_current}
    assert kept == acknowledged
    return refused


# All or nothing


class Broken(Exception):
    """The machine fails here."""


def an_answer(office: Office, gate: Gate) -> None:
    acts.answer(office, gate.id, members(office, gate)[0].id, {1: Given(answer=Answer.NO)})


def a_secret_answer(office: Office, gate: Gate) -> None:
    acts.cast(office, gate.id, members(office, gate)[1].id, {1: Given(answer=Answer.NO)})


def a_change(office: Office, gate: Gate) -> None:
    amend_content(office, gate.id, {1: Wording(text="Anders.")}, reason="Für den Test.")


def a_close(office: Office, gate: Gate) -> None:
    closing.close_early(office, gate.id, "Für den Test.")


BEFORE, AFTER = "before_cursor_execute", "after_cursor_execute"
# What an act can touch. Whole tables of letters would take longer to compare than to write.
TOUCHED = ("ballot", "ballot_receipt", "secret_ballot", "participation", "gate", "gate_item", "gate_version")
COUNTED = ("audit_entry", "message", "item_version", "published_receipt", "gate_outcome")


def touched(office: Office) -> dict[str, list[object]]:
    """Every row that an act on a gate can change, and how many there are of what it can only add."""
    with office.archive.engine.connect() as connection:
        rows = {
            name: sorted(
                (tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr
            )
            for name in TOUCHED
        }
        counts = {
            name: [connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()]
            for name in COUNTED
        }
    return {**rows, **counts}


@pytest.mark.parametrize("question", SQLITE_FIRST, indirect=True)
@pytest.mark.parametrize(
    ("act", "moment"),
    [
        (an_answer, BEFORE),
        *(
            pytest.param(act, moment, marks=IN_FULL)
            for act in (an_answer, a_secret_answer, a_change, a_close)
            for moment in (BEFORE, AFTER)
            if (act, moment) != (an_answer, BEFORE)
        ),
    ],
)
def test_whatever_statement_fails_all_of_an_act_is_kept_or_nothing(
    question: Question, gate: Gate, act: Callable[[Office, Gate], None], moment: str
) -> None:
    office = office_on(question[0])
    if act is a_secret_answer:
        make_secret(office, gate.id, "Beantragt.")
    if act is a_close:
        for member in members(office, gate)[:4]:
            acts.answer(office, gate.id, member.id, {1: Given(answer=Answer.YES)})
    before = touched(office)

    failed = 0
    while fails(office, gate, act, moment, at=failed + 1):
        failed += 1
        if act is a_close and office.archive.find(Gate, gate.id).state is not GateState.OPEN:
            # Kept whole: what broke was the look at it afterwards.
            assert recounted(office, gate.id) == []
            break
        assert touched(office) == before, f"statement {failed}"

    after = touched(office)
    assert failed >= 15
    assert all(after[name][0] > before[name][0] for name in ("audit_entry", "message"))


def fails(office: Office, gate: Gate, act: Callable[[Office, Gate], None], moment: str, *, at: int) -> bool:
    """Do an act on a machine that breaks at a statement; gives whether it came so far."""
    statements = count(1)

    def statement(*_about: object) -> None:
        if next(statements) == at:
            raise Broken(str(at))

    event.listen(office.archive.engine, moment, statement)
    try:
        act(office, gate)
    except Broken:
        return True
    finally:
        event.remove(office.archive.engine, moment, statement)
    return False


def die_at(settings: Settings, gate_id: str, mandate_id: str, moment: str) -> None:
    """Answer, and be killed before or after the commit."""
    office = office_on(settings)
    event.listen(
        office.archive.engine, "commit", lambda _connection: os._exit(9) if moment == "before" else None
    )
    acts.answer(office, gate_id, mandate_id, {1: Given(answer=Answer.NO)})
    os._exit(9)


@pytest.mark.parametrize("question", SQLITE_FIRST, indirect=True)
@pytest.mark.parametrize("moment", [pytest.param("before", marks=IN_FULL), "after"])
def test_whoever_was_killed_around_the_commit_asks_again_and_has_one_vote(
    question: Question, gate: Gate, moment: str
) -> None:
    settings, _ = question
    office = office_on(settings)
    member = members(office, gate)[2]
    child = get_context("spawn").Process(target=die_at, args=(settings, gate.id, member.id, moment))
    child.start()
    child.join(timeout=120)
    kept = {"before": 0, "after": 1}[moment]
    assert child.exitcode == 9
    assert len(ballots(office, gate)) == kept

    again = acts.cast(office, gate.id, member.id, {1: Given(answer=Answer.NO)})

    (ballot,) = ballots(office, gate)
    records = office.look(the_cycle(office), BallotReceipt, Message)
    receipts = [each.code for each in records.all(BallotReceipt) if each.gate_id == gate.id]
    assert (again.new, receipts) == (1 - kept, [again.receipt])
    assert ballot.answer is Answer.NO
    assert sum(gate.id in each.id and each.occasion == "receipt" for each in records.all(Message)) == 1
