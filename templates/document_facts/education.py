"""What the education report (Bildungsbericht, short version) is given."""

from dataclasses import dataclass

from models import Assessment, IndicatorStatus
from templates.document_facts.charts import ComparisonChart, LineChart, StripChart
from templates.document_facts.evidence import EvidenceFacts, SourceFacts
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class ValueRow:
    """One region's value in the table of an indicator."""

    region_title: str
    value: float | None
    low: float | None
    high: float | None
    base_count: int | None
    status: IndicatorStatus
    reference: str = ""
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts:
    """One indicator: headline, chart, table, method, caveat, sources."""

    key: str
    title: str
    question: str
    headline: str
    assessment: Assessment
    unit: str
    digits: int
    period: str
    rows: tuple[ValueRow, ...]
    charts: tuple[ComparisonChart | StripChart | LineChart, ...]
    method: str
    caveat: str
    screened: str
    sources: tuple[SourceFacts, ...]


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


@dataclass(frozen=True, kw_only=True)
class EducationReportFacts:
    """Chapters by station, what is missing, and the evidence of every figure."""

    front: Front
    chapters: tuple[ChapterFacts, ...]
    left_out: tuple[LeftOut, ...]
    evidence: tuple[EvidenceFacts, ...]
    sources: tuple[SourceFacts, ...]
