"""Letters about consent to circulation: members are asked, reminded, and told what was entered for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from models import Committee, Gate, Message, Seat
from models.columns import key
from steering.addressees import Addressee, holders, once_each
from steering.decision import Reason
from steering.gate_letters import tell_meeting_needed
from steering.letters import Frame, common, message
from steering.records import Records
from templates import occasions as say


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How many must consent, and until when."""

    needed: int
    until: date


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What was entered for a seat, by whom and when."""

    seat: Seat
    revision: int
    by: str
    is_given: bool
    was_given: bool
    is_begun: bool
    at: datetime


def ask_consent(
    frame: Frame, records: Records, gate: Gate, committee: Committee, reason: Reason, wanted: Wanted
) -> list[Message]:
    """Whoever has a vote is asked to consent to circulation; the coordinator learns what it hangs on."""
    asked = [to for to in holders(records, committee, frame.today) if to.has_vote]
    letters = [ask_for_consent(frame, to, gate, committee, wanted) for to in once_each(asked)]
    told = tell_meeting_needed(frame, records, gate, committee, reason, may_consent_until=wanted.until)
    return [*letters, *told]


def ask_for_consent(frame: Frame, to: Addressee, gate: Gate, committee: Committee, wanted: Wanted) -> Message:
    """The letter that asks one member for consent."""
    facts = say.ConsentAsked(
        committee=committee.title,
        question=gate.question,
        needed=wanted.needed,
        due_on=wanted.until,
        **common(frame, to),  # type: ignore[arg-type]
    )
    return message(frame, to, facts, about=gate.id)


def remind_of_consent(
    frame: Frame, records: Records, gate: Gate, wanted: Wanted, *, silent: Collection[str], number: int
) -> list[Message]:
    """Reminders to those members, and only those, who have not said whether they consent."""
    committee = records.by_id(Committee)[gate.committee_id]
    late = [to for to in holders(records, committee, frame.today) if to.seat_id in silent]
    return [
        message(
            frame,
            to,
            say.ConsentReminder(
                committee=committee.title,
                question=gate.question,
                needed=wanted.needed,
                due_on=wanted.until,
                today=frame.today,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(gate.id, wanted.until, number),
        )
        for to in once_each(late)
    ]


def confirm_consent(
    frame: Frame, committee: Committee, gate: Gate, noted: Noted, until: date, readers: Iterable[Addressee]
) -> list[Message]:
    """Whoever said it, and everybody else who may act for the seat, learns what was entered."""
    return [
        message(
            frame,
            to,
            say.ConsentNoted(
                committee=committee.title,
                question=gate.question,
                seat=noted.seat.title,
                by=noted.by,
                is_given=noted.is_given,
                was_given=noted.was_given,
                is_begun=noted.is_begun,
                noted_at=noted.at,
                due_on=until,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(gate.id, noted.seat.number, noted.revision),
        )
        for to in readers
    ]
