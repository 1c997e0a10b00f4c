"""The rules of procedure (Geschäftsordnung) of one body for one kind of matter, as a frozen value.

The names of the fields are the keys of a profile, of a preset and of the kept JSON: what a county
writes, what is frozen with a question and what a recount reads are the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from models import CommitteeKind, Majority, MajorityBase, Tie
from steering.rules_of_procedure.values import (
    ANY_MATTER,
    Abstentions,
    CastingVote,
    Convener,
    DayUnit,
    ManyRecused,
    Ranking,
    Remote,
    SecondSummons,
)

HALF = Fraction(1, 2)
# Sources that are no law: what a profile says without naming one, and what nobody has confirmed.
BY_PROFILE = "profile"
ASSUMED = "assumed"
PROPOSED = "proposed"
NO_LAW = frozenset({"", BY_PROFILE, ASSUMED, PROPOSED})

# What carries, and whether the share must be exceeded or only reached.
_NAMED: Mapping[Majority, tuple[Fraction, bool]] = {
    Majority.SIMPLE: (HALF, True),
    Majority.ABSOLUTE: (HALF, True),
    Majority.TWO_THIRDS: (Fraction(2, 3), False),
    Majority.THREE_QUARTERS: (Fraction(3, 4), False),
    Majority.FOUR_FIFTHS: (Fraction(4, 5), False),
}


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How a body comes to a decision on one kind of matter, each rule with its source."""

    seats_count: int
    kind: CommitteeKind = CommitteeKind.ADVISORY_BOARD
    matter: str = ANY_MATTER

    quorum_share: Fraction = HALF
    quorum_is_exceeded: bool = True
    quorum_holds_until_doubted: bool = False
    second_summons: SecondSummons = SecondSummons.ANY_NUMBER_IF_ANNOUNCED
    many_recused: ManyRecused = ManyRecused.SAME_QUORUM
    full_house_cures_summons: bool = False

    majority: Majority = Majority.SIMPLE
    majority_base: MajorityBase = MajorityBase.VOTES
    majority_share: Fraction | None = None
    majority_is_exceeded: bool = True
    abstentions: Abstentions = Abstentions.DO_NOT_COUNT
    tie: Tie = Tie.REJECTED
    casting_vote: CastingVote = CastingVote.OWN_VOTE
    is_secret: bool = False
    ranking: Ranking = Ranking.APPROVAL

    deputies_allowed: bool = True
    advisory_members_allowed: bool = True

    circulation_allowed: bool = False
    circulation_objection_days: int = 0
    circulation_consent_share: Fraction | None = None
    circulation_is_legal_exception: bool = False
    silence_is_consent: bool = False
    silence_days: int = 0
    silence_answers_count: int = 1

    notice_days: int = 14
    notice_unit: DayUnit = DayUnit.CALENDAR
    papers_days: int | None = None
    papers_unit: DayUnit = DayUnit.CALENDAR
    urgent_notice_days: int | None = None
    first_meeting_notice_days: int | None = None
    convened_by: Convener = Convener.CHAIR
    special_meeting_share: Fraction | None = None
    is_public: bool = False
    remote: Remote = Remote.NONE
    remote_chair_allowed: bool = False

    sources: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse what no body can follow; a profile is told the same earlier, with file and line."""
        shares = (self.quorum_share, self.majority_share, self.circulation_consent_share)
        if any(share is not None and not 0 <= share <= 1 for share in shares):
            raise ValueError(f"A share lies between 0 and 1: {shares}.")
        if (self.majority is Majority.OWN) != (self.majority_share is not None):
            raise ValueError("A share of its own goes with the majority 'own', and only with it.")
        if self.seats_count < 0:
            raise ValueError(f"{self.seats_count} seats.")

    @property
    def has_quorum_rule(self) -> bool:
        """A conference has no seats and no quorum; it only speaks."""
        return self.kind is not CommitteeKind.CONFERENCE

    @property
    def needed_share(self) -> tuple[Fraction, bool]:
        """The share of the base that carries, and whether it must be exceeded."""
        if self.majority_share is not None:
            return self.majority_share, self.majority_is_exceeded
        return _NAMED[self.majority]

    @property
    def base(self) -> MajorityBase:
        """What the yes votes are counted against; an absolute majority is one of all seats."""
        return MajorityBase.SEATS if self.majority is Majority.ABSOLUTE else self.majority_base

    @property
    def abstentions_weigh(self) -> bool:
        """Whether an abstention has the weight of a no."""
        return self.base is not MajorityBase.VOTES or self.abstentions is Abstentions.COUNT_AS_NO

    def notice(self, *, is_first_of_term: bool = False, is_urgent: bool = False) -> tuple[int, DayUnit]:
        """How long before a meeting its members are summoned, and in which days."""
        if is_first_of_term and self.first_meeting_notice_days is not None:
            return self.first_meeting_notice_days, DayUnit.CALENDAR
        if is_urgent and self.urgent_notice_days is not None:
            return self.urgent_notice_days, self.notice_unit
        return self.notice_days, self.notice_unit

    def source(self, *names: str) -> str:
        """Where the first of these rules that has a source is written down."""
        return next((self.sources[name] for name in names if self.sources.get(name)), "")

    def law(self, *names: str) -> str:
        """The paragraph that a reason may quote: a source that is only proposed or assumed is none."""
        return next((said for name in names if (said := self.sources.get(name, "")) not in NO_LAW), "")
