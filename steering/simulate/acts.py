"""What simulated people do, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models import Answer, CommentState, Disposition, ImplementationStatus, ItemResult


@dataclass(frozen=True, kw_only=True)
class Delivering:
    """An owner hands in the file of a source."""

    on: date
    request_id: str
    source_id: str


@dataclass(frozen=True, kw_only=True)
class Reviewing:
    """The owner of a measure reports."""

    on: date
    request_id: str
    status: ImplementationStatus
    output: str
    obstacles: str
    proposal: Disposition
    reason: str
    indicator_key: str | None


@dataclass(frozen=True, kw_only=True)
class SheetFilling:
    """The owner of a planned measure fills its sheet."""

    on: date
    request_id: str
    goal: str
    indicator_key: str | None
    is_budget_relevant: bool
    route: str
    cost_eur: int | None
    cost_yearly_eur: int | None
    fiscal_year: int | None
    life_stage: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """A member, or the deputy, answers all items of a gate."""

    on: date
    gate_id: str
    seat_id: str
    mandate_id: str
    answers: Mapping[int, Answer]
    ranks: Mapping[int, int]
    remark: str


@dataclass(frozen=True, kw_only=True)
class Remarking:
    """Someone remarks on the draft."""

    on: date
    gate_id: str
    author: str
    text: str
    anchor: str
    seat_id: str | None


@dataclass(frozen=True, kw_only=True)
class Replying:
    """The office answers a remark."""

    on: date
    comment_id: str
    state: CommentState
    text: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a body voted on one item."""

    yes: int
    no: int
    abstain: int
    result: ItemResult
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A council body has met, and its office reports."""

    on: date
    gate_id: str
    held_on: date
    present: int
    counts: tuple[Counted, ...]


@dataclass(frozen=True, kw_only=True)
class NeedWork:
    """The internal steering group edits, rejects or adds a need; a need that is added has no number yet."""

    on: date
    cycle_id: str
    what: str
    number: int
    reason: str
    title: str | None
    text: str | None
    life_stage: str
    focus_area_key: str
    evidence: tuple[str, ...]


Act = Delivering | Reviewing | SheetFilling | Answering | Remarking | Replying | Meeting | NeedWork
