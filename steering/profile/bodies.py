"""What a region says of itself, its organisations and its committees, as frozen values."""

from models import CommitteeKind, DutyBriefing, Voting
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
    Text,
    TimeZone,
    WebAddress,
    Year,
    declared,
)
from steering.profile.procedure import MatterRule, Procedure


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
    """A council term, a council break or school holidays: first and last day."""

    title: Text
    from_on: Day
    to_on: Day
    assumed: Assumed = ()
    source: str = ""


@declared
class Election:
    """A day on which the council is elected."""

    title: Text
    held_on: Day
    assumed: Assumed = ()
    source: str = ""


@declared
class CouncilMeeting:
    """A day on which a committee meets, as its office has published it."""

    committee: Key
    held_on: Day


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
class NamedPeers:
    """A peer group (Vergleichsgruppe) as the county names it: who is alike, who says so, of which year."""

    key: Key
    title: Text
    title_en: Text
    typology: Text
    typology_en: Text | None = None
    year: Year
    members: tuple[CountyCode, ...]
    source: Text
    assumed: Assumed = ()


@declared
class Region:
    """region.toml: who steers, and with whom the region is compared."""

    key: Key
    title: Text
    region_code: CountyCode
    land_code: LandCode
    land_title: Text
    compare_with: tuple[CountyCode, ...] = ()
    peer_group: tuple[NamedPeers, ...] = ()
    language: Language
    time_zone: TimeZone
    fiscal_year_starts: MonthDay
    mail_domain: Domain
    office: Office
    quiet: Quiet = Quiet()
    territory: tuple[Territory, ...] = ()
    council_term: tuple[Span, ...] = ()
    election: tuple[Election, ...] = ()
    council_meeting: tuple[CouncilMeeting, ...] = ()
    council_break: tuple[Span, ...] = ()
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
    since_on: Day | None = None
    assumed: Assumed = ()
    source: str = ""


@declared
class Seating:
    """Who may act for a seat of a committee; what is left out follows from the kind of the body."""

    delegation_allowed: Flag = False
    delegations_per_member: Positive = 1
    principal_goes_first: Flag = True
    deputy_needs_absence: Flag = False
    duty_briefing: DutyBriefing | None = None
    has_recusal: Flag | None = None
    assumed: Assumed = ()
    source: str = ""


@declared
class Committee(Procedure):
    """A committee (Gremium) with its rules of procedure as data, built on a preset if it names one."""

    key: Key
    title: Text
    kind: CommitteeKind
    preset: Key | None = None
    legal_basis: str = ""
    rules_source: str = ""
    seats_count: Count
    seats_source: str = ""
    voting: Voting
    decides: Flag
    mail_name: LocalPart
    rule: tuple[MatterRule, ...] = ()
    seat: tuple[Seat, ...] = ()
    seating: Seating = Seating()
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
