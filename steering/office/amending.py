"""Changing what an open question shows: a new version, and answers to the old wording count no more.

An answer is bound to its own item. Who answered ten and one of them is reworded answers one again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select, update

from models import (
    Ballot,
    Gate,
    GateItem,
    GateVersion,
    ItemVersion,
    Mandate,
    Need,
    Participation,
    Role,
    Seat,
    StageRun,
    Tally,
)
from steering.changes import changed
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.gate_letters import Change, tell_change
from steering.office.answering import open_gate, shown_in
from steering.office.archive import Transaction
from steering.office.at_gate import frame_in, items_of_gate, new_row
from steering.office.opening import Office
from steering.office.receipts import people_in
from steering.office.taken_up import refuse_taken_up
from steering.showing import gate_hash, item_hash
from steering.stage import Item

# Who is asked anew gets a week at least, however late the change comes.
DAYS_TO_ANSWER_ANEW = 7


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How an item shall read; what is None stays."""

    title: str | None = None
    text: str | None = None


def amend_content(
    office: Office,
    gate_id: str,
    wordings: Mapping[int, Wording],
    *,
    reason: str,
    anew: Collection[int] = (),
    mandate_id: str = "",
) -> GateVersion:
    """The coordinator, or the chair by a mandate, rewords items of an open gate; gives the version it shows.

    `anew` names items that keep their wording and are asked again, because they rest on one that
    changed. The same change twice is made once.
    """
    with office.writing() as tx:
        at = office.at(tx.now)
        gate = open_gate(tx.session, gate_id)
        refuse_taken_up(tx.session, gate)
        items = {item.number: item for item in items_of_gate(tx.session, gate)}
        _refuse(tx.session, gate, items, {*wordings, *anew}, reason)
        changes = _changes(items, wordings, anew)
        actor = _chair(at, tx, gate, mandate_id) if mandate_id and changes else tx.actor
        return _amend(at, tx, gate, items, changes, reason=reason.strip(), actor=actor)


def show_anew(
    office: Office, tx: Transaction, gate: Gate, wanted: Sequence[Item], *, reason: str
) -> GateVersion:
    """Let an open gate show these items, in the transaction that changed what they tell of.

    Items are known by their subject; one that is new comes at the end. None is ever taken away: what is
    no longer asked says so in its wording.
    """
    refuse_taken_up(tx.session, gate)
    items = {item.number: item for item in items_of_gate(tx.session, gate)}
    _refuse(tx.session, gate, items, (), reason)
    numbers = {item.subject_id: item.number for item in items.values()}
    wordings = {
        numbers[item.subject_id]: Wording(title=item.title, text=item.text)
        for item in wanted
        if item.subject_id in numbers
    }
    changes = _changes(items, wordings, ())
    for item in wanted:
        if item.subject_id not in numbers:
            row = new_row(gate, max(items) + 1, item)
            tx.session.add(row)
            items[row.number] = row
            changes.append(Change(before=changed(row, title="", text=""), after=changed(row)))
    return _amend(office, tx, gate, items, changes, reason=reason.strip(), actor=tx.actor)


def _amend(
    office: Office,
    tx: Transaction,
    gate: Gate,
    items: Mapping[int, GateItem],
    changes: Sequence[Change],
    *,
    reason: str,
    actor: str,
) -> GateVersion:
    """Make a new version of what a gate shows; end the answers to the old wording, and tell everyone."""
    if not changes:
        return _newest(tx, gate, list(items.values()))
    answered = _end_answers(tx.session, gate, [change.after.id for change in changes])
    version = _keep(tx, gate, items, changes, reason=reason, actor=actor)
    gate.due_on = max(gate.due_on, office.due(DAYS_TO_ANSWER_ANEW))
    tx.session.add(gate)
    tx.session.flush()
    run = tx.get(StageRun, gate.stage_run_id)
    details = {
        "version": version.number,
        "items": [change.after.number for change in changes],
        "content": version.sha256,
        "reason": version.reason,
        "by": actor,
        "due": gate.due_on,
    }
    tx.enter("gate.amend", gate.id, details, cycle_id=run.cycle_id)
    tx.owe(
        tell_change(
            frame_in(office, tx, gate),
            people_in(tx, gate),
            gate,
            changes,
            reason=version.reason,
            answered=answered,
            version=version.number,
        )
    )
    return version


def _refuse(
    session: Session, gate: Gate, items: Mapping[int, GateItem], numbers: Collection[int], reason: str
) -> None:
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    for number in sorted(numbers):
        if number not in items:
            raise NotThere(f"Gate {gate.id} has no item {number}.", code="no_such_item", number=number)
        need = session.get(Need, items[number].subject_id)
        if need is not None:
            # Its wording is that of the need: whoever changes one without the other lets them drift apart.
            raise NotAllowedNow(f"{need.id} is edited as a need.", code="item_is_a_need", number=need.number)
    if any(session.get(Tally, item.id) is not None for item in items.values()):
        raise NotAllowedNow(f"{gate.id} has its count.", code="content_is_decided", gate=gate.question)


def _changes(
    items: Mapping[int, GateItem], wordings: Mapping[int, Wording], anew: Collection[int]
) -> list[Change]:
    """What really changes; asking anew without any change of wording changes nothing."""
    reworded = {
        number: changed(
            items[number],
            title=_tidy(wording.title, items[number].title),
            text=_tidy(wording.text, items[number].text),
        )
        for number, wording in wordings.items()
    }
    real = {
        number: item
        for number, item in reworded.items()
        if (item.title, item.text) != (items[number].title, items[number].text)
    }
    if not real:
        return []
    asked = {number: changed(items[number]) for number in anew}
    return [
        Change(before=changed(items[number]), after=after)
        for number, after in sorted({**asked, **real}.items())
    ]


def _tidy(wanted: str | None, known: str) -> str:
    return wanted.strip() if wanted is not None and wanted.strip() else known


def _chair(office: Office, tx: Transaction, gate: Gate, mandate_id: str) -> str:
    mandate = tx.get(Mandate, mandate_id)
    seat = tx.get(Seat, mandate.seat_id)
    runs = mandate.from_on <= office.today and (mandate.to_on is None or mandate.to_on >= office.today)
    is_chair = seat.is_chair and seat.committee_id == gate.committee_id and mandate.role is not Role.DEPUTY
    if not (runs and is_chair):
        raise NoMandate(f"{mandate_id} is not in the chair.", code="only_the_chair", seat=mandate.title)
    return seat.id


def _end_answers(session: Session, gate: Gate, item_ids: Sequence[str]) -> set[str]:
    """Answers to the old wording stay readable and count no more; gives the seats that gave them."""
    if gate.is_secret:
        query = select(Participation.seat_id).where(
            Participation.gate_id == gate.id, col(Participation.revision) > 0
        )
        return set(session.exec(query).all())
    current = (col(Ballot.gate_item_id).in_(item_ids), col(Ballot.is_current).is_(True))
    seats = set(session.exec(select(Ballot.seat_id).where(*current)).all())
    session.exec(update(Ballot).where(*current).values(is_current=False))
    return seats


def _newest(tx: Transaction, gate: Gate, items: Sequence[GateItem]) -> GateVersion:
    """The version that a gate shows; one from before there were versions is kept as the first now."""
    query = select(GateVersion).where(GateVersion.gate_id == gate.id)
    newest = tx.session.exec(query.order_by(col(GateVersion.number).desc())).first()
    if newest is not None:
        return newest
    first = GateVersion(
        gate_id=gate.id,
        number=1,
        sha256=gate.content_sha256,
        documents_sha256="",
        actor=tx.actor,
        shown_at=gate.opened_at,
    )
    wordings = [
        ItemVersion(
            gate_item_id=item.id, number=1, title=item.title, text=item.text, sha256=gate.content_sha256
        )
        for item in items
    ]
    tx.keep([first, *wordings])
    return first


def _keep(
    tx: Transaction,
    gate: Gate,
    items: Mapping[int, GateItem],
    changes: Sequence[Change],
    *,
    reason: str,
    actor: str,
) -> GateVersion:
    before = _newest(tx, gate, list(items.values()))
    number = before.number + 1
    for change in changes:
        now = change.after
        row = items[now.number]
        row.title, row.text = now.title, now.text
        tx.session.add(row)
        sha256 = item_hash(number, now.subject_id, now.title, now.text, before.documents_sha256)
        tx.session.add(
            ItemVersion(gate_item_id=now.id, number=number, title=now.title, text=now.text, sha256=sha256)
        )
    tx.session.flush()
    shown = shown_in(tx.session, gate)
    gate.content_sha256 = gate_hash(shown[item.id] for item in items.values())
    gate.lock_version += 1
    version = GateVersion(
        gate_id=gate.id,
        number=number,
        sha256=gate.content_sha256,
        documents_sha256=before.documents_sha256,
        actor=actor,
        reason=reason,
        shown_at=tx.now,
    )
    tx.session.add_all([gate, version])
    tx.session.flush()
    return version
