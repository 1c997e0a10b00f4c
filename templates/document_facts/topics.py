"""What the list of topics (Themenliste) and the implementation plan are given."""

from dataclasses import dataclass
from datetime import date

from models import ForumState, TopicState
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class NeedFacts:
    """A need for action and what it rests on; where it is not followed up, why not."""

    title: str
    sentences: tuple[str, ...]
    text: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TopicFacts:
    """One topic: why, on what grounds, with which votes, in which place."""

    number: int
    place: int | None
    title: str
    reason: str
    focus_area: str
    state: TopicState
    needs: tuple[NeedFacts, ...]
    measures: tuple[str, ...]
    has_votes: bool = False
    yes_count: int = 0
    no_count: int = 0
    abstain_count: int = 0
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class ForumFacts:
    """One expert forum: what for, led by whom, when."""

    title: str
    topic_title: str
    lead: str
    planned_on: date
    state: ForumState


@dataclass(frozen=True, kw_only=True)
class TopicListFacts:
    """Topics in their order, the expert forums by day, and the needs that are not followed up."""

    front: Front
    committee: str
    topics: tuple[TopicFacts, ...]
    forums: tuple[ForumFacts, ...]
    dropped: tuple[NeedFacts, ...] = ()
