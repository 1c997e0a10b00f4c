"""Ranking: in which order of urgency a body puts its topics.

The method is a rule of the body. Whatever it is, equal topics are put in order by the lot, never by
name or number, and the outcome says that a lot was drawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from models import Answer
from steering.decision.lots import Lot
from steering.decision.orders import borda, levels, schulze
from steering.decision.votes import Vote
from steering.rules_of_procedure import Ranking

Votes = Mapping[str, Sequence[Vote]]


@dataclass(frozen=True, kw_only=True)
class Order:
    """Topics in their order, and those among them whose order the lot decided."""

    places: Mapping[str, int]
    drawn: tuple[tuple[str, ...], ...] = ()


def places(votes_by_subject: Votes, *, lot: Lot | None = None) -> dict[str, int]:
    """The order of urgency, 1 first: more yes votes, then the smaller mean rank, then the lot."""
    return dict(ranked(votes_by_subject, Ranking.APPROVAL, lot or Lot(seed="")).places)


def ranked(votes_by_subject: Votes, method: Ranking, lot: Lot) -> Order:
    """The order of the topics by a method, 1 first."""
    if method is Ranking.PROPORTIONAL_APPROVAL:
        return _proportional(votes_by_subject, lot)
    scores = _SCORES[method](votes_by_subject)
    # Better first; what is equal in score comes in the order of its lot.
    listed = sorted(scores, key=lambda subject: (scores[subject], lot.drawn(subject), subject))
    groups = [tuple(group) for _, group in groupby(listed, key=lambda subject: scores[subject])]
    return Order(
        places={subject: place for place, subject in enumerate(listed, start=1)},
        drawn=tuple(group for group in groups if len(group) > 1),
    )


def _by_approval(votes_by_subject: Votes) -> dict[str, tuple[int, Fraction | float]]:
    return {subject: _approval(votes) for subject, votes in votes_by_subject.items()}


def _approval(votes: Sequence[Vote]) -> tuple[int, Fraction | float]:
    yes = sum(vote.answer is Answer.YES for vote in votes)
    ranks = [vote.rank for vote in votes if vote.rank is not None]
    return (-yes, Fraction(sum(ranks), len(ranks)) if ranks else float("inf"))


def _by_schulze(votes_by_subject: Votes) -> dict[str, int]:
    wins = schulze(list(votes_by_subject), levels(votes_by_subject))
    return {subject: -won for subject, won in wins.items()}


def _by_borda(votes_by_subject: Votes) -> dict[str, int]:
    points = borda(list(votes_by_subject), levels(votes_by_subject))
    return {subject: -scored for subject, scored in points.items()}


_SCORES: Mapping[Ranking, Callable[[Votes], Mapping[str, object]]] = {
    Ranking.APPROVAL: _by_approval,
    Ranking.SCHULZE: _by_schulze,
    Ranking.BORDA: _by_borda,
}


def _proportional(votes_by_subject: Votes, lot: Lot) -> Order:
    """Proportional approval, one topic after the other.

    Each seat that approves the next topic counts one, halved, thirded ... for every topic in front
    that it approved already: a minority with a wish of its own comes up in time.
    """
    approvals = {
        subject: {vote.seat_id for vote in votes if vote.answer is Answer.YES}
        for subject, votes in votes_by_subject.items()
    }
    served: dict[str, int] = {}
    order: list[str] = []
    drawn: list[tuple[str, ...]] = []
    left = set(approvals)
    while left:
        worth = {
            subject: sum((Fraction(1, served.get(seat, 0) + 1) for seat in approvals[subject]), Fraction(0))
            for subject in left
        }
        best = max(worth.values())
        equal = lot.order(subject for subject in left if worth[subject] == best)
        if len(equal) > 1:
            drawn.append(tuple(equal))
        order.append(equal[0])
        left.remove(equal[0])
        for seat in approvals[equal[0]]:
            served[seat] = served.get(seat, 0) + 1
    return Order(places={subject: place for place, subject in enumerate(order, start=1)}, drawn=tuple(drawn))
