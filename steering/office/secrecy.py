"""Secrecy: an open question that nobody has answered yet is put to a secret round."""

from sqlmodel import col, select

from models import Ballot, Committee, CommitteeKind, Elector, Gate, GateItem, GateKind, StageRun, Voting
from steering.errors import NotAllowedNow
from steering.gate_letters import tell_secrecy
from steering.office.answering import open_gate
from steering.office.at_gate import frame_in
from steering.office.opening import Office
from steering.office.receipts import people_in
from steering.office.secret_box import participations, refuse_too_few
from steering.office.taken_up import refuse_taken_up

# In these somebody is meant to speak; a remark has an author.
SPEAKING = frozenset({GateKind.INFORM, GateKind.COMMENT})


def make_secret(office: Office, gate_id: str, reason: str) -> Gate:
    """Have a question answered in secret, because a member moved it or the rules ask for it.

    Refused where someone has answered already: what was said openly is not made unsaid.
    """
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    with office.writing() as tx:
        gate = open_gate(tx.session, gate_id)
        refuse_taken_up(tx.session, gate)
        if gate.is_secret:
            return gate
        committee = tx.get(Committee, gate.committee_id)
        if committee.voting is Voting.TALLY:
            raise NotAllowedNow(
                f"{committee.key} votes in its own meeting.",
                code="votes_in_meeting",
                committee=committee.title,
            )
        if committee.kind is CommitteeKind.CONFERENCE or gate.kind in SPEAKING:
            raise NotAllowedNow(f"{gate.id} is no vote.", code="not_secret_here", gate=gate.question)
        items = select(GateItem.id).where(GateItem.gate_id == gate.id)
        if tx.session.exec(select(Ballot).where(col(Ballot.gate_item_id).in_(items))).first() is not None:
            raise NotAllowedNow(f"{gate.id} has answers.", code="answered_openly", gate=gate.question)
        electors = tx.session.exec(select(Elector).where(Elector.gate_id == gate.id)).all()
        refuse_too_few(sum(each.has_vote for each in electors), committee.title)
        gate.is_secret = True
        gate.lock_version += 1
        tx.keep([gate, *participations(gate, electors)])
        cycle_id = tx.get(StageRun, gate.stage_run_id).cycle_id
        tx.enter("gate.make_secret", gate.id, {"reason": reason.strip()}, cycle_id=cycle_id)
        at = office.at(tx.now)
        frame = frame_in(at, tx, gate)
        tx.owe(tell_secrecy(frame, people_in(tx, gate), gate, committee, reason=reason.strip()))
        return gate
