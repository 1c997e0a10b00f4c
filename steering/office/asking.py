"""One question put to one committee: the case, and how a gate is opened for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import (
    AtExpiry,
    Committee,
    CommitteeKind,
    CommitteeRule,
    Cycle,
    Elector,
    Gate,
    GateItem,
    GateVersion,
    ItemVersion,
    Mandate,
    Message,
    PlannedMeasure,
    Seat,
    StageRun,
    StageState,
    Voting,
)
from models.columns import key
from steering.addressees import active_mandates
from steering.circulating import is_circulated, last_day_to_object, objection_days, why_not
from steering.consent import consents_needed_by
from steering.consent_letters import Wanted, ask_consent
from steering.errors import NotAllowedNow
from steering.frozen_rules import FrozenRules, rules_now
from steering.gate_letters import tell_meeting_needed
from steering.letters import Frame, ask_committee, frame_of
from steering.office import papers
from steering.office.at_gate import new_row
from steering.office.expiring import record_of, stated_rule
from steering.office.opening import Office
from steering.office.secret_box import participations, refuse_too_few
from steering.office.standing import attempts
from steering.office.steps import desk_for
from steering.records import Records
from steering.showing import documents_hash, gate_hash, item_hash
from steering.stage import Desk, Item, Question, Stage, duties_of
from templates.phrases import phrase

FEWEST_VOTERS = 2


@dataclass(frozen=True, kw_only=True)
class Case:
    """A question in a round of a stage, with the records as they stood when it was looked at."""

    office: Office
    cycle: Cycle
    stage: Stage
    run: StageRun
    records: Records
    question: Question

    @property
    def committee(self) -> Committee:
        """The committee that is asked."""
        return next(each for each in self.records.all(Committee) if each.key == self.question.committee)

    @property
    def tried(self) -> list[Gate]:
        """Every attempt so far, oldest first."""
        return attempts(self.records, self.run, self.question)

    @property
    def desk(self) -> Desk:
        """The desk of the stage."""
        return desk_for(self.office, self.cycle, self.stage, self.run, self.records)

    @property
    def frame(self) -> Frame:
        """What the letters of this case share."""
        return frame_of(
            self.records,
            self.run,
            sender=self.office.sender,
            now=self.office.now,
            today=self.office.today,
            document=self.stage.documents[0],
        )


def ask(case: Case) -> bool:
    """Open the next attempt: freeze what is shown and who may answer.

    Gives False where there is nothing to ask: then the coordinator has to look.
    """
    office, committee = case.office, case.committee
    items = duties_of(case.stage.key).items(case.desk, case.question.key)
    if not items:
        return False
    electors = _electors(case.records, committee, office)
    _refuse_an_empty_committee(committee, electors)
    documents = documents_hash(papers.hashes(case.office, case.cycle, case.run))
    gate = _gate(case, items, documents)
    rows = [new_row(gate, number, item) for number, item in enumerate(items, start=1)]
    rules = _freeze_rules(case, gate, rows)
    voters = [_elector(gate, seat) for seat in electors]
    if gate.is_secret:
        refuse_too_few(sum(each.has_vote for each in voters), committee.title)
    marks = participations(gate, voters) if gate.is_secret else []
    rule = stated_rule(office, case.stage.key, committee, rules)
    letters = _letters(case, gate, rows, rules, rule)
    with office.writing() as tx:
        is_before_it = tx.get(StageRun, case.run.id).state is StageState.IN_REVIEW
        if not is_before_it or tx.session.get(Gate, gate.id) is not None:
            return True
        tx.keep([gate, *rows, *voters, *_first_version(office, gate, rows, documents), *marks])
        tx.keep(record_of(gate, rule))
        details = {
            "committee": committee.key,
            "items": len(rows),
            "content": gate.content_sha256,
            "due": gate.due_on,
        }
        tx.enter("gate.open", gate.id, details, cycle_id=case.cycle.id)
        tx.owe(letters)
    return True


def _letters(
    case: Case, gate: Gate, rows: Sequence[GateItem], rules: FrozenRules, rule: AtExpiry | None
) -> list[Message]:
    """Members are asked, unless their body has to meet on it or to consent first."""
    committee, until = case.committee, None
    if is_circulated(committee, gate):
        reason, needed = why_not(rules), consents_needed_by(rules)
        last_on = last_day_to_object(gate, rules, asked_on=case.office.today)
        if reason is not None and reason.code == "circulation_without_consent":
            wanted = Wanted(needed=needed, until=last_on)
            return ask_consent(case.frame, case.records, gate, committee, reason, wanted)
        if reason is not None:
            return tell_meeting_needed(case.frame, case.records, gate, committee, reason)
        until = last_on
    return ask_committee(
        case.frame, case.records, gate, committee, rows, at_expiry=rule, may_object_until=until
    )


def _gate(case: Case, items: Sequence[Item], documents: str) -> Gate:
    attempt = len(case.tried) + 1
    days = max(case.office.timing(case.stage.key).gate_days, case.committee.notice_days)
    return Gate(
        id=key(case.run.id, case.question.key, attempt),
        stage_run_id=case.run.id,
        committee_id=case.committee.id,
        key=case.question.key,
        attempt=attempt,
        kind=case.question.kind,
        question=phrase(f"question.{case.question.key}"),
        content_sha256=content_hash(items, documents),
        # What was secret once is not asked openly the second time.
        is_secret=case.question.is_secret or any(gate.is_secret for gate in case.tried),
        is_second_summons=attempt > 1,
        opened_at=case.office.now,
        due_on=case.office.due(days),
    )


def _freeze_rules(case: Case, gate: Gate, rows: Sequence[GateItem]) -> FrozenRules:
    records = case.records
    rules = rules_now(case.committee, rows, records.all(CommitteeRule), records.all(PlannedMeasure))
    gate.rules = rules.to_json()
    gate.is_secret = gate.is_secret or rules.ask_for_secrecy
    if rules.takes_silence_for_consent:
        gate.due_on = max(gate.due_on, case.office.due(rules.silence_days))
    if is_circulated(case.committee, gate):
        # Nobody's time to object is cut short by an early last day.
        gate.due_on = max(gate.due_on, case.office.due(objection_days(rules)))
    return rules


def content_hash(items: Sequence[Item], documents: str) -> str:
    """The hash of what a committee was shown first: the wording of each item, and the documents."""
    return gate_hash(item_hash(1, item.subject_id, item.title, item.text, documents) for item in items)


def _first_version(
    office: Office, gate: Gate, rows: Sequence[GateItem], documents: str
) -> list[GateVersion | ItemVersion]:
    shown = GateVersion(
        gate_id=gate.id,
        number=1,
        sha256=gate.content_sha256,
        documents_sha256=documents,
        actor=office.actor,
        shown_at=gate.opened_at,
    )
    wordings = [
        ItemVersion(
            gate_item_id=row.id,
            number=1,
            title=row.title,
            text=row.text,
            sha256=item_hash(1, row.subject_id, row.title, row.text, documents),
        )
        for row in rows
    ]
    return [shown, *wordings]


def _elector(gate: Gate, seat: Seat) -> Elector:
    return Elector(gate_id=gate.id, seat_id=seat.id, has_vote=seat.has_vote, is_chair=seat.is_chair)


def _electors(records: Records, committee: Committee, office: Office) -> list[Seat]:
    filled = {mandate.seat_id for mandate in active_mandates(records.all(Mandate), office.today)}
    seats = [seat for seat in records.all(Seat) if seat.committee_id == committee.id and seat.id in filled]
    return sorted(seats, key=lambda seat: seat.number)


def _refuse_an_empty_committee(committee: Committee, electors: Sequence[Seat]) -> None:
    if committee.voting is Voting.TALLY or committee.kind is CommitteeKind.CONFERENCE:
        return
    if sum(seat.has_vote for seat in electors) < FEWEST_VOTERS:
        raise NotAllowedNow(
            f"{committee.title} has fewer than two filled voting seats.",
            code="committee_without_seats",
            committee=committee.title,
        )
