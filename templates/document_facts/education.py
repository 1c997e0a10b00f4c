"""What the education report (Bildungsbericht) is given."""

from dataclasses import dataclass
from datetime import date

from models import Assessment, IndicatorStatus
from templates.document_facts.changes import ReportChanges
from templates.document_facts.charts import (
    ComparisonChart,
    FunnelChart,
    LineChart,
    MapChart,
    StripChart,
    TilesChart,
)
from templates.document_facts.evidence import EvidenceFacts, SourceFacts
from templates.document_facts.front import Front

AnyChart = ComparisonChart | StripChart | LineChart | FunnelChart | TilesChart | MapChart


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The value of Land or federation in one period, with its reference."""

    region_title: str
    value: float | None
    status: IndicatorStatus = IndicatorStatus.INPUT_MISSING
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """One period of an indicator: the region's value with all that belongs to it, beside the others."""

    period: str
    value: float | None
    low: float | None
    high: float | None
    base_count: int | None
    status: IndicatorStatus
    reference: str
    compared: tuple[Compared, ...]


@dataclass(frozen=True, kw_only=True)
class MethodFacts:
    """How an indicator is defined and read: the box beside its figures."""

    formula: str
    reference_time: str
    principle: str
    interval: str
    scatter: str
    caveat: str
    version: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CountyRow:
    """One county in the table behind the charts of the counties."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    base_count: int | None
    status: IndicatorStatus
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class PeerRow:
    """A peer group without the county: one row of the double page and of the counties' table."""

    title: str
    label: str
    method: str
    value: float | None
    low: float | None
    high: float | None
    base_count: int | None
    difference: str
    difference_range: str
    reason: str
    counted: int
    members: int
    absent: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts:
    """One indicator: headline, charts, table of all years, method, caveat, sources."""

    key: str
    title: str
    question: str
    headline: str
    assessment: Assessment
    unit: str
    digits: int
    period: str
    charts: tuple[AnyChart, ...]
    method: MethodFacts
    history: tuple[PeriodRow, ...]
    screened: str
    sources: tuple[SourceFacts, ...]
    county_charts: tuple[AnyChart, ...] = ()
    counties: tuple[CountyRow, ...] = ()
    peers: tuple[PeerRow, ...] = ()
    few: tuple[str, ...] = ()
    on_map: MapChart | None = None
    standing: str = ""
    year: str = ""
    short: str = ""
    change: float | None = None
    change_since: str = ""

    @property
    def is_conspicuous(self) -> bool:
        """Whether the value lies at the edge of the usual or beyond it."""
        return self.standing.startswith(("short_edge", "short_outside"))


@dataclass(frozen=True, kw_only=True)
class CountyLine:
    """One county through the indicators of a table; nothing where it has no figure of one."""

    label: str
    cells: tuple[CountyRow | None, ...]


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One peer group through the indicators of a table."""

    label: str
    cells: tuple[PeerRow | None, ...]


@dataclass(frozen=True, kw_only=True)
class CountyTable:
    """Some indicators side by side, for every county and, below, for the peer groups."""

    indicators: tuple[IndicatorFacts, ...]
    lines: tuple[CountyLine, ...]
    groups: tuple[GroupLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChapterFacts:
    """The indicators of one station of lifelong learning."""

    life_stage: str
    indicators: tuple[IndicatorFacts, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An indicator without a value for the region, and why."""

    title: str
    period: str
    status: IndicatorStatus
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class EducationReportFacts:
    """Chapters by station, what changed, what is missing, and the evidence of every figure."""

    front: Front
    chapters: tuple[ChapterFacts, ...]
    left_out: tuple[LeftOut, ...]
    evidence: tuple[EvidenceFacts, ...]
    sources: tuple[SourceFacts, ...]
    theme: str = ""
    theme_keys: tuple[str, ...] = ()
    data_as_of: date | None = None
    changes: ReportChanges | None = None
    summary: tuple[str, ...] = ()
    has_map: bool = False
    map_source: str = ""
    counties_count: int = 0
    land_title: str = ""
    indicator_count: int = 0
    county_tables: tuple[CountyTable, ...] = ()
    group_members: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class DataSheetFacts(EducationReportFacts):
    """The yearly data sheet (Datenblatt): the same facts, one page for each station."""
