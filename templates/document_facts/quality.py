"""What the data-quality report (Datenqualitätsbericht) is given."""

from dataclasses import dataclass
from datetime import date

from models import QualityState, Severity
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    """One delivered file and what was read from it."""

    title: str
    table_code: str
    publisher: str
    owner: str
    licence: str
    attribution: str
    file_name: str
    sha256: str
    stand: str
    retrieved_on: date
    cells_count: int
    without_number_count: int
    rejected_count: int


@dataclass(frozen=True, kw_only=True)
class MissingSource:
    """A source of which no file has come."""

    title: str
    table_code: str
    owner: str
    is_required: bool


@dataclass(frozen=True, kw_only=True)
class RejectedFacts:
    """A row that could not be read."""

    file_name: str
    row_number: int
    column_number: int | None
    reason: str
    mend: str


@dataclass(frozen=True, kw_only=True)
class QualityFindingFacts:
    """One quality finding, with the place and the mend."""

    severity: Severity
    state: QualityState
    rule_key: str
    what: str
    place: str
    mend: str
    rows_count: int
    owner: str
    first_seen_on: date
    waived_by: str = ""
    waived_reason: str = ""
    waived_until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class QualityReportFacts:
    """Sources, findings by severity, waivers."""

    front: Front
    rules_count: int
    releases: tuple[ReleaseFacts, ...]
    missing: tuple[MissingSource, ...]
    findings: tuple[QualityFindingFacts, ...]
    waivers: tuple[QualityFindingFacts, ...]
    gone_count: int
    rejected: tuple[RejectedFacts, ...]
    rejected_count: int
    snapshot_sha256: str = ""
