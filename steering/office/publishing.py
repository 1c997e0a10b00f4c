"""Publishing: at the close the outcome is kept as it was counted, and the list of receipts is laid open."""

from collections.abc import Sequence

from sqlmodel import col, select

from models import (
    Ballot,
    CirculationConsent,
    Comment,
    Gate,
    GateItem,
    GateLot,
    GateOutcome,
    SecretBallot,
)
from steering.counting import Counted
from steering.decision import Reason
from steering.office import receipts, secret_box
from steering.office.answering import shown_in
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.office.taken_up import is_objected
from steering.outcome import outcome_of
from steering.polling import items_in
from steering.records import Records


def publish(
    office: Office,
    tx: Transaction,
    gate: Gate,
    items: Sequence[GateItem],
    counted: Counted,
    reasons: Sequence[Reason],
) -> GateOutcome:
    """Keep what is published of a gate; a secret box is sealed first, while the gate is still open."""
    if gate.is_secret:
        chance = receipts.chance_for(office, tx, gate, "seal")
        codes = secret_box.seal(tx.session, gate, shown_in(tx.session, gate), chance)
    else:
        codes = receipts.published(tx.session, gate)
    if is_objected(tx.session, gate):
        codes = []  # what was answered before the objection counts for nothing
    receipts.publish(tx, gate, codes)
    outcome = outcome_of(gate, items, counted, reasons, codes)
    tx.keep([outcome])
    if counted.word:
        tx.keep([GateLot(gate_id=gate.id, word=counted.word)])
    return outcome


def is_changed_meanwhile(tx: Transaction, records: Records, gate: Gate) -> bool:
    """Whether an answer, a consent or a remark came in or the wording changed, since they were read."""
    if tx.get(Gate, gate.id).content_sha256 != gate.content_sha256:
        return True
    items = [item.id for item in items_in(records, gate)]
    known = {remark.id for remark in records.all(Comment) if remark.gate_id == gate.id}
    made = set(tx.session.exec(select(Comment.id).where(Comment.gate_id == gate.id)).all())
    said = tx.session.exec(select(CirculationConsent).where(CirculationConsent.gate_id == gate.id)).all()
    if len(said) != sum(each.gate_id == gate.id for each in records.all(CirculationConsent)):
        return True
    return made != known or _answers(tx, gate, items) != _answers_known(records, gate, items)


def _answers(tx: Transaction, gate: Gate, items: Sequence[str]) -> set[object]:
    if gate.is_secret:
        secret = select(SecretBallot).where(col(SecretBallot.gate_item_id).in_(items))
        return {_content(each) for each in tx.session.exec(secret).all()}
    cast = select(Ballot.id, Ballot.is_current).where(col(Ballot.gate_item_id).in_(items))
    return {tuple(row) for row in tx.session.exec(cast).all()}


def _answers_known(records: Records, gate: Gate, items: Sequence[str]) -> set[object]:
    if gate.is_secret:
        return {_content(each) for each in records.all(SecretBallot) if each.gate_item_id in items}
    return {(each.id, each.is_current) for each in records.all(Ballot) if each.gate_item_id in items}


def _content(ballot: SecretBallot) -> tuple[object, ...]:
    return (ballot.gate_item_id, ballot.box_key, ballot.content_sha256, ballot.answer, ballot.rank)
