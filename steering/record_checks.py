"""Whether the record of a gate fits together: wordings, ballots, the secret box, receipts."""

import json
from collections.abc import Iterator

from models import (
    Ballot,
    BallotReceipt,
    Gate,
    GateVersion,
    ItemVersion,
    Participation,
    PublishedReceipt,
    Seat,
    SecretBallot,
)
from steering.codes import as_told, receipt_code
from steering.polling import counting, items_in, voters_of
from steering.records import Records
from steering.recount_difference import Difference
from steering.showing import gate_hash, item_hash, shown_hashes


def wordings(records: Records, gate: Gate) -> Iterator[Difference]:
    """Each version against its hash, and what the items say against their newest version."""
    versions = [each for each in records.all(GateVersion) if each.gate_id == gate.id]
    if not versions:
        return
    documents = {each.number: each.documents_sha256 for each in versions}
    items = items_in(records, gate)
    ids = {item.id for item in items}
    worded = [each for each in records.all(ItemVersion) if each.gate_item_id in ids]
    for item in items:
        mine = sorted((v for v in worded if v.gate_item_id == item.id), key=lambda v: v.number)
        is_whole = bool(mine) and (mine[-1].title, mine[-1].text) == (item.title, item.text)
        fits = all(
            # A gate from before there were versions knows its first wording by one hash for all.
            not documents[v.number]
            or v.sha256 == item_hash(v.number, item.subject_id, v.title, v.text, documents[v.number])
            for v in mine
        )
        if not (is_whole and fits):
            yield Difference(code="wording", facts={"number": item.number})
    newest = max(versions, key=lambda each: each.number)
    shown = shown_hashes(gate, items, worded)
    whole = gate_hash(shown[item.id] for item in items)
    if documents[1] and {newest.sha256, gate.content_sha256} != {whole}:
        yield Difference(code="content")


def ballots_and_marks(records: Records, gate: Gate) -> Iterator[Difference]:
    """Ballots of those who had none, ballots after the close, gaps, and marks that do not fit."""
    items = items_in(records, gate)
    numbers = {item.id: item.number for item in items}
    voters, seats = voters_of(records, gate), records.by_id(Seat)
    cast = [each for each in records.all(Ballot) if each.gate_item_id in numbers]
    marked = {each.id for each in cast if each.is_current}
    if marked != {each.id for each in counting(records, gate, items)}:
        yield Difference(code="marks")
    revisions: dict[tuple[str, str], list[int]] = {}
    for each in sorted(cast, key=lambda ballot: ballot.revision):
        facts = {"seat": seats[each.seat_id].title, "number": numbers[each.gate_item_id]}
        if each.seat_id not in voters:
            yield Difference(code="stranger", facts=facts)
        if gate.closed_at is not None and not gate.opened_at <= each.cast_at <= gate.closed_at:
            yield Difference(code="late_ballot", facts=facts)
        revisions.setdefault((each.gate_item_id, each.seat_id), []).append(each.revision)
    for (item_id, seat_id), given in revisions.items():
        if given != list(range(1, len(given) + 1)):
            yield Difference(code="gap", facts={"seat": seats[seat_id].title, "number": numbers[item_id]})


def box(records: Records, gate: Gate) -> Iterator[Difference]:
    """As many ballots in the box as seats that took part; more cannot be told of a secret round."""
    ids = {item.id for item in items_in(records, gate)}
    keys = {each.box_key for each in records.all(SecretBallot) if each.gate_item_id in ids}
    marks = [each for each in records.all(Participation) if each.gate_id == gate.id and each.revision]
    if len(keys) != len(marks) or not {each.seat_id for each in marks} <= voters_of(records, gate):
        yield Difference(code="box", facts={"ballots": len(keys), "seats": len(marks)})


def receipts(records: Records, gate: Gate) -> Iterator[Difference]:
    """Each receipt against the ballots that it stands for, and the published list against the count."""
    items = items_in(records, gate)
    counted = {each.seat_id for each in counting(records, gate, items)}
    listed = {each.code for each in records.all(PublishedReceipt) if each.gate_id == gate.id}
    if gate.is_secret:
        if len(listed) != len(counted):
            facts = {"listed": len(listed), "counted": len(counted)}
            yield Difference(code="receipts", facts=facts)
        return
    ids = {item.number: item.id for item in items}
    ballots = {(b.gate_item_id, b.seat_id, b.revision): b for b in records.all(Ballot)}
    last: dict[str, BallotReceipt] = {}
    for each in sorted(
        (r for r in records.all(BallotReceipt) if r.gate_id == gate.id), key=lambda r: r.number
    ):
        last[each.seat_id] = each
        found = [
            (number, ballots.get((ids.get(number, ""), each.seat_id, revision)))
            for number, revision in json.loads(each.covers)
        ]
        told = [as_told(number, ballot) for number, ballot in found if ballot is not None]
        made = receipt_code(bytes.fromhex(each.nonce), gate.id, each.seat_id, told)
        if made != each.code:
            yield Difference(code="receipt", facts={"receipt": each.code})
    expected = {last[seat].code for seat in counted if seat in last}
    if listed != expected or (gate.rules and not counted <= set(last)):
        facts = {"listed": len(listed), "counted": len(expected)}
        yield Difference(code="receipts", facts=facts)
