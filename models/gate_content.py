"""What a committee was shown: each version of a question's content, item by item."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import moment


class GateVersion(SQLModel, table=True):
    """One version (Fassung) of what a gate shows; the first is what it was opened with."""

    __tablename__ = "gate_version"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    number: int = Field(primary_key=True)
    sha256: str = Field(description="hash of all items in their wording")
    documents_sha256: str = Field(description="hash of the documents that lie before the committee")
    actor: str = Field(description="function that brought it in")
    reason: str = ""
    shown_at: datetime = moment()

    __table_args__ = (
        CheckConstraint("number > 0", name="ck_gate_version_number"),
        CheckConstraint("length(sha256) = 64", name="ck_gate_version_sha256"),
        CheckConstraint("number = 1 OR reason <> ''", name="ck_gate_version_reason"),
    )


class ItemVersion(SQLModel, table=True):
    """The wording of an item from one version of its gate on; an item that did not change has no new one."""

    __tablename__ = "item_version"

    gate_item_id: str = Field(foreign_key="gate_item.id", primary_key=True)
    number: int = Field(primary_key=True, description="the gate's version that brought this wording")
    title: str
    text: str
    sha256: str = Field(description="what a ballot on this item is bound to")

    __table_args__ = (
        CheckConstraint("number > 0", name="ck_item_version_number"),
        CheckConstraint("length(sha256) = 64", name="ck_item_version_sha256"),
    )
