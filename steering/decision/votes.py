"""Votes, what they add up to, and what an outcome is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models import Answer, ItemResult


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What one seat answered to one item. A seat counts once, whoever sat on it."""

    seat_id: str
    answer: Answer
    is_chair: bool = False
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How an item was voted on: what the majority is reckoned from."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    chair: Answer | None = None
    casting: Answer | None = None  # what the chair says once more, after a tie

    @property
    def cast(self) -> int:
        """All votes, abstentions included."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why an outcome is as it is: a code and its figures; `law` is the paragraph, if there is one."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ItemOutcome:
    """What became of one item."""

    result: ItemResult
    yes: int
    no: int
    abstain: int
    reasons: tuple[Reason, ...]
    needs_approval: bool = False


def counted(votes: Iterable[Vote]) -> Count:
    """What single votes add up to: of a seat that voted twice the later vote counts."""
    one_each = {vote.seat_id: vote for vote in votes}.values()
    answers = [vote.answer for vote in one_each]
    return Count(
        yes=answers.count(Answer.YES),
        no=answers.count(Answer.NO),
        abstain=answers.count(Answer.ABSTAIN),
        chair=next((vote.answer for vote in one_each if vote.is_chair), None),
    )
