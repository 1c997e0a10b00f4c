"""Education reports on demand: built from what was frozen, as files; the record is only read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models import Cycle, Document, StageRun
from steering.documents.education import ANALYSIS, data_sheet, education_report, reported_now
from steering.documents.education_changes import Reported, reported_from
from steering.documents.education_scope import ReportKind, Scope, checked_scope
from steering.errors import BadUsage, NotThere
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.report_scope import REPORT
from steering.office.steps import whole_desk
from steering.stage import Desk
from templates.documents import write_document
from templates.paper import term
from templates.pdf import page_count, to_pdf
from templates.word import to_docx

STEMS = {
    ReportKind.COMPREHENSIVE: "education-report",
    ReportKind.THEMATIC: "education-report-theme",
    ReportKind.DATA_SHEET: "education-data-sheet",
}


@dataclass(frozen=True, kw_only=True)
class Built:
    """The files of a report, and what is in them."""

    title: str
    files: tuple[Path, ...]
    pages: int
    with_value: tuple[str, ...]
    without_value: tuple[str, ...]


def report_desk(office: Office, *, cycle_id: str = "", round_number: int | None = None) -> Desk:
    """The desk on which the report of a round was written: its values, and the day on which they were.

    What came afterwards, a new file or a new round, is not on it. Raises NotThere.
    """
    cycle = (
        office.archive.find(Cycle, cycle_id) if cycle_id else office.archive.latest_cycle(office.region_key)
    )
    records = office.dossier(cycle)
    runs = [each for each in records.all(StageRun) if each.stage_key == ANALYSIS]
    wanted = [each for each in runs if round_number in (None, each.round)]
    analysed = [each for each in wanted if _written_on(records.all(Document), each) is not None]
    if not analysed:
        raise NotThere("Nothing was analysed.", code="nothing_analysed", cycle=cycle.id)
    run = max(analysed, key=lambda each: each.round)
    return replace(
        whole_desk(office, cycle, run, records),
        today=_written_on(records.all(Document), run) or day_of(run.opened_at),
    )


def _written_on(documents: Sequence[Document], run: StageRun) -> date | None:
    """The day on which the stage laid its report before the committee."""
    for each in documents:
        if (each.stage_key, each.round, each.kind) == (run.stage_key, run.round, REPORT):
            return day_of(each.created_at)
    return None


def build(desk: Desk, scope: Scope, *, language: str, folder: Path) -> Built:
    """Write a report as HTML, PDF, Word, and as figures for programs."""
    checked_scope(desk, scope)
    is_sheet = scope.kind is ReportKind.DATA_SHEET
    facts = data_sheet(desk, language, scope) if is_sheet else education_report(desk, language, scope)
    html = write_document("education_data_sheet" if is_sheet else REPORT, facts, language=language)
    title = term("report_title_sheet" if is_sheet else "report_title", language)
    pdf = to_pdf(html, title=title, language=language, created_on=desk.today)
    figures = json.dumps(reported_now(desk, scope, language).as_json(), ensure_ascii=False, indent=1)
    forms = {
        "html": html.encode(),
        "pdf": pdf,
        "docx": to_docx(html, title=title, language=language, created_on=desk.today),
        "json": f"{figures}\n".encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for form, content in forms.items():
        files.append(folder / f"{STEMS[scope.kind]}.{form}")
        files[-1].write_bytes(content)
    return Built(
        title=f"{title} – {desk.region_title}",
        files=tuple(files),
        pages=page_count(pdf),
        with_value=tuple(each.key for chapter in facts.chapters for each in chapter.indicators),
        without_value=tuple(each.title for each in facts.left_out),
    )


def report_of(office: Office | None, name: str, language: str) -> Reported:
    """A report by its file, its folder, or as `REVISION/ROUND` in the record. Raises NotThere or BadUsage."""
    place = Path(name)
    if place.is_dir():
        found = sorted(place.glob("education-*.json"))
        if not found:
            raise NotThere(f"No report in {name}.", code="no_report_named", name=name)
        place = found[0]
    if place.is_file():
        return _from_file(place)
    if office is None:
        raise NotThere(f"No report {name}.", code="no_report_named", name=name)
    cycle_id, _, number = name.rpartition("/")
    if not number.isdigit():
        cycle_id, number = name, ""
    desk = report_desk(office, cycle_id=cycle_id, round_number=int(number) if number else None)
    return reported_now(desk, Scope(), language)


def _from_file(place: Path) -> Reported:
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise BadUsage(f"No JSON: {place}.", code="no_report_file", name=str(place)) from fault
    if not isinstance(told, dict):
        raise BadUsage(f"No report: {place}.", code="no_report_file", name=str(place))
    return reported_from(told, name=str(place))
