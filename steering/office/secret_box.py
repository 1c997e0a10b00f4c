"""The box of a secret round: who took part stands in one table, what was answered in another.

Whoever answers gets a code and keeps it. The box knows the ballot by a key made of that code; the
code itself is kept nowhere, so nobody but its holder can change the ballot. The box is emptied and
filled in a new order at every answer, and at the close every key is replaced by a drawn one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models import (
    Answer,
    Elector,
    Gate,
    GateItem,
    GateVersion,
    Participation,
    SecretBallot,
)
from steering.changes import changed
from steering.codes import box_key, box_receipt, secret_code
from steering.errors import NoMandate, NotAllowedNow
from steering.frozen_rules import FEWEST_SECRET_VOTERS
from steering.office.chance import Chance, shuffled

KEY_BYTES = 32
_BOX = SecretBallot.metadata.tables["secret_ballot"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is put into the box for one item."""

    answer: Answer
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class Put:
    """What came of putting a ballot into the box."""

    new: int
    code: str
    receipt: str
    revision: int


def refuse_too_few(voters: int, committee: str) -> None:
    """Among four, a count tells who said what."""
    if voters < FEWEST_SECRET_VOTERS:
        raise NotAllowedNow(
            f"{voters} voters cannot vote in secret.",
            code="too_few_for_secret",
            committee=committee,
            voters=voters,
            needed=FEWEST_SECRET_VOTERS,
        )


def participations(gate: Gate, electors: Sequence[Elector]) -> list[Participation]:
    """One row for each voter from the first moment on: no row tells by its place who came when."""
    voters = sorted(each.seat_id for each in electors if each.has_vote)
    return [Participation(gate_id=gate.id, seat_id=seat_id) for seat_id in voters]


def put(
    session: Session,
    gate: Gate,
    seat_id: str,
    choices: Mapping[str, Choice],
    shown: Mapping[str, str],
    *,
    code: str,
    chance: Chance,
) -> Put:
    """Put the answers of a seat into the box, or change them for whoever holds their code."""
    mark = session.get_one(Participation, (gate.id, seat_id))
    _refuse_a_missing_code(gate, mark, code)
    given = code if mark.revision else secret_code(chance.draw(KEY_BYTES))
    key = box_key(given, gate.id)
    box = _box(session, gate)
    if mark.revision and not any(each.box_key == key for each in box):
        raise NoMandate("No ballot belongs to this code.", code="secret_code_unknown", gate=gate.question)
    lying = {each.gate_item_id: each for each in box if _is_current(each, key, shown)}
    new = sum(
        item not in lying or (lying[item].answer, lying[item].rank) != (what.answer, what.rank)
        for item, what in choices.items()
    )
    if new:
        kept = [each for each in box if not _is_current(each, key, shown)]
        mine = [
            SecretBallot(
                gate_item_id=item, box_key=key, content_sha256=shown[item], answer=what.answer, rank=what.rank
            )
            for item, what in choices.items()
        ]
        _refill(session, gate, [*kept, *mine], chance)
        newest = newest_version(session, gate)
        mark.revision, mark.version_number = mark.revision + 1, newest
        session.add(mark)
        session.flush()
    return Put(new=new, code=given, receipt=box_receipt(key), revision=mark.revision)


def seal(session: Session, gate: Gate, shown: Mapping[str, str], chance: Chance) -> list[str]:
    """Close the box: keys that a code could lead to are replaced, the order is drawn anew.

    Gives the receipts of the ballots that count, for the list that is published.
    """
    box = _box(session, gate)
    counted = {each.box_key for each in box if each.content_sha256 == shown[each.gate_item_id]}
    # One voter's ballots stay together, as a ranking needs them to.
    anew = {key: chance.draw(KEY_BYTES).hex() for key in sorted({each.box_key for each in box})}
    sealed = [changed(each, box_key=anew[each.box_key]) for each in box]
    _refill(session, gate, sealed, chance)
    return sorted(box_receipt(key) for key in counted)


def newest_version(session: Session, gate: Gate) -> int:
    """The number of the version that a gate shows now; 1 where it never changed."""
    query = select(func.max(GateVersion.number)).where(GateVersion.gate_id == gate.id)
    return session.exec(query).one() or 1


def _refuse_a_missing_code(gate: Gate, mark: Participation, code: str) -> None:
    if mark.revision and not code:
        raise NoMandate("The seat has voted.", code="secret_code_missing", gate=gate.question)
    if code and not mark.revision:
        raise NotAllowedNow("The seat has not voted.", code="secret_code_too_early", gate=gate.question)


def _is_current(ballot: SecretBallot, key: str, shown: Mapping[str, str]) -> bool:
    return ballot.box_key == key and ballot.content_sha256 == shown[ballot.gate_item_id]


def _box(session: Session, gate: Gate) -> list[SecretBallot]:
    rows = session.connection().execute(_BOX.select().where(_BOX.c.gate_item_id.in_(_items(gate))))
    return [SecretBallot(**row) for row in rows.mappings()]


def _refill(session: Session, gate: Gate, ballots: Sequence[SecretBallot], chance: Chance) -> None:
    """Empty the box and fill it in a drawn order: the place of a row tells nothing of its time."""
    connection = session.connection()
    connection.execute(_BOX.delete().where(_BOX.c.gate_item_id.in_(_items(gate))))
    for ballot in shuffled(ballots, chance):
        connection.execute(_BOX.insert().values(ballot.model_dump()))


def _items(gate: Gate) -> SelectOfScalar[str]:
    return select(GateItem.id).where(GateItem.gate_id == gate.id)
