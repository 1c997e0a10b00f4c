"""A whole revision with simulated people, for tests: a profile with a script of its own, and its days."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from deployments.demo.playing import Day, play
from flows.anatomy import Reached, clock_at, walk
from models import CycleState
from steering.office.attending import attend
from steering.office.clock import StandingClock
from steering.office.dispatch import dispatch
from steering.office.opening import open_office
from steering.office.settings import Settings

STARTS_ON = date(2027, 1, 11)
THE_END = date.max
SEED = 7

_SHEET = """
[[sheet]]
measure = "{code}"
indicator = "D15"
cost_eur = 1000
life_stage = "school"
"""
_BUDGET = """is_budget_relevant = true
fiscal_year = 2029
"""
_TROUBLE = """
misses_quorum = ["topics"]
late_sources = []

[[sent_back]]
gate = "draft"
reason = "Die Ziele sind nicht messbar."

[[postponed]]
measure = "M02"
reason = "Die Mittel fehlen im Haushalt 2029."

[[remark]]
gate = "draft"
round = 1
seat = 3
text = "Die Kosten fehlen."
state = "partly_accepted"
answer = "Die Kosten stehen im Anhang."
"""


def a_profile(folder: Path, *, seed: int = SEED, has_trouble: bool = True) -> Path:
    """The profile of the Heidekreis with a script in which every sheet is filled well."""
    with as_file(files("deployments").joinpath("regions", "heidekreis")) as original:
        shutil.copytree(original, folder)
    codes = [f"M{n:02d}" for n in range(1, 61)] + [f"3.0-N{n:02d}" for n in range(1, 61)]
    sheets = [_SHEET.format(code=code) + (_BUDGET if code in {"M01", "M02"} else "") for code in codes]
    script = f"seed = {seed}\n" + (_TROUBLE if has_trouble else "") + "".join(sheets)
    (folder / "simulation.toml").write_text(script, encoding="utf-8")
    return folder


def morning(on: date) -> datetime:
    """The moment at which the office opens on a day."""
    return datetime.combine(on, time(hour=8, tzinfo=UTC))


@dataclass
class Clockwork:
    """Which day it is in a play."""

    at: datetime = field(default_factory=lambda: morning(STARTS_ON))

    def later(self, by: timedelta) -> StandingClock:
        """A clock that stands some time after the day that was reached."""
        return StandingClock(at=self.at + by)


def play_on(
    settings: Settings,
    *,
    clock: Clockwork | None = None,
    until: date = THE_END,
    evening: Callable[[Day, Reached | None], None] | None = None,
) -> None:
    """Play a revision to its end without Prefect; one that was interrupted goes on where it stopped."""
    asyncio.run(_play(settings, clock or Clockwork(), until, evening))


async def _play(
    settings: Settings,
    clock: Clockwork,
    until: date,
    evening: Callable[[Day, Reached | None], None] | None,
) -> None:
    reached: Reached | None = None

    async def wake(at: datetime) -> None:
        nonlocal reached
        clock.at = at
        with open_office(settings, clock=clock_at(at), actor="flow", origin="flow") as office:
            cycle = office.archive.latest_cycle(office.region_key)
            if cycle.state is CycleState.OPEN:
                attend(office)
                reached = walk(office, cycle)
            dispatch(office)

    async for day in play(settings, starts_on=STARTS_ON, wake=wake):
        if evening is not None:
            evening(day, reached)
        if day.on >= until:
            return
