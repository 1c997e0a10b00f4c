"""`masterplan demo`: a complete revision of the Heidekreis masterplan in virtual time.

Nothing is faked but time and people: the flow runs on a real Prefect server on loopback, the
records in a real database, the checks in Great Expectations, the letters through Apprise.
"""

import asyncio
import gc
import os
import shlex
import shutil
import sys
import time
from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from threading import Thread

from rich.console import Console

from deployments.demo import showing
from deployments.demo.playing import Day, Wake, play
from deployments.demo.timeline import lines_of
from expectations.check import warm_up
from flows.local_engine import LocalEngine, local_engine
from models import Cycle, CycleState, Document, Evidence, IndicatorValue, MessageState, Resolution
from models.gate import ItemResult
from steering.errors import NotAllowedNow
from steering.office.opening import Office, open_office
from steering.office.settings import Settings
from templates.phrases import phrase

# Late enough for the summer holidays, early enough for a budget that is decided by the end of November.
STARTS_ON = date(2026, 8, 31)
MARK = ".masterplan-demo"
RARELY = (100_000, 50, 50)
# Prefect's own memory is kept from one demonstration to the next: an empty one costs five seconds.
KEPT = {MARK, "prefect"}

# Letters that never reached anybody, or of which nobody knows it.
LOST = (MessageState.FAILED, MessageState.UNCLEAR, MessageState.BOUNCED)


def demo(
    home: Path, *, seed: int | None = None, language: str = "de", console: Console | None = None
) -> bool:
    """Play the demonstration into a folder of its own; gives whether the plan was adopted."""
    began = time.monotonic()
    # A tenth of the time went into looking for garbage among records that come and go by the thousand.
    gc.set_threshold(*RARELY)
    console = console or Console(highlight=False)
    settings = _settings(home)
    _make_room(home)
    timeline = showing.Timeline(console, language)
    warming = Thread(target=warm_up, daemon=True)
    with local_engine(home / "prefect") as engine:
        warming.start()
        with open_office(settings) as office:
            timeline.begin(office.profile.region.title)
        console.print(phrase("demo.preparing", language), style="dim")
        os.environ.update(_environment(settings))
        # Prefect takes as long to be imported as its server takes to start: both at once, and the
        # first day begins meanwhile.
        wake, remind = _flows(settings.region, engine)
        last = asyncio.run(_played(settings, timeline, language, wake=wake, remind=remind, seed=seed))
    warming.join()
    with open_office(settings) as office:
        return _tell(office, last, console, language, seconds=time.monotonic() - began)


async def _played(
    settings: Settings,
    timeline: showing.Timeline,
    language: str,
    *,
    wake: Wake,
    remind: Wake,
    seed: int | None,
) -> Day:
    seen, last = 0, None
    async for day in play(settings, starts_on=STARTS_ON, wake=wake, remind=remind, seed=seed):
        with open_office(settings) as office:
            entries = office.archive.audit_trail(after=seen)
        seen = entries[-1].number if entries else seen
        for line in lines_of(entries, day.records, day.titles, language):
            timeline.show(line)
        last = day
    if last is None:
        raise NotAllowedNow("Nothing was played.", code="nothing_played")
    return last


def _flows(region_key: str, engine: LocalEngine) -> tuple[Wake, Wake]:
    """Waking is what an event or the schedule does in earnest: a real flow, at that moment."""
    from flows.notifications import dispatch_notifications
    from flows.revision import revise_masterplan

    started = cache(engine.wait_until_ready)

    async def revise(at: datetime) -> object:
        started()
        return await revise_masterplan(region_key, at)

    async def remind(at: datetime) -> object:
        return await dispatch_notifications(region_key, at)

    return revise, remind


def _settings(home: Path) -> Settings:
    # Nothing of an operator's own settings: a demonstration must never write to real addresses.
    return Settings(
        home=home, region="heidekreis", profile=None, members=None, database_url=None, mail_url=None
    )


def _environment(settings: Settings) -> dict[str, str]:
    for name in ("PROFILE", "MEMBERS", "DATABASE_URL", "MAIL_URL"):
        os.environ.pop(f"MASTERPLAN_{name}", None)
    return {"MASTERPLAN_HOME": str(settings.home), "MASTERPLAN_REGION": settings.region}


def _make_room(home: Path) -> None:
    """An empty folder, or one that an earlier demonstration left; nobody else's is touched."""
    if home.exists() and any(home.iterdir()) and not (home / MARK).exists():
        raise NotAllowedNow(f"{home} is not empty.", code="folder_not_empty", folder=str(home))
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).touch()
    for entry in home.iterdir():
        if entry.name in KEPT:
            continue
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _tell(office: Office, last: Day, console: Console, language: str, *, seconds: float) -> bool:
    cycle = office.archive.find(Cycle, last.cycle.id)
    is_good = cycle.state in (CycleState.ADOPTED, CycleState.PARTIALLY_ADOPTED)
    showing.summary(
        console,
        _rows(office, cycle, last, language, seconds=seconds),
        title=_outcome(office, cycle, language),
        is_good=is_good,
    )
    home = office.settings.home.resolve()
    showing.places(
        console,
        language,
        [
            ("demo.where.database", home / "masterplan.db"),
            ("demo.where.letters", home / "outbox"),
            ("demo.where.documents", home / "documents"),
        ],
    )
    program = f"{_program()} --home {shlex.quote(str(home))}"
    showing.commands(
        console,
        language,
        [
            ("demo.deeper.status", f"{program} cycle status"),
            ("demo.deeper.trace", f"{program} data trace E1"),
            ("demo.deeper.audit", f"{program} audit verify"),
        ],
    )
    return is_good


def _program() -> str:
    """The program as it was called, so that a line can be copied from the terminal as it stands."""
    called = Path(sys.argv[0])
    return shlex.quote(str(called)) if called.name == "masterplan" else "masterplan"


def _outcome(office: Office, cycle: Cycle, language: str) -> str:
    records = office.read(cycle)
    waiting = [
        resolution.text.partition("„")[2].partition("“")[0]
        for resolution in records.all(Resolution)
        if resolution.result is not ItemResult.ADOPTED
    ]
    label = cycle.target_version_id.rsplit("/", maxsplit=1)[-1]
    return phrase(f"demo.result.{cycle.state}", language, label=label, open=", ".join(waiting))


def _rows(office: Office, cycle: Cycle, last: Day, language: str, *, seconds: float) -> list[tuple[str, str]]:
    records = office.read(cycle, with_cells=True)
    letters = office.archive.messages()
    states = Counter(letter.state for letter in letters)
    broken = office.archive.audit_break()
    count = len(office.archive.audit_trail())
    record = (
        phrase("demo.summary.record.value", language, count=count)
        if broken is None
        else phrase("demo.summary.record.broken", language, number=broken.number)
    )
    figures = phrase(
        "demo.summary.figures.value",
        language,
        values=sum(value.value is not None for value in records.all(IndicatorValue)),
        cells=len(records.cells),
        evidence=len(records.all(Evidence)),
    )
    documents = len(records.all(Document))
    return [
        (
            phrase("demo.summary.days", language),
            phrase(
                "demo.summary.days.value", language, days=(last.on - STARTS_ON).days, seconds=round(seconds)
            ),
        ),
        (
            phrase("demo.summary.letters", language),
            phrase(
                "demo.summary.letters.value",
                language,
                sent=states[MessageState.SENT],
                merged=states[MessageState.MERGED],
                failed=sum(states[each] for each in LOST),
            ),
        ),
        (
            phrase("demo.summary.documents", language),
            phrase("demo.summary.documents.value", language, count=documents),
        ),
        (phrase("demo.summary.figures", language), figures),
        (phrase("demo.summary.record", language), record),
    ]
