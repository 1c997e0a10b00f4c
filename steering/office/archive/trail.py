"""How far the audit trail goes, without reading all of it."""

from sqlmodel import func, select

from models import AuditEntry
from steering.office.archive.archive import Archive
from steering.office.database import reading


def last_number(archive: Archive) -> int:
    """The number of the last act, or 0."""
    with reading(archive.database) as session:
        return session.exec(select(func.max(AuditEntry.number))).one() or 0
