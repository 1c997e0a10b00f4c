"""Figures in quarantine are kept from everything that reckons with them."""

from models import QualityCare, QualityFinding
from steering.office.database import reading
from steering.office.opening import Office
from steering.office.quality_keeping import held_rows
from steering.quarantine import is_held, without_held
from steering.records import Records


def usable(office: Office, records: Records) -> Records:
    """The same desk without the cells that stand in quarantine now."""
    if records.cells.empty:
        return records
    kept = office.archive.read([QualityFinding, QualityCare], region_key=office.region_key)
    cares = {care.finding_id: care for care in kept.all(QualityCare)}
    holding = [
        each.id for each in kept.all(QualityFinding) if is_held(each, cares.get(each.id), office.today)
    ]
    if not holding:
        return records
    with reading(office.archive.database) as session:
        held = held_rows(session, holding)
    return Records(records.everything(), cells=without_held(records.cells, held))
