"""Whether a question is decided in a meeting: then nobody answers it singly any more."""

from sqlmodel import Session, col, select

from models import (
    AgendaItem,
    CirculationConsent,
    CirculationObjection,
    Committee,
    CommitteeRule,
    Elector,
    Gate,
    GateItem,
    Meeting,
    MeetingState,
    PlannedMeasure,
)
from steering.circulating import waits_for_consent, why_meet
from steering.errors import NotAllowedNow
from steering.records import Records


def refuse_taken_up(session: Session, gate: Gate) -> None:
    """Refuse a single answer to a question that is for a meeting, or waits for consent to circulation."""
    refuse_on_agenda(session, gate)
    known = what_rules(session, gate)
    if waits_for_consent(known, gate):
        raise NotAllowedNow(f"{gate.id} needs consent.", code="gate_needs_consent", gate=gate.question)
    if why_meet(known, gate) is not None:
        raise NotAllowedNow(f"{gate.id} needs a meeting.", code="gate_needs_meeting", gate=gate.question)


def refuse_on_agenda(session: Session, gate: Gate) -> None:
    """Refuse where a meeting has the question on its agenda."""
    query = (
        select(Meeting)
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .where(
            AgendaItem.gate_id == gate.id,
            col(AgendaItem.is_withdrawn).is_(False),
            Meeting.state != MeetingState.CANCELLED,
        )
        .order_by(col(Meeting.held_on).desc())
    )
    meeting = session.exec(query).first()
    if meeting is not None:
        raise NotAllowedNow(
            f"{gate.id} is on the agenda of {meeting.id}.",
            code="gate_in_meeting",
            gate=gate.question,
            held_on=meeting.held_on,
        )


def what_rules(session: Session, gate: Gate) -> Records:
    """What says by which rules a question is decided: body, voters, items, objections, consents, rules."""
    items = session.exec(select(GateItem).where(GateItem.gate_id == gate.id)).all()
    subjects = [item.subject_id for item in items]
    of_body = select(CommitteeRule).where(CommitteeRule.committee_id == gate.committee_id)
    of_items = select(PlannedMeasure).where(col(PlannedMeasure.id).in_(subjects))
    voters = select(Elector).where(Elector.gate_id == gate.id)
    objected = select(CirculationObjection).where(CirculationObjection.gate_id == gate.id)
    consented = select(CirculationConsent).where(CirculationConsent.gate_id == gate.id)
    return Records(
        [
            session.get_one(Committee, gate.committee_id),
            *items,
            *session.exec(of_body).all(),
            *session.exec(of_items).all(),
            *session.exec(voters).all(),
            *session.exec(objected).all(),
            *session.exec(consented).all(),
        ]
    )


def is_objected(session: Session, gate: Gate) -> bool:
    """Whether somebody has objected to answering a question singly."""
    made = select(CirculationObjection).where(CirculationObjection.gate_id == gate.id)
    return session.exec(made).first() is not None
