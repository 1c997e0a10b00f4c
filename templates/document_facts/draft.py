"""What the draft of the plan (Entwurf) is given."""

from dataclasses import dataclass

from models import CommentState, DecisionStatus, Disposition
from templates.document_facts.evidence import EvidenceFacts, SourceFacts
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class PassageFacts:
    """A paragraph; `change` is empty, 'new' or 'changed'."""

    anchor: str
    heading: str
    text: str
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A piece of a compared text: 'same', 'added' or 'removed'."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PassageChange:
    """What changed in a passage since the round before; 'new', 'changed' or 'dropped'.

    `name` tells what the passage is about where its chapter holds many.
    """

    anchor: str
    heading: str
    change: str
    stretches: tuple[Stretch, ...]
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftMeasureFacts:
    """A measure sheet (Maßnahmenblatt)."""

    code: str
    title: str
    title_is_in_sources: bool
    disposition: Disposition | None
    decision_status: DecisionStatus
    focus_area: str
    life_stage: str
    owner: str
    goal: str
    indicator_title: str
    is_budget_relevant: bool
    cost_eur: int | None
    cost_yearly_eur: int | None
    fiscal_year: int | None
    route: tuple[str, ...]
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class CommentFacts:
    """A remark on the draft, with the office's answer."""

    author: str
    heading: str
    text: str
    state: CommentState
    answer: str
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class DraftPlanFacts:
    """The draft: passages, measures, changes, comments, evidence."""

    front: Front
    title: str
    motto: str
    period: str
    passages: tuple[PassageFacts, ...]
    measures: tuple[DraftMeasureFacts, ...]
    changes: tuple[PassageChange, ...]
    previous_round: int | None
    comments: tuple[CommentFacts, ...]
    evidence: tuple[EvidenceFacts, ...]
    sources: tuple[SourceFacts, ...]
    sha256: str = ""
