"""What became of a need for action: each version with its reason, its evidence, and what it went into."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of
from models.need import NeedState


class NeedAct(StrEnum):
    """What was done to a need."""

    PROPOSED = "proposed"
    ADDED = "added"
    EDITED = "edited"
    MERGED = "merged"
    SPLIT = "split"
    REPLACED = "replaced"
    REJECTED = "rejected"
    RESTORED = "restored"
    ACKNOWLEDGED = "acknowledged"


class NeedVersion(SQLModel, table=True):
    """A need as it read from one act on; never changed, so that the way to the last version is kept."""

    __tablename__ = "need_version"

    need_id: str = Field(foreign_key="need.id", primary_key=True)
    number: int = Field(primary_key=True)
    act: NeedAct = choice(NeedAct)
    state: NeedState = choice(NeedState)
    title: str
    text: str = ""
    reason: str = ""
    actor: str = Field(description="function that entered it, or the committee that voted")
    at: datetime = moment()

    __table_args__ = (
        one_of("act", NeedAct, "ck_need_version_act"),
        one_of("state", NeedState, "ck_need_version_state"),
        CheckConstraint("number > 0", name="ck_need_version_number"),
        CheckConstraint("title <> ''", name="ck_need_version_title"),
        CheckConstraint("reason <> '' OR act = 'proposed'", name="ck_need_version_reason"),
    )


class NeedEvidence(SQLModel, table=True):
    """What a need rests on beside findings: a source that a person names, in words."""

    __tablename__ = "need_evidence"

    need_id: str = Field(foreign_key="need.id", primary_key=True)
    number: int = Field(primary_key=True)
    text: str

    __table_args__ = (
        CheckConstraint("number > 0", name="ck_need_evidence_number"),
        CheckConstraint("text <> ''", name="ck_need_evidence_text"),
    )


class NeedLineage(SQLModel, table=True):
    """A need that went into another: merged with it, or split into it."""

    __tablename__ = "need_lineage"

    from_need_id: str = Field(foreign_key="need.id", primary_key=True)
    to_need_id: str = Field(foreign_key="need.id", primary_key=True)

    __table_args__ = (CheckConstraint("from_need_id <> to_need_id", name="ck_need_lineage_other"),)
