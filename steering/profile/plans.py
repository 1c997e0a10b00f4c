"""What a region says of its plan, its figures and its calendar, as frozen values."""

from collections.abc import Iterable
from dataclasses import field

from models import AtExpiry, Disposition, ImplementationStatus
from steering.profile.contracts import Contract
from steering.profile.kinds import (
    Assumed,
    Count,
    Day,
    Figure,
    FilePattern,
    Flag,
    IndicatorKey,
    Key,
    Language,
    Licence,
    LifeStage,
    MeasureCode,
    Positive,
    TableCode,
    Text,
    Year,
    declared,
)
from steering.profile.mappings import FileMapping, ReferenceTime


@declared
class FocusArea:
    """A focus area (Schwerpunkt) of the plan in force."""

    key: Key
    title: Text


@declared
class Measure:
    """A strategic measure of the plan in force, or a slot whose title no source gives."""

    code: MeasureCode
    title: Text
    title_source: str = ""
    disposition: Disposition
    focus_area: Key
    owner: Key
    route: Key
    life_stage: LifeStage | None = None
    indicator: IndicatorKey | None = None
    goal: str = ""
    status: ImplementationStatus
    is_budget_relevant: Flag = False
    assumed: Assumed = ()
    source: str = ""


@declared
class Plan:
    """plan.toml: the masterplan in force, on which the next revision rests."""

    title: Text
    label: Text
    motto: str = ""
    period_from_year: Year
    period_to_year: Year
    adopted_on: Day
    measures_count: Count
    new_or_reoriented_count: Count
    continued_count: Count
    focus_area: tuple[FocusArea, ...]
    measure: tuple[Measure, ...] = ()
    assumed: Assumed = ()
    source: str = ""


@declared
class Target:
    """A target corridor, and the resolution that set it before the value was known.

    `year` is the first year whose value is held against it, `until_year` the last one, if there is one.
    """

    lower: Figure | None = None
    upper: Figure | None = None
    year: Year
    until_year: Year | None = None
    resolution: Text
    decided_on: Day
    assumed: Assumed = ()
    source: str = ""


@declared
class ChosenIndicator:
    """An indicator of the catalogue that this region reports."""

    key: IndicatorKey
    is_focus: Flag = False
    focus_area: Key | None = None
    target: Target | None = None
    assumed: Assumed = ()
    source: str = ""


@declared
class Indicators:
    """indicators.toml: the choice from the catalogue."""

    indicator: tuple[ChosenIndicator, ...]


@declared
class DeliveredVariable:
    """A figure that a form asks for: its name in formulas, its words, its unit, what it is broken down by."""

    key: Key
    title: Text
    unit: str = ""
    breakdown: dict[Key, Text] = field(default_factory=dict)


@declared
class Source:
    """A table of figures: who hands it in, when, and under which file name.

    `unit`, `reference_time` and `variable` say what the form for this source asks for.
    """

    key: Key
    title: Text
    table_code: TableCode
    publisher: Text
    licence: Licence
    owner: Key
    expected_lag_days: Count
    delivery: FilePattern
    is_required: Flag = True
    unit: str = ""
    reference_time: ReferenceTime | None = None
    variable: tuple[DeliveredVariable, ...] = ()
    contract: Contract = Contract()
    assumed: Assumed = ()
    source: str = ""


@declared
class Sources:
    """sources.toml: where figures come from."""

    source: tuple[Source, ...]
    mapping: tuple[FileMapping, ...] = ()


@declared
class StageTiming:
    """How long a stage takes, and how long people have to answer in it."""

    key: Key
    weeks: Positive
    answer_days: Positive
    gate_days: Positive
    starts_with: Key | None = None
    at_expiry: AtExpiry = AtExpiry.SECOND_SUMMONS


@declared
class NextPlan:
    """The version that the next revision is to bring about."""

    label: Text
    period_from_year: Year
    period_to_year: Year
    assumed: Assumed = ()
    source: str = ""


@declared
class Reminders:
    """When people are reminded, and who is told when they do not answer.

    Without `days_before` people are reminded at half time and two days before the last day.
    """

    deputy_after_days: Count
    escalate_after_days: Count
    mandate_ends_days: tuple[Count, ...]
    coordinator_after_days: Count = 21
    stand_in_before_days: Count = 2
    coordinator_after_chair_days: Count = 3
    days_before: tuple[Count, ...] = ()


@declared
class Route:
    """The committees that a measure passes, in order (Beratungsfolge)."""

    key: Key
    title: Text
    committees: tuple[Key, ...]


@declared
class Process:
    """process.toml: the calendar of a revision."""

    lead_months: Positive
    revision_years: Positive
    next_plan: NextPlan
    reminders: Reminders
    stage: tuple[StageTiming, ...]
    route: tuple[Route, ...]
    assumed: Assumed = ()
    source: str = ""

    def timing(self, stage_key: str) -> StageTiming:
        """How long this stage takes."""
        return next(timing for timing in self.stage if timing.key == stage_key)

    def ends_after_weeks(self) -> dict[str, int]:
        """In which week each stage should be done, counted from the start of the revision."""
        return ends_after_weeks(self.stage)


def ends_after_weeks(stages: Iterable[StageTiming]) -> dict[str, int]:
    """A stage begins when all before it are done, or together with the one it runs beside."""
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for stage in stages:
        beside = begins.get(stage.starts_with) if stage.starts_with is not None else None
        begins[stage.key] = max(ends.values(), default=0) if beside is None else beside
        ends[stage.key] = begins[stage.key] + stage.weeks
    return ends


@declared
class Texts:
    """texts.toml: words that this region says differently."""

    word: dict[Language, dict[str, Text]] = field(default_factory=dict)
