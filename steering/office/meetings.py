"""Meetings of council bodies: their office reports how they voted, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from models import (
    AgendaItem,
    Committee,
    Cycle,
    Gate,
    GateKind,
    ItemResult,
    Meeting,
    MeetingState,
    StageRun,
    Tally,
    Voting,
)
from models.columns import key
from steering.circulating import why_meet
from steering.decision import contradicts, quorum
from steering.errors import NotAllowedNow
from steering.frozen_rules import rules_at
from steering.office.answering import open_gate
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.taken_up import what_rules
from steering.polling import items_in
from steering.rules_of_procedure import Rules


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The count that a body's office reports for one item."""

    yes: int
    no: int
    abstain: int
    result: ItemResult
    remark: str = ""


def report_meeting(
    office: Office, gate_id: str, *, held_on: date, present: int, counts: Sequence[Reported], reported_by: str
) -> Meeting:
    """The office of a council body reports how it voted in its meeting, item by item.

    The same report again is harmless; another one is refused: what was reported stays.
    """
    with office.writing() as tx:
        gate = open_gate(tx.session, gate_id)
        committee = tx.get(Committee, gate.committee_id)
        known = what_rules(tx.session, gate)
        _check_meeting(committee, gate, held_on, office.today, must_meet=why_meet(known, gate) is not None)
        items = items_in(known, gate)
        rules = rules_at(known, gate, committee, items)
        _check_presence(rules.default, gate, present)
        _check_counts([rules.of(item) for item in items], gate, present, counts)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        meeting = Meeting(
            id=key(committee.id, held_on.isoformat(), gate.attempt),
            committee_id=committee.id,
            held_on=held_on,
            state=MeetingState.HELD,
            present_count=present,
            is_second_summons=gate.is_second_summons,
            is_simulated=cycle.is_simulated,
        )
        tallies = [
            Tally(
                gate_item_id=item.id,
                meeting_id=meeting.id,
                present_count=present,
                yes_count=count.yes,
                no_count=count.no,
                abstain_count=count.abstain,
                result=count.result,
                remark=count.remark,
                reported_by=reported_by,
                reported_at=office.now,
                is_simulated=cycle.is_simulated,
            )
            for item, count in zip(items, counts, strict=True)
        ]
        if _is_known(tx.session, tallies):
            return tx.get(Meeting, meeting.id)
        tx.keep([meeting, _point(tx.session, meeting, gate, committee), *tallies])
        tx.enter("meeting.report", meeting.id, {"gate": gate.id, "present": present}, cycle_id=cycle.id)
        return meeting


def _point(session: Session, meeting: Meeting, gate: Gate, committee: Committee) -> AgendaItem:
    earlier = session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)).all()
    position = len(earlier) + 1
    return AgendaItem(
        id=key(meeting.id, position),
        meeting_id=meeting.id,
        position=position,
        number=str(position),
        title=gate.question,
        gate_id=gate.id,
        is_public=committee.is_public,
    )


def _is_known(session: Session, tallies: Sequence[Tally]) -> bool:
    """Whether just this was reported before. Raises NotAllowedNow where something else was."""
    kept = [session.get(Tally, tally.gate_item_id) for tally in tallies]
    if not any(kept):
        return False
    leaving_out = {"reported_at", "reported_by"}
    for before, now in zip(kept, tallies, strict=True):
        if before is None or before.model_dump(exclude=leaving_out) != now.model_dump(exclude=leaving_out):
            raise NotAllowedNow("A report is there.", code="already_reported", gate=now.gate_item_id)
    return True


def _check_meeting(committee: Committee, gate: Gate, held_on: date, today: date, *, must_meet: bool) -> None:
    if committee.voting is not Voting.TALLY and not must_meet:
        raise NotAllowedNow(
            f"{committee.key} answers by ballots.", code="votes_by_ballot", committee=committee.title
        )
    if held_on > today:
        raise NotAllowedNow(f"{held_on} has not come.", code="meeting_in_the_future", held_on=held_on)
    asked_on = day_of(gate.opened_at)
    if held_on < asked_on:
        raise NotAllowedNow(
            f"{held_on} is before {asked_on}.",
            code="meeting_before_question",
            held_on=held_on,
            asked_on=asked_on,
        )


def _check_presence(rules: Rules, gate: Gate, present: int) -> None:
    if present < 0:
        raise NotAllowedNow(f"{present} present.", code="count_below_zero")
    if present > rules.seats_count:
        raise NotAllowedNow(
            f"{present} present of {rules.seats_count}.",
            code="more_present_than_seats",
            present=present,
            seats=rules.seats_count,
        )
    enough = quorum(rules, present, is_second_summons=gate.is_second_summons)
    if not enough.is_met:
        raise NotAllowedNow("Without a quorum.", code="meeting_without_quorum", **enough.reason.facts)


def _check_counts(rules: Sequence[Rules], gate: Gate, present: int, counts: Sequence[Reported]) -> None:
    if len(counts) != len(rules):
        raise NotAllowedNow(
            f"{len(rules)} items, {len(counts)} counts.",
            code="counts_missing",
            expected=len(rules),
            given=len(counts),
        )
    for number, (rule, count) in enumerate(zip(rules, counts, strict=True), start=1):
        _check_count(rule, gate, present, number, count)


def _check_count(rules: Rules, gate: Gate, present: int, number: int, count: Reported) -> None:
    if min(count.yes, count.no, count.abstain) < 0:
        raise NotAllowedNow(f"Item {number}: fewer than none.", code="count_below_zero")
    if count.yes + count.no + count.abstain > present:
        raise NotAllowedNow(
            f"Item {number}: more votes than present.",
            code="more_votes_than_present",
            number=number,
            present=present,
        )
    if gate.kind is GateKind.DECIDE and count.result is ItemResult.NOTED:
        raise NotAllowedNow(f"Item {number} is to be decided.", code="result_is_no_decision", number=number)
    if contradicts(rules, count.result, yes=count.yes, no=count.no, present=present):
        raise NotAllowedNow(
            f"Item {number}: {count.result} against the votes.", code="result_against_votes", number=number
        )
