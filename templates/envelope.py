"""What every notice states: on which occasion, who asks, where to go, whom to ask, why you."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Occasion(StrEnum):
    """Why somebody is written to."""

    CYCLE_OPENED = "cycle_opened"
    DELIVERY_REQUESTED = "delivery_requested"
    REVIEW_REQUESTED = "review_requested"
    SHEET_REQUESTED = "sheet_requested"
    GATE_OPENED = "gate_opened"
    PAPER_READY = "paper_ready"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    OUTCOME = "outcome"
    SENT_BACK = "sent_back"
    DATA_QUALITY = "data_quality"
    PLAN_ADOPTED = "plan_adopted"
    REVISION_DUE = "revision_due"
    SECOND_SUMMONS = "second_summons"
    DEADLINE_EXTENDED = "deadline_extended"
    RECEIPT = "receipt"
    MEETING_SUMMONS = "meeting_summons"
    AGENDA_CHANGED = "agenda_changed"
    MEETING_MOVED = "meeting_moved"
    MEETING_CANCELLED = "meeting_cancelled"
    MINUTES_READY = "minutes_ready"
    MINUTES_APPROVED = "minutes_approved"
    MANDATES_ENDING = "mandates_ending"
    SEAT_HANDOVER = "seat_handover"
    SEAT_ANSWERED = "seat_answered"
    RECUSAL_NOTED = "recusal_noted"
    RECUSAL_HINT = "recusal_hint"
    DELEGATION_CHANGED = "delegation_changed"
    CONTENT_CHANGED = "content_changed"
    SECRET_ROUND = "secret_round"  # noqa: S105 - a round of voting, no password
    SECRET_RECEIPT = "secret_receipt"  # noqa: S105
    MEETING_NEEDED = "meeting_needed"
    CONSENT_ASKED = "consent_asked"
    CONSENT_REMINDER = "consent_reminder"
    CONSENT_NOTED = "consent_noted"
    STATEMENT_FILED = "statement_filed"
    REQUESTS = "requests"
    DIGEST = "digest"
    OVERDUE = "overdue"
    REPORT_OVERDUE = "report_overdue"
    STAND_IN = "stand_in"
    STAGE_SKIPPED = "stage_skipped"
    DATA_DIGEST = "data_digest"
    FIGURES_REVISED = "figures_revised"


class Capacity(StrEnum):
    """As what somebody is written to; the first five are the roles of a mandate."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    MEMBER = "member"
    ADVISORY = "advisory"
    DEPUTY = "deputy"
    COUNCIL_OFFICE = "council_office"
    DATA_OWNER = "data_owner"
    MEASURE_OWNER = "measure_owner"
    GUEST = "guest"
    COORDINATOR = "coordinator"
    PARTICIPANT = "participant"  # for several reasons at once


WITHOUT_COMMITTEE = {
    Capacity.DATA_OWNER,
    Capacity.MEASURE_OWNER,
    Capacity.COORDINATOR,
    Capacity.PARTICIPANT,
}


class Stated:
    """Facts that refuse gaps: a text is given, unless its default says that it may be empty."""

    def __post_init__(self) -> None:
        """Name the first empty text."""
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, str) and not value.strip() and field.default is dataclasses.MISSING:
                raise ValueError(f"{type(self).__name__}.{field.name} is empty; a notice needs it.")


@dataclass(frozen=True, kw_only=True)
class Recipient(Stated):
    """As what, and in which committee, somebody gets a notice; `also` for further reasons."""

    capacity: Capacity
    committee: str = ""
    also: tuple["Recipient", ...] = ()

    def __post_init__(self) -> None:
        """Whoever acts for a committee names it."""
        if not self.committee.strip() and self.capacity not in WITHOUT_COMMITTEE:
            raise ValueError(f"A recipient as {self.capacity} needs the title of a committee.")


@dataclass(frozen=True, kw_only=True)
class Contact(Stated):
    """Whom to ask: a function, never a name."""

    function: str
    mail: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(Stated):
    """What every notice says: who asks, about which plan, where to go, whom to ask, why you."""

    occasion: ClassVar[Occasion]

    asker: str
    plan: str
    recipient: Recipient
    contact: Contact
    link: str
    link_is_personal: bool = False
    is_simulated: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no address on the web."""
        super().__post_init__()
        if not self.link.startswith(("https://", "http://")) or any(mark.isspace() for mark in self.link):
            raise ValueError(f"The link {self.link!r} of a notice must be one http or https address.")
