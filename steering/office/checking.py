"""The check of delivered and kept data: what is looked at, and how what was found is kept.

Looking changes nothing and may be done in parts. Keeping is one transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

import models as m
from expectations.check import Report, Suite
from expectations.check import run as run_suite
from expectations.sources.contracts import RULES as CONTRACT_RULES
from expectations.stages import suite_named
from models import Cycle, QualityCare, QualityFinding, QualityRun, StageRun
from models.columns import key
from steering.changes import changed
from steering.contracts import frames_of_contracts
from steering.frames import frames_for
from steering.office import warnings
from steering.office.clock import day_of
from steering.office.contracts import standings
from steering.office.opening import Office
from steering.office.quality_keeping import Kept, keep_care, tell_of_letters
from steering.quality import blocking, reconcile, rows_by_finding, run_record
from steering.records import Records
from steering.report_parts import Part, joined, parts_of

DELIVERIES = "collect_data"


@dataclass(frozen=True, kw_only=True)
class Laid:
    """Records laid out for a check."""

    suite: Suite
    frames: Mapping[str, pd.DataFrame]
    records: Records

    def parts(self, source_key: str = "") -> list[Part]:
        """The check in parts: one per source, and one for all; with a name only the one source."""
        sources = sorted(source.key for source in self.records.all(m.Source))
        every = list(parts_of(self.suite, self.frames, sources))
        return [part for part in every if not source_key or part.source_key == source_key]

    def report_of(self, reports: Sequence[Report]) -> Report:
        """The reports of parts as one."""
        return joined(self.suite, reports)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a check found: the findings that stand, and those among them that block."""

    run: QualityRun
    seen: tuple[QualityFinding, ...]
    stopping: tuple[QualityFinding, ...]


def lay_out(office: Office, part: str, records: Records) -> Laid:
    """Everything that the suite of a part looks at; for deliveries the contracts of the sources too."""
    required = [
        (indicator.key, term.variable, term.breakdown)
        for indicator in office.catalogue
        for term in indicator.formula.terms
    ]
    suite = suite_named(part)
    frames = frames_for(part, records, today=office.today, required=required)
    if part == DELIVERIES:
        suite = Suite(key=suite.key, rules=(*suite.rules, *CONTRACT_RULES))
        frames = {**frames, **frames_of_contracts(standings(office, records))}
    return Laid(suite=suite, frames=frames, records=records)


def look(office: Office, part: str, records: Records) -> Report:
    """Run the whole suite of a part at once."""
    laid = lay_out(office, part, records)
    return run_suite(laid.suite, laid.frames)


def keep(
    office: Office,
    records: Records,
    report: Report,
    *,
    cycle: Cycle | None = None,
    run: StageRun | None = None,
    source_key: str = "",
) -> Found:
    """Keep what a check found, in one transaction; critical findings are told to their owners.

    A check of one source speaks of its own findings by the rules that it asked: others stay as they are.
    """
    region_key = records.one(m.Region).key
    cares = {care.finding_id: care for care in records.all(QualityCare)}
    known = [each for each in records.all(QualityFinding) if each.suite_key == report.suite_key]
    if source_key:
        asked = {result.rule_key for result in report.results}
        mine = {care.finding_id for care in cares.values() if care.source_key == source_key}
        known = [each for each in known if each.id in mine and each.rule_key in asked]
    quality_run = _run_of(office, records, report, cycle=cycle, run=run, source_key=source_key)
    findings = reconcile(
        report,
        known,
        region_key=region_key,
        run_id=quality_run.id,
        now=office.now,
        today=office.today,
        owner_of=warnings.owner_of(records),
        names=_names(office, records),
    )
    stopping = tuple(blocking(findings, office.today))
    letters = warnings.letters(office, records, run, stopping) if cycle and run else []
    kept = Kept(
        run=quality_run,
        before={each.id: each for each in known},
        after=findings,
        cares=cares,
        rows=rows_by_finding(report, region_key),
        results=report.results,
    )
    with office.writing() as tx:
        tx.keep([quality_run, *findings])
        keep_care(office, tx, kept, records)
        summary = {"rules": report.rules_count, "failed": len(report.faults), "critical": len(stopping)}
        tx.enter("quality.run", quality_run.id, summary, cycle_id=cycle.id if cycle else None)
        tx.owe(letters)
        tell_of_letters(office, tx, letters, stopping)
    seen = tuple(finding for finding in findings if finding.last_run_id == quality_run.id)
    return Found(run=quality_run, seen=seen, stopping=stopping)


def _run_of(
    office: Office,
    records: Records,
    report: Report,
    *,
    cycle: Cycle | None,
    run: StageRun | None,
    source_key: str,
) -> QualityRun:
    region_key = records.one(m.Region).key
    suite_key = f"{report.suite_key}/{source_key}" if source_key else report.suite_key
    earlier = [each for each in records.all(QualityRun) if each.suite_key == suite_key]
    number = _number(earlier, run, len(report.faults), office.today)
    made = run_record(
        report,
        run_id=key(region_key, "quality", suite_key, number),
        region_key=region_key,
        now=office.now,
        cycle_id=cycle.id if cycle else None,
        round_number=run.round if run else 0,
    )
    return changed(made, suite_key=suite_key)


def _number(earlier: Sequence[QualityRun], run: StageRun | None, failed: int, today: date) -> int:
    """The number of a run; the same look once more on one day, after a crash, is no new one."""
    last = max(earlier, key=lambda each: each.ran_at, default=None)
    this = (run.cycle_id, run.round) if run else (None, None)
    if last is None or (last.cycle_id, last.round) != this:
        return len(earlier) + 1
    is_repeated = last.failed_count == failed and day_of(last.ran_at) == today
    return len(earlier) + (0 if is_repeated else 1)


def _names(office: Office, records: Records) -> dict[str, dict[str, str]]:
    """What people call the sources and indicators that a finding speaks of."""
    return {
        "source_key": {source.key: source.title for source in records.all(m.Source)},
        "indicator_key": {indicator.key: indicator.title for indicator in office.catalogue},
    }
