"""Which indicator values a document shows: the newest round, and nothing that may not be published."""

from collections import defaultdict
from collections.abc import Iterable

from models import IndicatorStatus, IndicatorValue, TerritorialStatus
from steering.indicators.catalogue import Indicator
from steering.stage import Desk
from templates.paper import region_name

FEDERATION = "DG"
COUNTY_CODE_LENGTH = 5


class Values:
    """The values of the newest round, by indicator, region and period."""

    def __init__(self, values: Iterable[IndicatorValue], *, cycle_id: str) -> None:
        mine = [value for value in values if value.cycle_id == cycle_id]
        newest = max((value.round for value in mine), default=0)
        self._found: dict[str, dict[tuple[str, str], IndicatorValue]] = defaultdict(dict)
        for value in mine:
            if value.round == newest:
                self._found[value.indicator_key][value.region_code, value.period] = value

    def of(self, indicator_key: str, region_code: str, period: str) -> IndicatorValue | None:
        """The value of one region in one period."""
        return self._found[indicator_key].get((region_code, period))

    def periods(self, indicator_key: str, region_code: str) -> list[str]:
        """The periods in which a region has a value or a reason for none, oldest first."""
        return sorted(period for code, period in self._found[indicator_key] if code == region_code)

    def newest(self, indicator_key: str, region_code: str) -> IndicatorValue | None:
        """The newest value that may be shown; if there is none, the newest without a number."""
        listed = [
            self._found[indicator_key][region_code, each] for each in self.periods(indicator_key, region_code)
        ]
        shown = [value for value in listed if number_of(value) is not None]
        return next(reversed(shown or listed), None)

    def counties(self, indicator_key: str, land_code: str, period: str) -> list[IndicatorValue]:
        """The values of all counties of a Land, by code."""
        return [
            value
            for (code, of_period), value in sorted(self._found[indicator_key].items())
            if of_period == period and len(code) == COUNTY_CODE_LENGTH and code.startswith(land_code)
        ]


def values_of(desk: Desk) -> Values:
    """The values that lie on the desk."""
    return Values(desk.records.all(IndicatorValue), cycle_id=desk.cycle.id)


def number_of(value: IndicatorValue | None) -> float | None:
    """The number, if it exists and may be published."""
    if value is None or not value.is_publishable or value.status is not IndicatorStatus.COMPUTED:
        return None
    return value.value


def status_of(value: IndicatorValue) -> IndicatorStatus:
    """Why there is no number; a value that may not be published counts as too small to show."""
    if value.status is IndicatorStatus.COMPUTED and not value.is_publishable:
        return IndicatorStatus.TOO_SMALL
    return value.status


def title_of(desk: Desk, region_code: str) -> str:
    """What a region is called: the profile's name, the Land's, or the one of the official key."""
    if region_code == desk.region_code:
        return desk.region_title
    if region_code == desk.land_code:
        return desk.land_title
    named = [each.title for each in desk.records.all(TerritorialStatus) if each.region_code == region_code]
    return named[-1] if named else region_name(region_code)


def indicator_titled(desk: Desk, key: str | None) -> str:
    """The title of an indicator, or nothing."""
    return next((indicator.title for indicator in desk.catalogue if indicator.key == key), key or "")


def reference_time(indicator: Indicator) -> str:
    """How the indicator's periods are meant."""
    return indicator.reference_times[0] if indicator.reference_times else ""
