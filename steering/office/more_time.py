"""Letters when something moves or falls away: whoever is waited for learns it, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import (
    Committee,
    CommitteeKind,
    Cycle,
    Gate,
    GateKind,
    Mandate,
    Message,
    Organisation,
    Request,
    RequestKind,
    StageRun,
    Voting,
)
from models.columns import key
from steering.addressees import Addressee, council_office, guests, holders, once_each, owner
from steering.circulating import objection_days
from steering.consent import silent
from steering.letters import common, message
from steering.meetings.taking_up import is_taken_from_members
from steering.office.asked_now import asks_consent, rules_of
from steering.office.opening import Office
from steering.office.standing import living_round, open_gates, open_requests
from steering.office.waiting import who_answered
from steering.office.warnings import letter_frame
from steering.records import Records
from templates.gate_occasions import ConsentWish
from templates.occasions_deadlines import DeadlineExtended, StageSkipped
from templates.words import word


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Something that is due on another day than it was."""

    subject: Request | Gate
    before_on: date
    until: date


def tell_extension(
    office: Office, records: Records, run: StageRun, moved: Sequence[Moved], reason: str
) -> list[Message]:
    """One letter about each new last day to each who owes an answer; whoever has answered gets none."""
    frame = letter_frame(office, records, run)
    return [
        message(
            frame,
            to,
            DeadlineExtended(
                asks=_asked_for(records, each.subject),
                title=each.subject.title if isinstance(each.subject, Request) else each.subject.question,
                due_before_on=each.before_on,
                due_on=each.until,
                reason=reason,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(_about(each.subject), each.until),
        )
        for each in moved
        for to in waited_for(office, records, each.subject)
    ]


def is_meant(subject: Request | Gate, name: str) -> bool:
    """Whether a name means this: its id, the short name of a gate, what a request is about, or no name."""
    return name in ("", subject.id, subject.key if isinstance(subject, Gate) else subject.subject_id)


def told_of_extension(
    office: Office, cycle: Cycle, stage_key: str, *, until: date, reason: str, only: str = ""
) -> list[Message]:
    """The letters that an extension would owe, before anything is done."""
    records = office.glance(cycle)
    run = living_round(records, stage_key)
    if run is None:
        return []
    waiting: list[Request | Gate] = [*open_requests(records, run), *open_gates(records, run)]
    moved = [
        Moved(subject=each, before_on=each.due_on, until=until)
        for each in waiting
        if each.due_on < until and is_meant(each, only)
    ]
    return tell_extension(office, records, run, moved, reason)


def told_of_skip(office: Office, cycle: Cycle, stage_key: str, *, reason: str) -> list[Message]:
    """The letters that leaving a stage out would owe, before anything is done."""
    records = office.glance(cycle)
    run = living_round(records, stage_key)
    return [] if run is None else tell_skip(office, records, run, reason)


def _about(subject: Request | Gate) -> str:
    return subject.subject_id if isinstance(subject, Request) else subject.id


def waited_for(office: Office, records: Records, subject: Request | Gate) -> list[Addressee]:
    """Who owes an answer to a request or a gate today."""
    if isinstance(subject, Request):
        return [owner(records.by_id(Organisation)[subject.organisation_id], subject.kind)]
    committee = records.by_id(Committee)[subject.committee_id]
    if committee.voting is Voting.TALLY:
        return [council_office(committee)]
    if committee.kind is CommitteeKind.CONFERENCE:
        return once_each(guests(records, committee))
    missing = who_answered(records, subject).missing
    if asks_consent(records, subject):
        # Where the time for consent has an end of its own, it does not move with the question.
        missing = silent(records, subject) if _moves_consent(records, subject) else frozenset()
    elif is_taken_from_members(records, subject):
        return []
    mandates = {mandate.id: mandate.seat_id for mandate in records.all(Mandate)}
    return once_each(to for to in holders(records, committee, office.today) if mandates[to.id] in missing)


def _asked_for(records: Records, subject: Request | Gate) -> RequestKind | GateKind | ConsentWish:
    is_about_consent = isinstance(subject, Gate) and asks_consent(records, subject)
    return ConsentWish.CONSENT if is_about_consent else subject.kind


def _moves_consent(records: Records, gate: Gate) -> bool:
    return objection_days(rules_of(records, gate)) == 0


def tell_skip(office: Office, records: Records, run: StageRun, reason: str) -> list[Message]:
    """Everyone who was asked in a round, answered or not, learns that it is left out."""
    frame = letter_frame(office, records, run)
    return [
        message(
            frame,
            to,
            StageSkipped(
                title=word(run.stage_key, to.language),
                reason=reason,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=run.id,
        )
        for to in once_each(_asked_in(office, records, run))
    ]


def _asked_in(office: Office, records: Records, run: StageRun) -> list[Addressee]:
    organisations, committees = records.by_id(Organisation), records.by_id(Committee)
    requests = [request for request in records.all(Request) if request.stage_run_id == run.id]
    owners = [owner(organisations[each.organisation_id], each.kind) for each in requests]
    asked = sorted({gate.committee_id for gate in records.all(Gate) if gate.stage_run_id == run.id})
    members = [to for each in asked for to in _members(office, records, committees[each])]
    return [*members, *owners]


def _members(office: Office, records: Records, committee: Committee) -> list[Addressee]:
    if committee.voting is Voting.TALLY:
        return [council_office(committee)]
    return holders(records, committee, office.today) or guests(records, committee)
