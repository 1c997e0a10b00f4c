"""Planning a meeting, calling it again after it was inquorate, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models import AgendaItem, AgendaPaper, Committee, Meeting, MeetingState, Seat
from models.columns import key
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import MeetingEvent, moved
from steering.meetings.outcome import lost_quorum, open_points
from steering.office.archive import Transaction
from steering.office.clock import day_of
from steering.office.meeting_acts.desk import dossier_in, shift, short_name
from steering.office.opening import Office


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When and where a meeting is to be held, and who leads and writes."""

    starts_at: datetime
    place: str = ""
    remote_link: str = ""
    chair: str = ""
    minute_taker: str = ""


def plan(office: Office, committee_key: str, what: Plan, *, second_of: str | None = None) -> Meeting:
    """Put a meeting into the calendar; `second_of` calls the open matters of an inquorate one again.

    A meeting that was cancelled is taken up again when the same day is planned anew.
    """
    held_on = day_of(what.starts_at)
    if held_on < office.today:
        raise NotAllowedNow(f"{held_on} is over.", code="meeting_in_the_past", held_on=held_on)
    with office.writing() as tx:
        committee = tx.session.get(Committee, key(office.region_key, committee_key))
        if committee is None:
            raise NotThere(f"No committee {committee_key!r}.", code="no_committee", committee=committee_key)
        before = dossier_in(tx.session, second_of) if second_of else None
        known = _same_day(tx.session, committee, what, is_second=before is not None)
        if known is not None:
            return _again(tx, known, what)
        meeting = _meeting(tx.session, committee, what, before)
        tx.keep([meeting])
        tx.enter("meeting.plan", meeting.id, {"held_on": held_on, "place": what.place})
        if before is not None:
            _call_again(tx, before, meeting)
        return tx.get(Meeting, meeting.id)


def _same_day(session: Session, committee: Committee, what: Plan, *, is_second: bool) -> Meeting | None:
    query = select(Meeting).where(
        Meeting.committee_id == committee.id,
        Meeting.held_on == day_of(what.starts_at),
        col(Meeting.is_second_summons).is_(is_second),
    )
    return session.exec(query).first()


def _again(tx: Transaction, known: Meeting, what: Plan) -> Meeting:
    """The same plan again is harmless; a cancelled meeting lives again; another plan is refused."""
    if known.state is MeetingState.CANCELLED:
        dossier = dossier_in(tx.session, known.id)
        return shift(
            tx,
            dossier,
            MeetingEvent.REVIVE,
            starts_at=what.starts_at,
            place=what.place or known.place,
            reason="",
            sequence=known.sequence + 1,
        )
    if known.starts_at == what.starts_at and known.place == what.place:
        return known
    raise NotAllowedNow(
        f"{known.id} is that day.",
        code="meeting_that_day",
        held_on=known.held_on,
        meeting=short_name(known),
        meeting_state=known.state,
    )


def _meeting(session: Session, committee: Committee, what: Plan, before: MeetingDossier | None) -> Meeting:
    query = (
        select(func.count())
        .select_from(Meeting)
        .where(Meeting.committee_id == committee.id, col(Meeting.starts_at).is_not(None))
    )
    chairs = session.exec(select(Seat).where(Seat.committee_id == committee.id, col(Seat.is_chair).is_(True)))
    seat = chairs.first()
    return Meeting(
        id=key(committee.id, "meeting", session.exec(query).one() + 1),
        committee_id=committee.id,
        held_on=day_of(what.starts_at),
        state=moved(None, MeetingEvent.PLAN),
        is_second_summons=before is not None,
        is_simulated=before.meeting.is_simulated if before else False,
        starts_at=what.starts_at,
        place=what.place,
        remote_link=what.remote_link,
        chair=what.chair or (seat.title if seat else ""),
        minute_taker=what.minute_taker,
        follows_id=before.meeting.id if before else None,
    )


def _call_again(tx: Transaction, before: MeetingDossier, meeting: Meeting) -> None:
    """Take over what stayed open: a second summons is for the same matters and no others."""
    if not lost_quorum(before):
        raise NotAllowedNow(
            f"{before.meeting.id} was quorate.", code="was_not_inquorate", meeting=short_name(before.meeting)
        )
    shift(tx, before, MeetingEvent.CALL_AGAIN)
    still_open = {point.item.id for point in open_points(before)}
    for position, item in enumerate((each for each in before.agenda if each.id in still_open), start=1):
        again = AgendaItem(
            **item.model_dump(exclude={"id", "meeting_id", "position"}),
            id=key(meeting.id, position),
            meeting_id=meeting.id,
            position=position,
        )
        tx.keep([again])
        tx.keep(
            [
                AgendaPaper(
                    **paper.model_dump(exclude={"id", "agenda_item_id"}),
                    id=key(again.id, "paper", paper.number),
                    agenda_item_id=again.id,
                )
                for paper in before.papers_of(item)
            ]
        )
