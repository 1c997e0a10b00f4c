"""Deliveries and what they changed: files, their dates and gaps, revised figures, inputs far apart."""

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pandas as pd

from expectations.sources.equations import is_of
from models import WITH_NUMBER, Release, Source, ValueStatus
from steering.figures.figures import is_own
from steering.figures.marks import is_damaged
from steering.figures.parts import PERCENT
from steering.frames.cells import all_cells_of
from steering.frames.days import first_day
from steering.frames.given import Given, table
from steering.records import Records
from steering.releases.current import ages

FILES = (
    "source_key",
    "owner_id",
    "file_name",
    "rejected_count",
    "first_row",
    "table_code",
    "asked_code",
    "is_asked_table",
    "is_whole_text",
    "is_dated",
    "is_not_older",
    "stand",
    "stand_before",
    "same_files_count",
    "cells_count",
    "gap_points",
)
REVISIONS = (
    "source_key",
    "owner_id",
    "file_name",
    "variable",
    "region_code",
    "period",
    "breakdown",
    "value_before",
    "value_after",
    "change_points",
)
INPUTS = ("indicator_key", "days_apart", "first_period", "last_period")

_NOT_THERE = {
    ValueStatus.REGION_DISSOLVED,
    ValueStatus.REGION_NOT_YET_EXISTING,
    ValueStatus.NOTHING_OR_NOT_EXISTING,
    ValueStatus.NOT_APPLICABLE,
}
_STAND = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})(?:\D+(\d{2}):(\d{2}):(\d{2}))?")
_DATED = ("genesis",)
_FEWEST_REVISED = 3
# A dissolved region has no figures and lacks none.
_MISSING = frozenset(set(ValueStatus) - set(WITH_NUMBER) - _NOT_THERE)
_PLACE = ["variable", "region_code", "period", "breakdown"]


def files(given: Given, releases: list[Release], rejected: dict[str, list[int]]) -> pd.DataFrame:
    """One row per delivery that counts, with what it says of itself beside what was asked for."""
    sources = given.records.by_id(Source)
    same = Counter(release.sha256 for release in releases)
    counts = given.records.cells["release_id"].value_counts().to_dict()
    gaps = _gap_points(given)
    rows = []
    for release in releases:
        source = sources.get(release.source_id)
        before = _before(given, release)
        bad = rejected.get(release.id, [])
        asked = source.table_code if source else release.table_code
        texts = (release.title, release.footnotes, release.attribution)
        rows.append(
            {
                "source_key": source.key if source else "",
                "owner_id": source.owner_id if source else None,
                "file_name": release.file_name,
                "rejected_count": len(bad),
                "first_row": min(bad, default=0),
                "table_code": release.table_code,
                "asked_code": asked,
                "is_asked_table": is_of(release.table_code, (asked,)),
                "is_whole_text": not any(is_damaged(text) for text in texts),
                "is_dated": not release.layout.startswith(_DATED) or _is_dated(release),
                "is_not_older": _moment(release.stand) >= _moment(before),
                "stand": release.stand,
                "stand_before": before,
                "same_files_count": same[release.sha256],
                "cells_count": int(counts.get(release.id, 0)),
                "gap_points": gaps.get(release.id, 0.0),
            }
        )
    return table(rows, FILES)


def revisions(given: Given) -> pd.DataFrame:
    """Figures of our own line that a later delivery of the same source tells otherwise."""
    found = _own_cells(given)
    if found.empty or found["release_id"].nunique() < 2:  # noqa: PLR2004 - one delivery revises nothing
        return table((), REVISIONS)
    grouped = found.sort_values("order").groupby(["source_key", *_PLACE], observed=True, sort=False)
    newest = grouped.tail(1)
    before = grouped.tail(2).drop(newest.index)[["source_key", *_PLACE, "value"]]
    both = newest.merge(before, on=["source_key", *_PLACE], suffixes=("_after", "_before"))
    both = both[both["value_after"] != both["value_before"]]
    change = (both["value_after"] - both["value_before"]).abs()
    relative = change / both["value_before"].abs().where(both["value_before"] != 0) * 100
    is_percent = both["unit"].astype(str).isin(PERCENT)
    # Of small counts every correction is many percent.
    relative = relative.fillna(100.0).where(change >= _FEWEST_REVISED, 0.0)
    points = change.where(is_percent, relative).round(2)
    return both.assign(change_points=points)[list(REVISIONS)].reset_index(drop=True)


def inputs(given: Given) -> pd.DataFrame:
    """Per indicator: how many days lie between the newest figures of its inputs for our own region."""
    cells = given.records.cells
    own = cells[(cells["region_code"] == given.own_code) & cells["value"].notna()]
    last: dict[str, tuple[date, str]] = {}
    seen = own[["variable", "period", "reference_time"]].astype(str).drop_duplicates()
    for variable, period, reference_time in seen.to_numpy().tolist():
        this = (first_day(period, reference_time), period)
        last[variable] = max(last.get(variable, this), this)
    by_indicator: dict[str, set[tuple[date, str]]] = defaultdict(set)
    for indicator, variable, _ in given.required:
        if variable in last:
            by_indicator[indicator].add(last[variable])
    rows = [
        {
            "indicator_key": indicator,
            "days_apart": (max(days)[0] - min(days)[0]).days,
            "first_period": min(days)[1],
            "last_period": max(days)[1],
        }
        for indicator, days in by_indicator.items()
    ]
    return table(rows, INPUTS)


def _own_cells(given: Given) -> pd.DataFrame:
    """Numbers of our own line in every delivery, superseded ones too, in the order of their arrival."""
    releases = given.records.all(Release)
    order = ages(releases)
    cells = given.records.cells
    mine = [code for code in cells["region_code"].unique() if is_own(str(code), given.own_code)]
    of_mine = cells["region_code"].isin(mine)
    chosen = Given(
        records=Records(given.records.everything(), cells=cells[of_mine & cells["value"].notna()]),
        today=given.today,
        required=given.required,
        region_code=given.own_code,
    )
    found = all_cells_of(chosen, releases).astype(
        dict.fromkeys(["source_key", "release_id", *_PLACE], object)
    )
    return found.assign(order=found["release_id"].map(order))


def _gap_points(given: Given) -> dict[str, float]:
    """By how many points of a hundred the share of cells without a number grew since the last delivery."""
    cells = given.records.cells
    if cells.empty:
        return {}
    told = pd.DataFrame(
        {
            "release_id": cells["release_id"].astype(object),
            "is_missing": cells["status"].astype(object).isin(_MISSING),
            "period": cells["period"].astype(object),
        }
    ).groupby("release_id", sort=False)
    shares, last = told["is_missing"].mean() * 100, told["period"].max()
    age = ages(given.records.all(Release))
    by_source: dict[str, list[Release]] = defaultdict(list)
    for release in given.records.all(Release):
        if release.id in shares.index:
            by_source[release.source_id].append(release)
    found: dict[str, float] = {}
    for releases in by_source.values():
        ordered = sorted(releases, key=lambda each: (last[each.id], age[each.id]))
        for earlier, later in pairwise(ordered):
            found[later.id] = round(float(shares[later.id] - shares[earlier.id]), 1)
    return found


def _before(given: Given, release: Release) -> str:
    """The time stamp of the delivery that this one supersedes; '' where there is none."""
    earlier = given.records.by_id(Release).get(release.supersedes_id or "")
    return earlier.stand if earlier else ""


def _is_dated(release: Release) -> bool:
    return _STAND.search(release.stand) is not None and bool(release.attribution.strip())


def _moment(stand: str) -> tuple[str, ...]:
    """A time stamp as something that can be compared; nothing is older than any."""
    found = _STAND.search(stand)
    if found is None:
        return ()
    day, month, year, *time = found.groups(default="00")
    return (year, month, day, *time)
