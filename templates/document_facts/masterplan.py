"""What the adopted plan (Masterplan) is given."""

from dataclasses import dataclass
from datetime import date

from templates.document_facts.draft import DraftMeasureFacts, PassageFacts
from templates.document_facts.evidence import EvidenceFacts, SourceFacts
from templates.document_facts.front import Front
from templates.document_facts.resolution import VoteFacts


@dataclass(frozen=True, kw_only=True)
class AdoptedMeasure:
    """A measure of the plan, and what the council said to it where it voted on it singly."""

    sheet: DraftMeasureFacts
    vote: VoteFacts | None = None


@dataclass(frozen=True, kw_only=True)
class MasterplanFacts:
    """The plan as adopted: how it was resolved, its text, its measures, the evidence of its figures."""

    front: Front
    title: str
    motto: str
    valid_from: date
    valid_until: date
    committee: str
    resolution: VoteFacts
    replaces_label: str
    passages: tuple[PassageFacts, ...]
    measures: tuple[AdoptedMeasure, ...]
    evidence: tuple[EvidenceFacts, ...]
    sources: tuple[SourceFacts, ...]
