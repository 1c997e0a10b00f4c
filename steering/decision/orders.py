"""Orders of preference: what each seat puts before what, and how a body puts it together."""

from collections.abc import Mapping, Sequence

from models import Answer
from steering.decision.votes import Vote

# Below every rank that a seat can give: a yes without a rank, then silence and abstention, then a no.
_UNRANKED_YES, _UNDECIDED, _NO = (1, 0), (2, 0), (3, 0)
Levels = Mapping[str, Mapping[str, tuple[int, int]]]


def levels(votes_by_subject: Mapping[str, Sequence[Vote]]) -> Levels:
    """How high each seat puts each subject; the smaller level is the higher, equal levels are equal."""
    put: dict[str, dict[str, tuple[int, int]]] = {}
    for subject, votes in votes_by_subject.items():
        for vote in votes:
            put.setdefault(vote.seat_id, {})[subject] = _level(vote)
    return put


def _level(vote: Vote) -> tuple[int, int]:
    if vote.answer is Answer.YES:
        return _UNRANKED_YES if vote.rank is None else (0, vote.rank)
    return _NO if vote.answer is Answer.NO else _UNDECIDED


def preferring(subjects: Sequence[str], put: Levels) -> dict[tuple[str, str], int]:
    """How many seats put the first of two subjects before the second."""
    counted = {(one, other): 0 for one in subjects for other in subjects if one != other}
    for seat in put.values():
        for one, other in counted:
            counted[one, other] += seat.get(one, _UNDECIDED) < seat.get(other, _UNDECIDED)
    return counted


def schulze(subjects: Sequence[str], put: Levels) -> dict[str, int]:
    """How many others each subject beats by the strongest path (Schulze, winning votes).

    Beating by the strongest path is transitive, so the number of the beaten is an order: who beats
    another beats more.
    """
    counted = preferring(subjects, put)
    path = {pair: votes if votes > counted[pair[::-1]] else 0 for pair, votes in counted.items()}
    for between in subjects:
        for one in subjects:
            if one == between:
                continue
            first = path[one, between]
            for other in subjects:
                if other not in (one, between):
                    path[one, other] = max(path[one, other], min(first, path[between, other]))
    return {
        one: sum(path[one, other] > path[other, one] for other in subjects if other != one)
        for one in subjects
    }


def borda(subjects: Sequence[str], put: Levels) -> dict[str, int]:
    """Ranking points: of each seat two for every subject that is put lower, one for every equal one."""
    points = dict.fromkeys(subjects, 0)
    for seat in put.values():
        for one in subjects:
            mine = seat.get(one, _UNDECIDED)
            others = [seat.get(other, _UNDECIDED) for other in subjects if other != one]
            points[one] += sum(2 * (mine < other) + (mine == other) for other in others)
    return points
