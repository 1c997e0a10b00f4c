"""The state of the data: what stands, who delivers what when, and how good the data are; read in one go."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models import (
    Dependent,
    Observation,
    Organisation,
    QualityCare,
    QualityCount,
    QualityFinding,
    QualityRun,
    QualityScore,
    QualityState,
    RejectedRow,
    Release,
    Source,
    Staleness,
    StaleReason,
)
from steering.contracts import Standing
from steering.office.checking import DELIVERIES
from steering.office.clock import day_of
from steering.office.contracts import standings
from steering.office.opening import Office
from steering.office.watched_folder import Waiting, look_into
from steering.quality_history import Moment, moments
from steering.quarantine import is_held
from steering.records import Records

_KINDS = (
    Source,
    Release,
    RejectedRow,
    Organisation,
    QualityRun,
    QualityFinding,
    QualityCare,
    QualityCount,
    QualityScore,
)


@dataclass(frozen=True, kw_only=True)
class DataState:
    """Everything that is known of the data of a region today."""

    records: Records
    sources: tuple[Standing, ...]
    findings: tuple[QualityFinding, ...]
    history: tuple[Moment, ...]
    last_run: QualityRun | None
    waiting: Waiting
    stale_values_count: int = 0

    @property
    def standing(self) -> list[QualityFinding]:
        """The findings that are open."""
        return [each for each in self.findings if each.state in {QualityState.NEW, QualityState.OPEN}]

    @property
    def waived(self) -> list[QualityFinding]:
        """The findings that are let stand for a reason."""
        return [each for each in self.findings if each.state is QualityState.WAIVED]

    @cached_property
    def cares(self) -> dict[str, QualityCare]:
        """Who cares for each finding."""
        return {care.finding_id: care for care in self.records.all(QualityCare)}

    def held(self, today: date) -> list[QualityFinding]:
        """The findings that hold figures in quarantine."""
        holding = [each for each in self.findings if is_held(each, self.cares.get(each.id), today)]
        return [each for each in holding if each.id in self.cares and self.cares[each.id].rows_sha256]


def state_of_data(office: Office) -> DataState:
    """The state of the data today; nothing is kept."""
    records = office.archive.read([*_KINDS, Observation], region_key=office.region_key)
    runs = [run for run in records.all(QualityRun) if run.suite_key == DELIVERIES]
    ordered = sorted(runs, key=lambda run: (run.ran_at, run.id))
    days = [(run.id, day_of(run.ran_at)) for run in ordered]
    return DataState(
        records=records,
        sources=tuple(standings(office, records)),
        findings=tuple(each for each in records.all(QualityFinding) if each.suite_key == DELIVERIES),
        history=tuple(moments(days, records.all(QualityCount), records.all(QualityScore))),
        last_run=ordered[-1] if ordered else None,
        waiting=look_into(office.settings.home),
        stale_values_count=_stale_values(office),
    )


def _stale_values(office: Office) -> int:
    """How many values of the open revision rest on a figure that a later delivery tells differently."""
    cycle = office.archive.open_cycle(office.region_key)
    if cycle is None:
        return 0
    verdicts = [
        each
        for each in office.look(cycle, Staleness).all(Staleness)
        if each.kind is Dependent.INDICATOR_VALUE
    ]
    # The verdict of the newest delivery holds.
    newest = {each.subject_id: each for each in sorted(verdicts, key=lambda each: each.number)}
    return sum(each.reason is not StaleReason.RESTORED for each in newest.values())
