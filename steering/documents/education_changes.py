"""What changed between two education reports: pure comparison of what each of them showed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from steering.documents.values import FEDERATION, Values, number_of, reference_time, title_of
from steering.errors import BadUsage
from steering.stage import Desk
from templates.document_facts import NewPeriod, Redefined, ReportChanges, Revised
from templates.paper import amount
from templates.paper import period as worded

FORM = "masterplan-education-report/1"
Place = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class ReportedIndicator:
    """An indicator as a report showed it."""

    title: str
    version: int
    unit: str
    digits: int
    reference_time: str


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What a report showed: numbers by indicator, region and period. What was withheld is not here."""

    label: str
    region_code: str
    indicators: Mapping[str, ReportedIndicator]
    regions: Mapping[str, str]
    numbers: Mapping[Place, float] = field(default_factory=dict)

    def only(self, indicators: Mapping[str, ReportedIndicator]) -> "Reported":
        """The report as if it had spoken of these indicators only."""
        numbers = {place: number for place, number in self.numbers.items() if place[0] in indicators}
        return replace(self, indicators=dict(indicators), numbers=numbers)

    def as_json(self) -> dict[str, Any]:
        """The report for programs, and for a comparison in some years."""
        return {
            "form": FORM,
            "label": self.label,
            "region_code": self.region_code,
            "regions": dict(self.regions),
            "indicators": {key: vars(each) for key, each in self.indicators.items()},
            "values": [
                {"indicator": key, "region_code": code, "period": period, "value": number}
                for (key, code, period), number in sorted(self.numbers.items())
            ],
        }


def reported_from(told: Mapping[str, Any], *, name: str = "") -> Reported:
    """A report that was laid down as JSON. Raises BadUsage for anything else."""
    try:
        if told["form"] != FORM:
            raise BadUsage("Another form.", code="no_report_file", name=name)
        return Reported(
            label=str(told["label"]),
            region_code=str(told["region_code"]),
            indicators={str(key): ReportedIndicator(**each) for key, each in told["indicators"].items()},
            regions={str(code): str(title) for code, title in told["regions"].items()},
            numbers={
                (str(each["indicator"]), str(each["region_code"]), str(each["period"])): float(each["value"])
                for each in told["values"]
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadUsage(f"No report: {fault}", code="no_report_file", name=name) from fault


def reported(
    desk: Desk, values: Values, keys: tuple[str, ...], *, label: str, language: str = "de"
) -> Reported:
    """What the report of a round shows for the region, the Land and the federation."""
    codes = (desk.region_code, desk.land_code, FEDERATION)
    numbers: dict[Place, float] = {}
    listed: dict[str, ReportedIndicator] = {}
    for indicator in (each for each in desk.catalogue if each.key in keys):
        versions = [indicator.version]
        for code in codes:
            for each in values.periods(indicator.key, code):
                value = values.of(indicator.key, code, each)
                number = number_of(value)
                if value is not None and number is not None:
                    numbers[indicator.key, code, each] = number
                    versions.append(value.indicator_version)
        listed[indicator.key] = ReportedIndicator(
            title=indicator.title if language == "de" else indicator.title_en,
            version=versions[-1],
            unit=indicator.unit,
            digits=indicator.digits,
            reference_time=reference_time(indicator),
        )
    regions = {code: title_of(desk, code, language) for code in codes}
    return Reported(
        label=label, region_code=desk.region_code, indicators=listed, regions=regions, numbers=numbers
    )


def report_changes(old: Reported, new: Reported, language: str = "de") -> ReportChanges:
    """The differences, in the words of the newer report. Raises BadUsage for reports of two regions."""
    if old.region_code != new.region_code:
        raise BadUsage("Reports of two regions.", code="reports_of_two_regions")
    before, after = _with_value(old), _with_value(new)
    both = before & after
    return ReportChanges(
        since=old.label,
        new_periods=tuple(_only_in(new, old, both, language)),
        revised=tuple(_revised(old, new, both, language)),
        gone=tuple(_only_in(old, new, both, language)),
        added=tuple(new.indicators[key].title for key in new.indicators if key in after - before),
        removed=tuple(old.indicators[key].title for key in old.indicators if key in before - after),
        redefined=tuple(
            Redefined(
                title=new.indicators[key].title,
                old_version=old.indicators[key].version,
                new_version=new.indicators[key].version,
            )
            for key in new.indicators
            if key in both and old.indicators[key].version != new.indicators[key].version
        ),
    )


def _with_value(report: Reported) -> set[str]:
    """The indicators of which the region itself has a value."""
    return {key for key, code, _ in report.numbers if code == report.region_code}


def _only_in(report: Reported, other: Reported, keys: set[str], language: str) -> Iterator[NewPeriod]:
    """The region's periods that only one of two reports shows."""
    for place in _ordered(report, keys):
        key, code, period = place
        if code == report.region_code and place not in other.numbers:
            indicator = report.indicators[key]
            yield NewPeriod(
                title=indicator.title,
                region_title=report.regions[code],
                period=worded(period, indicator.reference_time, language=language),
                value=_told(report, place, language),
            )


def _revised(old: Reported, new: Reported, keys: set[str], language: str) -> Iterator[Revised]:
    """Values that read otherwise than before; what differs only behind the shown digits is no revision."""
    for place in _ordered(new, keys):
        if place not in old.numbers:
            continue
        before, now = _told(old, place, language), _told(new, place, language)
        if before != now:
            key, code, period = place
            indicator = new.indicators[key]
            yield Revised(
                title=indicator.title,
                region_title=new.regions.get(code, code),
                period=worded(period, indicator.reference_time, language=language),
                old=before,
                new=now,
            )


def _ordered(report: Reported, keys: set[str]) -> list[Place]:
    """The places of a report in its own order: indicator, region, period."""
    rank = {key: place for place, key in enumerate(report.indicators)}
    regions = {code: place for place, code in enumerate(report.regions)}
    mine = [place for place in report.numbers if place[0] in keys]
    return sorted(mine, key=lambda place: (rank[place[0]], regions.get(place[1], 0), place[2]))


def _told(report: Reported, place: Place, language: str) -> str:
    indicator = report.indicators[place[0]]
    return amount(report.numbers[place], indicator.unit, indicator.digits, language=language)
