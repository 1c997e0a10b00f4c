"""The steps of a stage, in the order in which the flow takes them: begin, validate, work, write.

Each step is one transaction or none. A step that was taken already gives what it gave before, so
that running again is the only way to resume.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import SQLModel

import models as m
from models import Cycle, Organisation, QualityFinding, Request, StageRun, StageState
from models.columns import key
from steering.cycle import CYCLE
from steering.documents.education_scope import EVERYTHING
from steering.errors import NotAllowedNow
from steering.letters import ask_for, frame_of
from steering.office import checking, papers, returning
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.office.quarantining import usable
from steering.office.report_scope import REPORT, scope_for
from steering.office.standing import living_round, next_round, open_requests
from steering.profile import peers
from steering.profile.peer_groups import peer_groups_of
from steering.profile.targets import targets_of
from steering.records import Records
from steering.stage import Desk, Stage, duties_of
from steering.transitions import CLOSED, Event
from templates.words import word

# What every stage may look at beside its own records: who there is, and which plan is revised.
ALWAYS_READ: tuple[type[SQLModel], ...] = (
    m.Region,
    m.Organisation,
    m.OrganisationName,
    m.Committee,
    m.Seat,
    m.Mandate,
    m.Masterplan,
    m.MasterplanVersion,
    m.FocusArea,
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a stage may work: what it waits for, and what stops it."""

    waits_for: tuple[str, ...] = ()
    stopped_by: tuple[QualityFinding, ...] = ()
    faults: tuple[QualityFinding, ...] = ()
    checked: Records = field(default_factory=Records, repr=False)

    @property
    def is_ready(self) -> bool:
        """Nothing is missing and nothing critical is open."""
        return not self.waits_for and not self.stopped_by


def desk_for(office: Office, cycle: Cycle, stage: Stage, run: StageRun, records: Records) -> Desk:
    """The desk of a stage: only what the cycle's table says that it reads and writes."""
    seen = records.only((*ALWAYS_READ, *stage.reads, *stage.writes))
    return whole_desk(office, cycle, run, seen)


def whole_desk(office: Office, cycle: Cycle, run: StageRun, records: Records) -> Desk:
    """The desk of those who write documents: everything that belongs to the cycle."""
    region = office.profile.region
    return Desk(
        cycle=cycle,
        run=run,
        records=records,
        now=office.now,
        today=office.today,
        catalogue=office.catalogue,
        region_code=region.region_code,
        land_code=region.land_code,
        region_title=region.title,
        land_title=region.land_title,
        peers=_peers(office, records),
        groups=peer_groups_of(region),
        targets=targets_of(office.profile.indicators.indicator),
        calendar=office.calendar.everyday,
    )


def _peers(office: Office, records: Records) -> tuple[str, ...]:
    """The counties that are the yardstick, our own among them; known once there are cells."""
    region = office.profile.region
    codes = [str(code) for code in records.cells["region_code"].unique()]
    return (region.region_code, *peers(region, codes, on=office.today))


def begin(office: Office, cycle: Cycle, stage: Stage) -> StageRun:
    """The living round of a stage; where there is none, a new one, and what it asks is asked."""
    living = living_round(office.look(cycle, StageRun), stage.key)
    if living is not None:
        return living
    records = office.glance(cycle)
    number = next_round(records, stage.key)
    run = StageRun(
        id=key(cycle.id, stage.key, number),
        cycle_id=cycle.id,
        stage_key=stage.key,
        round=number,
        opened_at=office.now,
        due_on=office.stage_due(stage.key, number),
    )
    requests = _requests(office, stage, desk_for(office, cycle, stage, run, records))
    frame = frame_of(records, run, sender=office.sender, now=office.now, today=office.today)
    organisations = records.by_id(Organisation)
    letters = [ask_for(frame, request, organisations[request.organisation_id]) for request in requests]
    with office.writing() as tx:
        if tx.session.get(StageRun, run.id) is not None:
            return tx.get(StageRun, run.id)
        _refuse_out_of_turn(tx, cycle, stage)
        tx.keep([run, *requests])
        tx.enter("stage.open", run.id, {"round": number, "asked": len(requests)}, cycle_id=cycle.id)
        tx.owe(letters)
    return run


def _refuse_out_of_turn(tx: Transaction, cycle: Cycle, stage: Stage) -> None:
    """A stage begins when all before it are closed; one may have been sent back a moment ago."""
    returning.refuse_a_closed_cycle(tx, cycle)
    living = tx.living(cycle.id)
    for earlier in CYCLE[: CYCLE.index(stage)]:
        if earlier.key not in living or living[earlier.key].state not in CLOSED:
            raise NotAllowedNow(
                f"{stage.key} comes after {earlier.key}.",
                code="stage_out_of_turn",
                stage=word(stage.key),
                earlier=word(earlier.key),
            )


def _requests(office: Office, stage: Stage, desk: Desk) -> list[Request]:
    if stage.asks is None:
        return []
    return [
        Request(
            id=key(desk.run.id, "request", asked.subject_id),
            stage_run_id=desk.run.id,
            kind=stage.asks,
            subject_id=asked.subject_id,
            title=asked.title,
            organisation_id=asked.organisation_id,
            due_on=office.due(office.timing(stage.key).answer_days),
            asked_at=office.now,
        )
        for asked in duties_of(stage.key).asks(desk)
    ]


def validate(office: Office, cycle: Cycle, stage: Stage, run: StageRun, *, part: str = "") -> Verdict:
    """Whether the input of a stage is there and sound; every finding is kept with its identity."""
    missing = open_requests(office.look(cycle, Request), run)
    if missing and office.today <= run.due_on:
        return Verdict(waits_for=tuple(request.title for request in missing))
    records = office.dossier(cycle, with_cells=m.Observation in stage.reads)
    return check(office, cycle, part or stage.key, records, run=run)


def check(
    office: Office, cycle: Cycle | None, part: str, records: Records, *, run: StageRun | None
) -> Verdict:
    """Run a suite over the records and keep what it found; critical findings are told to their owners."""
    # Deliveries are checked with all that they hold; whoever reckons sees nothing that is in quarantine.
    checked = records if part == checking.DELIVERIES else usable(office, records)
    report = checking.look(office, part, checked)
    found = checking.keep(office, checked, report, cycle=cycle, run=run)
    return Verdict(stopped_by=found.stopping, faults=found.seen, checked=checked)


def work(office: Office, cycle: Cycle, stage: Stage, run: StageRun, records: Records) -> list[SQLModel]:
    """What the stage makes of the records that were checked, and of no newer ones. Nothing is kept yet."""
    made = duties_of(stage.key).work(desk_for(office, cycle, stage, run, records))
    undeclared = {type(record).__name__ for record in made} - {kind.__name__ for kind in stage.writes}
    if undeclared:
        raise TypeError(f"Stage {stage.key} made what the cycle does not name: {sorted(undeclared)}.")
    return made


def write(office: Office, cycle: Cycle, stage: Stage, run: StageRun, made: Sequence[SQLModel]) -> StageRun:
    """Keep what the stage made, with its documents, and hand it to the committee: one transaction."""
    records = office.dossier(cycle).with_added(made)
    if stage.key != checking.DELIVERIES:
        records = usable(office, records)
    desk = whole_desk(office, cycle, run, records)
    scope = scope_for(office, desk, is_lenient=True) if REPORT in stage.documents else EVERYTHING
    documents = papers.documents_of(desk, stage.documents, scope=scope)
    with office.writing() as tx:
        now = tx.get(StageRun, run.id)
        if now.state is not StageState.OPEN:
            return now
        tx.keep([*made, *documents])
        return tx.move(now, Event.SUBMIT)
