"""The end of a meeting: what it decided goes back to the questions of the cycle."""

from datetime import datetime

from models import GateState, Meeting, MeetingState, Tally
from steering.errors import NotAllowedNow
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import MeetingEvent
from steering.meetings.outcome import last_votes, open_numbers, open_points
from steering.office.archive import Transaction
from steering.office.meeting_acts.desk import dossier_in, refuse_unless, shift, short_name
from steering.office.opening import Office


def close_meeting(office: Office, meeting_id: str, *, at: datetime | None = None) -> Meeting:
    """Close the meeting; everything on its agenda must have been dealt with."""
    moment = at or office.now
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        if dossier.meeting.state is MeetingState.CLOSED:
            return dossier.meeting
        refuse_unless(dossier, (MeetingState.OPENED,), "meeting_not_open")
        waiting = open_points(dossier)
        if waiting:
            raise NotAllowedNow(
                f"{len(waiting)} items are open.", code="items_open", numbers=open_numbers(waiting)
            )
        finish(office, tx, dossier)
        for stay in dossier.stays:
            if stay.left_at is None:
                stay.left_at = max(moment, stay.came_at)
                tx.session.add(stay)
        tx.session.flush()
        return shift(tx, dossier, MeetingEvent.CLOSE, closed_at=moment)


def finish(office: Office, tx: Transaction, dossier: MeetingDossier) -> None:
    """Report the counts to the questions that the meeting took up; the cycle goes on by itself."""
    tallies = [
        Tally(
            gate_item_id=point.part.id,
            meeting_id=dossier.meeting.id,
            present_count=vote.present_count,
            yes_count=vote.yes_count,
            no_count=vote.no_count,
            abstain_count=vote.abstain_count,
            result=vote.result,
            remark=vote.remark,
            reported_by=dossier.meeting.minute_taker or short_name(dossier.meeting),
            reported_at=office.now,
            is_simulated=dossier.meeting.is_simulated,
            text=vote.text if vote.is_amended else "",
        )
        for point, vote in last_votes(dossier)
        if point.part is not None and dossier.gates[point.part.gate_id].state is GateState.OPEN
    ]
    tx.keep([tally for tally in tallies if tx.session.get(Tally, tally.gate_item_id) is None])
