"""What simulated owners and members write: the script's words, or plain ones where it is silent."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from models import (
    Comment,
    CommentState,
    Disposition,
    Gate,
    ImplementationStatus,
    Measure,
    PlannedMeasure,
    Request,
    Seat,
    StageRun,
)
from steering.deadlines import workday
from steering.records import Records
from steering.simulate.acts import Delivering, Remarking, Replying, Reviewing, SheetFilling
from steering.simulate.script import Script
from templates.phrases import phrase

LATE = timedelta(days=5)
REPLY_AFTER = timedelta(days=3)
REGULAR_ROUTE, BUDGET_ROUTE = "strategy_group", "strategy_group>executive_committee>county_council"


def delivery(request: Request, on: date, script: Script) -> Delivering:
    """The owner hands in the file; the script says who is late."""
    source_key = request.subject_id.rsplit("/", maxsplit=1)[-1]
    late = source_key in script.late_sources
    return Delivering(
        on=workday(request.due_on + LATE) if late else on, request_id=request.id, source_id=request.subject_id
    )


def review(records: Records, request: Request, on: date, script: Script) -> Reviewing:
    """The owner reports on a measure; the script says who is late."""
    code = records.by_id(Measure)[request.subject_id].code
    said = script.reviews.get(code, {})
    return Reviewing(
        on=workday(request.due_on + LATE) if code in script.late_reviews else on,
        request_id=request.id,
        status=ImplementationStatus(said.get("status", ImplementationStatus.IN_PROGRESS)),
        output=said.get("output", phrase("simulated.output")),
        obstacles=said.get("obstacles", ""),
        proposal=Disposition(said.get("proposal", Disposition.CONTINUED)),
        reason=said.get("reason", phrase("simulated.reason")),
        indicator_key=said.get("indicator"),
    )


def sheet(records: Records, request: Request, on: date, script: Script) -> SheetFilling:
    """The owner fills the sheet of a planned measure."""
    planned = records.by_id(PlannedMeasure)[request.subject_id]
    said: Any = script.sheets.get(records.by_id(Measure)[planned.measure_id].code, {})
    needs_budget = bool(said.get("is_budget_relevant", False))
    return SheetFilling(
        on=on,
        request_id=request.id,
        goal=said.get("goal", phrase("simulated.goal")),
        indicator_key=said.get("indicator"),
        is_budget_relevant=needs_budget,
        route=BUDGET_ROUTE if needs_budget else REGULAR_ROUTE,
        cost_eur=said.get("cost_eur", 0),
        cost_yearly_eur=said.get("cost_yearly_eur", 0),
        fiscal_year=said.get("fiscal_year") if needs_budget else None,
        life_stage=said.get("life_stage", ""),
        title=said.get("title", ""),
    )


def remarks(
    records: Records, gate: Gate, run: StageRun, said: Sequence[Comment], script: Script
) -> Iterator[Remarking]:
    """Remarks that the script has for this gate and round and nobody has made yet."""
    made = {comment.text for comment in said}
    seats = {seat.number: seat for seat in records.all(Seat) if seat.committee_id == gate.committee_id}
    for entry in script.remarks:
        if (entry["gate"], entry["round"]) != (gate.key, run.round) or entry["text"] in made:
            continue
        seat = seats.get(entry.get("seat", 0))
        yield Remarking(
            on=min(workday(gate.opened_at.date() + timedelta(days=entry.get("after_days", 7))), gate.due_on),
            gate_id=gate.id,
            author=seat.title if seat else entry["author"],
            text=entry["text"],
            anchor=entry.get("anchor", ""),
            seat_id=seat.id if seat else None,
        )


def replies(gate: Gate, said: Sequence[Comment], script: Script) -> Iterator[Replying]:
    """The office answers every remark a few days later."""
    written = {entry["text"]: entry for entry in script.remarks if entry["gate"] == gate.key}
    for comment in said:
        if comment.answer:
            continue
        entry = written.get(comment.text, {})
        yield Replying(
            on=workday(comment.made_at.date() + REPLY_AFTER),
            comment_id=comment.id,
            state=CommentState(entry.get("state", CommentState.ACCEPTED)),
            text=entry.get("answer", phrase("simulated.reply")),
        )
