"""What charts are given."""

from dataclasses import dataclass

from models import IndicatorStatus


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What every chart says of itself: its message as a sentence, what is shown, and in which unit."""

    key: str
    message: str
    subtitle: str
    unit: str
    digits: int


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """One region in a comparison; without a value it says why there is none."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    status: IndicatorStatus = IndicatorStatus.COMPUTED
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class ComparisonChart(Chart):
    """The region beside Land and federation, over the range of the counties."""

    rows: tuple[ChartRow, ...]
    counties_low: float | None = None
    counties_high: float | None = None
    counties_count: int = 0


@dataclass(frozen=True, kw_only=True)
class ChartPoint:
    """One county in a strip."""

    label: str
    value: float | None
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class StripChart(Chart):
    """All counties of the Land as dots on one scale, the region marked."""

    points: tuple[ChartPoint, ...]
    land_label: str = ""
    land_value: float | None = None


@dataclass(frozen=True, kw_only=True)
class ChartLine:
    """One region over the periods; a missing value is a gap, never a straight line."""

    label: str
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class ChartMark:
    """What a reader must know of a series: from which period on it is counted otherwise, or what happened.

    `is_break` parts the lines; an event only explains a jump.
    """

    place: int
    period: str
    title: str
    is_break: bool = True


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A period without a figure, and why: it is named, never bridged."""

    place: int
    period: str
    status: IndicatorStatus


@dataclass(frozen=True, kw_only=True)
class LineChart(Chart):
    """Several periods."""

    periods: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    marks: tuple[ChartMark, ...] = ()
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FunnelPoint:
    """One county: how many cases stand behind its value."""

    label: str
    base: float
    value: float
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class FunnelLimit:
    """How far a value of so many cases usually lies from the Land's."""

    base: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True, kw_only=True)
class FunnelChart(Chart):
    """The counties by number of cases and value, between the limits of their usual scatter."""

    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimit, ...]
    land_label: str
    land_value: float
    widened: float
    missing_count: int = 0


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One county among small drawings of the same scale."""

    label: str
    values: tuple[float | None, ...]
    low: float | None = None
    high: float | None = None
    status: IndicatorStatus = IndicatorStatus.COMPUTED
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class TilesChart(Chart):
    """A small drawing for every county: its course where there are years enough, else its newest value."""

    periods: tuple[str, ...]
    tiles: tuple[Tile, ...]
    land_label: str = ""
    land_values: tuple[float | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MapArea:
    """One region on the map: its outline in the drawing's units, and the class of its value."""

    label: str
    outline: str
    value: float | None
    step: int | None
    centre: tuple[float, float] | None = None
    status: IndicatorStatus = IndicatorStatus.COMPUTED
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class MapChart(Chart):
    """The regions of a boundary file, shaded by value."""

    areas: tuple[MapArea, ...]
    edges: tuple[float, ...]
    width: float
    height: float
