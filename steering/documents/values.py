"""Which indicator values a document shows: the newest round, and nothing that may not be published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models import IndicatorStatus, IndicatorValue, TerritorialStatus
from steering.disclosure.gate import Gate
from steering.documents.releasing import gate_of, values_in
from steering.indicators.defining.catalogue import Indicator
from steering.stage import Desk
from templates.paper import amount, period, region_name, term

FEDERATION = "DG"
COUNTY_CODE_LENGTH = 5


class Values:
    """The values of one round, by indicator, region and period, as they are seen through the gate."""

    def __init__(self, values: Iterable[IndicatorValue], gate: Gate) -> None:
        self._gate = gate
        self._found: dict[str, dict[tuple[str, str], IndicatorValue]] = defaultdict(dict)
        # Each value is looked at once, and most of them never: a report shows few of all counties and years.
        self._seen: dict[str, IndicatorValue] = {}
        for value in values:
            self._found[value.indicator_key][value.region_code, value.period] = value

    def of(self, indicator_key: str, region_code: str, period: str) -> IndicatorValue | None:
        """The value of one region in one period."""
        value = self._found[indicator_key].get((region_code, period))
        return None if value is None else self._shown(value)

    def _shown(self, value: IndicatorValue) -> IndicatorValue:
        if value.id not in self._seen:
            self._seen[value.id] = self._gate.shown(value)
        return self._seen[value.id]

    def tells_cases(self, value: IndicatorValue) -> bool:
        """Whether anybody may know the cases of a value exactly."""
        return self._gate.tells_cases(value)

    def periods(self, indicator_key: str, region_code: str) -> list[str]:
        """The periods in which a region has a value or a reason for none, oldest first."""
        return sorted(period for code, period in self._found[indicator_key] if code == region_code)

    def newest(self, indicator_key: str, region_code: str) -> IndicatorValue | None:
        """The newest value that may be shown; if there is none, the newest without a number."""
        listed = [
            self._shown(self._found[indicator_key][region_code, each])
            for each in self.periods(indicator_key, region_code)
        ]
        shown = [value for value in listed if number_of(value) is not None]
        return next(reversed(shown or listed), None)

    def counties(self, indicator_key: str, land_code: str, period: str) -> list[IndicatorValue]:
        """The values of all counties of a Land, by code."""
        return [
            self._shown(value)
            for (code, of_period), value in sorted(self._found[indicator_key].items())
            if of_period == period and len(code) == COUNTY_CODE_LENGTH and code.startswith(land_code)
        ]


def values_of(desk: Desk, *, round_number: int | None = None) -> Values:
    """The values of the newest round, or of the one asked for, as they came through disclosure control."""
    values = values_in(desk, round_number)
    return Values(values, gate_of(desk, values))


def number_of(value: IndicatorValue | None) -> float | None:
    """The number, if it exists and may be published."""
    if value is None or not value.is_publishable or value.status is not IndicatorStatus.COMPUTED:
        return None
    return value.value


def status_of(value: IndicatorValue) -> IndicatorStatus:
    """Why there is no number; a value that may not be published is withheld."""
    if value.status is IndicatorStatus.COMPUTED and not value.is_publishable:
        return IndicatorStatus.WITHHELD
    return value.status


def title_of(desk: Desk, region_code: str, language: str = "de") -> str:
    """What a region is called: the profile's name, the Land's, or the one of the official key."""
    if region_code == desk.region_code:
        return desk.region_title
    if region_code == desk.land_code:
        return desk.land_title
    named = [each.title for each in desk.records.all(TerritorialStatus) if each.region_code == region_code]
    return named[-1] if named else region_name(region_code, language)


def indicator_titled(desk: Desk, key: str | None, language: str = "de") -> str:
    """The title of an indicator, or nothing."""
    titles = {each.key: each.title if language == "de" else each.title_en for each in desk.catalogue}
    return titles.get(key or "", key or "")


def reference_time(indicator: Indicator) -> str:
    """How the indicator's periods are meant."""
    return indicator.reference_times[0] if indicator.reference_times else ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An indicator with the value that is shown, among all others, in the reader's language."""

    desk: Desk
    indicator: Indicator
    value: IndicatorValue
    values: Values
    language: str = "de"

    @property
    def title(self) -> str:
        """What the indicator is called."""
        return self.indicator.title if self.language == "de" else self.indicator.title_en

    @property
    def period(self) -> str:
        """The period of the value, in words."""
        return period(self.value.period, reference_time(self.indicator), language=self.language)

    @property
    def rows(self) -> list[IndicatorValue]:
        """The values of the region, the Land and the federation in this period, as far as there are any."""
        found = (self.at(code) for code in (self.desk.region_code, self.desk.land_code, FEDERATION))
        return [value for value in found if value is not None]

    @property
    def counties(self) -> list[IndicatorValue]:
        """The values of the Land's counties in this period."""
        return self.values.counties(self.indicator.key, self.desk.land_code, self.value.period)

    def at(self, region_code: str) -> IndicatorValue | None:
        """The value of another region in the same period."""
        return self.values.of(self.indicator.key, region_code, self.value.period)

    def named(self, region_code: str) -> str:
        """What a region is called."""
        return title_of(self.desk, region_code, self.language)

    def told(self, number: float | None) -> str:
        """A number with the indicator's unit and digits."""
        return amount(number, self.indicator.unit, self.indicator.digits, language=self.language)

    def word(self, key: str, **facts: object) -> str:
        """A wording of documents, filled in."""
        return term(key, self.language).format(**facts)


def shown_indicators(desk: Desk, language: str = "de", *, values: Values | None = None) -> list[Shown]:
    """The indicators of which the region has a value that may be shown, in the catalogue's order."""
    values = values_of(desk) if values is None else values
    found = ((each, values.newest(each.key, desk.region_code)) for each in desk.catalogue)
    return [
        Shown(desk=desk, indicator=indicator, value=value, values=values, language=language)
        for indicator, value in found
        if value is not None and number_of(value) is not None
    ]
