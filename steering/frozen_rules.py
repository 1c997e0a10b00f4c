"""The rules of a gate, frozen when it was opened: who changes them meanwhile changes the next question."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models import Committee, CommitteeRule, Gate, GateItem, PlannedMeasure
from steering.codes import canonical
from steering.records import Records
from steering.rules_of_procedure import RuleBook, Rules, book_of, matters_of

FEWEST_SECRET_VOTERS = 5


@dataclass(frozen=True, kw_only=True)
class FrozenRules:
    """A body's rules as they were, and what kind of matter each item was, by the item's id."""

    book: RuleBook
    matters: Mapping[str, str] = field(default_factory=dict)

    @property
    def default(self) -> Rules:
        """The rules for what is no matter of its own kind."""
        return self.book.default

    def of(self, item: GateItem) -> Rules:
        """The rules by which an item is counted."""
        return self.book.on(self.matters.get(item.id, ""))

    @property
    def ask_for_secrecy(self) -> bool:
        """Whether one of the matters has to be voted on in secret: then all of the question is."""
        return any(self.book.on(matter).is_secret for matter in self.matters.values())

    @property
    def takes_silence_for_consent(self) -> bool:
        """Whether in every matter of the question silence is consent; never where the vote is secret."""
        rules = [self.book.on(matter) for matter in self.matters.values()] or [self.default]
        return not self.ask_for_secrecy and all(each.silence_is_consent for each in rules)

    @property
    def silence_days(self) -> int:
        """For how long members must have been asked before their silence is consent."""
        return max((self.book.on(matter).silence_days for matter in self.matters.values()), default=0)

    def to_json(self) -> str:
        """The rules as text that has only one form."""
        return canonical({"book": json.loads(self.book.to_json()), "matters": dict(self.matters)})


def rules_now(
    committee: Committee,
    items: Sequence[GateItem],
    kept: Iterable[CommitteeRule],
    measures: Iterable[PlannedMeasure],
) -> FrozenRules:
    """The rules that a body follows at this moment, for these items."""
    return FrozenRules(book=book_of(committee, kept), matters=matters_of(items, measures))


def rules_at(records: Records, gate: Gate, committee: Committee, items: Sequence[GateItem]) -> FrozenRules:
    """The rules by which a gate is counted; one from before they were frozen goes by its committee's."""
    if not gate.rules:
        return rules_now(committee, items, records.all(CommitteeRule), records.all(PlannedMeasure))
    return frozen_in(gate)


def frozen_in(gate: Gate) -> FrozenRules:
    """The rules that were kept with a gate."""
    kept = json.loads(gate.rules)
    return FrozenRules(book=RuleBook.from_json(canonical(kept["book"])), matters=kept["matters"])
