"""What notices about meetings are about: summons, changes, cancellation, minutes."""

from dataclasses import dataclass
from datetime import date, datetime

from templates.envelope import Facts, Occasion, Stated


@dataclass(frozen=True, kw_only=True)
class AgendaLine(Stated):
    """One item of an agenda; what is not public stands only in letters to members."""

    number: str
    title: str
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class MeetingFacts(Facts):
    """What every notice about a meeting says: whose it is, when and where."""

    committee: str
    meeting_at: datetime
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingSummons(MeetingFacts):
    """Members are summoned to a meeting; `sentence` is what a second summons must say, verbatim."""

    occasion = Occasion.MEETING_SUMMONS

    agenda: tuple[AgendaLine, ...]
    papers_count: int = 0
    has_remote_access: bool = False
    has_vote: bool = True
    is_second: bool = False
    is_statutory: bool = False
    sentence: str = ""
    is_late: bool = False
    is_urgent: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        """A second summons without its sentence would summon nobody."""
        super().__post_init__()
        if self.is_second and not self.sentence.strip():
            raise ValueError("A second summons holds the sentence of section 65 (2).")
        if (self.is_late or self.is_urgent) and not self.reason.strip():
            raise ValueError("A late or urgent summons gives its reason.")


@dataclass(frozen=True, kw_only=True)
class AgendaChanged(MeetingFacts):
    """The agenda of a meeting to which members were summoned is another one now."""

    occasion = Occasion.AGENDA_CHANGED

    agenda: tuple[AgendaLine, ...]
    papers_count: int = 0
    is_late: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(MeetingFacts):
    """A meeting is held at another time or place; a second summons says its sentence again."""

    occasion = Occasion.MEETING_MOVED

    before_at: datetime
    reason: str
    is_late: bool = False
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingFacts):
    """A meeting is not held."""

    occasion = Occasion.MEETING_CANCELLED

    reason: str


@dataclass(frozen=True, kw_only=True)
class MinutesReady(MeetingFacts):
    """Draft minutes can be read; whoever misses something says so."""

    occasion = Occasion.MINUTES_READY

    due_on: date
    was_inquorate: bool = False


@dataclass(frozen=True, kw_only=True)
class MinutesApproved(MeetingFacts):
    """Minutes were approved."""

    occasion = Occasion.MINUTES_APPROVED

    approved_on: date
    corrections_count: int = 0
