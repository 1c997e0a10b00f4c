"""Contracts with sources: what is due when, what is late, and what a delivery holds against what was agreed.

A source that is not due yet is expected; it is late only after its day. So no run cries wolf.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from models import Source, ValueStatus
from steering.frames.days import first_day
from steering.profile.contracts import Contract, RegionLevel

_LENGTHS = {
    2: RegionLevel.LAND,
    3: RegionLevel.GOVERNMENT_DISTRICT,
    5: RegionLevel.DISTRICT,
    8: RegionLevel.MUNICIPALITY,
}
_COUNTRY = "DG"
_MONTHS = 12
_SHORT_YEAR = 100
_DAY_LENGTH = len("2023-12-31")

CONTRACTS = (
    "source_key",
    "title",
    "owner_id",
    "missing_variables",
    "missing_variables_count",
    "strange_variables",
    "strange_variables_count",
    "missing_regions",
    "missing_regions_count",
    "missing_years",
    "missing_years_count",
    "strange_units",
    "strange_units_count",
)
LAGS = ("source_key", "title", "owner_id", "newest_period", "days_late")


class SourceState(StrEnum):
    """How a source stands on a day."""

    EXPECTED = "expected"  # nothing is due yet
    LATE = "late"  # the next figures should be there
    MISSING = "missing"  # it was never delivered, and should have been
    OPTIONAL = "optional"  # it was never delivered, and nobody needs it


@dataclass(frozen=True, kw_only=True)
class Breaches:
    """What a delivery holds against its contract, each named."""

    missing_variables: tuple[str, ...] = ()
    strange_variables: tuple[str, ...] = ()
    missing_regions: tuple[str, ...] = ()
    missing_years: tuple[str, ...] = ()
    strange_units: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether the contract is kept in all that it names."""
        return not any(vars(self).values())


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a source stands: what came last, what comes next and when, and whether the contract is kept."""

    source: Source
    state: SourceState
    newest_period: str = ""
    next_period: str = ""
    expected_on: date | None = None
    breaches: Breaches = Breaches()
    releases_count: int = 0
    late_days: int = 0
    """How many days the next figures are late; below zero they are not due yet."""


def standing(
    source: Source,
    contract: Contract,
    cells: pd.DataFrame,
    *,
    today: date,
    next_open: Callable[[date], date],
) -> Standing:
    """How a source stands, by the cells of its releases that count."""
    count = int(cells["release_id"].nunique()) if len(cells) else 0
    if not count:
        return _undelivered(source, contract, today, next_open)
    times = cells.drop_duplicates(["period", "reference_time"])
    told = [(str(row.period), str(row.reference_time)) for row in times.itertuples()]
    newest, reference_time = max(told, key=lambda each: first_day(*each))
    begins = _months_later(first_day(newest, reference_time), contract.rhythm_months)
    expected_on = next_open(_expected(begins, source, contract))
    return Standing(
        source=source,
        state=SourceState.LATE if today > expected_on else SourceState.EXPECTED,
        newest_period=newest,
        next_period=next_period(newest, contract.rhythm_months),
        expected_on=expected_on,
        breaches=breaches_of(contract, cells),
        releases_count=count,
        late_days=(today - expected_on).days,
    )


def _undelivered(
    source: Source, contract: Contract, today: date, next_open: Callable[[date], date]
) -> Standing:
    expected_on = None
    if contract.first_year is not None:
        expected_on = next_open(_expected(date(contract.first_year, 12, 31), source, contract))
    is_due = expected_on is None or today > expected_on
    state = SourceState.MISSING if is_due else SourceState.EXPECTED
    return Standing(
        source=source,
        state=state if source.is_required else SourceState.OPTIONAL,
        next_period=str(contract.first_year or ""),
        expected_on=expected_on,
        late_days=(today - expected_on).days if expected_on else 0,
    )


def _expected(begins: date, source: Source, contract: Contract) -> date:
    """The day by which figures are expected: the lag after their day, on the agreed day of the year."""
    day = begins + timedelta(days=source.expected_lag_days)
    if contract.expected_by is not None:
        month, of_month = map(int, contract.expected_by.split("-"))
        agreed = date(day.year, month, of_month)
        day = agreed if agreed >= day else date(day.year + 1, month, of_month)
    return day + timedelta(days=contract.grace_days)


def next_period(period: str, months: int) -> str:
    """The period that follows, written as this one."""
    if "P" in period:
        begins = _months_later(date(int(period[:4]), int(period[5:7]), 1), months)
        return f"{begins:%Y-%m}{period[7:]}"
    if "/" in period:
        year = int(period[:4]) + max(1, months // _MONTHS)
        return f"{year}/{(year + 1) % _SHORT_YEAR:02d}"
    if len(period) == _DAY_LENGTH:
        return _months_later(date.fromisoformat(period), months).isoformat()
    return str(int(period[:4]) + max(1, months // _MONTHS))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def breaches_of(contract: Contract, cells: pd.DataFrame) -> Breaches:
    """What the cells hold against the contract; what the contract does not name is not looked at."""
    real = cells[cells["status"].astype(object) != ValueStatus.MISSING_ROW.value]
    variables = _texts(real["variable"])
    # A unit belongs to a number; a cell without one may have none.
    units = _texts(real.loc[real["value"].notna(), "unit"])
    levels = {level_of(code) for code in _texts(real["region_code"])}
    return Breaches(
        missing_variables=_without(contract.variables, variables),
        strange_variables=_without(sorted(variables), contract.variables) if contract.variables else (),
        missing_regions=_without([level.value for level in contract.regions], levels),
        missing_years=_missing_years(contract, _texts(real["period"])),
        strange_units=_without(sorted(units), contract.units) if contract.units else (),
    )


def level_of(code: str) -> str:
    """The level of a region by its key; none for what is no official key."""
    if code == _COUNTRY:
        return RegionLevel.COUNTRY.value
    level = _LENGTHS.get(len(code))
    return level.value if level else ""


def _missing_years(contract: Contract, periods: Iterable[str]) -> tuple[str, ...]:
    years = {int(period[:4]) for period in periods if period[:4].isdigit()}
    if contract.first_year is None or not years:
        return ()
    step = max(1, contract.rhythm_months // _MONTHS)
    return tuple(str(year) for year in range(contract.first_year, max(years), step) if year not in years)


def _without(wanted: Sequence[str], there: Iterable[str]) -> tuple[str, ...]:
    known = set(there)
    return tuple(each for each in wanted if each not in known)


def _texts(column: pd.Series) -> set[str]:
    return {str(each) for each in column.dropna().unique() if str(each)}


def frames_of_contracts(standings: Sequence[Standing]) -> Mapping[str, pd.DataFrame]:
    """The standings as the tables that the rules on contracts and on lateness look at."""
    delivered = [each for each in standings if each.releases_count]
    contracts = [{**_named(each), **_counted(each.breaches)} for each in delivered]
    lags = [
        {**_named(each), "newest_period": each.newest_period, "days_late": each.late_days}
        for each in delivered
    ]
    return {
        "contracts": pd.DataFrame(contracts, columns=list(CONTRACTS)),
        "lags": pd.DataFrame(lags, columns=list(LAGS)),
    }


def _named(each: Standing) -> dict[str, object]:
    source = each.source
    return {"source_key": source.key, "title": source.title, "owner_id": source.owner_id}


def _counted(breaches: Breaches) -> dict[str, object]:
    told: dict[str, object] = {}
    for name, named in vars(breaches).items():
        told[name] = ", ".join(named)
        told[f"{name}_count"] = len(named)
    return told
