"""In the meeting: who comes and goes, the opening, doubts about the quorum, who leaves for an item."""

from collections.abc import Sequence
from datetime import datetime

from models import (
    AgendaRecusal,
    Attendance,
    Mandate,
    MeetingState,
    Presence,
    QuorumCheck,
    QuorumOccasion,
    Role,
    Seat,
)
from models.columns import key
from steering.addressees import active_mandates
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.attending import filled_seats, is_there, presence_of, present_seats, refuse_stay
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import MeetingEvent
from steering.meetings.summoning import meeting_quorum, needed_now
from steering.office.archive import Transaction
from steering.office.meeting_acts.closing import finish
from steering.office.meeting_acts.desk import dossier_in, refuse_unless, shift, short_name
from steering.office.opening import Office

ATTENDABLE = (MeetingState.SUMMONED, MeetingState.OPENED)


def attend(
    office: Office,
    meeting_id: str,
    seat_number: int,
    *,
    is_deputy: bool = False,
    is_remote: bool = False,
    at: datetime | None = None,
) -> Attendance:
    """Somebody takes a seat, as member or as deputy; once is enough."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, ATTENDABLE, "meeting_takes_nobody")
        seat = _seat(dossier, seat_number)
        mandate = _mandate(dossier, seat, is_deputy=is_deputy)
        for stay in dossier.stays:
            if stay.seat_id == seat.id and stay.left_at is None and stay.mandate_id == mandate.id:
                return stay
        refuse_stay(dossier, mandate, seat, is_remote=is_remote)
        return _keep(
            office,
            tx,
            dossier,
            presence=presence_of(mandate, seat),
            title=mandate.title,
            seat_id=seat.id,
            mandate_id=mandate.id,
            is_remote=is_remote,
            at=at,
        )


def attend_as_guest(
    office: Office, meeting_id: str, title: str, *, is_remote: bool = False, at: datetime | None = None
) -> Attendance:
    """A guest is heard: the coordinator, an expert, the press."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, ATTENDABLE, "meeting_takes_nobody")
        for stay in dossier.stays:
            if stay.presence is Presence.GUEST and stay.title == title and stay.left_at is None:
                return stay
        return _keep(office, tx, dossier, presence=Presence.GUEST, title=title, is_remote=is_remote, at=at)


def leave(
    office: Office,
    meeting_id: str,
    *,
    seat_number: int | None = None,
    guest: str = "",
    at: datetime | None = None,
) -> Attendance:
    """Somebody goes; who comes back later attends anew."""
    moment = at or office.now
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, ATTENDABLE, "meeting_takes_nobody")
        wanted = _seat(dossier, seat_number) if seat_number is not None else None
        title = wanted.title if wanted else guest
        mine = [
            stay
            for stay in dossier.stays
            if stay.left_at is None and (stay.seat_id == wanted.id if wanted else stay.title == guest)
        ]
        if not mine:
            raise NotAllowedNow(f"{title} is not there.", code="seat_not_present", seat=title)
        if moment < mine[0].came_at:
            raise NotAllowedNow(
                "Gone before coming.", code="left_before_coming", seat=title, at=mine[0].came_at
            )
        mine[0].left_at = moment
        tx.session.add(mine[0])
        tx.session.flush()
        tx.enter("meeting.leave", meeting_id, {"who": title, "at": moment.isoformat()})
        return mine[0]


def open_meeting(
    office: Office, meeting_id: str, *, at: datetime | None = None, has_objection: bool = False
) -> QuorumCheck:
    """Open the meeting and establish the quorum; without one it ends here and may be called again."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        if dossier.meeting.state in (MeetingState.OPENED, MeetingState.INQUORATE) and dossier.checks:
            return dossier.checks[0]
        if not dossier.summonses:
            raise NotAllowedNow("No summons.", code="not_summoned", meeting=short_name(dossier.meeting))
        refuse_unless(dossier, (MeetingState.SUMMONED,), "not_summoned")
        moment = at or office.now
        check = _check(dossier, moment, QuorumOccasion.OPENING, has_objection=has_objection)
        if check.is_met:
            shift(tx, dossier, MeetingEvent.OPEN, opened_at=moment, present_count=check.present_count)
            tx.keep([check])
            return tx.get(QuorumCheck, check.id)
        _end(office, tx, dossier, check, opened_at=moment)
        return tx.get(QuorumCheck, check.id)


def doubt(office: Office, meeting_id: str, *, by: str, at: datetime | None = None) -> QuorumCheck:
    """Somebody doubts the quorum: it is counted again at this moment (NKomVG s. 65 (1)).

    Where it is lost, nothing more is decided; what was decided before stands.
    """
    if not by.strip():
        raise NotAllowedNow("Who doubts?", code="doubt_by_nobody")
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, (MeetingState.OPENED,), "meeting_not_open")
        check = _check(dossier, at or office.now, QuorumOccasion.DOUBT, doubted_by=by)
        if check.is_met:
            tx.keep([check])
            tx.enter("meeting.doubt", meeting_id, {"present": check.present_count, "by": by})
            return tx.get(QuorumCheck, check.id)
        _end(office, tx, dossier, check)
        return tx.get(QuorumCheck, check.id)


def recuse(
    office: Office, meeting_id: str, number: str, seat_numbers: Sequence[int], *, at: datetime | None = None
) -> list[AgendaRecusal]:
    """Members leave for an item because they are excluded from it (Mitwirkungsverbot, NKomVG s. 41)."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        refuse_unless(dossier, ATTENDABLE, "meeting_not_open")
        item = dossier.item(number)
        if any(vote.agenda_item_id == item.id for vote in dossier.votes):
            raise NotAllowedNow(f"{number} is voted on.", code="recused_too_late", number=number)
        known = dossier.recused_from(item)
        seats = [_seat(dossier, each) for each in seat_numbers]
        new = [
            AgendaRecusal(agenda_item_id=item.id, seat_id=seat.id, at=at or office.now)
            for seat in seats
            if seat.id not in known
        ]
        if new:
            tx.keep(new)
            tx.enter("meeting.recuse", item.id, {"seats": [each.seat_id for each in new]})
        return new


def _seat(dossier: MeetingDossier, number: int) -> Seat:
    for seat in dossier.seats:
        if seat.number == number:
            return seat
    raise NotThere(
        f"No seat {number}.", code="no_such_seat", number=number, committee=dossier.committee.title
    )


def _mandate(dossier: MeetingDossier, seat: Seat, *, is_deputy: bool) -> Mandate:
    running = active_mandates(dossier.mandates, dossier.meeting.held_on)
    mine = [each for each in running if each.seat_id == seat.id and (each.role is Role.DEPUTY) is is_deputy]
    if not mine:
        raise NotThere(f"Nobody fills {seat.id}.", code="seat_not_filled", seat=seat.title)
    return mine[0]


def _keep(
    office: Office,
    tx: Transaction,
    dossier: MeetingDossier,
    *,
    presence: Presence,
    title: str,
    at: datetime | None,
    seat_id: str | None = None,
    mandate_id: str | None = None,
    is_remote: bool = False,
) -> Attendance:
    number = len(dossier.stays) + 1
    stay = Attendance(
        id=key(dossier.meeting.id, "stay", number),
        meeting_id=dossier.meeting.id,
        number=number,
        presence=presence,
        title=title,
        seat_id=seat_id,
        mandate_id=mandate_id,
        is_remote=is_remote,
        came_at=at or office.now,
    )
    tx.keep([stay])
    tx.enter("meeting.attend", stay.id, {"as": presence, "who": title})
    return tx.get(Attendance, stay.id)


def _check(
    dossier: MeetingDossier,
    at: datetime,
    occasion: QuorumOccasion,
    *,
    has_objection: bool = False,
    doubted_by: str = "",
) -> QuorumCheck:
    rules, filled = dossier.rules_on(), len(filled_seats(dossier))
    summons = dossier.summonses[-1]
    present = len(present_seats(dossier.stays, dossier.seats, at))
    found = meeting_quorum(
        rules,
        summons,
        present=present,
        filled=filled,
        has_objection=has_objection,
        is_doubted=occasion is QuorumOccasion.DOUBT,
    )
    number = len(dossier.checks) + 1
    return QuorumCheck(
        id=key(dossier.meeting.id, "quorum", number),
        meeting_id=dossier.meeting.id,
        number=number,
        occasion=occasion,
        at=at,
        present_count=present,
        needed_count=needed_now(rules, summons, filled),
        seats_count=dossier.committee.seats_count,
        is_met=found.is_met,
        reason=found.reason.code,
        doubted_by=doubted_by,
    )


def _end(
    office: Office, tx: Transaction, dossier: MeetingDossier, check: QuorumCheck, **changes: object
) -> None:
    """The meeting ends inquorate; what was decided before goes its way."""
    finish(office, tx, dossier)
    for stay in dossier.stays:
        if is_there(stay, check.at) and stay.left_at is None:
            stay.left_at = check.at
            tx.session.add(stay)
    tx.session.flush()
    shift(
        tx,
        dossier,
        MeetingEvent.LOSE_QUORUM,
        closed_at=check.at,
        reason=check.reason,
        present_count=check.present_count,
        **changes,
    )
    tx.keep([check])
