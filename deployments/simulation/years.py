"""Playing some years: one revision with invented people, and then the calendar of the plan."""

import asyncio
import gc
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from deployments.demo.playing import Day, play, script_of
from deployments.simulation.walking import walk_lightly
from models import AuditEntry, Cycle
from steering.office import database
from steering.office.clock import StandingClock
from steering.office.looking_ahead import look
from steering.office.opening import Office, open_office
from steering.office.profiles import profile_folder
from steering.office.reminding import remind
from steering.office.settings import Settings
from steering.profile import Profile
from steering.records import Records
from steering.simulate import Script

MORNING = time(hour=8, tzinfo=UTC)
FAST = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be played."""

    starts_on: date
    years: int = 5
    seed: int | None = None
    answer_rate: float | None = None

    @property
    def ends_on(self) -> date:
        """The last day."""
        day = self.starts_on - timedelta(days=1)
        return day.replace(year=day.year + self.years, day=min(day.day, 28))


@dataclass(frozen=True, kw_only=True)
class Played:
    """How it all stood at the end, and what was done on the way."""

    wanted: Wanted
    cycle: Cycle
    records: Records
    trail: tuple[AuditEntry, ...]
    days: int
    ended_on: date
    profile: Profile
    office_address: str


def play_years(settings: Settings, wanted: Wanted) -> Played:
    """Play them in a folder that is thrown away; the real database and the real post are not touched."""
    with _a_folder() as folder:
        alone = {"home": folder, "database_url": None, "mail_url": None, "now": None}
        settings = settings.model_copy(update=alone)
        try:
            with _little_looking_for_garbage():
                return asyncio.run(_play(settings, wanted))
        finally:
            database.shared_engine(settings.database).dispose()


@contextmanager
def _a_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="masterplan-", dir=FAST if FAST.is_dir() else None) as folder:
        yield Path(folder)


@contextmanager
def _little_looking_for_garbage() -> Iterator[None]:
    # Records come and go by the thousand, and hardly any of them in circles.
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


async def _play(settings: Settings, wanted: Wanted) -> Played:
    async def wake(at: datetime) -> None:
        with _office(settings, at) as office:
            cycle = office.archive.open_cycle(office.region_key)
            if cycle is not None:
                walk_lightly(office, cycle)

    async def remember(at: datetime) -> None:
        with _office(settings, at) as office:
            cycle = office.archive.open_cycle(office.region_key)
            if cycle is not None:
                remind(office, cycle)

    script = _script(settings, wanted)
    last: Day | None = None
    days = 0
    async for day in play(settings, starts_on=wanted.starts_on, wake=wake, remind=remember, script=script):
        last, days = day, days + 1
        if day.on >= wanted.ends_on:
            break
    if last is None:
        raise RuntimeError("A simulation without a single day.")
    for on in _days_of_a_look(last.on, wanted.ends_on):
        with _office(settings, datetime.combine(on, MORNING)) as office:
            look(office)
    with _office(settings, datetime.combine(wanted.ends_on, MORNING)) as office:
        cycle = office.archive.find(Cycle, last.cycle.id)
        return Played(
            wanted=wanted,
            cycle=cycle,
            records=office.read(cycle).with_replaced(office.archive.messages()),
            trail=tuple(office.archive.audit_trail()),
            days=days,
            ended_on=last.on,
            profile=office.profile,
            office_address=office.sender.address,
        )


def _script(settings: Settings, wanted: Wanted) -> Script:
    """The script of the profile, with the chance and the zeal that were asked for."""
    script = script_of(profile_folder(settings))
    seed = script.seed if wanted.seed is None else wanted.seed
    rate = wanted.answer_rate
    return replace(script, seed=seed, absent=script.absent if rate is None else 1 - rate)


def _days_of_a_look(after: date, until: date) -> Iterator[date]:
    """First and last days of months: on no other does anything of a plan begin or fall due."""
    day = after + timedelta(days=1)
    while day <= until:
        if 1 in (day.day, (day + timedelta(days=1)).day):
            yield day
        day += timedelta(days=1)


def _office(settings: Settings, at: datetime) -> AbstractContextManager[Office]:
    return open_office(settings, clock=StandingClock(at=at), actor="simulation", origin="simulation")
