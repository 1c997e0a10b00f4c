"""Beginning a revision, and what the coordinator may do to it: send back, skip, extend."""

from datetime import date

from sqlmodel import select

import models as m
from models import Cycle, MasterplanVersion, Organisation, Region, Request, StageRun, VersionState
from models.columns import key
from steering.cycle import CYCLE, stage_named
from steering.errors import NotAllowedNow, NotThere
from steering.letters import Addressee, Frame, common, coordinator, frame_of, holders, message, owner
from steering.office import returning
from steering.office.opening import Office
from steering.office.profiles import members
from steering.office.standing import living_round, open_gates, open_requests
from steering.profile import to_records
from steering.records import Records
from steering.stage import Stage
from steering.transitions import Event
from templates import occasions as say
from templates.words import word

# What a county may change from one revision to the next; its plans and their measures it may not.
_RENEWED = (m.Organisation, m.Committee, m.Seat, m.Mandate, m.Source)


def adopt_profile(office: Office) -> None:
    """Keep what the profile says of the region; what history depends on is kept only once."""
    records = to_records(office.profile, on=office.today, members=members(office.settings))
    with office.writing() as tx:
        is_known = tx.session.get(Region, office.region_key) is not None
        mandates = (
            {mandate.seat_id for mandate in tx.session.exec(select(m.Mandate)).all()} if is_known else set()
        )
        kept = [each for each in records if not is_known or isinstance(each, _RENEWED)]
        tx.keep([each for each in kept if not (isinstance(each, m.Mandate) and each.seat_id in mandates)])
        tx.enter("profile.adopt", office.region_key, {"records": len(kept), "first": not is_known})


def start(office: Office, *, is_simulated: bool = False) -> Cycle:
    """Open a revision of the plan in force; a second start gives the one that is open."""
    adopt_profile(office)
    running = office.archive.open_cycle(office.region_key)
    if running is not None:
        return running
    base = _plan_in_force(office)
    planned = office.profile.process.next_plan
    target = MasterplanVersion(
        id=key(office.region_key, planned.label),
        masterplan_id=base.masterplan_id,
        label=planned.label,
        period_from_year=planned.period_from_year,
        period_to_year=planned.period_to_year,
        base_version_id=base.id,
    )
    cycle = Cycle(
        id=f"{office.region_key}-{planned.label}",
        region_key=office.region_key,
        base_version_id=base.id,
        target_version_id=target.id,
        opened_at=office.now,
        is_simulated=is_simulated,
    )
    with office.writing() as tx:
        if tx.session.get(Cycle, cycle.id) is not None:
            raise NotAllowedNow(
                f"The revision {cycle.id} has been closed.", code="cycle_exists", cycle=cycle.id
            )
        tx.keep([target, cycle])
        tx.enter("cycle.start", cycle.id, {"base": base.id, "target": target.id}, cycle_id=cycle.id)
    records = office.read(cycle)
    with office.writing() as tx:
        tx.owe(_opening_letters(office, records, base))
    return cycle


def _plan_in_force(office: Office) -> MasterplanVersion:
    versions = office.archive.read([MasterplanVersion, m.Masterplan], region_key=office.region_key)
    for version in versions.all(MasterplanVersion):
        if version.state is VersionState.IN_FORCE:
            return version
    raise NotThere(
        f"{office.region_key} has no plan in force.", code="no_plan_in_force", region=office.region_key
    )


def _opening_letters(office: Office, records: Records, base: MasterplanVersion) -> list[m.Message]:
    frame = _opening_frame(office, records)
    steps = tuple(say.Step(title=word(stage.key), due_on=due_on) for stage, due_on in calendar(office))
    recipients: dict[str, Addressee] = {}
    for committee in records.all(m.Committee):
        if committee.key in {"strategy_group", "internal_steering_group"}:
            for to in holders(records, committee, office.today):
                recipients.setdefault(to.address, to)
    owners = {planned.owner_id for planned in records.all(m.PlannedMeasure)}
    for organisation in records.all(Organisation):
        if organisation.id in owners and organisation.address:
            to = owner(organisation, m.RequestKind.REVIEW)
            recipients.setdefault(to.address, to)
    recipients.setdefault(office.sender.address, coordinator(office.sender))
    return [
        message(
            frame,
            to,
            say.CycleOpened(plan_before=f"Masterplan Bildung {base.label}", steps=steps, **common(frame, to)),  # type: ignore[arg-type]
            about=frame.cycle.id,
        )
        for _, to in sorted(recipients.items())
    ]


def _opening_frame(office: Office, records: Records) -> Frame:
    cycle = records.one(Cycle)
    before = StageRun(
        id=key(cycle.id, "start"),
        cycle_id=cycle.id,
        stage_key=CYCLE[0].key,
        round=1,
        opened_at=office.now,
        due_on=office.today,
    )
    return frame_of(records, before, sender=office.sender, now=office.now, today=office.today)


def calendar(office: Office) -> list[tuple[Stage, date]]:
    """By when each stage should be done, if all goes as the profile plans."""
    weeks = office.profile.process.ends_after_weeks()
    return [(stage, office.due(7 * weeks[stage.key])) for stage in CYCLE]


def send_back(office: Office, cycle: Cycle, stage_key: str, *, reason: str) -> StageRun:
    """The coordinator sends a stage back, with a reason that everyone sees."""
    _need_reason(reason)
    stage_named(stage_key)
    records = office.read(cycle)
    with office.writing() as tx:
        return returning.send_back(
            office, tx, records, cycle, to_stage=stage_key, reason=reason, by=office.actor
        )


def skip(office: Office, cycle: Cycle, stage_key: str, *, reason: str) -> StageRun:
    """The coordinator leaves a stage out, with a reason that everyone sees."""
    _need_reason(reason)
    run = _living(office.read(cycle), stage_key)
    with office.writing() as tx:
        returning.cancel_gates(tx, run, reason)
        return tx.move(tx.get(StageRun, run.id), Event.SKIP, reason=reason)


def extend(office: Office, cycle: Cycle, stage_key: str, *, until: date, reason: str) -> int:
    """Give a stage, its requests and its open gates more time; gives how many deadlines moved."""
    _need_reason(reason)
    records = office.read(cycle)
    run = _living(records, stage_key)
    if until <= office.today:
        raise NotAllowedNow(f"{until} has passed.", code="deadline_in_the_past", until=until)
    requests = [each for each in open_requests(records, run) if each.due_on < until]
    gates = [each for each in open_gates(records, run) if each.due_on < until]
    with office.writing() as tx:
        for request in requests:
            tx.get(Request, request.id).due_on = until
        for gate in gates:
            tx.get(m.Gate, gate.id).due_on = until
        current = tx.get(StageRun, run.id)
        current.due_on = max(current.due_on, until)
        moved = len(requests) + len(gates)
        tx.enter(
            "stage.extend", run.id, {"until": until, "reason": reason, "moved": moved}, cycle_id=cycle.id
        )
        return moved


def _living(records: Records, stage_key: str) -> StageRun:
    stage_named(stage_key)
    run = living_round(records, stage_key)
    if run is None:
        raise NotAllowedNow(f"{stage_key} has not begun.", code="stage_not_begun", stage=word(stage_key))
    return run


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
