"""Findings of the analysis, needs for action, topics and expert forums: the chain of reasons."""

from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, empty, no, one_of


class Pattern(StrEnum):
    """What kind of conspicuity a finding is."""

    LEVEL = "level"
    TREND = "trend"
    GAP = "gap"
    BREAK = "break"
    TARGET = "target"


class NeedState(StrEnum):
    """What the internal steering group made of a need.

    One that is replaced lives on in others: it was merged or split, and they bear its findings.
    """

    PROPOSED = "proposed"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    REPLACED = "replaced"


class TopicState(StrEnum):
    """What the strategy group made of a topic."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REJECTED = "rejected"
    PARKED = "parked"


class ForumState(StrEnum):
    """How far an expert forum is."""

    PROPOSED = "proposed"
    FIXED = "fixed"
    HELD = "held"


class Finding(SQLModel, table=True):
    """A conspicuous indicator value (Befund), in one sentence."""

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    indicator_key: str
    value_id: str = Field(foreign_key="indicator_value.id")
    reference_value_id: str | None = Field(default=None, foreign_key="indicator_value.id")
    pattern: Pattern = choice(Pattern)
    sentence: str
    sentence_en: str = empty()

    __table_args__ = (one_of("pattern", Pattern, "ck_finding_pattern"),)


class Need(SQLModel, table=True):
    """A need for action (Handlungsbedarf), grounded in findings or in evidence of another kind."""

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    number: int
    title: str
    life_stage: str
    focus_area_key: str
    state: NeedState = choice(NeedState, default=NeedState.PROPOSED)
    text: str = empty(description="what the internal steering group says of it")
    is_own: bool = no(description="added by the internal steering group, not found among the values")

    __table_args__ = (
        UniqueConstraint("cycle_id", "round", "number"),
        one_of("state", NeedState, "ck_need_state"),
    )


class NeedFinding(SQLModel, table=True):
    """A finding on which a need rests."""

    __tablename__ = "need_finding"

    need_id: str = Field(foreign_key="need.id", primary_key=True)
    finding_id: str = Field(foreign_key="finding.id", primary_key=True)


class Topic(SQLModel, table=True):
    """A topic (Thema) that the strategy group agrees on, grounded in needs or measure fates."""

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    number: int
    title: str
    reason: str
    focus_area_key: str
    state: TopicState = choice(TopicState, default=TopicState.PROPOSED)
    place: int | None = Field(default=None, description="place in the order of urgency, 1 first")

    __table_args__ = (
        UniqueConstraint("cycle_id", "round", "number"),
        one_of("state", TopicState, "ck_topic_state"),
    )


class TopicNeed(SQLModel, table=True):
    """A need on which a topic rests."""

    __tablename__ = "topic_need"

    topic_id: str = Field(foreign_key="topic.id", primary_key=True)
    need_id: str = Field(foreign_key="need.id", primary_key=True)


class TopicFate(SQLModel, table=True):
    """The fate of an old measure on which a topic rests."""

    __tablename__ = "topic_fate"

    topic_id: str = Field(foreign_key="topic.id", primary_key=True)
    fate_id: str = Field(foreign_key="fate.id", primary_key=True)


class ExpertForum(SQLModel, table=True):
    """An expert forum (Fachforum): works on one topic, decides nothing."""

    __tablename__ = "expert_forum"

    id: str = Field(primary_key=True)
    topic_id: str = Field(foreign_key="topic.id", unique=True)
    title: str
    lead_id: str = Field(foreign_key="organisation.id")
    planned_on: date
    state: ForumState = choice(ForumState, default=ForumState.PROPOSED)

    __table_args__ = (one_of("state", ForumState, "ck_forum_state"),)
