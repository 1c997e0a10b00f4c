"""The facts of the data-quality report (Datenqualitätsbericht)."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from models import (
    WITH_NUMBER,
    DataSnapshot,
    Organisation,
    QualityFinding,
    QualityRun,
    QualityState,
    RejectedRow,
    Release,
    Severity,
    Source,
)
from steering.documents.evidence import OPEN_LICENCE, attribution
from steering.documents.front import front
from steering.releases.current import living
from steering.stage import Desk
from templates.document_facts import (
    MissingSource,
    QualityFindingFacts,
    QualityReportFacts,
    RejectedFacts,
    ReleaseFacts,
)

# A file in a wrong layout has thousands of them; the first ones show what is wrong.
MOST_REJECTED_SHOWN = 50


def quality_report(desk: Desk) -> QualityReportFacts:
    """What came, what was found, what was waived and why."""
    # Files belong to the first stage: what its suites found is what is released here.
    found = [each for each in desk.records.all(QualityFinding) if _belongs(each)]
    living = [each for each in found if each.state in {QualityState.NEW, QualityState.OPEN}]
    rejected = desk.records.all(RejectedRow)
    return QualityReportFacts(
        front=front(desk),
        rules_count=_rules_count(desk),
        releases=_releases(desk),
        missing=_missing(desk),
        findings=_findings(desk, living),
        waivers=_findings(desk, (each for each in found if each.state is QualityState.WAIVED)),
        gone_count=sum(each.state is QualityState.GONE for each in found),
        rejected=_rejected(desk, rejected[:MOST_REJECTED_SHOWN]),
        rejected_count=len(rejected),
        snapshot_sha256=_snapshot(desk),
    )


def _belongs(finding: QualityFinding) -> bool:
    return finding.suite_key.split(":")[0] == "collect_data"


def _rules_count(desk: Desk) -> int:
    """The rules of each suite's newest run, together."""
    newest = {
        run.suite_key: run.rules_count
        for run in sorted(desk.records.all(QualityRun), key=lambda run: run.ran_at)
        if run.suite_key.split(":")[0] == "collect_data"
    }
    return sum(newest.values())


def _snapshot(desk: Desk) -> str:
    mine = [each for each in desk.records.all(DataSnapshot) if each.cycle_id == desk.cycle.id]
    return max(mine, key=lambda each: each.round).sha256 if mine else ""


def _current_releases(desk: Desk) -> list[Release]:
    """Files of which at least one cell counts."""
    kept = living(desk.records.all(Release), desk.records.cells)
    return sorted(kept, key=lambda release: (release.table_code, release.id))


def _releases(desk: Desk) -> tuple[ReleaseFacts, ...]:
    sources, owners = desk.records.by_id(Source), desk.records.by_id(Organisation)
    cells, without = _cell_counts(desk.records.cells)
    rejected = Counter(row.release_id for row in desk.records.all(RejectedRow))
    return tuple(
        ReleaseFacts(
            title=release.title,
            table_code=release.table_code,
            publisher=sources[release.source_id].publisher,
            owner=owners[sources[release.source_id].owner_id].title,
            licence=sources[release.source_id].licence or OPEN_LICENCE,
            attribution=attribution(release, sources[release.source_id]),
            file_name=release.file_name,
            sha256=release.sha256,
            stand=release.stand,
            retrieved_on=release.retrieved_at.date(),
            cells_count=cells.get(release.id, 0),
            without_number_count=without.get(release.id, 0),
            rejected_count=rejected[release.id],
        )
        for release in _current_releases(desk)
    )


def _cell_counts(cells: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Cells by release, and those among them that hold no number."""
    if cells.empty:
        return {}, {}
    has_none = ~cells["status"].astype(str).isin([status.value for status in WITH_NUMBER])
    everything = cells.groupby("release_id", observed=True).size()
    without = cells[has_none].groupby("release_id", observed=True).size()
    return (
        {str(name): int(count) for name, count in everything.items()},
        {str(name): int(count) for name, count in without.items()},
    )


def _missing(desk: Desk) -> tuple[MissingSource, ...]:
    owners = desk.records.by_id(Organisation)
    delivered = {release.source_id for release in desk.records.all(Release)}
    return tuple(
        MissingSource(
            title=source.title,
            table_code=source.table_code,
            owner=owners[source.owner_id].title,
            is_required=source.is_required,
        )
        for source in sorted(desk.records.all(Source), key=lambda source: source.table_code)
        if source.id not in delivered
    )


def _findings(desk: Desk, found: Iterable[QualityFinding]) -> tuple[QualityFindingFacts, ...]:
    """Critical ones first, then by place."""
    owners = desk.records.by_id(Organisation)
    weight = list(Severity)
    return tuple(
        QualityFindingFacts(
            severity=each.severity,
            state=each.state,
            rule_key=each.rule_key,
            what=each.what,
            place=each.place,
            mend=each.mend,
            rows_count=each.rows_count,
            owner=owners[each.owner_id].title if each.owner_id in owners else "",
            first_seen_on=each.first_seen_at.date(),
            waived_by=each.waived_by,
            waived_reason=each.waived_reason,
            waived_until_on=each.waived_until_on,
        )
        for each in sorted(found, key=lambda each: (weight.index(each.severity), each.place, each.id))
    )


def _rejected(desk: Desk, rows: Iterable[RejectedRow]) -> tuple[RejectedFacts, ...]:
    releases = desk.records.by_id(Release)
    return tuple(
        RejectedFacts(
            file_name=releases[row.release_id].file_name,
            row_number=row.row_number,
            column_number=row.column_number,
            reason=row.reason,
            mend=row.mend,
        )
        for row in rows
    )
