"""What an education report takes from the world beside its records: the boundaries, and the report before."""

from dataclasses import replace

from sqlmodel import col, select

from models import Cycle, IndicatorValue, MasterplanVersion
from steering.documents.education_changes import Reported, reported
from steering.documents.education_map import FILE, Boundaries, read_boundaries
from steering.documents.education_scope import ReportKind, Scope
from steering.documents.values import values_of
from steering.errors import BadUsage
from steering.office.database import reading
from steering.office.opening import Office
from steering.office.profiles import profile_folder
from steering.stage import Desk
from templates.paper import term

REPORT = "education_report"


def scope_for(
    office: Office,
    desk: Desk,
    *,
    kind: ReportKind = ReportKind.COMPREHENSIVE,
    focus: str = "",
    keys: tuple[str, ...] = (),
    last: Reported | None = None,
    language: str = "de",
    is_lenient: bool = False,
) -> Scope:
    """The scope of a report: the same for the one that a stage lays down and for one that is built again.

    A bad boundary file must not stop a stage; whoever builds a report by hand is told of it.
    """
    return Scope(
        kind=kind,
        focus=focus,
        keys=keys,
        boundaries=boundaries(office, is_lenient=is_lenient),
        last=last if last is not None else _of_the_revision_before(office, desk, language),
    )


def boundaries(office: Office, *, is_lenient: bool = False) -> Boundaries | None:
    """The outlines in the profile's folder, if somebody laid a file there. Raises BadUsage for a bad one."""
    folder = profile_folder(office.settings)
    place = folder.joinpath(FILE) if folder.is_dir() else None
    if place is None or not place.is_file():
        return None
    try:
        return read_boundaries(place.read_bytes())
    except BadUsage:
        if is_lenient:
            return None
        raise


def _of_the_revision_before(office: Office, desk: Desk, language: str) -> Reported | None:
    """The last report of the revision before, for the first round of a new one."""
    if desk.run.round > 1:
        return None
    with reading(office.archive.database) as session:
        before = session.exec(
            select(Cycle)
            .where(Cycle.region_key == desk.cycle.region_key, Cycle.opened_at < desk.cycle.opened_at)
            .order_by(col(Cycle.opened_at).desc())
        ).first()
        version = session.get(MasterplanVersion, before.target_version_id) if before else None
    if before is None:
        return None
    then = replace(desk, cycle=before, records=office.dossier(before))
    if not then.records.all(IndicatorValue):
        return None
    label = term("report_of_plan", language).format(label=version.label if version else before.id)
    keys = tuple(indicator.key for indicator in desk.catalogue)
    return reported(then, values_of(then), keys, label=label, language=language)
