"""Committees (Gremien): their rules as data, their seats, and who sits on a seat when."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, one_of


class CommitteeKind(StrEnum):
    """What a committee is in law; only organs decide, an advisory board recommends."""

    COUNTY_COUNCIL = "county_council"
    EXECUTIVE_COMMITTEE = "executive_committee"
    STANDING_COMMITTEE = "standing_committee"
    ADVISORY_BOARD = "advisory_board"
    INTERNAL_GROUP = "internal_group"
    CONFERENCE = "conference"


class Majority(StrEnum):
    """How many yes votes carry."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    FOUR_FIFTHS = "four_fifths"
    OWN = "own"  # a share that the body's rules of procedure name


class MajorityBase(StrEnum):
    """What the majority is counted against."""

    VOTES = "votes"  # yes and no only: abstentions do not count (NKomVG section 66)
    PRESENT = "present"  # all who took part, abstentions included
    SEATS = "seats"  # all legal seats


class Tie(StrEnum):
    """What happens when yes and no are equal."""

    REJECTED = "rejected"
    CHAIR_DECIDES = "chair_decides"
    LOT = "lot"


class Voting(StrEnum):
    """Who tells us the votes."""

    BALLOTS = "ballots"  # each member answers to us
    TALLY = "tally"  # the body votes in its own meeting; its office reports the count


class Role(StrEnum):
    """What a mandate is for."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    MEMBER = "member"
    ADVISORY = "advisory"
    DEPUTY = "deputy"


class Committee(SQLModel, table=True):
    """A body that is informed, asked, recommends or decides, with its rules as data."""

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", index=True)
    key: str
    title: str
    kind: CommitteeKind = choice(CommitteeKind)
    legal_basis: str = ""
    seats_count: int = Field(description="legal number of voting seats; the base of the quorum")
    quorum_pct: float = Field(default=50.0, description="share of seats that must be exceeded")
    majority: Majority = choice(Majority, default=Majority.SIMPLE)
    majority_base: MajorityBase = choice(MajorityBase, default=MajorityBase.VOTES)
    tie: Tie = choice(Tie, default=Tie.REJECTED)
    voting: Voting = choice(Voting, default=Voting.BALLOTS)
    decides: bool = Field(default=False, description="an organ that decides, not only recommends")
    is_public: bool = False
    deputies_allowed: bool = True
    circulation_allowed: bool = True
    notice_days: int = Field(default=14, description="calendar days from invitation to meeting")
    office_address: str = Field(default="", description="where papers for this body go")

    __table_args__ = (
        UniqueConstraint("region_key", "key"),
        # The pair that a resolution refers to: a body that does not decide has no such pair.
        UniqueConstraint("id", "decides"),
        one_of("kind", CommitteeKind, "ck_committee_kind"),
        one_of("majority", Majority, "ck_committee_majority"),
        one_of("majority_base", MajorityBase, "ck_committee_majority_base"),
        one_of("tie", Tie, "ck_committee_tie"),
        one_of("voting", Voting, "ck_committee_voting"),
        CheckConstraint("seats_count >= 0", name="ck_committee_seats"),
        CheckConstraint("quorum_pct >= 0 AND quorum_pct < 100", name="ck_committee_quorum"),
        CheckConstraint("notice_days >= 0", name="ck_committee_notice"),
        # An advisory board never decides (recommendation and resolution are two things).
        CheckConstraint(
            "NOT decides OR kind IN ('county_council', 'executive_committee', 'standing_committee')",
            name="ck_committee_only_organs_decide",
        ),
    )


class CommitteeRule(SQLModel, table=True):
    """A committee's rules of procedure for one kind of matter, whole and with their sources, as JSON."""

    __tablename__ = "committee_rule"

    committee_id: str = Field(foreign_key="committee.id", primary_key=True)
    matter: str = Field(primary_key=True, description="'any' for all matters that are not named")
    rules: str = Field(description="canonical JSON, see steering/rules_of_procedure/kept.py")

    __table_args__ = (CheckConstraint("matter <> '' AND rules <> ''", name="ck_committee_rule_filled"),)


class Seat(SQLModel, table=True):
    """A place in a committee; it belongs to an organisation, not to a person."""

    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="committee.id", index=True)
    number: int
    title: str = Field(description="how the seat is addressed: 'Kreiselternrat'")
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    is_chair: bool = False
    has_vote: bool = True

    __table_args__ = (
        UniqueConstraint("committee_id", "number"),
        CheckConstraint("number > 0", name="ck_seat_number"),
    )


class Mandate(SQLModel, table=True):
    """Who fills a seat, or stands in for it, in a span of time; addressed by function."""

    id: str = Field(primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", index=True)
    role: Role = choice(Role, default=Role.MEMBER)
    title: str = Field(description="function: 'Mitglied für den Kreiselternrat'")
    address: str = Field(description="where notices go")
    language: str = "de"
    from_on: date
    to_on: date | None = None
    resolution: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="the resolution that appointed: 'Kreistag, 12.11.2026, TOP 7'",
    )
    duty_briefing_on: date | None = Field(
        default=None, description="day of the duty briefing (Pflichtenbelehrung, NKomVG section 43)"
    )

    __table_args__ = (
        one_of("role", Role, "ck_mandate_role"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ck_mandate_span"),
        UniqueConstraint("seat_id", "role", "from_on"),
    )
