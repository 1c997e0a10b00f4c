"""What a region profile says, as frozen values: one class for one table of its files."""

from dataclasses import field

from models import CommitteeKind, Disposition, ImplementationStatus, Majority, MajorityBase, Tie, Voting
from steering.profile.kinds import (
    Address,
    Assumed,
    Count,
    CountyCode,
    Day,
    Domain,
    Figure,
    FilePattern,
    Flag,
    IndicatorKey,
    Key,
    LandCode,
    Language,
    Licence,
    LifeStage,
    LocalPart,
    MeasureCode,
    MonthDay,
    Positive,
    RegionCode,
    Share,
    TableCode,
    Text,
    TimeZone,
    WebAddress,
    Year,
    declared,
)


@declared
class Office:
    """The office (Stabsstelle) that steers the revision, as it may be printed."""

    organisation: Key
    title: Text
    street: Text
    postal_code: Text
    city: Text
    address: Address
    web: WebAddress | None = None
    assumed: Assumed = ()
    source: str = ""


@declared
class Territory:
    """What an official key stood for in a span of time."""

    region_code: RegionCode
    title: Text
    valid_from_on: Day
    valid_to_on: Day | None = None
    successor_code: RegionCode | None = None
    assumed: Assumed = ()
    source: str = ""


@declared
class Span:
    """A council term or a school holiday: first and last day."""

    title: Text
    from_on: Day
    to_on: Day
    assumed: Assumed = ()
    source: str = ""


@declared
class Region:
    """region.toml: who steers, and with whom the region is compared."""

    key: Key
    title: Text
    region_code: CountyCode
    land_code: LandCode
    land_title: Text
    compare_with: tuple[CountyCode, ...] = ()
    language: Language
    time_zone: TimeZone
    fiscal_year_starts: MonthDay
    mail_domain: Domain
    office: Office
    territory: tuple[Territory, ...] = ()
    council_term: tuple[Span, ...] = ()
    school_holiday: tuple[Span, ...] = ()
    assumed: Assumed = ()
    source: str = ""


@declared
class FormerName:
    """A name that an organisation bore, with its days."""

    title: Text
    valid_from_on: Day
    valid_to_on: Day | None = None
    assumed: Assumed = ()
    source: str = ""


@declared
class Organisation:
    """A body with a stake in education."""

    key: Key
    title: Text
    kind: Key
    address: Address | None = None
    language: Language | None = None
    name: tuple[FormerName, ...] = ()
    assumed: Assumed = ()
    source: str = ""


@declared
class Organisations:
    """organisations.toml: who delegates, delivers and owns."""

    organisation: tuple[Organisation, ...]


@declared
class Seat:
    """A place in a committee, or several alike (`count`)."""

    title: Text
    organisation: Key | None = None
    is_chair: Flag = False
    has_vote: Flag = True
    has_deputy: Flag = False
    count: Positive = 1
    assumed: Assumed = ()
    source: str = ""


@declared
class Committee:
    """A committee (Gremium) with its rules as data."""

    key: Key
    title: Text
    kind: CommitteeKind
    legal_basis: str = ""
    seats_count: Count
    seats_source: str = ""
    quorum_pct: Share
    majority: Majority
    majority_base: MajorityBase
    tie: Tie
    voting: Voting
    decides: Flag
    is_public: Flag
    deputies_allowed: Flag
    circulation_allowed: Flag
    notice_days: Count
    mail_name: LocalPart
    seat: tuple[Seat, ...] = ()
    assumed: Assumed = ()
    source: str = ""

    @property
    def places(self) -> tuple[Seat, ...]:
        """One seat for each place: a seat with a count of nine is nine places."""
        return tuple(seat for seat in self.seat for _ in range(seat.count))


@declared
class Committees:
    """committees.toml: who is asked, recommends and decides."""

    committee: tuple[Committee, ...]


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
    """A target corridor, and the resolution that set it before the value was known."""

    lower: Figure | None = None
    upper: Figure | None = None
    year: Year
    resolution: Text
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
class Source:
    """A table of figures: who hands it in, when, and under which file name."""

    key: Key
    title: Text
    table_code: TableCode
    publisher: Text
    licence: Licence
    owner: Key
    expected_lag_days: Count
    delivery: FilePattern
    is_required: Flag = True
    assumed: Assumed = ()
    source: str = ""


@declared
class Sources:
    """sources.toml: where figures come from."""

    source: tuple[Source, ...]


@declared
class StageTiming:
    """How long a stage takes, and how long people have to answer in it."""

    key: Key
    weeks: Positive
    answer_days: Positive
    gate_days: Positive
    starts_with: Key | None = None


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
    """When people are reminded, and who is told when they do not answer."""

    days_before: tuple[Count, ...]
    deputy_after_days: Count
    escalate_after_days: Count
    mandate_ends_days: tuple[Count, ...]


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


@declared
class Texts:
    """texts.toml: words that this region says differently."""

    word: dict[Language, dict[str, Text]] = field(default_factory=dict)
