"""What charts are given."""

from dataclasses import dataclass

from models import IndicatorStatus


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
class ComparisonChart:
    """The region beside Land and federation, over the range of the counties."""

    key: str
    message: str
    subtitle: str
    unit: str
    digits: int
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
class StripChart:
    """All counties of the Land as dots on one scale, the region marked."""

    key: str
    message: str
    subtitle: str
    unit: str
    digits: int
    points: tuple[ChartPoint, ...]
    land_label: str = ""
    land_value: float | None = None


@dataclass(frozen=True, kw_only=True)
class ChartLine:
    """One region over the periods; a missing value is a gap, never a straight line."""

    label: str
    values: tuple[float | None, ...]
    is_region: bool = False


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """Several periods."""

    key: str
    message: str
    subtitle: str
    unit: str
    digits: int
    periods: tuple[str, ...]
    lines: tuple[ChartLine, ...]
