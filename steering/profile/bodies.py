"""What a region says of itself, its organisations and its committees, as frozen values."""

from models import CommitteeKind, Majority, MajorityBase, Tie, Voting
from steering.profile.kinds import (
    Address,
    Assumed,
    Count,
    CountyCode,
    Day,
    Domain,
    Flag,
    Hour,
    Key,
    LandCode,
    Language,
    LocalPart,
    MonthDay,
    Positive,
    RegionCode,
    Share,
    Text,
    TimeZone,
    WebAddress,
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
    phone: Text | None = None
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
class Quiet:
    """When, and how often, people are not to be written to; what the law demands always goes."""

    from_hour: Hour = 20
    to_hour: Hour = 7
    letters_per_day: Positive = 3
    letters_per_week: Positive = 5
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
    quiet: Quiet = Quiet()
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
