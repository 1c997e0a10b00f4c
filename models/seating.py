"""How seats are filled and acted for: quotas, constitutions, absences, recusals, delegations.

A seat belongs to an organisation and stays; people come and go. What is kept here says who may act
for a seat on a day, and why somebody else may not.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class DutyBriefing(StrEnum):
    """What a body asks of a mandate whose duty briefing (Pflichtenbelehrung) is not recorded."""

    NOT_NEEDED = "not_needed"
    EXPECTED = "expected"  # a warning, and the member may act
    REQUIRED = "required"  # no vote without it


class AbsenceReason(StrEnum):
    """Why somebody is away. A closed list, so that nobody can write down an illness."""

    HOLIDAY = "holiday"
    OFFICIAL_DUTY = "official_duty"
    OTHER = "other"


class RecusalDecision(StrEnum):
    """What was found on a possible conflict of interest (Mitwirkungsverbot, NKomVG section 41)."""

    EXCLUDED = "excluded"
    GROUP_INTEREST = "group_interest"  # only a common interest of a group: the member takes part
    WITHDRAWN = "withdrawn"


class RecusalGround(StrEnum):
    """For whom a decision would bring the direct advantage or disadvantage."""

    DIRECT_ADVANTAGE = "direct_advantage"
    EMPLOYER = "employer"
    RELATIVE = "relative"


class StatedBy(StrEnum):
    """Who stated a conflict of interest."""

    MEMBER = "member"
    COMMITTEE = "committee"


class SeatingRules(SQLModel, table=True):
    """A committee's rules on who may act for a seat; its rules of decision stand with the committee."""

    __tablename__ = "seating_rules"

    committee_id: str = Field(foreign_key="committee.id", primary_key=True)
    delegation_allowed: bool = False
    delegations_per_member: int = Field(default=1, description="how many votes of others one may hold")
    principal_goes_first: bool = Field(
        default=True, description="once the principal has answered, the delegate no longer may"
    )
    deputy_needs_absence: bool = Field(
        default=False, description="a deputy acts only while an absence is recorded"
    )
    duty_briefing: DutyBriefing = choice(DutyBriefing, default=DutyBriefing.EXPECTED)
    has_recusal: bool = Field(default=True, description="conflicts of interest are watched for")

    __table_args__ = (
        one_of("duty_briefing", DutyBriefing, "ck_seating_duty_briefing"),
        CheckConstraint("delegations_per_member > 0", name="ck_seating_delegations"),
    )


class SeatQuota(SQLModel, table=True):
    """How many voting seats an organisation holds in a committee, from when to when."""

    __tablename__ = "seat_quota"

    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="committee.id", index=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    title: str = Field(description="the organisation's title, or 'weitere' for seats without one")
    seats_count: int
    from_on: date
    to_on: date | None = None

    __table_args__ = (
        CheckConstraint("seats_count > 0", name="ck_quota_seats"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ck_quota_span"),
    )


class Constitution(SQLModel, table=True):
    """A body is constituted, after a local election again (Konstituierung)."""

    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="committee.id", index=True)
    number: int
    constituted_on: date
    term_ends_on: date | None = Field(default=None, description="last day of the council term")
    seats_count: int = Field(description="legal number of voting seats at that time")
    resolution: str = ""
    entered_by: str
    entered_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("committee_id", "number"),
        UniqueConstraint("committee_id", "constituted_on"),
        CheckConstraint("number > 0", name="ck_constitution_number"),
        CheckConstraint(
            "term_ends_on IS NULL OR term_ends_on >= constituted_on", name="ck_constitution_span"
        ),
    )


class Absence(SQLModel, table=True):
    """A member is away for a time; the deputy gets the letters, and both may act."""

    id: str = Field(primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", index=True)
    mandate_id: str = Field(foreign_key="mandate.id")
    from_on: date
    to_on: date
    returned_on: date | None = Field(default=None, description="back before the last day")
    reason: AbsenceReason | None = choice(AbsenceReason, default=None, nullable=True)
    entered_by: str
    entered_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("mandate_id", "from_on"),
        CheckConstraint("to_on >= from_on", name="ck_absence_span"),
        CheckConstraint("returned_on IS NULL OR returned_on <= to_on", name="ck_absence_returned"),
        CheckConstraint(
            "reason IS NULL OR reason IN ('holiday', 'official_duty', 'other')", name="ck_absence_reason"
        ),
    )


class Recusal(SQLModel, table=True):
    """A conflict of interest of a seat at one item: stated, found to be none, or withdrawn.

    Nothing is changed: the newest record of a seat and an item holds.
    """

    id: str = Field(primary_key=True)
    gate_item_id: str = Field(foreign_key="gate_item.id", index=True)
    seat_id: str = Field(foreign_key="seat.id")
    number: int
    decision: RecusalDecision = choice(RecusalDecision)
    ground: RecusalGround | None = choice(RecusalGround, default=None, nullable=True)
    stated_by: StatedBy = choice(StatedBy)
    entered_by: str
    entered_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("gate_item_id", "seat_id", "number"),
        one_of("decision", RecusalDecision, "ck_recusal_decision"),
        one_of("stated_by", StatedBy, "ck_recusal_stated_by"),
        CheckConstraint("number > 0", name="ck_recusal_number"),
        CheckConstraint(
            "ground IS NULL OR ground IN ('direct_advantage', 'employer', 'relative')",
            name="ck_recusal_ground",
        ),
        CheckConstraint("decision = 'withdrawn' OR ground IS NOT NULL", name="ck_recusal_has_ground"),
    )


class Delegation(SQLModel, table=True):
    """A member hands the vote of a seat to another member, for one gate or for a time."""

    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="committee.id", index=True)
    seat_id: str = Field(foreign_key="seat.id", description="the seat whose vote is handed over")
    mandate_id: str = Field(foreign_key="mandate.id", description="the principal")
    delegate_mandate_id: str = Field(foreign_key="mandate.id", description="who votes instead")
    gate_id: str | None = Field(default=None, foreign_key="gate.id")
    from_on: date
    to_on: date | None = None
    granted_by: str
    granted_at: datetime = moment()
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = moment(default=None, nullable=True)

    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ck_delegation_span"),
        CheckConstraint("gate_id IS NOT NULL OR to_on IS NOT NULL", name="ck_delegation_has_an_end"),
        CheckConstraint("mandate_id <> delegate_mandate_id", name="ck_delegation_to_another"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by = '')", name="ck_delegation_withdrawn"),
    )
