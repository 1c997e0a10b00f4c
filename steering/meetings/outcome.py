"""What a meeting decides: whether a count is possible, what it means, and what is still open."""

from collections.abc import Sequence

from models import GateKind, ItemResult, ItemVote, MotionState
from steering.decision import Rules, contradicts
from steering.errors import NotAllowedNow
from steering.meetings.dossier import MeetingDossier, Point
from steering.meetings.motions import amended

VOTED = frozenset({ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED, ItemResult.REJECTED})


def wording(dossier: MeetingDossier, point: Point) -> str:
    """The wording as it stands after the amendments that were adopted."""
    mine = [
        motion
        for motion in dossier.motions_to(point.item)
        if motion.gate_item_id == (point.part.id if point.part else None)
    ]
    return amended(point.proposal, mine)


def refuse_counts(number: str, *, yes: int, no: int, abstain: int, present: int) -> None:
    """Refuse a count that cannot be."""
    if min(yes, no, abstain) < 0:
        raise NotAllowedNow(f"Item {number}: fewer than none.", code="count_below_zero")
    if yes + no + abstain > present:
        raise NotAllowedNow(
            f"Item {number}: more votes than present.",
            code="more_votes_than_present",
            number=number,
            present=present,
        )


def result_of(
    rules: Rules, wanted: ItemResult | None, *, number: str, yes: int, no: int, present: int
) -> ItemResult:
    """The result that a count has; where a tie leaves it to the chair, the chair's word is needed."""
    possible = [
        result
        for result in (ItemResult.ADOPTED, ItemResult.REJECTED)
        if not contradicts(rules, result, yes=yes, no=no, present=present)
    ]
    plain = ItemResult.ADOPTED if wanted is ItemResult.ADOPTED_AS_AMENDED else wanted
    if plain is None and len(possible) > 1:
        raise NotAllowedNow("The chair decides.", code="chair_must_say", number=number)
    if plain is not None and plain in VOTED and plain not in possible:
        raise NotAllowedNow(
            f"Item {number}: {plain} against the votes.", code="result_against_votes", number=number
        )
    return plain or possible[0]


def refuse_result(dossier: MeetingDossier, point: Point, result: ItemResult) -> None:
    """Refuse a result that this question cannot have."""
    gate = dossier.gates.get(point.item.gate_id or "")
    if gate is not None and gate.kind is GateKind.DECIDE and result is ItemResult.NOTED:
        raise NotAllowedNow(
            f"{point.item.number} is to be decided.", code="result_is_no_decision", number=point.item.number
        )


def refuse_pending(dossier: MeetingDossier, point: Point) -> None:
    """Refuse a vote on a matter before the motions to it are through."""
    waiting = [motion.number for motion in dossier.motions_to(point.item) if motion.state is MotionState.OPEN]
    if waiting:
        raise NotAllowedNow(
            f"Motions {waiting} wait.", code="motions_pending", number=point.item.number, motions=waiting
        )


def open_points(dossier: MeetingDossier) -> list[Point]:
    """What the meeting was to decide and has not decided."""
    return [
        point
        for item in dossier.agenda
        for point in dossier.points_of(item)
        if dossier.last_vote(point) is None
    ]


def last_votes(dossier: MeetingDossier) -> list[tuple[Point, ItemVote]]:
    """The counts that stand, in the order of the agenda."""
    found: list[tuple[Point, ItemVote]] = []
    for item in dossier.agenda:
        for point in dossier.points_of(item):
            vote = dossier.last_vote(point)
            if vote is not None:
                found.append((point, vote))
    return found


def lost_quorum(dossier: MeetingDossier) -> bool:
    """Whether the meeting ended because too few were there."""
    return bool(dossier.checks) and not dossier.checks[-1].is_met


def open_numbers(points: Sequence[Point]) -> list[str]:
    """The numbers of the items that are open, each once."""
    return list(dict.fromkeys(point.item.number for point in points))
