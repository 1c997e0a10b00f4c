"""The report on the data, laid down as a page to which the letters lead."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlmodel import col, func, select

from models import (
    Organisation,
    QualityFinding,
    QualityHold,
    QualityRow,
    QualityState,
    Release,
    Severity,
)
from steering.contracts import Breaches, Standing
from steering.letters import INDEX
from steering.office.clock import day_of
from steering.office.data_digest import REPORT
from steering.office.data_state import DataState, state_of_data
from steering.office.database import reading
from steering.office.listing import put
from steering.office.opening import Office
from steering.office.seat_letters import is_simulated
from steering.quality_digest import responsible
from steering.quality_events import is_snoozed
from steering.quality_history import charts
from steering.releases.current import ages
from templates.data_page import (
    DataPage,
    ShownFinding,
    ShownRun,
    ShownScore,
    ShownSource,
    ShownTable,
    write_data_page,
)
from templates.phrases import phrase
from templates.rules import told
from templates.words import word

# More than a person reads of one table; the command line lists them all.
MOST_OF_A_TABLE = 40
MOST_MENDED = 10
MOST_RUNS = 12


def lay_down_data_page(office: Office) -> Path:
    """Write the report where the letters lead to; gives its place."""
    place = office.settings.documents / REPORT
    put(place, write_data_page(data_page(office)).encode())
    return place


def data_page(office: Office) -> DataPage:
    """What the report says today."""
    state = state_of_data(office)
    desk = _Desk(office, state)
    run = state.last_run
    gone = [each for each in state.findings if each.state is QualityState.GONE]
    mended = sorted(gone, key=lambda each: (each.last_seen_at, each.id), reverse=True)[:MOST_MENDED]
    return DataPage(
        region=office.profile.region.title,
        checked_on=day_of(run.ran_at) if run else None,
        rules_count=run.rules_count if run else 0,
        rows_count=run.rows_count if run else 0,
        tables=tuple(desk.tables()),
        waived=tuple(desk.shown(each) for each in state.waived),
        mended=tuple(desk.shown(each) for each in mended),
        sources=tuple(shown_sources(state)),
        scores=tuple(shown_scores(state)),
        runs=tuple(_runs(state)),
        charts=tuple(charts(state.history)),
        contact=office.sender.function,
        address=office.sender.address,
        is_simulated=is_simulated(office),
        has_list=(office.settings.documents / INDEX).is_file(),
    )


class _Desk:
    """Findings as people read them, with what is known about each."""

    def __init__(self, office: Office, state: DataState) -> None:
        self.today = office.today
        self.state = state
        self.cares = state.cares
        self.titles = {each.source.key: each.source.title for each in state.sources}
        self.owners = {each.id: each.title for each in state.records.all(Organisation)}
        self.held = _held_counts(office, [each.id for each in state.held(office.today)])

    def tables(self) -> Iterator[ShownTable]:
        """Open findings by the table that they are about, the worst table first."""
        by_source: dict[str, list[QualityFinding]] = {}
        for finding in sorted(self.state.standing, key=_rank):
            by_source.setdefault(self._source_of(finding), []).append(finding)
        for source_key, mine in by_source.items():
            yield ShownTable(
                title=self.titles.get(source_key) or phrase("data.all_sources"),
                findings=tuple(self.shown(each) for each in mine[:MOST_OF_A_TABLE]),
                more_count=max(0, len(mine) - MOST_OF_A_TABLE),
            )

    def shown(self, finding: QualityFinding) -> ShownFinding:
        """One finding."""
        care = self.cares.get(finding.id)
        is_quiet = is_snoozed(finding, care, self.today)
        return ShownFinding(
            id=finding.id,
            severity=finding.severity,
            state=finding.state,
            what=finding.what,
            place=finding.place,
            mend=finding.mend,
            owner=self.owners.get(responsible(finding, care), ""),
            first_seen_on=day_of(finding.first_seen_at),
            rows_count=finding.rows_count,
            held_count=self.held.get(finding.id, 0),
            is_acknowledged=care is not None and care.acknowledged_at is not None,
            snoozed_until_on=care.snoozed_until_on if care and is_quiet else None,
            waived_until_on=finding.waived_until_on,
            waived_reason=finding.waived_reason,
        )

    def _source_of(self, finding: QualityFinding) -> str:
        care = self.cares.get(finding.id)
        return care.source_key if care else ""


def _rank(finding: QualityFinding) -> tuple[int, str]:
    return list(Severity).index(finding.severity), finding.id


def _held_counts(office: Office, finding_ids: Sequence[str]) -> dict[str, int]:
    """How many rows each of these findings keeps back."""
    query = (
        select(QualityRow.finding_id, func.count())
        .where(col(QualityRow.finding_id).in_(list(finding_ids)), QualityRow.holds != QualityHold.NOTHING)
        .group_by(col(QualityRow.finding_id))
    )
    with reading(office.archive.database) as session:
        return {str(finding_id): int(count) for finding_id, count in session.exec(query).all()}


def shown_sources(state: DataState, language: str = "de") -> Iterator[ShownSource]:
    """How each source stands."""
    owners = {each.id: each.title for each in state.records.all(Organisation)}
    for each in state.sources:
        release = newest_release(state, each)
        yield ShownSource(
            title=each.source.title,
            table_code=each.source.table_code,
            owner=owners.get(each.source.owner_id, ""),
            state=each.state.value,
            newest_period=_period(each.newest_period, language),
            next_period=_period(each.next_period, language),
            expected_on=each.expected_on,
            days_late=each.late_days,
            file_name=release.file_name if release else "",
            retrieved_on=day_of(release.retrieved_at) if release else None,
            breaches=tuple(breaches_told(each.breaches, language)),
        )


def newest_release(state: DataState, standing: Standing) -> Release | None:
    """The delivery of a source that came last and counts."""
    releases = state.records.all(Release)
    age = ages(releases)
    mine = [each for each in releases if each.source_id == standing.source.id]
    return max(mine, key=lambda each: age[each.id], default=None)


def breaches_told(breaches: Breaches, language: str = "de") -> Iterator[str]:
    """Each breach of a contract in words."""
    for name, named in vars(breaches).items():
        if named:
            yield phrase(f"data.{name}", language, named=told(name, ", ".join(named), language))


def _period(period: str, language: str) -> str:
    return told("period", period, language) if period else ""


def shown_scores(state: DataState, language: str = "de") -> Iterator[ShownScore]:
    """The scores of the last check, beside those of the check before."""
    if not state.history:
        return
    last = state.history[-1].scores
    before = state.history[-2].scores if len(state.history) > 1 else {}
    for dimension in sorted(last):
        yield ShownScore(
            dimension=word(dimension, language, kind="dimension"),
            percent=100 * last[dimension],
            before=100 * before[dimension] if dimension in before else None,
        )


def _runs(state: DataState) -> Iterator[ShownRun]:
    for each in reversed(state.history[-MOST_RUNS:]):
        yield ShownRun(
            ran_on=each.ran_on,
            critical_count=each.counts.get(Severity.CRITICAL.value, 0),
            warning_count=each.counts.get(Severity.WARNING.value, 0),
            note_count=each.counts.get(Severity.NOTE.value, 0),
        )
