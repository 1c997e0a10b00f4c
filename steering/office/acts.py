"""What people do: review, fill a sheet, answer, comment, report a meeting, waive.

Each act is checked against the mandate at the moment at which it is done, kept in one transaction
with its entry in the audit trail, and harmless when it is done twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models import (
    AgendaItem,
    Answer,
    Ballot,
    Comment,
    CommentState,
    Committee,
    Cycle,
    Disposition,
    Elector,
    Gate,
    GateItem,
    GateKind,
    GateState,
    ImplementationStatus,
    ItemResult,
    Mandate,
    Measure,
    MeasureReview,
    Meeting,
    MeetingState,
    Organisation,
    PlannedMeasure,
    QualityFinding,
    Request,
    RequestKind,
    Role,
    Seat,
    StageRun,
    StageState,
    Tally,
    Voting,
)
from models.columns import key
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.quality import waive as waived

WAIVED_FOR_DAYS = 365
SHEET_FIELDS = (
    "goal",
    "indicator_key",
    "is_budget_relevant",
    "route",
    "life_stage",
    "cost_eur",
    "cost_yearly_eur",
    "fiscal_year",
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a member answers to one item."""

    answer: Answer
    rank: int | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """What the owner of a measure reports."""

    status: ImplementationStatus
    output: str
    proposal: Disposition
    reason: str
    obstacles: str = ""
    indicator_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the owner of a planned measure fills in."""

    goal: str
    indicator_key: str | None
    is_budget_relevant: bool
    route: str
    life_stage: str = ""
    cost_eur: int | None = None
    cost_yearly_eur: int | None = None
    fiscal_year: int | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The count that a body's office reports for one item."""

    yes: int
    no: int
    abstain: int
    result: ItemResult
    remark: str = ""


def answer(office: Office, gate_id: str, mandate_id: str, given: Mapping[int, Given]) -> int:
    """A member, or the deputy, answers items of a gate by their numbers; gives how many were new or changed.

    Raises NoMandate where the mandate may not answer, NotAllowedNow where the gate is closed.
    """
    with office.writing() as tx:
        gate = _open_gate(tx.session, gate_id)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        mandate = _entitled(office, tx.session, gate, tx.get(Mandate, mandate_id))
        items = {
            item.number: item for item in tx.session.exec(select(GateItem).where(GateItem.gate_id == gate.id))
        }
        new = 0
        for number, what in sorted(given.items()):
            if number not in items:
                raise NotThere(f"Gate {gate.id} has no item {number}.", code="no_such_item", number=number)
            new += _cast(
                office, tx.session, gate, items[number], mandate, what, is_simulated=cycle.is_simulated
            )
        if new:
            # What was answered stays out of the trail: an open vote is read in the ballots, not twice.
            details = {"seat": mandate.seat_id, "items": new, "content": gate.content_sha256}
            tx.enter("gate.answer", gate.id, details, cycle_id=cycle.id)
        return new


def _open_gate(session: Session, gate_id: str) -> Gate:
    gate = session.get(Gate, gate_id)
    if gate is None:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate_id} is {gate.state}.", code="gate_closed", gate=gate.question)
    return gate


def _entitled(office: Office, session: Session, gate: Gate, mandate: Mandate) -> Mandate:
    committee = session.get_one(Committee, gate.committee_id)
    if committee.voting is Voting.TALLY:
        raise NoMandate(
            f"{committee.key} votes in its own meeting.", code="votes_in_meeting", committee=committee.title
        )
    elector = session.get(Elector, (gate.id, mandate.seat_id))
    if elector is None:
        raise NoMandate(f"{mandate.seat_id} is no elector.", code="no_seat_here", seat=mandate.title)
    if not elector.has_vote:
        raise NoMandate(f"{mandate.seat_id} has no vote.", code="advisory_seat", seat=mandate.title)
    if not (mandate.from_on <= office.today and (mandate.to_on is None or mandate.to_on >= office.today)):
        raise NoMandate(f"{mandate.id} does not run today.", code="mandate_ended", seat=mandate.title)
    if mandate.role is Role.DEPUTY and not committee.deputies_allowed:
        raise NoMandate(f"{committee.key} knows no deputies.", code="no_deputies", committee=committee.title)
    return mandate


def _cast(
    office: Office,
    session: Session,
    gate: Gate,
    item: GateItem,
    mandate: Mandate,
    what: Given,
    *,
    is_simulated: bool,
) -> int:
    query = select(Ballot).where(
        Ballot.gate_item_id == item.id, Ballot.seat_id == mandate.seat_id, col(Ballot.is_current).is_(True)
    )
    before = session.exec(query).first()
    if before is not None and (before.answer, before.rank, before.remark) == (
        what.answer,
        what.rank,
        what.remark,
    ):
        return 0
    if before is not None:
        before.is_current = False
        session.add(before)
        session.flush()
    session.add(
        Ballot(
            gate_item_id=item.id,
            seat_id=mandate.seat_id,
            revision=before.revision + 1 if before else 1,
            answer=what.answer,
            rank=what.rank,
            remark=what.remark,
            mandate_id=mandate.id,
            is_by_deputy=mandate.role is Role.DEPUTY,
            content_sha256=gate.content_sha256,
            cast_at=office.now,
            is_simulated=is_simulated,
        )
    )
    session.flush()
    return 1


def review(office: Office, request_id: str, what: Review) -> MeasureReview:
    """The owner of a measure answers the request for a review."""
    with office.writing() as tx:
        request, run, cycle = _open_request(tx.session, request_id, RequestKind.REVIEW)
        record = MeasureReview(
            id=key(run.id, "review", request.subject_id.rsplit("/", maxsplit=1)[-1]),
            cycle_id=cycle.id,
            round=run.round,
            measure_id=request.subject_id,
            owner_id=request.organisation_id,
            status=what.status,
            output=what.output,
            obstacles=what.obstacles,
            indicator_key=what.indicator_key,
            proposal=what.proposal,
            reason=what.reason,
            answered_at=office.now,
            is_simulated=cycle.is_simulated,
        )
        if request.answered_at is not None:
            return tx.get(MeasureReview, record.id)
        tx.keep([record])
        _settle_request(office, tx.session, request)
        tx.enter("measure.review", record.id, {"proposal": what.proposal}, cycle_id=cycle.id)
        return record


def fill_sheet(office: Office, request_id: str, what: Sheet) -> PlannedMeasure:
    """The owner of a planned measure answers the request for its sheet."""
    with office.writing() as tx:
        request, run, cycle = _open_request(tx.session, request_id, RequestKind.MEASURE_SHEET)
        sheet = tx.get(PlannedMeasure, request.subject_id)
        if request.answered_at is not None:
            return sheet
        for name in SHEET_FIELDS:
            value = getattr(what, name)
            if not (name == "life_stage" and not value):
                setattr(sheet, name, value)
        _name_new_measure(tx, sheet, what.title)
        sheet.is_simulated = cycle.is_simulated
        tx.session.add(sheet)
        _settle_request(office, tx.session, request)
        tx.enter(
            "measure.sheet", sheet.id, {"cost": what.cost_eur, "route": what.route}, cycle_id=run.cycle_id
        )
        return sheet


def _name_new_measure(tx: Transaction, sheet: PlannedMeasure, title: str) -> None:
    """A new measure gets its own title with its sheet; an old one keeps the title that it has."""
    if not title.strip() or sheet.disposition is not Disposition.NEW:
        return
    measure = tx.get(Measure, sheet.measure_id)
    measure.title = title.strip()
    tx.session.add(measure)


def _open_request(session: Session, request_id: str, kind: RequestKind) -> tuple[Request, StageRun, Cycle]:
    request = session.get(Request, request_id)
    if request is None or request.kind is not kind:
        raise NotThere(f"No request {request_id!r}.", code="no_such_request", request=request_id)
    run = session.get_one(StageRun, request.stage_run_id)
    if request.answered_at is None and run.state is not StageState.OPEN:
        raise NotAllowedNow(f"{run.id} is {run.state}.", code="request_closed", request=request.title)
    return request, run, session.get_one(Cycle, run.cycle_id)


def _settle_request(office: Office, session: Session, request: Request) -> None:
    request.answered_at = office.now
    session.add(request)
    session.flush()


def comment(
    office: Office, gate_id: str, *, author: str, text: str, anchor: str = "", seat_id: str | None = None
) -> Comment:
    """Someone who is asked remarks on the draft, as a whole or on one passage."""
    if not text.strip():
        raise NotAllowedNow("A comment needs words.", code="comment_empty")
    with office.writing() as tx:
        gate = _open_gate(tx.session, gate_id)
        if gate.kind is not GateKind.COMMENT:
            raise NotAllowedNow(f"{gate_id} takes no comments.", code="no_comments_here", gate=gate.question)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        item = tx.session.exec(select(GateItem).where(GateItem.gate_id == gate.id)).one()
        number = 1 + len(tx.session.exec(select(Comment).where(Comment.gate_id == gate.id)).all())
        record = Comment(
            id=key(gate.id, "comment", number),
            gate_id=gate.id,
            draft_id=item.subject_id,
            anchor=anchor,
            seat_id=seat_id,
            author=author,
            text=text,
            made_at=office.now,
            is_simulated=cycle.is_simulated,
        )
        tx.keep([record])
        tx.enter("draft.comment", record.id, {"anchor": anchor}, cycle_id=cycle.id)
        return record


def answer_comment(office: Office, comment_id: str, *, state: CommentState, text: str) -> Comment:
    """The office answers a comment; every comment gets an answer."""
    if state is CommentState.OPEN or not text.strip():
        raise NotAllowedNow("An answer needs a decision and words.", code="answer_incomplete")
    with office.writing() as tx:
        record = tx.get(Comment, comment_id)
        record.state, record.answer, record.answered_at = state, text, office.now
        tx.session.add(record)
        run = tx.get(StageRun, tx.get(Gate, record.gate_id).stage_run_id)
        tx.enter("draft.answer_comment", record.id, {"state": state}, cycle_id=run.cycle_id)
        return record


def report_meeting(
    office: Office, gate_id: str, *, held_on: date, present: int, counts: Sequence[Reported], reported_by: str
) -> Meeting:
    """The office of a council body reports how it voted in its meeting, item by item."""
    with office.writing() as tx:
        gate = _open_gate(tx.session, gate_id)
        committee = tx.get(Committee, gate.committee_id)
        if committee.voting is not Voting.TALLY:
            raise NotAllowedNow(
                f"{committee.key} answers by ballots.", code="votes_by_ballot", committee=committee.title
            )
        if held_on > office.today:
            raise NotAllowedNow(f"{held_on} has not come.", code="meeting_in_the_future", held_on=held_on)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        items = tx.session.exec(
            select(GateItem).where(GateItem.gate_id == gate.id).order_by(col(GateItem.number))
        ).all()
        _check_counts(committee, present, counts, len(items))
        meeting = Meeting(
            id=key(committee.id, held_on.isoformat(), gate.attempt),
            committee_id=committee.id,
            held_on=held_on,
            state=MeetingState.HELD,
            present_count=present,
            is_second_summons=gate.is_second_summons,
            is_simulated=cycle.is_simulated,
        )
        point = AgendaItem(
            id=key(meeting.id, gate.key),
            meeting_id=meeting.id,
            number=1,
            title=gate.question,
            gate_id=gate.id,
            is_public=committee.is_public,
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
        tx.keep([meeting, point, *tallies])
        tx.enter("meeting.report", meeting.id, {"gate": gate.id, "present": present}, cycle_id=cycle.id)
        return meeting


def _check_counts(committee: Committee, present: int, counts: Sequence[Reported], items: int) -> None:
    if len(counts) != items:
        raise NotAllowedNow(
            f"{items} items, {len(counts)} counts.", code="counts_missing", expected=items, given=len(counts)
        )
    if present > committee.seats_count:
        raise NotAllowedNow(
            f"{present} present of {committee.seats_count}.",
            code="more_present_than_seats",
            present=present,
            seats=committee.seats_count,
        )
    for number, count in enumerate(counts, start=1):
        if count.yes + count.no + count.abstain > present:
            raise NotAllowedNow(
                f"Item {number}: more votes than present.",
                code="more_votes_than_present",
                number=number,
                present=present,
            )
        adopted = count.result in (ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED)
        if adopted and count.yes <= count.no:
            raise NotAllowedNow(
                f"Item {number}: adopted without a majority.", code="result_against_votes", number=number
            )


def waive(office: Office, finding_id: str, *, reason: str, until: date | None = None) -> QualityFinding:
    """The coordinator accepts a quality finding, with a reason that everyone sees."""
    with office.writing() as tx:
        finding = tx.get(QualityFinding, finding_id)
        last_day = until or office.due(WAIVED_FOR_DAYS)
        record = waived(finding, office.actor, reason, last_day)
        tx.keep([record])
        tx.enter("quality.waive", finding_id, {"reason": reason, "until": last_day})
        return record


def organisation_named(office: Office, organisation_key: str) -> Organisation:
    """The organisation with this key in the region."""
    return office.archive.find(Organisation, key(office.region_key, organisation_key))


def seat_named(office: Office, committee_key: str, number: int) -> Seat:
    """The seat with this number in a committee."""
    return office.archive.find(Seat, key(office.region_key, committee_key, f"{number:02d}"))
