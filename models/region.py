"""The region (Landkreis, kreisfreie Stadt) and how its territory was named over time."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class Region(SQLModel, table=True):
    """An education region that steers by a masterplan; its key is the profile's name."""

    key: str = Field(primary_key=True)
    region_code: str = Field(index=True, description="official key (AGS), always text: '03358'")
    title: str
    land_code: str = Field(description="official key of the Land: '03'")
    language: str = "de"

    __table_args__ = (CheckConstraint("length(region_code) IN (2, 5, 8)", name="ck_region_code_length"),)


class TerritorialStatus(SQLModel, table=True):
    """What an official key stood for in a span of time (Gebietsstand); a rename keeps the key."""

    __tablename__ = "territorial_status"

    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(index=True)
    title: str
    valid_from_on: date
    valid_to_on: date | None = None
    successor_code: str | None = None

    __table_args__ = (
        UniqueConstraint("region_code", "valid_from_on"),
        CheckConstraint("valid_to_on IS NULL OR valid_to_on >= valid_from_on", name="ck_territory_span"),
    )
