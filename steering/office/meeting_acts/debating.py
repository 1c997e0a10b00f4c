"""In the meeting: motions to the agenda and to the wording, and what is put down at an item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models import (
    AgendaItem,
    AgendaKind,
    ItemResult,
    ItemVote,
    MeetingState,
    Motion,
    MotionKind,
    MotionState,
    VotingMode,
)
from models.columns import key
from steering.decision import Rules, quorum_needed
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.agenda import next_number
from steering.meetings.attending import present_seats
from steering.meetings.dossier import MeetingDossier, Point
from steering.meetings.motions import (
    ENDING,
    is_carried,
    made_moot,
    ordered,
    place_of,
    refuse_amendment,
    refuse_turn,
)
from steering.meetings.outcome import refuse_counts, wording
from steering.meetings.summoning import item_quorum
from steering.office.archive import Transaction
from steering.office.meeting_acts.desk import cycle_id_of, dossier_in, refuse_unless
from steering.office.opening import Office

ENDS_AS = {MotionKind.POSTPONE: ItemResult.POSTPONED, MotionKind.REFER_BACK: ItemResult.REFERRED_BACK}


@dataclass(frozen=True, kw_only=True)
class NewMotion:
    """A motion as it is moved; an urgent item names in `text` what is to be dealt with."""

    kind: MotionKind
    moved_by: str
    text: str = ""
    old_text: str = ""
    new_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Count:
    """How hands were raised."""

    yes: int
    no: int
    abstain: int


def move_motion(
    office: Office,
    meeting_id: str,
    what: NewMotion,
    *,
    number: str = "",
    part: int = 1,
    at: datetime | None = None,
) -> Motion:
    """A member moves something; the same motion again is harmless."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, (MeetingState.OPENED,), "meeting_not_open")
        item = None if what.kind is MotionKind.URGENT_ITEM else dossier.item(number)
        point = point_of(dossier, item, part) if item and what.kind is MotionKind.AMENDMENT else None
        motion = _motion(office, dossier, what, item, point, at)
        for known in dossier.motions:
            if _is_same(known, motion):
                return known
        _refuse(dossier, what, item, point)
        tx.keep([motion])
        tx.enter(
            "meeting.motion",
            motion.id,
            {"kind": what.kind, "by": what.moved_by},
            cycle_id=cycle_id_of(tx, dossier),
        )
        return tx.get(Motion, motion.id)


def order_motions(office: Office, meeting_id: str, number: str, motions: Sequence[int]) -> list[Motion]:
    """The chair decides which motion is the furthest-reaching: they are voted on in this order."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, (MeetingState.OPENED,), "meeting_not_open")
        item = dossier.item(number)
        places = ordered(dossier.motions_to(item), motions)
        for motion in dossier.motions_to(item):
            if motion.number in places:
                motion.place = places[motion.number]
                tx.session.add(motion)
        tx.session.flush()
        tx.enter("meeting.order", item.id, {"motions": list(motions)})
        return dossier_in(tx.session, meeting_id).motions_to(item)


def withdraw_motion(office: Office, meeting_id: str, motion_number: int) -> Motion:
    """Whoever moved it takes it back."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        motion = _numbered(dossier, motion_number)
        if motion.state is MotionState.OPEN:
            _settle(tx, motion, MotionState.WITHDRAWN, office.now)
        return motion


def vote_motion(
    office: Office, meeting_id: str, motion_number: int, count: Count, *, at: datetime | None = None
) -> Motion:
    """The meeting votes on a motion, and what it decides holds at once."""
    moment = at or office.now
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, (MeetingState.OPENED,), "meeting_not_open")
        motion = _numbered(dossier, motion_number)
        item = next((each for each in dossier.items if each.id == motion.agenda_item_id), None)
        rivals = (
            dossier.motions_to(item)
            if item
            else [each for each in dossier.motions if not each.agenda_item_id]
        )
        refuse_turn(rivals, motion)
        without = dossier.recused_from(item) if item else set()
        present = len(present_seats(dossier.stays, dossier.seats, moment, without=without))
        shown = item.number if item else "–"
        refuse_counts(shown, yes=count.yes, no=count.no, abstain=count.abstain, present=present)
        rules = dossier.rules_on(next(iter(dossier.points_of(item)), None) if item else None)
        refuse_too_few(dossier, rules, shown, present=present, recused=len(without))
        motion.present_count = present
        motion.yes_count, motion.no_count, motion.abstain_count = count.yes, count.no, count.abstain
        carried = is_carried(dossier.committee, motion, yes=count.yes, no=count.no)
        _settle(tx, motion, MotionState.ADOPTED if carried else MotionState.REJECTED, moment)
        if carried:
            _follow(tx, dossier_in(tx.session, meeting_id), motion, item, moment)
        return tx.get(Motion, motion.id)


def _refuse(dossier: MeetingDossier, what: NewMotion, item: AgendaItem | None, point: Point | None) -> None:
    if what.kind is MotionKind.AMENDMENT and point is not None:
        refuse_amendment(wording(dossier, point), what.old_text, what.new_text)
    if what.kind is MotionKind.URGENT_ITEM:
        if not what.text.strip():
            raise NotAllowedNow("What is urgent?", code="urgent_item_without_title")
        if dossier.meeting.is_second_summons:
            raise NotAllowedNow("The same matters only.", code="second_meeting_same_matters")
    if item is not None and any(vote.agenda_item_id == item.id for vote in dossier.votes):
        raise NotAllowedNow(f"{item.number} is voted on.", code="item_voted", number=item.number)


def _motion(
    office: Office,
    dossier: MeetingDossier,
    what: NewMotion,
    item: AgendaItem | None,
    point: Point | None,
    at: datetime | None,
) -> Motion:
    number = len(dossier.motions) + 1
    earlier = dossier.motions_to(item) if item else []
    return Motion(
        id=key(dossier.meeting.id, "motion", number),
        meeting_id=dossier.meeting.id,
        agenda_item_id=item.id if item else None,
        gate_item_id=point.part.id if point and point.part else None,
        number=number,
        place=place_of(what.kind, earlier),
        kind=what.kind,
        moved_by=what.moved_by,
        text=what.text,
        old_text=what.old_text,
        new_text=what.new_text,
        moved_at=at or office.now,
    )


def _is_same(known: Motion, new: Motion) -> bool:
    same = ("agenda_item_id", "gate_item_id", "kind", "moved_by", "text", "old_text", "new_text")
    return all(getattr(known, name) == getattr(new, name) for name in same)


def point_of(dossier: MeetingDossier, item: AgendaItem, part: int) -> Point:
    """The thing that is voted on at an item, by its place. Raises NotThere."""
    points = dossier.points_of(item)
    if not 1 <= part <= len(points):
        raise NotThere(
            f"{item.number} has no part {part}.", code="no_such_part", number=item.number, part=part
        )
    return points[part - 1]


def refuse_too_few(dossier: MeetingDossier, rules: Rules, number: str, *, present: int, recused: int) -> None:
    """Refuse a vote by fewer than the body's rules ask for, on an item as on a motion to it."""
    found = item_quorum(rules, dossier.summonses[-1], present=present, recused=recused)
    if not found.is_met:
        raise NotAllowedNow(
            f"Item {number}: {present} present.",
            code="vote_without_quorum",
            number=number,
            present=present,
            needed=quorum_needed(rules),
        )


def _numbered(dossier: MeetingDossier, number: int) -> Motion:
    for motion in dossier.motions:
        if motion.number == number:
            return motion
    raise NotThere(f"No motion {number}.", code="no_such_motion", number=number)


def _settle(tx: Transaction, motion: Motion, state: MotionState, at: datetime) -> None:
    motion.state, motion.decided_at = state, at
    tx.session.add(motion)
    tx.session.flush()
    counts = [motion.yes_count, motion.no_count, motion.abstain_count]
    tx.enter("meeting.motion_settled", motion.id, {"state": state, "counts": counts})


def _follow(
    tx: Transaction,
    dossier: MeetingDossier,
    motion: Motion,
    item: AgendaItem | None,
    at: datetime,
) -> None:
    """What an adopted motion does."""
    if motion.kind is MotionKind.URGENT_ITEM:
        tx.keep([_urgent(dossier, motion)])
        return
    if item is None:
        return
    wordings = {
        point.part.id if point.part else None: wording(dossier, point) for point in dossier.points_of(item)
    }
    for idle in made_moot(motion, dossier.motions_to(item), wordings):
        _settle(tx, idle, MotionState.MOOT, at)
    if motion.kind is MotionKind.NON_PUBLIC:
        tx.get(AgendaItem, item.id).is_public = False
        tx.session.flush()
    if motion.kind in ENDING:
        tx.keep([_ended(dossier, point, motion, at) for point in dossier.points_of(item)])


def _urgent(dossier: MeetingDossier, motion: Motion) -> AgendaItem:
    position = max((item.position for item in dossier.items), default=0) + 1
    return AgendaItem(
        id=key(dossier.meeting.id, position),
        meeting_id=dossier.meeting.id,
        position=position,
        number=next_number(dossier.items),
        title=motion.text,
        kind=AgendaKind.MATTER,
        is_public=dossier.rules_on().is_public,
        proposal=motion.new_text,
        is_urgent=True,
    )


def _ended(dossier: MeetingDossier, point: Point, motion: Motion, at: datetime) -> ItemVote:
    """The vote on the motion is the vote on the item: it comes again another day."""
    before = dossier.last_vote(point)
    revision = before.revision + 1 if before else 1
    return ItemVote(
        id=key(point.item.id, "vote", point.part.number if point.part else 0, revision),
        agenda_item_id=point.item.id,
        gate_item_id=point.part.id if point.part else None,
        revision=revision,
        text=wording(dossier, point),
        mode=VotingMode.OPEN,
        present_count=motion.present_count or 0,
        recused_count=len(dossier.recused_from(point.item)),
        yes_count=motion.yes_count,
        no_count=motion.no_count,
        abstain_count=motion.abstain_count,
        result=ENDS_AS[motion.kind],
        remark=motion.text,
        at=at,
    )
