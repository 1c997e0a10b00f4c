"""How long the outcome of a vote takes: 100 members, 50 items, beside a bare count of the same ballots."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from benchmarks.measuring import show, take_turns
from models import Answer, Ballot, Committee, CommitteeKind, Gate, GateItem, GateKind, Seat
from steering.counting import count_ballots

ROUNDS = 60
MEMBERS, ITEMS = 100, 50
PROMISED_SECONDS = 0.005
AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
ANSWERS = (Answer.YES, Answer.YES, Answer.NO, Answer.ABSTAIN, Answer.YES)


def a_vote(kind: GateKind) -> tuple[Committee, Gate, list[GateItem], list[Ballot], list[Seat]]:
    """A council and what its members answered."""
    committee = Committee(
        id="r/c",
        region_key="r",
        key="c",
        title="C",
        kind=CommitteeKind.COUNTY_COUNCIL,
        seats_count=MEMBERS,
    )
    gate = Gate(
        id="g",
        stage_run_id="s",
        committee_id="r/c",
        key="q",
        kind=kind,
        question="?",
        content_sha256="a" * 64,
        opened_at=AT,
        due_on=date(2027, 3, 15),
    )
    items = [
        GateItem(id=f"g/{n}", gate_id="g", number=n, subject_id=f"t{n}", title="", text="")
        for n in range(ITEMS)
    ]
    seats = [
        Seat(id=f"s{n}", committee_id="r/c", number=n, title="", is_chair=n == 1)
        for n in range(1, MEMBERS + 1)
    ]
    ballots = [
        Ballot(
            gate_item_id=item.id,
            seat_id=seat.id,
            answer=ANSWERS[(item.number * 7 + seat.number) % 5],
            rank=(item.number + seat.number) % ITEMS + 1 if kind is GateKind.RANK else None,
            mandate_id="m",
            content_sha256="a" * 64,
            cast_at=AT,
        )
        for item in items
        for seat in seats
    ]
    return committee, gate, items, ballots, seats


def bare(ballots: Sequence[Ballot]) -> dict[str, Counter[Answer]]:
    """The same ballots, only counted: no quorum, no rule, no reason."""
    found: dict[str, Counter[Answer]] = {}
    for ballot in ballots:
        found.setdefault(ballot.gate_item_id, Counter())[ballot.answer] += 1
    return found


def measure() -> dict[str, float]:
    deciding, ranking = a_vote(GateKind.DECIDE), a_vote(GateKind.RANK)
    ways: dict[str, Callable[[], object]] = {
        "a bare count": lambda: bare(deciding[3]),
        "the outcome, with quorum, rules and reasons": lambda: count_ballots(*deciding),
        "the same with an order of urgency": lambda: count_ballots(*ranking),
    }
    take_turns(ways, rounds=3)
    return take_turns(ways, rounds=ROUNDS)


def processor_seconds(way: Callable[[], object]) -> float:
    """What one call costs the processor, whatever else the machine is doing."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        way()
        taken.append(time.process_time() - began)
    return min(taken)


if __name__ == "__main__":
    show(f"{MEMBERS} members, {ITEMS} items, median of {ROUNDS}", measure(), known="a bare count")
    vote = a_vote(GateKind.DECIDE)
    spent, counting = (
        processor_seconds(lambda: count_ballots(*vote)),
        processor_seconds(lambda: bare(vote[3])),
    )
    print(f"\n  At best {spent * 1000:.2f} ms; {PROMISED_SECONDS * 1000:.0f} ms are promised.")
    # A slow machine is slow for both; the rules must not cost more than the reading of the ballots.
    assert spent < max(PROMISED_SECONDS, counting)
