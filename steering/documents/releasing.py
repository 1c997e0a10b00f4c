"""What the gate is given for the papers of a desk: the cells behind the values, and who published them."""

from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from models import WITH_NUMBER, IndicatorInput, IndicatorValue, Release, Source
from steering.disclosure.counts import Count, year_of
from steering.disclosure.deciding import Given
from steering.disclosure.gate import Passed, released
from steering.disclosure.rules import INSTITUTION_DIMENSIONS
from steering.stage import Desk

OPEN_LICENCES = ("dl-de", "cc-by", "cc0")
_PERSONS = frozenset({"Anzahl", "Personen", "number", "Number", "persons", ""})


def passed(desk: Desk, values: Iterable[IndicatorValue]) -> Passed:
    """The values of one round as papers may show them, judged together with all cells behind them."""
    listed = list(values)
    return released(listed, {each.key: each for each in desk.catalogue}, given_of(desk, listed))


def given_of(desk: Desk, values: Iterable[IndicatorValue]) -> Given:
    """The counts behind values, which of them an office has published itself, and what was told before."""
    mine = {value.id for value in values if value.value is not None}
    inputs = {each.observation_id for each in desk.records.all(IndicatorInput) if each.value_id in mine}
    cells = desk.records.cells
    counted = cells[cells["status"].isin([status.value for status in WITH_NUMBER]) & cells["value"].notna()]
    counted = counted[counted["unit"].astype(str).isin(_PERSONS)]
    behind = counted[counted["id"].isin(inputs)]
    numbers = dict(zip(_counts(behind), behind["value"].astype(float), strict=True))
    public = _public_releases(desk)
    is_public = behind["release_id"].astype(str).isin(public)
    return Given(
        numbers=numbers,
        public=frozenset(_counts(behind[is_public])),
        shown=frozenset(numbers),
        contributions=_contributions(counted, numbers, public),
        region_code=desk.region_code,
    )


def _counts(cells: pd.DataFrame) -> list[Count]:
    names = ("variable", "breakdown", "region_code", "period")
    columns = (cells[name].astype(str) for name in names)
    return [
        Count(variable, breakdown, region, year_of(period))
        for variable, breakdown, region, period in zip(*columns, strict=True)
    ]


def _public_releases(desk: Desk) -> frozenset[str]:
    """Deliveries that their publisher has laid open to everybody; without a licence nothing is open."""
    sources = desk.records.by_id(Source)
    return frozenset(
        release.id
        for release in desk.records.all(Release)
        if sources[release.source_id].licence.lower().startswith(OPEN_LICENCES)
    )


def _contributions(
    cells: pd.DataFrame, numbers: dict[Count, float], public: frozenset[str]
) -> dict[Count, tuple[float, ...]]:
    """The single institutions behind a count, where an own delivery tells them."""
    by_institution = "|".join(f"(?:^|;){dimension}=" for dimension in sorted(INSTITUTION_DIMENSIONS))
    told = cells[cells["breakdown"].astype(str).str.contains(by_institution, regex=True)]
    told = told[~told["release_id"].astype(str).isin(public)]
    found: dict[Count, list[float]] = defaultdict(list)
    for count, value in zip(_counts(told), told["value"].astype(float), strict=True):
        kept = [
            pair for pair in count.breakdown.split(";") if pair.split("=")[0] not in INSTITUTION_DIMENSIONS
        ]
        total = count._replace(breakdown=";".join(kept))
        if total in numbers:
            found[total].append(value)
    return {count: tuple(values) for count, values in found.items()}
