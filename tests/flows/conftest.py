"""A revision that was played to its end, once for each test file that asks for it."""

import asyncio
import warnings
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from deployments.demo.playing import Day, play
from expectations.check import warm_up
from flows.anatomy import clock_at, walk
from models import Cycle
from steering.office.opening import open_office
from steering.office.reminding import remind
from steering.office.settings import Settings
from steering.records import Records

BEGINS_ON = date(2026, 8, 31)


@dataclass(frozen=True, kw_only=True)
class FinishedRevision:
    """A whole simulated revision of the Heidekreis: its home, its days, and its records at the end."""

    settings: Settings
    days: tuple[Day, ...]
    cycle: Cycle
    records: Records

    @property
    def ends_on(self) -> date:
        """The last day on which anything happened."""
        return self.days[-1].on


@pytest.fixture(scope="module")
def finished_revision(tmp_path_factory: pytest.TempPathFactory) -> FinishedRevision:
    """Six stages walked in this process, without Prefect, by the script of the Heidekreis."""
    settings = Settings(home=tmp_path_factory.mktemp("revision"), profile=None, region="heidekreis")
    with warnings.catch_warnings():
        # Great Expectations and its libraries warn about themselves while they are imported.
        warnings.simplefilter("ignore")
        warm_up()
    days = asyncio.run(_played(settings))
    with open_office(settings, clock=clock_at(None)) as office:
        cycle = office.archive.latest_cycle(office.region_key)
        records = office.read(cycle)
    return FinishedRevision(settings=settings, days=tuple(days), cycle=cycle, records=records)


async def _played(settings: Settings) -> list[Day]:
    async def wake(at: datetime) -> None:
        with open_office(settings, clock=clock_at(at), actor="flow", origin="flow") as office:
            cycle = office.archive.open_cycle(office.region_key)
            if cycle is not None:
                remind(office, cycle)
                walk(office, cycle)

    return [day async for day in play(settings, starts_on=BEGINS_ON, wake=wake)]
