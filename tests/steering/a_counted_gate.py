"""A gate that was answered, reworded, answered again and closed, and its published outcome; from a seed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlmodel import SQLModel

from models import (
    Answer,
    Ballot,
    BallotReceipt,
    Committee,
    CommitteeKind,
    Elector,
    Gate,
    GateItem,
    GateKind,
    GateOutcome,
    GateState,
    GateVersion,
    ItemVersion,
    Majority,
    MajorityBase,
    PublishedReceipt,
    Seat,
    Tie,
)
from steering.changes import changed
from steering.codes import as_told, canonical, receipt_code
from steering.frozen_rules import FrozenRules
from steering.outcome import outcome_of
from steering.polling import counting, poll
from steering.records import Records
from steering.rules_of_procedure import book_of
from steering.showing import gate_hash, item_hash

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
DOCUMENTS = "d" * 64
KINDS = (GateKind.VOTE, GateKind.RANK, GateKind.RELEASE, GateKind.DECIDE, GateKind.CONFIRM)


@dataclass
class CountedGate:
    """The records of a closed gate, and what the trail holds of it."""

    gate: Gate
    records: Records
    in_trail: str

    def with_changed(self, record: SQLModel, **values: object) -> "CountedGate":
        """The same with one record that somebody has changed by hand."""
        kept = [changed(each, **values) if each is record else each for each in self.records.everything()]
        gate = changed(self.gate, **values) if record is self.gate else self.gate
        return CountedGate(gate, Records(kept), self.in_trail)

    def without(self, record: SQLModel) -> "CountedGate":
        """The same with one record taken away."""
        kept = [each for each in self.records.everything() if each is not record]
        return CountedGate(self.gate, Records(kept), self.in_trail)

    def with_more(self, record: SQLModel) -> "CountedGate":
        """The same with one record slipped in."""
        return CountedGate(self.gate, self.records.with_added([record]), self.in_trail)


def a_counted_gate(seed: int) -> CountedGate:
    """Voters who answer some items, change their minds, and answer anew what was reworded."""
    chance = Random(seed)  # noqa: S311 - invented votes
    committee = _committee(chance)
    seats = [
        Seat(id=f"s{n}", committee_id="c", number=n, title=f"Sitz {n}", is_chair=n == 1)
        for n in range(1, committee.seats_count + 1)
    ]
    items = [
        GateItem(id=f"g/{n}", gate_id="g", number=n, subject_id=f"x{n}", title=f"T{n}", text=f"Text {n}")
        for n in range(1, chance.randint(1, 4) + 1)
    ]
    gate = _gate(chance, committee)
    electors = [Elector(gate_id="g", seat_id=seat.id, is_chair=seat.is_chair) for seat in seats]
    shown, versions, items = _worded(chance, items)
    gate.content_sha256 = gate_hash(shown[-1][item.id] for item in items)
    ballots = _ballots(chance, seats, items, shown)
    receipts = _receipts(chance, ballots, items)
    open_records = Records([committee, *seats, gate, *items, *electors, *versions, *ballots, *receipts])
    return _closed(open_records, committee, gate, items)


def _closed(records: Records, committee: Committee, gate: Gate, items: list[GateItem]) -> CountedGate:
    counted = poll(records, committee, gate)
    closed = changed(
        gate, state=counted.state, closed_at=AT + timedelta(days=9), reason="Zu.", closed_by="flow"
    )
    rows = counted.applied(items)
    counting_seats = {each.seat_id for each in counting(records, gate, items)}
    last: dict[str, BallotReceipt] = {}
    for each in records.all(BallotReceipt):
        last[each.seat_id] = each
    codes = [last[seat].code for seat in counting_seats]
    outcome = outcome_of(closed, rows, counted, counted.reasons, codes)
    published = [PublishedReceipt(gate_id="g", code=code) for code in codes]
    kept = [each for each in records.everything() if not isinstance(each, (Gate, GateItem, GateOutcome))]
    return CountedGate(closed, Records([*kept, closed, *rows, outcome, *published]), outcome.sha256)


def _committee(chance: Random) -> Committee:
    return Committee(
        id="c",
        region_key="r",
        key="c",
        title="C",
        kind=CommitteeKind.ADVISORY_BOARD,
        seats_count=chance.randint(2, 9),
        quorum_pct=chance.choice([0.0, 50.0]),
        majority=chance.choice([each for each in Majority if each is not Majority.OWN]),
        majority_base=chance.choice(list(MajorityBase)),
        tie=chance.choice(list(Tie)),
    )


def _gate(chance: Random, committee: Committee) -> Gate:
    return Gate(
        id="g",
        stage_run_id="s",
        committee_id="c",
        key="q",
        kind=chance.choice(KINDS),
        question="?",
        state=GateState.OPEN,
        rules=FrozenRules(book=book_of(committee), matters={"g/1": "substance"}).to_json(),
        is_second_summons=chance.random() < 0.3,
        opened_at=AT,
        due_on=date(2027, 3, 9),
        content_sha256="",
    )


def _worded(
    chance: Random, items: list[GateItem]
) -> tuple[list[dict[str, str]], list[GateVersion | ItemVersion], list[GateItem]]:
    """What each version showed by item, the versions, and the items as they read in the end."""
    shown: list[dict[str, str]] = [{}]
    versions: list[GateVersion | ItemVersion] = []
    now = list(items)
    for number in range(1, chance.randint(1, 3) + 1):
        shown.append(dict(shown[-1]))
        for place, item in enumerate(now):
            if number > 1 and chance.random() < 0.6:
                continue
            text = item.text if number == 1 else f"{item.text}, {number}. Fassung"
            now[place] = changed(item, text=text)
            sha256 = item_hash(number, item.subject_id, item.title, text, DOCUMENTS)
            shown[-1][item.id] = sha256
            versions.append(
                ItemVersion(gate_item_id=item.id, number=number, title=item.title, text=text, sha256=sha256)
            )
        versions.append(
            GateVersion(
                gate_id="g",
                number=number,
                sha256=gate_hash(shown[-1][item.id] for item in now),
                documents_sha256=DOCUMENTS,
                actor="coordinator",
                reason="" if number == 1 else "Neu.",
                shown_at=AT,
            )
        )
    return shown[1:], versions, now


def _ballots(
    chance: Random, seats: list[Seat], items: list[GateItem], shown: list[dict[str, str]]
) -> list[Ballot]:
    cast: list[Ballot] = []
    for number, hashes in enumerate(shown):
        for seat in (each for each in seats if chance.random() < 0.7):
            for item in (each for each in items if chance.random() < 0.8):
                mine = [b for b in cast if (b.gate_item_id, b.seat_id) == (item.id, seat.id)]
                cast.append(
                    Ballot(
                        id=len(cast) + 1,
                        gate_item_id=item.id,
                        seat_id=seat.id,
                        revision=len(mine) + 1,
                        answer=chance.choice(list(Answer)),
                        rank=chance.choice([None, 1, 2, 3]),
                        remark=chance.choice(["", "", "Zu teuer."]),
                        mandate_id=f"m{seat.number}",
                        content_sha256=hashes[item.id],
                        cast_at=AT + timedelta(days=number),
                    )
                )
    newest = {(b.gate_item_id, b.seat_id): b.id for b in cast}
    return [
        changed(
            b,
            is_current=newest[b.gate_item_id, b.seat_id] == b.id
            and b.content_sha256 == shown[-1][b.gate_item_id],
        )
        for b in cast
    ]


def _receipts(chance: Random, ballots: list[Ballot], items: list[GateItem]) -> list[BallotReceipt]:
    numbers = {item.id: item.number for item in items}
    made = []
    for seat_id in sorted({ballot.seat_id for ballot in ballots}):
        mine = {b.gate_item_id: b for b in ballots if b.seat_id == seat_id}
        given = sorted(mine.values(), key=lambda b: numbers[b.gate_item_id])
        nonce = chance.randbytes(16)
        told = [as_told(numbers[b.gate_item_id], b) for b in given]
        made.append(
            BallotReceipt(
                code=receipt_code(nonce, "g", seat_id, told),
                gate_id="g",
                seat_id=seat_id,
                number=1,
                nonce=nonce.hex(),
                covers=canonical([[numbers[b.gate_item_id], b.revision] for b in given]),
            )
        )
    return made
