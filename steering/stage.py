"""What a stage is: one row of the cycle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from sqlmodel import SQLModel

from models import Cycle, Gate, GateItem, GateKind, RequestKind, StageRun
from steering.calendar.working_days import NATIONWIDE, RegionCalendar
from steering.indicators.defining.catalogue import Indicator
from steering.indicators.defining.targets import Target
from steering.records import Records

if TYPE_CHECKING:  # A look at the stages needs no arrays.
    from steering.indicators.statistics.peers import PeerGroup


@dataclass(frozen=True, kw_only=True)
class Question:
    """A gate as declared: which committee is asked what."""

    key: str
    committee: str
    kind: GateKind
    has_paper: bool = False
    sends_back_to: str = ""
    is_asked_once: bool = False
    is_secret: bool = False


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One row of the cycle; the key is its name everywhere: module, suite, text, test.

    `documents` are laid before the gates, `closing_documents` are written once a plan is adopted.
    """

    key: str
    title: str
    asks: RequestKind | None = None
    reads: tuple[type[SQLModel], ...]
    writes: tuple[type[SQLModel], ...]
    gates: tuple[Question, ...]
    documents: tuple[str, ...]
    closing_documents: tuple[str, ...] = ()
    has_closing_check: bool = False


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a stage is given: records, and the day on which it works."""

    cycle: Cycle
    run: StageRun
    records: Records
    now: datetime
    today: date
    catalogue: tuple[Indicator, ...]
    region_code: str
    land_code: str
    region_title: str
    land_title: str
    peers: tuple[str, ...] = ()
    groups: "tuple[PeerGroup, ...]" = ()
    targets: tuple[Target, ...] = ()
    calendar: RegionCalendar = NATIONWIDE


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something a stage asks of an organisation before it can work."""

    subject_id: str
    title: str
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing put before a committee, with the proposed wording."""

    subject_id: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A closed gate with the results of its items, as a stage settles it."""

    gate: Gate
    items: tuple[GateItem, ...]
    held_on: date
    places: Mapping[str, int] = field(default_factory=dict)
    meeting_id: str = ""
    present_count: int = 0
    is_simulated: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    def wording(self, item: GateItem) -> str:
        """What was decided, verbatim: the proposal, or the wording to which a meeting amended it."""
        return self.texts.get(item.id, item.text)


def _nothing_asked(_desk: Desk) -> list[Asked]:
    return []


def _nothing_settled(_desk: Desk, _decided: Decided) -> list[SQLModel]:
    return []


def _nothing_concluded(_desk: Desk) -> list[SQLModel]:
    return []


@dataclass(frozen=True, kw_only=True)
class Duties:
    """What a stage's module does: ask, work, put before a committee, settle, conclude.

    Every duty is a pure function: records in, records out.
    """

    work: Callable[[Desk], list[SQLModel]]
    items: Callable[[Desk, str], list[Item]]
    asks: Callable[[Desk], list[Asked]] = field(default=_nothing_asked)
    settle: Callable[[Desk, Decided], list[SQLModel]] = field(default=_nothing_settled)
    conclude: Callable[[Desk], list[SQLModel]] = field(default=_nothing_concluded)


def duties_of(stage_key: str) -> Duties:
    """The duties of the module that bears the stage's key."""
    duties = import_module(f"steering.stages.{stage_key}").DUTIES
    if not isinstance(duties, Duties):
        raise TypeError(f"steering.stages.{stage_key}.DUTIES is no Duties.")
    return duties
