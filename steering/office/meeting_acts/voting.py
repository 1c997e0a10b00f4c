"""In the meeting: the vote on an item, on the wording as it stands after the amendments."""

from datetime import datetime

from models import ItemResult, ItemVote, MeetingState, VotingMode
from models.columns import key
from steering.meetings.attending import present_seats
from steering.meetings.dossier import MeetingDossier, Point
from steering.meetings.outcome import VOTED, refuse_counts, refuse_pending, refuse_result, result_of, wording
from steering.office.meeting_acts.debating import Count, point_of, refuse_too_few
from steering.office.meeting_acts.desk import cycle_id_of, dossier_in, refuse_unless
from steering.office.opening import Office


def vote(
    office: Office,
    meeting_id: str,
    number: str,
    count: Count,
    *,
    part: int = 1,
    result: ItemResult | None = None,
    mode: VotingMode = VotingMode.OPEN,
    remark: str = "",
    at: datetime | None = None,
) -> ItemVote:
    """The meeting votes on an item. A count that was wrong is given again while the meeting lasts."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, (MeetingState.OPENED,), "meeting_not_open")
        point = point_of(dossier, dossier.item(number), part)
        refuse_pending(dossier, point)
        new = _vote(dossier, point, count, result=result, mode=mode, remark=remark, at=at or office.now)
        before = dossier.last_vote(point)
        if before is not None and _is_same(before, new):
            return before
        tx.keep([new])
        details = {
            "result": new.result,
            "counts": [count.yes, count.no, count.abstain],
            "present": new.present_count,
        }
        tx.enter("meeting.vote", new.id, details, cycle_id=cycle_id_of(tx, dossier))
        return tx.get(ItemVote, new.id)


def _vote(
    dossier: MeetingDossier,
    point: Point,
    count: Count,
    *,
    result: ItemResult | None,
    mode: VotingMode,
    remark: str,
    at: datetime,
) -> ItemVote:
    item = point.item
    recused = dossier.recused_from(item, point.part)
    present = len(present_seats(dossier.stays, dossier.seats, at, without=recused))
    refuse_counts(item.number, yes=count.yes, no=count.no, abstain=count.abstain, present=present)
    if result is None or result in VOTED:
        rules = dossier.rules_on(point)
        refuse_too_few(dossier, rules, item.number, present=present, recused=len(recused))
        result = result_of(rules, result, number=item.number, yes=count.yes, no=count.no, present=present)
    refuse_result(dossier, point, result)
    text = wording(dossier, point)
    is_amended = text != point.proposal
    before = dossier.last_vote(point)
    revision = before.revision + 1 if before else 1
    return ItemVote(
        id=key(item.id, "vote", point.part.number if point.part else 0, revision),
        agenda_item_id=item.id,
        gate_item_id=point.part.id if point.part else None,
        revision=revision,
        text=text,
        is_amended=is_amended,
        mode=mode,
        present_count=present,
        recused_count=len(recused),
        yes_count=count.yes,
        no_count=count.no,
        abstain_count=count.abstain,
        result=ItemResult.ADOPTED_AS_AMENDED if is_amended and result is ItemResult.ADOPTED else result,
        remark=remark,
        at=at,
    )


def _is_same(before: ItemVote, new: ItemVote) -> bool:
    leaving_out = {"id", "revision", "at"}
    return before.model_dump(exclude=leaving_out) == new.model_dump(exclude=leaving_out)
