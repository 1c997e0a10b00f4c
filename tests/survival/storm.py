"""A storm over whole stages: the real cycle, with deaths at its commits and a mail server in all moods.

An undisturbed revision is played once, and its house is copied on the evening on which each stage
begins. A seed takes one of these copies, plays the stage through a storm, and must come to the next
copy. So hundreds of stages are played, all six of them, without beginning at the beginning each time.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from deployments.demo.playing import Day, play
from deployments.simulation.walking import walk_lightly
from models import Message
from steering.cycle import CYCLE
from steering.delivery import Delivery
from steering.office.archive import Archive, Transaction
from steering.office.attending import attend
from steering.office.clock import StandingClock
from steering.office.database import shared_engine
from steering.office.dispatch import dispatch
from steering.office.opening import open_office
from steering.office.post import Post
from steering.office.settings import Settings
from steering.office.standing import current_stage
from tests.a_revision import STARTS_ON, a_profile, morning
from tests.survival.comparing import differences
from tests.survival.play import Actor, Died, Play, PlayPost, claimed_in, claims_seen
from tests.survival.promises import of_letters

DIES, STUMBLES = 0.02, 0.15
MOODS = ("answer_lost", "dropped_after_data", "dropped_at_connect", "try_later")
MOST_DEATHS = 2_000
THE_END = "end"


@dataclass
class Storm(Play):
    """A play in which the one worker dies by chance, and is started again until all is done."""

    chance: Random = field(default_factory=Random)
    deaths: int = 0
    is_over: bool = False

    def point(self, what: str) -> None:  # noqa: ARG002 - as in a play
        """Whoever stands here may die."""
        if not self.is_over and self.chance.random() < DIES:
            raise Died

    def committing(self) -> None:
        """The last moment at which nothing is kept."""
        self.point("commits")

    def next_mood(self) -> str:
        """Most letters are taken at once."""
        if self.is_over or self.chance.random() > STUMBLES:
            return "accepts"
        return self.chance.choice(MOODS)


@dataclass(frozen=True, kw_only=True)
class Evening:
    """The house as it stood on an evening, and the day."""

    on: date
    home: Path


def an_undisturbed_revision(folder: Path) -> dict[str, Evening]:
    """The evenings on which the stages begin, and the last one, of a revision in which nothing happens."""
    settings = Settings(home=folder / "undisturbed", profile=a_profile(folder / "profile"))
    evenings: dict[str, Evening] = {}

    def evening(day: Day) -> None:
        stage = current_stage(day.records)
        name = stage.key if stage is not None and day.cycle.state == "open" else THE_END
        if name not in evenings:
            evenings[name] = Evening(on=day.on, home=_copied(settings, folder / "evenings" / name))

    storm = _a_storm(0)
    storm.is_over = True
    with _over(storm):
        asyncio.run(_play(settings, None, evening))
    return evenings


def brave(evenings: dict[str, Evening], seed: int, folder: Path) -> tuple[list[str], int]:
    """Play one stage through the storm of a seed; gives what was broken, and how often the worker died."""
    names = [*(stage.key for stage in CYCLE if stage.key in evenings), THE_END]
    place = seed % (len(names) - 1)
    begins, ends = evenings[names[place]], evenings[names[place + 1]]
    shutil.copytree(begins.home, folder)
    profile = begins.home.parents[1] / "profile"
    settings = Settings(home=folder, profile=profile)
    known = {letter.id for letter in _letters(settings)}
    storm = _a_storm(seed, known=known)
    with _over(storm):
        while not _lives_through(storm, settings, ends.on):
            if storm.deaths > MOST_DEATHS:
                raise RuntimeError(f"Seed {seed} does not come to an end.")
        storm.is_over = True
        _send_what_is_left(settings, ends.on)
    found = [
        f"seed {seed}, {names[place]}: {each}"
        for each in (
            *differences(Settings(home=ends.home, profile=profile), settings),
            *_broken_letters(storm, settings),
        )
    ]
    shared_engine(settings.database).dispose()
    return found, storm.deaths


def _a_storm(seed: int, *, known: set[str] | None = None) -> Storm:
    house: Any = SimpleNamespace(old=frozenset(known or ()))
    chance = Random(f"storm/{seed}")  # noqa: S311 - no secret, a story
    return Storm(house=house, now=morning(STARTS_ON), chance=chance, moving=Actor("flow"))


@contextmanager
def _over(storm: Storm) -> Iterator[None]:
    """Every transaction and every letter of this process goes through the storm."""
    writing = Archive.writing

    @contextmanager
    def in_the_storm(self: Archive, **who: Any) -> Iterator[Transaction]:
        storm.point("is about to write")
        with writing(self, **who) as tx:
            yield tx
            storm.committing()
        storm.committed(claimed_in(tx))
        storm.point("has written")

    def hand_over(_post: Post, message: Message) -> Delivery:
        return PlayPost(storm).hand_over(message)

    with (
        claims_seen(),
        patch.object(Archive, "writing", in_the_storm),
        # Whoever writes in two transactions may die between them.
        patch.object(Archive, "play", storm, create=True),
        patch.object(Post, "hand_over", hand_over),
    ):
        yield


def _lives_through(storm: Storm, settings: Settings, until: date) -> bool:
    """Play on to a day; gives False where the worker died on the way."""
    try:
        asyncio.run(_play(settings, until, None))
    except Died:
        storm.deaths += 1
        actor = storm.moving
        if actor is not None and actor.holds:
            storm.troubles[actor.holds] += 1
        storm.moving = Actor("flow")
        return False
    return True


async def _play(settings: Settings, until: date | None, evening: Any) -> None:
    async def wake(at: datetime) -> None:
        with open_office(settings, clock=StandingClock(at=at), actor="flow", origin="flow") as office:
            cycle = office.archive.latest_cycle(office.region_key)
            if cycle.state == "open":
                attend(office)
                walk_lightly(office, cycle)
            dispatch(office)

    async for day in play(settings, starts_on=STARTS_ON, wake=wake):
        if evening is not None:
            evening(day)
        if until is not None and day.on >= until:
            return


def _send_what_is_left(settings: Settings, after: date) -> None:
    """A day later, and again: claims have run out, and what had to wait may go."""
    for days in range(1, 5):
        clock = StandingClock(at=morning(after) + timedelta(days=days))
        with open_office(settings, clock=clock, actor="flow", origin="flow") as office:
            dispatch(office)


def _broken_letters(storm: Storm, settings: Settings) -> list[str]:
    with open_office(settings) as office:
        broken = office.archive.audit_break()
    connection = sqlite3.connect(settings.home / "masterplan.db")
    connection.row_factory = sqlite3.Row
    try:
        found = list(of_letters(storm, connection))
    finally:
        connection.close()
    return found + ([f"the trail is broken: {broken}"] if broken else [])


def _letters(settings: Settings) -> list[Message]:
    with open_office(settings) as office:
        return office.archive.messages()


def _copied(settings: Settings, place: Path) -> Path:
    shared_engine(settings.database).dispose()
    shutil.copytree(settings.home, place)
    return place


__all__ = ["THE_END", "Evening", "an_undisturbed_revision", "brave"]
