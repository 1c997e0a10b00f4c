"""Organisations that delegate, deliver or own measures; their names change, they do not."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class Organisation(SQLModel, table=True):
    """A body with a stake in education: a department, a school, a chamber, a union."""

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", index=True)
    key: str
    title: str
    kind: str = Field(default="partner", description="free word of the profile, e.g. 'department'")
    address: str = Field(default="", description="function address; comes from a private list")
    language: str = "de"

    __table_args__ = (UniqueConstraint("region_key", "key"),)


class OrganisationName(SQLModel, table=True):
    """The name that an organisation bore in a span of time."""

    __tablename__ = "organisation_name"

    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)
    valid_from_on: date = Field(primary_key=True)
    valid_to_on: date | None = None
    title: str

    __table_args__ = (
        CheckConstraint("valid_to_on IS NULL OR valid_to_on >= valid_from_on", name="ck_name_span"),
    )
