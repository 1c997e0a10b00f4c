"""What is stale in a revision, because a newer release says something else."""

from sqlmodel import col, select

from models import Staleness, StaleReason
from steering.office.database import reading
from steering.office.opening import Office


def stale_now(office: Office, cycle_id: str) -> list[Staleness]:
    """What is stale in a revision today: the newest verdict on each thing, unless it is good again."""
    with reading(office.archive.database) as session:
        query = select(Staleness).where(Staleness.cycle_id == cycle_id).order_by(col(Staleness.number))
        newest = {(each.kind, each.subject_id): each for each in session.exec(query).all()}
    return [each for each in newest.values() if each.reason is not StaleReason.RESTORED]
