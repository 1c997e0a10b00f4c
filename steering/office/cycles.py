"""Beginning a revision, and what the coordinator may do to it: send back, skip, extend."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import SQLModel, col, select

import models as m
from models import Cycle, MasterplanVersion, Organisation, Region, Request, StageRun, VersionState
from models.columns import key
from steering.addressees import Addressee, coordinator, holders, once_each, owner
from steering.cycle import CYCLE, stage_named
from steering.deadlines import reminders_due
from steering.errors import NotAllowedNow, NotThere
from steering.letters import Frame, common, frame_of, message
from steering.office import returning
from steering.office.archive import Transaction
from steering.office.asked_now import asked_in
from steering.office.bodies import changed_quotas
from steering.office.more_time import Moved, is_meant, tell_extension, tell_skip
from steering.office.opening import Office
from steering.office.profiles import members
from steering.profile import to_records
from steering.records import Records
from steering.stage import Stage
from steering.transitions import CLOSED, Event
from templates import occasions as say
from templates.words import word

# What a county may change from one revision to the next; its plans and their measures it may not.
_RENEWED = (
    m.Organisation,
    m.Committee,
    m.CommitteeRule,
    m.Seat,
    m.SeatingRules,
    m.Mandate,
    m.Source,
)


def adopt_profile(office: Office) -> None:
    """Keep what the profile says of the region; what history depends on is kept only once."""
    records = to_records(office.profile, on=office.today, members=members(office.settings))
    with office.writing() as tx:
        is_known = tx.session.get(Region, office.region_key) is not None
        mandates = (
            {mandate.seat_id for mandate in tx.session.exec(select(m.Mandate)).all()} if is_known else set()
        )
        _forget_old_rules(tx, office.region_key, records)
        kept = [each for each in records if not is_known or isinstance(each, _RENEWED)]
        tx.keep(
            [
                each
                for each in kept
                if not (isinstance(each, m.Mandate) and each.seat_id in mandates)
                and not isinstance(each, m.SeatQuota)
            ]
        )
        tx.keep(changed_quotas(tx, records, office.today))
        tx.enter("profile.adopt", office.region_key, {"records": len(kept), "first": not is_known})


def _forget_old_rules(tx: Transaction, region_key: str, records: Sequence[SQLModel]) -> None:
    """A kind of matter that the profile names no longer follows the general rules again."""
    named = {(each.committee_id, each.matter) for each in records if isinstance(each, m.CommitteeRule)}
    mine = select(m.Committee.id).where(m.Committee.region_key == region_key)
    kept = tx.session.exec(select(m.CommitteeRule).where(col(m.CommitteeRule.committee_id).in_(mine)))
    for rule in kept.all():
        if (rule.committee_id, rule.matter) not in named:
            tx.session.delete(rule)


def start(office: Office, *, is_simulated: bool = False) -> Cycle:
    """Open a revision of the plan in force; a second start gives the one that is open."""
    running = office.archive.open_cycle(office.region_key)
    if running is not None:
        return running
    adopt_profile(office)
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
        id=next_id(office),
        region_key=office.region_key,
        base_version_id=base.id,
        target_version_id=target.id,
        opened_at=office.now,
        is_simulated=is_simulated,
    )
    letters = _opening_letters(office, office.read(cycle).with_replaced([target, cycle]), base)
    with office.writing() as tx:
        known = tx.session.get(Cycle, cycle.id)
        if known is not None:
            return _still_open(known)
        tx.keep([target, cycle])
        tx.enter("cycle.start", cycle.id, {"base": base.id, "target": target.id}, cycle_id=cycle.id)
        tx.owe(letters)
    return cycle


def next_id(office: Office) -> str:
    """The name of the revision that the profile plans next."""
    return f"{office.region_key}-{office.profile.process.next_plan.label}"


def _still_open(cycle: Cycle) -> Cycle:
    """The revision, if somebody else has just begun it. Raises NotAllowedNow for one that is closed."""
    if cycle.state is not m.CycleState.OPEN:
        raise NotAllowedNow(f"The revision {cycle.id} has been closed.", code="cycle_exists", cycle=cycle.id)
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
    members_told = _members(office, records)
    recipients = once_each([*members_told, *_owners(records, members_told), coordinator(office.sender)])
    return [
        message(
            frame,
            to,
            say.CycleOpened(
                plan_before=f"Masterplan Bildung {base.label}",
                steps=_steps(office, to.language),
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=frame.cycle.id,
        )
        for to in recipients
    ]


def _members(office: Office, records: Records) -> list[Addressee]:
    committees = sorted(records.all(m.Committee), key=lambda committee: committee.id)
    return [
        to
        for committee in committees
        if committee.key in {"strategy_group", "internal_steering_group"}
        for to in holders(records, committee, office.today)
    ]


def _owners(records: Records, told: list[Addressee]) -> list[Addressee]:
    """Organisations that are in charge of measures of the plan in force, or deliver data.

    One that sits in a committee is told there: its seat gets the one letter, with both reasons.
    """
    seats = {mandate.id: mandate.seat_id for mandate in records.all(m.Mandate)}
    sits = records.by_id(m.Seat)
    places = {sits[seats[to.id]].organisation_id: to.address for to in reversed(told)}
    in_charge = {planned.owner_id for planned in records.all(m.PlannedMeasure)}
    deliver = {source.owner_id for source in records.all(m.Source)}
    organisations = sorted(records.all(Organisation), key=lambda organisation: organisation.id)
    return [
        replace(to, address=places.get(organisation.id, to.address))
        for organisation in organisations
        for kind, who in ((m.RequestKind.REVIEW, in_charge), (m.RequestKind.DELIVERY, deliver))
        for to in [owner(organisation, kind)]
        if organisation.id in who and to.address
    ]


def _steps(office: Office, language: str) -> tuple[say.Step, ...]:
    return tuple(
        say.Step(title=word(stage.key, language), due_on=due_on) for stage, due_on in calendar(office)
    )


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
    """The coordinator leaves a stage out, with a reason that everyone sees who was asked in it."""
    _need_reason(reason)
    if stage_key == CYCLE[-1].key:
        raise NotAllowedNow(
            "Without its last stage nothing is decided.", code="last_stage_not_skipped", stage=word(stage_key)
        )
    stage_named(stage_key)
    records = office.glance(cycle)
    with office.writing() as tx:
        returning.refuse_a_closed_cycle(tx, cycle)
        run = _begun(tx, cycle, stage_key)
        returning.cancel_gates(office, tx, run, reason)
        skipped = tx.move(run, Event.SKIP, reason=reason)
        tx.owe(tell_skip(office, records, skipped, reason))
        return skipped


def extend(office: Office, cycle: Cycle, stage_key: str, *, until: date, reason: str, only: str = "") -> int:
    """Give a stage, its requests and its open gates more time, or `only` one of them; gives how many moved.

    Whoever is waited for gets a letter with the new day and the reason.
    """
    _need_reason(reason)
    stage_named(stage_key)
    if until <= office.today:
        raise NotAllowedNow(f"{until} has passed.", code="deadline_in_the_past", until=until)
    records = office.glance(cycle)
    with office.writing() as tx:
        returning.refuse_a_closed_cycle(tx, cycle)
        run = _begun(tx, cycle, stage_key)
        if run.state in CLOSED:
            raise NotAllowedNow(f"{run.id} is {run.state}.", code="stage_closed", stage=word(stage_key))
        moved = [
            Moved(subject=each, before_on=each.due_on, until=until)
            for each in _waiting(tx, run, until)
            if is_meant(each, only)
        ]
        if only and not moved:
            raise NotThere(f"Nothing open is called {only!r}.", code="nothing_to_extend", name=only)
        letters = tell_extension(office, records, run, moved, reason)
        for each in moved:
            _move(office, tx, records, each)
        run.due_on = max(run.due_on, until)
        tx.session.add(run)
        details = {"until": until, "reason": reason, "moved": len(moved)}
        tx.enter("stage.extend", run.id, details, cycle_id=cycle.id)
        tx.owe(letters)
        return len(moved)


def _move(office: Office, tx: Transaction, records: Records, moved: Moved) -> None:
    """Set the new day. Reminders whose day is gone by then count as sent: nobody gets one tomorrow."""
    subject = moved.subject
    before = office.profile.process.reminders.days_before
    subject.due_on = moved.until
    span = asked_in(records, subject)
    subject.reminded_count = reminders_due(span.asked_on, span.due_on, office.today, days_before=before)
    tx.session.add(subject)


def _waiting(tx: Transaction, run: StageRun, until: date) -> list[Request | m.Gate]:
    """The open requests and gates of a round that are due before a day."""
    requests = select(Request).where(
        Request.stage_run_id == run.id, col(Request.answered_at).is_(None), Request.due_on < until
    )
    gates = select(m.Gate).where(
        m.Gate.stage_run_id == run.id, m.Gate.state == m.GateState.OPEN, m.Gate.due_on < until
    )
    return [*tx.session.exec(requests).all(), *tx.session.exec(gates).all()]


def _begun(tx: Transaction, cycle: Cycle, stage_key: str) -> StageRun:
    run = tx.living(cycle.id).get(stage_key)
    if run is None:
        raise NotAllowedNow(f"{stage_key} has not begun.", code="stage_not_begun", stage=word(stage_key))
    return run


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
