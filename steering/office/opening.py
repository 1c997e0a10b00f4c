"""Opening the office: settings, clock, archive, post and profile, once, at the top, with `with`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel

from models import (
    Cycle,
    DeliveryAttempt,
    Document,
    Evidence,
    FindingGroupInput,
    IndicatorInput,
    IndicatorValue,
    MeetingDocument,
    Message,
    Observation,
    Passage,
    QualityCount,
    QualityEvent,
    QualityRun,
    QualityScore,
    QualityTold,
    Region,
    RejectedRow,
    Staleness,
)
from steering.addressees import Sender
from steering.calendar.of_region import region_calendar
from steering.calendar.working_days import RegionCalendar
from steering.indicators.defining.catalogue import Indicator, load_catalogue
from steering.office.archive import Archive, Transaction
from steering.office.archive.scope import SCOPED
from steering.office.chance import Chance, SecureChance
from steering.office.clock import Clock, StandingClock, WallClock, day_of
from steering.office.database import shared_engine
from steering.office.post import Post
from steering.office.profiles import load_profile
from steering.office.settings import Settings
from steering.profile import Profile
from steering.profile.plans import StageTiming
from steering.quiet import Manners
from steering.records import Records

# What a look at the standing leaves out: many rows or long texts.
_LONG = (
    Document,
    FindingGroupInput,
    IndicatorInput,
    IndicatorValue,
    Message,
    DeliveryAttempt,
    MeetingDocument,
    Passage,
    Evidence,
    RejectedRow,
    QualityRun,
    QualityCount,
    QualityScore,
    QualityEvent,
    QualityTold,
    Staleness,
)
# What people do can be taken back for a while; what the flow does follows from the calendar.
PERSONS = frozenset({"cli", "web"})
_DOSSIER = tuple(kind for kind in SCOPED if kind not in (Message, DeliveryAttempt))
STANDING: tuple[type[SQLModel], ...] = tuple(kind for kind in SCOPED if kind not in _LONG)


@dataclass(frozen=True, kw_only=True)
class Office:
    """The office (Stabsstelle) at work: the only thing that flows and doors use to touch the world."""

    settings: Settings
    clock: Clock
    archive: Archive
    post: Post
    profile: Profile
    actor: str
    origin: str
    chance: Chance = field(default_factory=SecureChance)

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The day, where the committees meet."""
        return day_of(self.now)

    def at(self, moment: datetime) -> "Office":
        """The same office with its clock standing: one act has one moment."""
        return replace(self, clock=StandingClock(at=moment))

    @property
    def region_key(self) -> str:
        """The region for which this office works."""
        return self.profile.region.key

    @cached_property
    def catalogue(self) -> tuple[Indicator, ...]:
        """The indicators that the region has chosen, in the order of its profile."""
        known = load_catalogue()
        return tuple(known[chosen.key] for chosen in self.profile.indicators.indicator)

    @cached_property
    def calendar(self) -> RegionCalendar:
        """The calendar of the region; it refuses to guess."""
        return region_calendar(self.profile.region)

    @cached_property
    def sender(self) -> Sender:
        """Who writes the letters."""
        region = self.profile.region
        return Sender(
            function=region.office.title,
            address=region.office.address,
            phone=region.office.phone or "",
            base_url=self.settings.base_url,
            mail_domain=region.mail_domain,
        )

    @cached_property
    def manners(self) -> Manners:
        """When and how often people of this region are written to."""
        region = self.profile.region
        return Manners(
            zone=ZoneInfo(region.time_zone),
            is_holiday=self.calendar.everyday.is_holiday,
            quiet_from_hour=region.quiet.from_hour,
            quiet_to_hour=region.quiet.to_hour,
            per_day=region.quiet.letters_per_day,
            per_week=region.quiet.letters_per_week,
        )

    def timing(self, stage_key: str) -> StageTiming:
        """How long a stage takes and how long people have to answer in it."""
        return next(timing for timing in self.profile.process.stage if timing.key == stage_key)

    def stage_due(self, stage_key: str, number: int) -> date:
        """When a round of a stage should be done; a later round only asks and answers once more."""
        timing = self.timing(stage_key)
        return self.due(7 * timing.weeks if number == 1 else timing.answer_days + timing.gate_days)

    def due(self, days: int) -> date:
        """The day after so many days, or the first working day after it; no deadline ends in the holidays.

        Beyond the holidays that are known it goes by what is known: a running revision never stops for
        a table that has ended. `check`, `doctor` and `cycle status` say so.
        """
        return self.calendar.everyday.next_open(self.today + timedelta(days=days))

    def read(self, cycle: Cycle, *, with_cells: bool = False) -> Records:
        """Everything that belongs to a cycle; cells only where they are asked for, there are many."""
        kinds: tuple[type[SQLModel], ...] = (*SCOPED, Observation) if with_cells else SCOPED
        return self.archive.read(kinds, region_key=cycle.region_key, cycle_id=cycle.id)

    def dossier(self, cycle: Cycle, *, with_cells: bool = True) -> Records:
        """Everything that checks and documents tell of: all but the letters."""
        kinds: tuple[type[SQLModel], ...] = (*_DOSSIER, Observation) if with_cells else _DOSSIER
        return self.archive.read(kinds, region_key=cycle.region_key, cycle_id=cycle.id)

    def glance(self, cycle: Cycle) -> Records:
        """Where a cycle stands and who is asked: no texts, letters and figures, no votes of closed gates."""
        return self.archive.read(
            STANDING, region_key=cycle.region_key, cycle_id=cycle.id, only_open_gates=True
        )

    def look(self, cycle: Cycle, *kinds: type[SQLModel]) -> Records:
        """Only these kinds of records of a cycle, for a short question."""
        return self.archive.read(kinds, region_key=cycle.region_key, cycle_id=cycle.id)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction in the name of whoever acts."""
        undo = timedelta(minutes=self.settings.undo_minutes) if self.origin in PERSONS else timedelta()
        with self.archive.writing(
            clock=self.clock, actor=self.actor, origin=self.origin, undo=undo
        ) as transaction:
            yield transaction

    def region(self) -> Region:
        """The region as it is kept."""
        return self.archive.find(Region, self.region_key)


@contextmanager
def open_office(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    actor: str = "coordinator",
    origin: str = "cli",
) -> Iterator[Office]:
    """The office, ready to work."""
    settings = settings or Settings()
    mail_url = (
        settings.mail_url.get_secret_value()
        if settings.mail_url
        else f"folder://{quote(str(settings.outbox.resolve()))}"
    )
    profile = load_profile(settings)
    # Only now: a profile with a fault leaves no folder behind.
    settings.home.mkdir(parents=True, exist_ok=True)
    yield Office(
        settings=settings,
        clock=clock or WallClock(),
        archive=Archive(shared_engine(settings.database)),
        post=Post(
            channel_url=mail_url,
            sender=settings.sender,
            reply_to=profile.region.office.address,
            bounces_to=settings.bounce_address or "",
            unsubscribe_page=settings.unsubscribe_url or "",
        ),
        profile=profile,
        actor=actor,
        origin=origin,
    )
