"""Motions (Anträge): in which order they are voted on, what they change, and what they make idle.

Motions on procedure come before motions on the matter. Of several amendments the furthest-reaching
comes first; which one that is, the chair decides, and the order is kept.
"""

from collections.abc import Sequence

from models import Committee, Motion, MotionKind, MotionState
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.summoning import is_statutory

PROCEDURE = frozenset(
    {MotionKind.POSTPONE, MotionKind.REFER_BACK, MotionKind.END_OF_DEBATE, MotionKind.NON_PUBLIC}
)
ENDING = frozenset({MotionKind.POSTPONE, MotionKind.REFER_BACK})


def place_of(kind: MotionKind, earlier: Sequence[Motion]) -> int:
    """Where a new motion stands in the order, until the chair says otherwise."""
    if kind is not MotionKind.AMENDMENT:
        return 0
    return 1 + max((motion.place for motion in earlier), default=0)


def amended(text: str, motions: Sequence[Motion]) -> str:
    """The wording after the amendments that were adopted, in the order of their votes."""
    adopted = [
        motion
        for motion in motions
        if motion.kind is MotionKind.AMENDMENT and motion.state is MotionState.ADOPTED
    ]
    for motion in sorted(
        adopted, key=lambda motion: (motion.decided_at is None, motion.decided_at, motion.place)
    ):
        text = text.replace(motion.old_text, motion.new_text, 1)
    return text


def refuse_amendment(text: str, old: str, new: str) -> None:
    """Refuse an amendment that does not say which place of the wording becomes what."""
    if not old.strip() or old == new:
        raise NotAllowedNow("An amendment changes something.", code="amendment_changes_nothing")
    if old not in text:
        raise NotAllowedNow("The old text is not there.", code="amendment_not_found", old=old, wording=text)
    if text.count(old) > 1:
        raise NotAllowedNow("The old text is there twice.", code="amendment_ambiguous", old=old)


def refuse_turn(motions: Sequence[Motion], motion: Motion) -> None:
    """Refuse a vote on a motion that is decided, or before which another one comes."""
    if motion.state is not MotionState.OPEN:
        raise NotAllowedNow(
            f"Motion {motion.number} is {motion.state}.", code="motion_decided", number=motion.number
        )
    waiting = [each for each in motions if each.state is MotionState.OPEN]
    first = min(waiting, key=lambda each: (each.place, each.number))
    if first.number != motion.number:
        raise NotAllowedNow(
            f"Motion {first.number} comes first.",
            code="motion_not_its_turn",
            number=motion.number,
            first=first.number,
        )


def is_carried(committee: Committee, motion: Motion, *, yes: int, no: int) -> bool:
    """Whether a motion is carried: by more yes than no.

    Only a council may widen its agenda by two thirds of its members alone (NKomVG s. 59 (3)).
    """
    if motion.kind is MotionKind.URGENT_ITEM and is_statutory(committee.kind):
        return 3 * yes >= 2 * committee.seats_count
    return yes > no


def made_moot(motion: Motion, others: Sequence[Motion], wordings: dict[str | None, str]) -> list[Motion]:
    """Open motions from which an adopted one takes the ground.

    `wordings` are the texts as they now stand, by the part that they belong to.
    """
    waiting = [each for each in others if each.state is MotionState.OPEN and each.number != motion.number]
    if motion.kind in ENDING:
        return waiting
    return [
        each
        for each in waiting
        if each.kind is MotionKind.AMENDMENT and wordings.get(each.gate_item_id, "").count(each.old_text) != 1
    ]


def ordered(motions: Sequence[Motion], numbers: Sequence[int]) -> dict[int, int]:
    """The places of open motions in the order that the chair decides: place by number of motion."""
    waiting = {motion.number for motion in motions if motion.state is MotionState.OPEN}
    unknown = [number for number in numbers if number not in waiting]
    if unknown:
        raise NotThere(f"No open motion {unknown}.", code="no_such_motion", number=unknown[0])
    if len(set(numbers)) != len(numbers) or set(numbers) != waiting:
        raise NotAllowedNow(
            "The order names each open motion once.", code="order_incomplete", numbers=sorted(waiting)
        )
    return {number: place for place, number in enumerate(numbers, start=1)}
