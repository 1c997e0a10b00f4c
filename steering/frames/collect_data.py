"""Statistics as delivered: their cells with their figures, sources, periods, deliveries."""

from collections import Counter, defaultdict
from datetime import timedelta

import pandas as pd

from models import RejectedRow, Release, Source, ValueStatus
from steering.figures.checks import with_figures
from steering.frames import deliveries
from steering.frames.cells import cells_of, living_releases
from steering.frames.days import first_day, year_later
from steering.frames.given import Given, table

SOURCES = ("source_key", "title", "owner_id", "releases_count")
PERIODS = (
    "source_key",
    "title",
    "owner_id",
    "period",
    "own_count",
    "own_numbers_count",
    "is_required",
    "days_ahead",
)
LAGS = ("source_key", "title", "owner_id", "newest_period", "days_late")
READINGS = (
    "source_key",
    "owner_id",
    "variable",
    "region_code",
    "period",
    "breakdown",
    "values_count",
)


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """Everything that a quality release looks at."""
    releases = living_releases(given)
    cells = with_figures(cells_of(given, releases), own_code=given.own_code)
    periods = _periods(given, cells)
    return {
        "cells": cells,
        "sources": _sources(given, releases),
        "periods": periods,
        "lags": _lags(given, periods, cells),
        "releases": deliveries.files(given, releases, _rejected(given)),
        "revisions": deliveries.revisions(given),
        "inputs": deliveries.inputs(given),
        "readings": _readings(cells),
    }


def _sources(given: Given, releases: list[Release]) -> pd.DataFrame:
    """The required sources, with how many deliveries count."""
    delivered = Counter(release.source_id for release in releases)
    rows = (
        {
            "source_key": source.key,
            "title": source.title,
            "owner_id": source.owner_id,
            "releases_count": delivered[source.id],
        }
        for source in given.records.all(Source)
        if source.is_required
    )
    return table(rows, SOURCES)


def _periods(given: Given, cells: pd.DataFrame) -> pd.DataFrame:
    """One row per source and period, with the cells of our own region."""
    sources = {source.key: source for source in given.records.all(Source)}
    own = cells["region_code"] == given.own_code
    told = cells.assign(own_count=own, own_numbers_count=own & cells["value"].notna())
    by = ["source_key", "period", "reference_time"]
    counted = told.groupby(by, observed=True)[["own_count", "own_numbers_count"]].sum().reset_index()
    rows = []
    for row in counted.to_dict("records"):
        source = sources.get(str(row["source_key"]))
        begins = first_day(str(row["period"]), str(row["reference_time"]))
        rows.append(
            {
                "source_key": row["source_key"],
                "title": source.title if source else "",
                "owner_id": source.owner_id if source else None,
                "period": row["period"],
                "own_count": int(row["own_count"]),
                "own_numbers_count": int(row["own_numbers_count"]),
                "is_required": source is not None and source.is_required,
                "days_ahead": (begins - given.today).days,
            }
        )
    return table(rows, PERIODS)


def _lags(given: Given, periods: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Per source: how many days ago the next figures should have been published."""
    times = dict(zip(cells["source_key"], cells["reference_time"], strict=True)) if len(cells) else {}
    rows = []
    for source in given.records.all(Source):
        mine = [str(name) for name in periods.loc[periods["source_key"] == source.key, "period"]]
        if not mine:
            continue
        last = max(mine, key=lambda name: first_day(name, str(times[source.key])))
        next_due = year_later(first_day(last, str(times[source.key]))) + timedelta(
            days=source.expected_lag_days
        )
        rows.append(
            {
                "source_key": source.key,
                "title": source.title,
                "owner_id": source.owner_id,
                "newest_period": last,
                "days_late": (given.today - next_due).days,
            }
        )
    return table(rows, LAGS)


def _rejected(given: Given) -> dict[str, list[int]]:
    """The rows of each delivery that could not be read."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in given.records.all(RejectedRow):
        found[row.release_id].append(row.row_number)
    return found


def _readings(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells that several deliveries of one source tell, with how many different values they tell."""
    by = ["source_key", "variable", "region_code", "period", "breakdown"]
    told = cells[cells["status"] != ValueStatus.MISSING_ROW.value]
    releases = told.groupby("source_key", observed=True)["release_id"].nunique()
    several = told[told["source_key"].isin(list(releases[releases > 1].index))]
    if several.empty:
        return table((), READINGS)
    shared = several[several.duplicated(by, keep=False)]
    grouped = shared.groupby([*by, "owner_id"], observed=True, sort=False)["value"]
    return grouped.nunique().rename("values_count").reset_index()[list(READINGS)]
