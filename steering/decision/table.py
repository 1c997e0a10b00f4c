"""What lies on the table when a gate is counted: ballots by item and seat, and who takes part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models import Answer, Ballot, Gate, GateItem, Seat
from steering.decision.deciding import Decision, decide
from steering.decision.lots import Lot
from steering.decision.quorums import Attendance
from steering.decision.votes import Count, Vote
from steering.rules_of_procedure import Rules

# What each seat put on the sheet of an item.
Sheet = Mapping[str, Mapping[str, Any]]
_READ = ("is_current", "content_sha256", "seat_id", "gate_item_id", "answer", "rank", "remark")
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Table:
    """All that lies on the table when a gate is counted."""

    sheets: Mapping[str, Sheet]
    chairs: frozenset[str]
    there: frozenset[str]
    recused: Mapping[str, frozenset[str]]
    asked: frozenset[str]
    casting: Mapping[str, Answer]
    meeting: Attendance
    lot: Lot

    @property
    def present_count(self) -> int:
        """How many take part; who is recused from every item takes part in none."""
        out = [self.recused.get(item, _NOBODY) for item in self.sheets]
        return len(self.there - out[0].intersection(*out))

    def decide(self, rules: Rules, item: GateItem) -> Decision:
        """The decision on one item."""
        out, there = self.recused.get(item.id, _NOBODY), self.there
        voting = self._voting(item)
        listed = [said["answer"] for said in voting.values()]
        count = Count(
            yes=listed.count(Answer.YES),
            no=listed.count(Answer.NO),
            abstain=listed.count(Answer.ABSTAIN),
            chair=next((voting[seat]["answer"] for seat in self.chairs if seat in voting), None),
            casting=self.casting.get(item.id),
        )
        attendance = replace(self.meeting, present_count=len(there - out), recused_count=len(out))
        silent = len(self.asked - voting.keys() - out - there) if rules.silence_is_consent else 0
        return decide(rules, count, attendance, silent_count=silent, lot=self.lot, subject=item.subject_id)

    def votes(self, item: GateItem) -> list[Vote]:
        """The single votes on an item: what an order of urgency is made of."""
        return [
            Vote(seat_id=seat, answer=said["answer"], is_chair=seat in self.chairs, rank=said["rank"])
            for seat, said in self._voting(item).items()
        ]

    def remarks(self, item: GateItem) -> str:
        """What was remarked on an item, each remark once."""
        remarked = [said["remark"] for said in self._voting(item).values()]
        return " ".join(dict.fromkeys(filter(None, remarked)))

    def _voting(self, item: GateItem) -> Sheet:
        """Who votes on an item, and what they say. Who is recused, or not in the room, has no vote."""
        out, there, sheet = self.recused.get(item.id, _NOBODY), self.there, self.sheets[item.id]
        if not out and sheet.keys() <= there:
            return sheet
        return {seat: said for seat, said in sheet.items() if seat in there and seat not in out}


def lay_out(
    gate: Gate,
    items: Sequence[GateItem],
    ballots: Sequence[Ballot],
    seats: Sequence[Seat],
    *,
    recused: Mapping[str, Collection[str]],
    present: Collection[str] | None,
    asked: Collection[str],
    casting: Mapping[str, Answer],
    meeting: Attendance | None,
    word: str,
) -> Table:
    """The table of a gate. Advisory members speak; they neither vote nor make up the quorum."""
    advisory = frozenset(seat.id for seat in seats if not seat.has_vote)
    sheets = _sheets(gate, items, ballots, advisory)
    answered = {seat for sheet in sheets.values() for seat in sheet}
    known = meeting or Attendance(present_count=0)
    return Table(
        sheets=sheets,
        chairs=frozenset(seat.id for seat in seats if seat.is_chair),
        there=frozenset(answered if present is None else set(present) - advisory),
        recused={item: frozenset(out) - advisory for item, out in recused.items()},
        asked=frozenset(asked) - advisory,
        casting=casting,
        meeting=replace(known, is_second_summons=known.is_second_summons or gate.is_second_summons),
        lot=Lot(seed=gate.content_sha256, word=word),
    )


def _sheets(
    gate: Gate, items: Sequence[GateItem], ballots: Sequence[Ballot], advisory: frozenset[str]
) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The ballots that count, by item and seat: current ones, for what was really shown."""
    sheets: dict[str, dict[str, Mapping[str, Any]]] = {item.id: {} for item in items}
    shown = gate.content_sha256
    for ballot in ballots:
        # A record that tracks its changes is slow to read in thousands, so its values are read at once.
        said: Mapping[str, Any] = vars(ballot)
        if "answer" not in said:
            said = {name: getattr(ballot, name) for name in _READ}
        seat = said["seat_id"]
        if said["is_current"] and said["content_sha256"] == shown and seat not in advisory:
            sheet = sheets.get(said["gate_item_id"])
            if sheet is not None:
                sheet[seat] = said
    return sheets
