"""Everything that is known of one meeting, as it lies before the committee office."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models import (
    Absence,
    AgendaEntry,
    AgendaItem,
    AgendaKind,
    AgendaNote,
    AgendaPaper,
    AgendaRecusal,
    Attendance,
    Committee,
    CommitteeRule,
    Gate,
    GateItem,
    ItemVote,
    Mandate,
    Meeting,
    MeetingDocument,
    MeetingWaiver,
    MinutesApproval,
    MinutesCorrection,
    Motion,
    PlannedMeasure,
    QuorumCheck,
    Recusal,
    Seat,
    Summons,
)
from steering.errors import NotThere
from steering.frozen_rules import frozen_in
from steering.rules_of_procedure import ANY_MATTER, RuleBook, Rules, book_of, matters_of
from steering.seating.filled import is_absent
from steering.seating.recusals import recused_seats

DECIDES = frozenset({AgendaKind.MATTER, AgendaKind.MOTION})


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that a meeting votes on: an item of a gate, or an agenda item of its own."""

    item: AgendaItem
    part: GateItem | None
    proposal: str

    @property
    def key(self) -> tuple[str, str | None]:
        """What names it."""
        return (self.item.id, self.part.id if self.part else None)

    @property
    def title(self) -> str:
        """How it is called."""
        return self.part.title if self.part else self.item.title


@dataclass(frozen=True, kw_only=True)
class MeetingDossier:
    """One meeting with all its records, each kind in its own order."""

    meeting: Meeting
    committee: Committee
    seats: tuple[Seat, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    rules: tuple[CommitteeRule, ...] = ()
    absences: tuple[Absence, ...] = ()
    stated: tuple[Recusal, ...] = ()
    measures: tuple[PlannedMeasure, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    gates: Mapping[str, Gate] = field(default_factory=dict)
    gate_items: tuple[GateItem, ...] = ()
    papers: tuple[AgendaPaper, ...] = ()
    entries: tuple[AgendaEntry, ...] = ()
    summonses: tuple[Summons, ...] = ()
    waivers: tuple[MeetingWaiver, ...] = ()
    stays: tuple[Attendance, ...] = ()
    checks: tuple[QuorumCheck, ...] = ()
    recusals: tuple[AgendaRecusal, ...] = ()
    motions: tuple[Motion, ...] = ()
    votes: tuple[ItemVote, ...] = ()
    notes: tuple[AgendaNote, ...] = ()
    documents: tuple[MeetingDocument, ...] = ()
    corrections: tuple[MinutesCorrection, ...] = ()
    approval: MinutesApproval | None = None

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """The items that are to be dealt with."""
        return tuple(item for item in self.items if not item.is_withdrawn)

    def item(self, number: str) -> AgendaItem:
        """The agenda item with this number. Raises NotThere."""
        for item in self.agenda:
            if item.number == number.strip():
                return item
        raise NotThere(f"No item {number!r}.", code="no_such_agenda_item", number=number)

    def points_of(self, item: AgendaItem) -> list[Point]:
        """What is voted on at an agenda item, in order; nothing where it only informs."""
        parts = [part for part in self.gate_items if item.gate_id and part.gate_id == item.gate_id]
        if parts:
            return [Point(item=item, part=part, proposal=part.text) for part in parts]
        if item.kind not in DECIDES and not item.proposal:
            return []
        return [Point(item=item, part=None, proposal=item.proposal)]

    def papers_of(self, item: AgendaItem) -> list[AgendaPaper]:
        """The papers that lie with an item."""
        return [paper for paper in self.papers if paper.agenda_item_id == item.id]

    def motions_to(self, item: AgendaItem) -> list[Motion]:
        """The motions to an item, in the order in which they are voted on."""
        mine = [motion for motion in self.motions if motion.agenda_item_id == item.id]
        return sorted(mine, key=lambda motion: (motion.place, motion.number))

    def notes_to(self, item: AgendaItem) -> list[AgendaNote]:
        """What is put down at an item."""
        return [note for note in self.notes if note.agenda_item_id == item.id]

    def recused_from(self, item: AgendaItem, part: GateItem | None = None) -> set[str]:
        """The seats that left for an item, and those whose conflict of interest is on record.

        Without a part those count that may not take part in any of its parts.
        """
        left = {recusal.seat_id for recusal in self.recusals if recusal.agenda_item_id == item.id}
        parts = [part] if part else [each for each in self.gate_items if each.gate_id == item.gate_id]
        stated = [recused_seats(self.stated, each) for each in parts]
        return left | set(frozenset.intersection(*stated) if stated else ())

    @property
    def book(self) -> RuleBook:
        """The body's rules of procedure."""
        return book_of(self.committee, self.rules)

    def rules_on(self, point: Point | None = None) -> Rules:
        """The rules that hold for a matter; without one, for any.

        A question keeps the rules that were in force when it was put, also in a meeting.
        """
        if point is None or point.part is None:
            return self.book.on(ANY_MATTER)
        gate = self.gates.get(point.part.gate_id)
        if gate is not None and gate.rules:
            return frozen_in(gate).of(point.part)
        return self.book.on(matters_of([point.part], self.measures)[point.part.id])

    @property
    def absent_seats(self) -> set[str]:
        """The seats whose holders are away on the day of the meeting, as far as somebody said so."""
        day = self.meeting.held_on
        return {mandate.seat_id for mandate in self.mandates if is_absent(mandate, self.absences, day)}

    def last_vote(self, point: Point) -> ItemVote | None:
        """The count that stands: the newest revision."""
        mine = [vote for vote in self.votes if (vote.agenda_item_id, vote.gate_item_id) == point.key]
        return max(mine, key=lambda vote: vote.revision, default=None)
