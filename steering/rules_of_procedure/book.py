"""The rule book of a body: its rules for each kind of matter, and for all that are not named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models import Committee, CommitteeRule, GateItem, Majority, PlannedMeasure
from steering.rules_of_procedure.kept import canonical, from_json, read_kept, rules_from_facts, rules_to_facts
from steering.rules_of_procedure.rules import Rules
from steering.rules_of_procedure.values import ANY_MATTER, BUDGET, SUBSTANCE


@dataclass(frozen=True, kw_only=True)
class RuleBook:
    """All rules of a body by kind of matter; `any` is there always."""

    rules: Mapping[str, Rules]

    def __post_init__(self) -> None:
        """A book without rules for the matters that it does not name would decide nothing."""
        if ANY_MATTER not in self.rules:
            raise ValueError("A rule book has rules for any matter.")

    @property
    def default(self) -> Rules:
        """The rules for all matters that have none of their own."""
        return self.rules[ANY_MATTER]

    @property
    def matters(self) -> tuple[str, ...]:
        """The kinds of matter with rules of their own, after `any`."""
        return (ANY_MATTER, *sorted(set(self.rules) - {ANY_MATTER}))

    def on(self, matter: str) -> Rules:
        """The rules that apply to a kind of matter."""
        return self.rules.get(matter, self.default)

    def to_json(self) -> str:
        """The book as canonical JSON, to be frozen with a question."""
        return canonical({matter: rules_to_facts(rules) for matter, rules in self.rules.items()})

    @classmethod
    def from_json(cls, text: str) -> "RuleBook":
        """The book that `to_json` wrote. Raises NotAllowedNow for what we do not know."""
        return cls(rules={matter: rules_from_facts(facts) for matter, facts in read_kept(text).items()})


def book_of(committee: Committee, kept: Iterable[CommitteeRule] = ()) -> RuleBook:
    """The committee's book from the record; without kept rules, from the figures of the committee."""
    own = {row.matter: from_json(row.rules) for row in kept if row.committee_id == committee.id}
    return RuleBook(rules={ANY_MATTER: _of_figures(committee), **own})


def rules_of(committee: Committee, kept: Iterable[CommitteeRule] = (), matter: str = ANY_MATTER) -> Rules:
    """The rules that a committee follows in a kind of matter."""
    return book_of(committee, kept).on(matter)


def matters_of(items: Iterable[GateItem], measures: Iterable[PlannedMeasure]) -> dict[str, str]:
    """What kind of matter each item is: money is a matter of the budget, all else of substance."""
    costly = {measure.id for measure in measures if measure.is_budget_relevant}
    return {item.id: BUDGET if item.subject_id in costly else SUBSTANCE for item in items}


def _of_figures(committee: Committee) -> Rules:
    """The rules of a record that is older than rule books."""
    named = committee.majority if committee.majority is not Majority.OWN else Majority.SIMPLE
    return Rules(
        seats_count=committee.seats_count,
        kind=committee.kind,
        quorum_share=Fraction(str(committee.quorum_pct)) / 100,
        majority=named,
        majority_base=committee.majority_base,
        tie=committee.tie,
        deputies_allowed=committee.deputies_allowed,
        circulation_allowed=committee.circulation_allowed,
        notice_days=committee.notice_days,
        is_public=committee.is_public,
    )
