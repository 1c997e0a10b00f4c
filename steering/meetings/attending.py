"""Attendance (Anwesenheit): who is there at a moment, for whom, and who may be there how."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from models import Attendance, Mandate, Presence, Role, Seat
from steering.errors import NoMandate, NotAllowedNow
from steering.meetings.dossier import MeetingDossier
from steering.rules_of_procedure.values import Remote


def is_there(stay: Attendance, at: datetime) -> bool:
    """Whether a stay covers a moment; whoever leaves at it is gone."""
    return stay.came_at <= at and (stay.left_at is None or at < stay.left_at)


def present_seats(
    stays: Iterable[Attendance], seats: Sequence[Seat], at: datetime, *, without: Iterable[str] = ()
) -> set[str]:
    """The seats with a vote that are filled at a moment; each counts once, whoever sits on it."""
    voting = {seat.id for seat in seats if seat.has_vote} - set(without)
    return {stay.seat_id for stay in stays if stay.seat_id in voting and is_there(stay, at)}


def presence_of(mandate: Mandate, seat: Seat) -> Presence:
    """As what somebody attends."""
    if mandate.role is Role.DEPUTY:
        return Presence.DEPUTY
    return Presence.MEMBER if seat.has_vote else Presence.ADVISORY


def refuse_stay(dossier: MeetingDossier, mandate: Mandate, seat: Seat, *, is_remote: bool) -> None:
    """Refuse whoever may not take this seat, or not from afar."""
    committee, meeting = dossier.committee, dossier.meeting
    if seat.committee_id != committee.id:
        raise NoMandate(f"{seat.id} is elsewhere.", code="seat_of_other_committee", seat=mandate.title)
    if not (
        mandate.from_on <= meeting.held_on and (mandate.to_on is None or mandate.to_on >= meeting.held_on)
    ):
        raise NoMandate(f"{mandate.id} does not run.", code="mandate_ended", seat=mandate.title)
    if mandate.role is Role.DEPUTY and not dossier.rules_on().deputies_allowed:
        raise NoMandate(f"{committee.key} knows no deputies.", code="no_deputies", committee=committee.title)
    if any(stay.seat_id == seat.id and stay.left_at is None for stay in dossier.stays):
        raise NotAllowedNow(f"{seat.id} is filled.", code="seat_present_already", seat=seat.title)
    if is_remote:
        _refuse_remote(dossier, mandate, seat)


def _refuse_remote(dossier: MeetingDossier, mandate: Mandate, seat: Seat) -> None:
    committee, rules = dossier.committee, dossier.rules_on()
    leads = seat.is_chair or dossier.meeting.chair in (seat.title, mandate.title)
    # Whoever leads the meeting sits in the room (NKomVG s. 64 (3)).
    if leads and not rules.remote_chair_allowed:
        raise NotAllowedNow(f"{seat.id} leads.", code="chair_not_remote", seat=seat.title)
    # A bylaw that only may allow it has not yet: the county says so in its profile.
    if rules.remote is not Remote.ALLOWED:
        raise NotAllowedNow(
            f"{committee.key} meets in one room.", code="remote_not_allowed", committee=committee.title
        )


def filled_seats(dossier: MeetingDossier) -> set[str]:
    """The seats with a vote that somebody holds on the day of the meeting."""
    day = dossier.meeting.held_on
    held = {
        mandate.seat_id
        for mandate in dossier.mandates
        if mandate.role is not Role.DEPUTY
        and mandate.from_on <= day
        and (mandate.to_on is None or mandate.to_on >= day)
    }
    return {seat.id for seat in dossier.seats if seat.has_vote and seat.id in held}
