"""What the review report (Überprüfung der Maßnahmen) is given."""

from dataclasses import dataclass

from models import Disposition, ImplementationStatus
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class FateCount:
    """How many measures have a fate."""

    disposition: Disposition
    count: int


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """One measure: what its owner says, and what becomes of it."""

    code: str
    title: str
    title_is_in_sources: bool
    owner: str
    has_answer: bool
    status: ImplementationStatus | None = None
    output: str = ""
    obstacles: str = ""
    indicator_title: str = ""
    proposal: Disposition | None = None
    reason: str = ""
    fate: Disposition | None = None
    fate_reason: str = ""
    is_confirmed: bool = False
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewReportFacts:
    """All measures of the plan in force, with the counts of their fates."""

    front: Front
    base_label: str
    base_period: str
    measures: tuple[ReviewFacts, ...]
    counts: tuple[FateCount, ...]
