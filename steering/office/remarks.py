"""Remarks on a draft, and the office's answer to each."""

from sqlmodel import select

from models import Comment, CommentState, Cycle, Elector, Gate, GateItem, GateKind, Recusal, StageRun
from models.columns import key
from steering.errors import NoMandate, NotAllowedNow
from steering.office.answering import open_gate, refuse_late
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.seating.recusals import recused_seats


def comment(
    office: Office, gate_id: str, *, author: str, text: str, anchor: str = "", seat_id: str | None = None
) -> Comment:
    """Someone who is asked remarks on the draft, as a whole or on one passage."""
    if not text.strip():
        raise NotAllowedNow("A comment needs words.", code="comment_empty")
    with office.writing() as tx:
        gate = open_gate(tx.session, gate_id)
        refuse_late(office.at(tx.now), gate)
        if gate.is_secret:
            raise NotAllowedNow("A remark would tell.", code="no_remarks_in_secret", gate=gate.question)
        if gate.kind is not GateKind.COMMENT:
            raise NotAllowedNow(f"{gate_id} takes no comments.", code="no_comments_here", gate=gate.question)
        if seat_id is not None and tx.session.get(Elector, (gate.id, seat_id)) is None:
            raise NoMandate(f"{seat_id} is no elector.", code="no_seat_here", seat=author)
        _refuse_a_recused_seat(tx, gate, seat_id, author)
        said = tx.session.exec(select(Comment).where(Comment.gate_id == gate.id)).all()
        for known in said:
            if (known.author, known.seat_id, known.anchor, known.text) == (author, seat_id, anchor, text):
                return known
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        item = tx.session.exec(select(GateItem).where(GateItem.gate_id == gate.id)).one()
        record = Comment(
            id=key(gate.id, "comment", len(said) + 1),
            gate_id=gate.id,
            draft_id=item.subject_id,
            anchor=anchor,
            seat_id=seat_id,
            author=author,
            text=text,
            made_at=tx.now,
            is_simulated=cycle.is_simulated,
        )
        tx.keep([record])
        tx.enter("draft.comment", record.id, {"anchor": anchor}, cycle_id=cycle.id)
        return record


def _refuse_a_recused_seat(tx: Transaction, gate: Gate, seat_id: str | None, author: str) -> None:
    """Whoever has a conflict of interest does not advise either."""
    for item in tx.session.exec(select(GateItem).where(GateItem.gate_id == gate.id)).all():
        kept = tx.session.exec(select(Recusal).where(Recusal.gate_item_id == item.id)).all()
        if seat_id in recused_seats(kept, item):
            raise NoMandate(f"{seat_id} is recused.", code="seat_recused", seat=author, item=item.title)


def answer_comment(office: Office, comment_id: str, *, state: CommentState, text: str) -> Comment:
    """The office answers a comment; every comment gets an answer."""
    if state is CommentState.OPEN or not text.strip():
        raise NotAllowedNow("An answer needs a decision and words.", code="answer_incomplete")
    with office.writing() as tx:
        record = tx.get(Comment, comment_id)
        if (record.state, record.answer) == (state, text):
            return record
        record.state, record.answer, record.answered_at = state, text, tx.now
        tx.session.add(record)
        run = tx.get(StageRun, tx.get(Gate, record.gate_id).stage_run_id)
        tx.enter("draft.answer_comment", record.id, {"state": state}, cycle_id=run.cycle_id)
        return record
