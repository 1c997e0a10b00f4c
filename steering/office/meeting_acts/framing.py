"""What the letters about a meeting share: who writes, about which plan, where the reader finds more."""

from sqlmodel import Session, col, select

from models import Cycle, MasterplanVersion, StageRun
from steering.letters import plan_title
from steering.meeting_letters import MeetingFrame, slug
from steering.meetings.dossier import MeetingDossier
from steering.office.database import reading
from steering.office.opening import Office

PLACE = "meetings"


def frame_for(office: Office, dossier: MeetingDossier) -> MeetingFrame:
    """The frame of a meeting's letters; they lead to its page, which anybody may read."""
    with reading(office.archive.database) as session:
        cycle = _cycle(office, session, dossier)
        version = session.get(MasterplanVersion, cycle.target_version_id) if cycle else None
    return MeetingFrame(
        sender=office.sender,
        plan=plan_title(version) if version else office.sender.function,
        now=office.now,
        link=f"{office.settings.base_url.rstrip('/')}/{PLACE}/{slug(dossier)}/index.html",
        cycle_id=cycle.id if cycle else None,
    )


def _cycle(office: Office, session: Session, dossier: MeetingDossier) -> Cycle | None:
    """The revision whose questions the meeting deals with, or else the newest of the region."""
    for gate in dossier.gates.values():
        return session.get(Cycle, session.get_one(StageRun, gate.stage_run_id).cycle_id)
    query = select(Cycle).where(Cycle.region_key == office.region_key).order_by(col(Cycle.opened_at).desc())
    return session.exec(query).first()
