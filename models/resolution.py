"""Recommendations (Empfehlungen) and resolutions (Beschlüsse): two types, never one.

An advisory board such as the Strategiegruppe recommends. Only an organ resolves. The database
holds the difference: a resolution can name only a committee that decides.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, one_of
from models.gate import ItemResult


class Recommendation(SQLModel, table=True):
    """What an advising body says on one item."""

    gate_item_id: str = Field(foreign_key="gate_item.id", primary_key=True)
    committee_id: str = Field(foreign_key="committee.id", index=True)
    subject_id: str
    result: ItemResult = choice(ItemResult)
    text: str
    on_date: date
    yes_count: int
    no_count: int
    abstain_count: int
    present_count: int
    is_simulated: bool = False

    __table_args__ = (
        one_of("result", ItemResult, "ck_recommendation_result"),
        CheckConstraint(
            "yes_count + no_count + abstain_count <= present_count", name="ck_recommendation_counts"
        ),
    )


class Resolution(SQLModel, table=True):
    """What an organ decided on one item; it binds."""

    gate_item_id: str = Field(foreign_key="gate_item.id", primary_key=True)
    committee_id: str = Field(index=True)
    committee_decides: bool = True
    meeting_id: str = Field(foreign_key="meeting.id")
    subject_id: str
    result: ItemResult = choice(ItemResult)
    text: str
    conditions: str = ""
    fiscal_year: int | None = None
    on_date: date
    yes_count: int
    no_count: int
    abstain_count: int
    present_count: int
    is_simulated: bool = False

    __table_args__ = (
        one_of("result", ItemResult, "ck_resolution_result"),
        ForeignKeyConstraint(
            ["committee_id", "committee_decides"],
            ["committee.id", "committee.decides"],
            name="fk_resolution_by_a_deciding_committee",
        ),
        CheckConstraint("committee_decides", name="ck_resolution_authoritative"),
        CheckConstraint("yes_count + no_count + abstain_count <= present_count", name="ck_resolution_counts"),
    )
