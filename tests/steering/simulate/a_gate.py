"""A committee that was asked something, for tests of simulated people."""

from datetime import UTC, datetime, timedelta

from models import (
    Committee,
    CommitteeKind,
    Elector,
    Gate,
    GateItem,
    GateKind,
    Mandate,
    Role,
    Seat,
    StageRun,
    StageState,
    Voting,
)
from steering.records import Records

OPENED_AT = datetime(2027, 3, 1, 8, tzinfo=UTC)


def a_gate(
    *,
    key: str = "topics",
    kind: GateKind = GateKind.RANK,
    seats: int = 23,
    items: int = 3,
    days: int = 21,
    deputies_allowed: bool = True,
    voting: Voting = Voting.BALLOTS,
) -> Records:
    """An open gate of the first round, its committee with all seats filled, and its items."""
    run = StageRun(
        id="c/s/1",
        cycle_id="c",
        stage_key="s",
        round=1,
        state=StageState.IN_REVIEW,
        opened_at=OPENED_AT,
        due_on=OPENED_AT.date(),
    )
    committee = Committee(
        id="r/b",
        region_key="r",
        key="b",
        title="Beirat",
        kind=CommitteeKind.ADVISORY_BOARD if voting is Voting.BALLOTS else CommitteeKind.COUNTY_COUNCIL,
        seats_count=seats,
        voting=voting,
        deputies_allowed=deputies_allowed,
    )
    gate = Gate(
        id=f"c/s/1/{key}/1",
        stage_run_id=run.id,
        committee_id=committee.id,
        key=key,
        kind=kind,
        question="?",
        content_sha256="0" * 64,
        opened_at=OPENED_AT,
        due_on=OPENED_AT.date() + timedelta(days=days),
    )
    rows = [
        GateItem(id=f"{gate.id}/{n}", gate_id=gate.id, number=n, subject_id=f"s{n}", title="t", text="t")
        for n in range(1, items + 1)
    ]
    places = [
        Seat(id=f"r/b/{n:02d}", committee_id=committee.id, number=n, title=f"Sitz {n}")
        for n in range(1, seats + 1)
    ]
    return Records([run, committee, gate, *rows, *places, *_mandates(places), *_electors(gate, places)])


def _mandates(seats: list[Seat]) -> list[Mandate]:
    return [
        Mandate(
            id=f"{seat.id}/{role}",
            seat_id=seat.id,
            role=role,
            title=seat.title,
            address="sitz@example.org",
            from_on=OPENED_AT.date(),
        )
        for seat in seats
        for role in (Role.MEMBER, Role.DEPUTY)
    ]


def _electors(gate: Gate, seats: list[Seat]) -> list[Elector]:
    return [Elector(gate_id=gate.id, seat_id=seat.id) for seat in seats]
