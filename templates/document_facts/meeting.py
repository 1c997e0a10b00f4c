"""What the documents of a meeting are given: invitation, attendance list, minutes."""

from dataclasses import dataclass
from datetime import date, datetime

from models import (
    AgendaKind,
    ItemResult,
    MotionKind,
    MotionState,
    NoteKind,
    Part,
    Presence,
    QuorumOccasion,
    SummonsChannel,
    VotingMode,
    WaiverKind,
)


@dataclass(frozen=True, kw_only=True)
class MeetingHead:
    """Whose meeting it is, when and where, and who leads and writes."""

    region_title: str
    committee: str
    decides: bool
    is_statutory: bool
    starts_at: datetime
    place: str
    has_remote_access: bool
    chair: str
    minute_taker: str
    office: str
    part: Part
    written_on: date
    is_second: bool = False
    is_simulated: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper that lies with an item."""

    title: str
    link: str
    sha256: str
    laid_on: date


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is proposed to be resolved, verbatim."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """An agenda item; of one that is not for these eyes, only the number is known."""

    number: str
    title: str
    kind: AgendaKind
    is_public: bool
    is_urgent: bool = False
    responsible: str = ""
    planned_minutes: int | None = None
    proposals: tuple[Proposal, ...] = ()
    papers: tuple[PaperLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InvitationFacts:
    """The summons as a document: agenda with proposals and papers."""

    head: MeetingHead
    items: tuple[ItemLine, ...]
    sentence: str = ""
    has_other_part: bool = False


@dataclass(frozen=True, kw_only=True)
class StayLine:
    """One stay of one person, by function."""

    seat: str
    title: str
    presence: Presence
    has_vote: bool
    is_remote: bool
    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """A seat with the stays on it; an empty one is a line to sign."""

    number: int
    title: str
    has_vote: bool
    stays: tuple[StayLine, ...]


@dataclass(frozen=True, kw_only=True)
class AttendanceListFacts:
    """Who is to sign, and, once the meeting is over, who was there when."""

    head: MeetingHead
    seats: tuple[SeatLine, ...]
    guests: tuple[StayLine, ...]


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """The quorum at one moment; `reason` is a sentence."""

    occasion: QuorumOccasion
    at: datetime
    present: int
    needed: int
    seats: int
    is_met: bool
    reason: str
    doubted_by: str = ""


@dataclass(frozen=True, kw_only=True)
class SummonsLine:
    """One summons: when, how, and whether in time."""

    sent_at: datetime
    channel: SummonsChannel
    latest_on: date
    notice_days: int
    is_in_time: bool
    is_urgent: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class WaiverLine:
    """A period that was not kept, and who answers for it."""

    kind: WaiverKind
    subject: str
    latest_on: date
    reason: str
    given_by: str


@dataclass(frozen=True, kw_only=True)
class MotionLine:
    """A motion and what became of it."""

    number: int
    kind: MotionKind
    moved_by: str
    text: str
    old_text: str
    new_text: str
    state: MotionState
    present: int | None
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, kw_only=True)
class VoteLine:
    """A vote with the wording that was put to it."""

    title: str
    text: str
    is_amended: bool
    result: ItemResult
    mode: VotingMode
    present: int
    recused: int
    yes: int
    no: int
    abstain: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """What is put down at an item."""

    kind: NoteKind
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemMinutes:
    """What happened at an item."""

    line: ItemLine
    recused: tuple[str, ...]
    notes: tuple[NoteLine, ...]
    motions: tuple[MotionLine, ...]
    votes: tuple[VoteLine, ...]
    is_undecided: bool = False


@dataclass(frozen=True, kw_only=True)
class Approved:
    """In which meeting minutes were approved, and how."""

    on_date: date
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, kw_only=True)
class CorrectionLine:
    """A correction that was adopted with the approval."""

    passage: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MinutesFacts:
    """The minutes (Niederschrift) of one part of a meeting."""

    head: MeetingHead
    version: int
    summonses: tuple[SummonsLine, ...]
    waivers: tuple[WaiverLine, ...]
    checks: tuple[CheckLine, ...]
    seats: tuple[SeatLine, ...]
    guests: tuple[StayLine, ...]
    present_count: int
    agenda: tuple[ItemLine, ...]
    urgent: tuple[MotionLine, ...]
    items: tuple[ItemMinutes, ...]
    has_other_part: bool
    approved: Approved | None = None
    corrections: tuple[CorrectionLine, ...] = ()
