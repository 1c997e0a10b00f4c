"""Ranking: in which order of urgency a body puts its topics. Ties are broken by the lot, never by name."""

from collections.abc import Mapping, Sequence

from models import Answer
from steering.decision.lots import Lot
from steering.decision.votes import Vote


def places(votes_by_subject: Mapping[str, Sequence[Vote]], *, lot: Lot | None = None) -> dict[str, int]:
    """The order of urgency, 1 first: more yes votes, then the smaller mean rank, then the lot."""
    drawn = lot or Lot(seed="")

    def order(subject: str) -> tuple[int, float, str, str]:
        votes = votes_by_subject[subject]
        yes = sum(vote.answer is Answer.YES for vote in votes)
        ranks = [vote.rank for vote in votes if vote.rank is not None]
        mean = sum(ranks) / len(ranks) if ranks else float("inf")
        return (-yes, mean, drawn.drawn(subject), subject)

    return {subject: place for place, subject in enumerate(sorted(votes_by_subject, key=order), start=1)}
