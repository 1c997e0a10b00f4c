"""Playing a revision day by day: people act, deadlines pass, and the flow is woken when it matters."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources.abc import Traversable

from deployments.demo.performing import perform
from models import Cycle, CycleState, Document, Elector, Gate, GateState, Request, StageRun
from models.columns import key
from steering.deadlines import reminder_days, workday
from steering.office import cycles
from steering.office.clock import StandingClock, day_of
from steering.office.opening import Office, open_office
from steering.office.papers import DECIDED
from steering.office.profiles import profile_folder
from steering.office.settings import Settings
from steering.office.waiting import can_go_on
from steering.records import Records
from steering.simulate import Script, acts_due, next_day, read_script
from steering.transitions import LIVING

Wake = Callable[[datetime], Awaitable[object]]
MORNING = time(hour=8, tzinfo=UTC)
LONGEST = timedelta(days=1_000)


@dataclass(frozen=True, kw_only=True)
class Day:
    """One simulated day on which something happened, and how the records stood in the evening."""

    on: date
    done: Counter[str] = field(default_factory=Counter)
    records: Records
    titles: Mapping[str, Sequence[str]]
    cycle: Cycle


def script_of(folder: Traversable) -> Script:
    """The script that a profile brings, or an empty one."""
    place = folder.joinpath("simulation.toml")
    return read_script(place.read_bytes()) if place.is_file() else Script()


async def play(
    settings: Settings,
    *,
    starts_on: date,
    wake: Wake,
    remind: Wake | None = None,
    seed: int | None = None,
    script: Script | None = None,
) -> AsyncIterator[Day]:
    """Play one revision from its first day to its end.

    Everything is found in the records, so a play that was interrupted goes on where it stopped.
    The flow is woken on days on which it can go on; in earnest it also looks on all the others.
    """
    script = script or script_of(profile_folder(settings))
    script = replace(script, seed=seed) if seed is not None else script
    with _office_on(settings, starts_on) as office:
        office.archive.prepare()
        on = _where_it_stopped(office, starts_on)
    with _office_on(settings, on) as office:
        if not _is_known(office):
            cycles.adopt_profile(office)
        cycle = _cycle_of(office) or cycles.start(office, is_simulated=True)
    # Whoever was interrupted in the middle of a day first does what that day still owes.
    morning = _seen(settings, cycle.id, on, Counter())
    is_first = True
    while on - starts_on < LONGEST:
        noon = _live_through(settings, morning, script)
        is_ripe = is_first or can_go_on(noon.records, on)
        evening = await _woken(settings, noon, wake=wake if is_ripe else None, remind=remind or wake)
        yield evening
        following = _next(evening.records, on, script)
        if evening.cycle.state is not CycleState.OPEN or following is None:
            return
        on, is_first = following, False
        morning = replace(evening, on=on, done=Counter())


async def _woken(settings: Settings, noon: Day, *, wake: Wake | None, remind: Wake) -> Day:
    """The day after the flows have run, if there was anything for them to do."""
    if wake is not None:
        await wake(_morning(noon.on))
    is_reminding = is_reminder_day(noon.records, noon.on) and remind is not wake
    if is_reminding:
        await remind(_morning(noon.on))
    if wake is None and not is_reminding:
        return noon
    return _seen(settings, noon.cycle.id, noon.on, noon.done)


def _live_through(settings: Settings, day: Day, script: Script) -> Day:
    """The day after everyone has done what is due."""
    due = acts_due(day.records, today=day.on, script=script)
    if not due:
        return day
    with _office_on(settings, day.on) as office:
        done = Counter(perform(act, office) for act in due)
    return _seen(settings, day.cycle.id, day.on, done)


def _office_on(settings: Settings, on: date) -> AbstractContextManager[Office]:
    return open_office(
        settings, clock=StandingClock(at=_morning(on)), actor="simulation", origin="simulation"
    )


def _morning(on: date) -> datetime:
    return datetime.combine(on, MORNING)


def _is_known(office: Office) -> bool:
    return any(region.key == office.region_key for region in office.archive.regions())


def _cycle_of(office: Office) -> Cycle | None:
    """The revision that is open, or the one that this play has just brought to its end."""
    running = office.archive.open_cycle(office.region_key)
    if running is not None:
        return running
    named = cycles.next_id(office)
    ended = office.archive.read([Cycle], region_key=office.region_key, cycle_id=named).all(Cycle)
    return ended[0] if ended else None


def _where_it_stopped(office: Office, starts_on: date) -> date:
    trail = office.archive.audit_trail()
    return max(starts_on, day_of(trail[-1].at)) if trail else starts_on


def _seen(settings: Settings, cycle_id: str, on: date, done: Counter[str]) -> Day:
    with _office_on(settings, on) as office:
        cycle = office.archive.find(Cycle, cycle_id)
        return Day(
            on=on, done=done, records=office.glance(cycle), titles=titles_of(office, cycle), cycle=cycle
        )


def titles_of(office: Office, cycle: Cycle) -> dict[str, list[str]]:
    """The titles of the documents that each round laid before its committee."""
    columns = ("stage_key", "round", "kind", "title")
    rows = office.archive.columns(Document, columns, region_key=cycle.region_key, cycle_id=cycle.id)
    titles: dict[str, list[str]] = {}
    for stage_key, number, kind, title in sorted(rows):
        if not kind.endswith(DECIDED):
            titles.setdefault(key(cycle.id, stage_key, number), []).append(title)
    return titles


def is_reminder_day(records: Records, today: date) -> bool:
    """Whether anybody is to be reminded on this day."""
    return today in _deadline_days(records)


def _next(records: Records, on: date, script: Script) -> date | None:
    """The next day on which anyone acts, is to be reminded, or has let a deadline pass."""
    acting = next_day(records, today=on, script=script)
    days = [*_deadline_days(records), *([acting] if acting else [])]
    return min((day for day in days if day > on), default=None)


def _deadline_days(records: Records) -> Iterator[date]:
    """The days of reminders, and the working days after a last day, of everything that is waited for."""
    living = {run.id: run for run in records.all(StageRun) if run.state in LIVING}
    for request in records.all(Request):
        if request.answered_at is None and request.stage_run_id in living:
            run = living[request.stage_run_id]
            yield from reminder_days(day_of(run.opened_at), request.due_on)
            yield workday(run.due_on + timedelta(days=1))
    voters = {elector.gate_id for elector in records.all(Elector) if elector.has_vote}
    for gate in records.all(Gate):
        if gate.state is GateState.OPEN:
            # A council body and a conference are reminded by nobody: they meet on their day.
            yield from reminder_days(day_of(gate.opened_at), gate.due_on) if gate.id in voters else ()
            yield workday(gate.due_on + timedelta(days=1))
