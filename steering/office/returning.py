"""Going back: a stage is sent back, what follows it becomes outdated, and all stays readable."""

from sqlmodel import col, select, update

from models import Committee, Cycle, CycleState, Gate, GateState, Message, StageRun, StageState
from steering.addressees import Addressee, coordinator, holders, once_each
from steering.cycle import place_of, stages_after
from steering.errors import NotAllowedNow
from steering.letters import common, frame_of, message
from steering.office.answering import shown_in
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.office.receipts import chance_for
from steering.office.secret_box import seal
from steering.office.standing import living_round
from steering.records import Records
from steering.transitions import Event
from templates import occasions as say
from templates.words import word


def send_back(
    office: Office, tx: Transaction, records: Records, cycle: Cycle, *, to_stage: str, reason: str, by: str
) -> StageRun:
    """Return the living round of a stage; rounds of later stages become outdated, open gates end."""
    refuse_a_closed_cycle(tx, cycle)
    # Asked in the transaction: a round that was opened since the records were read is outdated too.
    living = tx.living(cycle.id)
    run = living.get(to_stage)
    if run is None or run.state is StageState.OPEN:
        raise NotAllowedNow(
            f"{to_stage} has nothing that could be sent back.",
            code="nothing_to_send_back",
            stage=word(to_stage),
        )
    for stage in stages_after(to_stage):
        later = living.get(stage.key)
        if later is not None:
            cancel_gates(office, tx, later, reason)
            tx.move(later, Event.OUTDATE, reason=reason)
    cancel_gates(office, tx, run, reason)
    returned = tx.move(tx.get(StageRun, run.id), Event.RETURN, reason=reason)
    tx.enter("cycle.send_back", returned.id, {"reason": reason, "by": by}, cycle_id=cycle.id)
    tx.owe(_letters(office, records, returned, reason, by))
    return returned


def refuse_a_closed_cycle(tx: Transaction, cycle: Cycle) -> None:
    """What was decided stays: a revision that has ended is not opened again by the back door."""
    if tx.get(Cycle, cycle.id).state is not CycleState.OPEN:
        raise NotAllowedNow(f"{cycle.id} is closed.", code="cycle_closed", cycle=cycle.id)


def cancel_gates(office: Office, tx: Transaction, run: StageRun, reason: str) -> None:
    """End the open gates of a round without a result; what lies in a secret box is sealed all the same."""
    is_open = (col(Gate.stage_run_id) == run.id, col(Gate.state) == GateState.OPEN)
    for gate in tx.session.exec(select(Gate).where(*is_open, col(Gate.is_secret).is_(True))).all():
        seal(tx.session, gate, shown_in(tx.session, gate), chance_for(office, tx, gate, "seal"))
    tx.session.exec(
        update(Gate)
        .where(*is_open)
        .values(state=GateState.CANCELLED, closed_at=tx.now, closed_by=tx.actor, reason=reason)
    )


def _letters(office: Office, records: Records, run: StageRun, reason: str, by: str) -> list[Message]:
    frame = frame_of(records, run, sender=office.sender, now=office.now, today=office.today)
    committee = records.by_id(Committee).get(by)
    # A committee that sends back has just had its own outcome; whoever the office overrules has not.
    members = [] if committee else _asked(office, records, run)
    recipients = once_each([*members, coordinator(office.sender)])
    return [
        message(
            frame,
            to,
            say.SentBack(
                committee=committee.title if committee else office.sender.function,
                title=word(run.stage_key, to.language),
                reason=reason,
                to_stage=word(run.stage_key, to.language),
                due_on=office.stage_due(run.stage_key, run.round + 1),
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=run.id,
        )
        for to in recipients
    ]


def _asked(office: Office, records: Records, run: StageRun) -> list[Addressee]:
    """The members of every committee that was asked in the rounds that now end."""
    stages = [run.stage_key, *(stage.key for stage in stages_after(run.stage_key))]
    rounds = {ended.id for key in stages if (ended := living_round(records, key)) is not None}
    asked = {gate.committee_id for gate in records.all(Gate) if gate.stage_run_id in rounds}
    committees = records.by_id(Committee)
    return [to for each in sorted(asked) for to in holders(records, committees[each], office.today)]


def blast_radius(records: Records, to_stage: str) -> tuple[str, ...]:
    """The rounds that sending a stage back would make outdated, in words, before anything is done."""
    living = [living_round(records, stage.key) for stage in stages_after(to_stage)]
    return tuple(f"{place_of(run.stage_key)}. {word(run.stage_key)}" for run in living if run is not None)
