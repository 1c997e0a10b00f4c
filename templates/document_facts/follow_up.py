"""What the follow-up list of decisions (Beschlusskontrolle) is given: each decision and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models import ImplementationStatus, ItemResult
from templates.document_facts.front import Front


class Standing(StrEnum):
    """How far a decision is carried out."""

    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    OVERDUE = "overdue"
    CONTRADICTED = "contradicted"
    NOTHING_TO_DO = "nothing_to_do"


class Money(StrEnum):
    """What was decided about the money of a measure."""

    NOT_NEEDED = "not_needed"
    OPEN = "open"
    FUNDED = "funded"
    REDUCED = "reduced"
    RESERVED = "reserved"
    POSTPONED = "postponed"
    REJECTED = "rejected"


class Lacking(StrEnum):
    """What is missing before a decision can be called carried out and proved."""

    OWNER = "owner"
    INDICATOR = "indicator"
    VALUE = "value"
    TARGET = "target"
    REPORT = "report"
    FISCAL_YEAR = "fiscal_year"
    RESOLUTION = "resolution"
    NEW_DATE = "new_date"
    CONDITIONS = "conditions"


@dataclass(frozen=True, kw_only=True)
class IndicatorStanding:
    """The newest value of the indicator of a measure, beside its target."""

    title: str
    unit: str
    digits: int
    value: float | None
    period: str = ""
    reference_time: str = ""
    lower: float | None = None
    upper: float | None = None
    target_year: int | None = None
    is_met: bool | None = None


@dataclass(frozen=True, kw_only=True)
class FollowedDecision:
    """One decision on one measure, or on the plan as a whole."""

    key: str
    body: str
    is_binding: bool
    on_date: date
    wording: str
    result: ItemResult
    conditions: str
    yes_count: int
    no_count: int
    abstain_count: int
    present_count: int
    advice: ItemResult | None
    code: str
    title: str
    owner: str
    money: Money
    cost_eur: int | None
    cost_yearly_eur: int | None
    fiscal_year: int | None
    indicator: IndicatorStanding | None
    standing: Standing
    implementation: ImplementationStatus | None
    reported_on: date | None
    lacking: tuple[Lacking, ...]
    is_plan: bool = False
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class FollowUpListFacts:
    """All decisions of a plan, newest first, as they stand on a day."""

    front: Front
    decisions: tuple[FollowedDecision, ...]
