"""The cells that count, of some variables and years only: what is read grows with what is asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlmodel import Session, col, select

from models import Release, ReleaseNumber
from models.cell import PERIOD_BITS, REGION_BITS, SERIES_BITS
from steering.office.archive import bulk
from steering.office.archive.cells import (
    PERIOD_AT,
    PERIODS,
    REGION_AT,
    REGIONS,
    RELEASE_AT,
    SERIES,
    Numbers,
    as_table,
    named,
)
from steering.office.archive.dictionaries import whole_dictionary
from steering.releases.current import current

_YEAR = 4
Spans = list[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cells are asked for: those of these variables in periods of these years."""

    variables: frozenset[str]
    years: frozenset[str]


def counting_cells(session: Session, releases: Sequence[Release], wanted: Wanted) -> pd.DataFrame:
    """Of all releases the cells that count, as far as they are asked for, in the files' order."""
    numbers = _numbers_of(session, releases)
    spans = _spans(numbers, _periods(session, wanted.years))
    found = as_table(session, bulk.read(session, spans, series=_series(session, wanted.variables)), numbers)
    # Whether a newer release speaks of a period is no matter of the variables asked for.
    source_of = {release.id: release.source_id for release in releases}
    sources = {source_of[str(each)] for each in found["release_id"].unique()}
    beside = {number: name for number, name in numbers.items() if source_of[name] in sources}
    spoken = _spoken(session, _spans(beside, _periods(session, wanted.years)), beside)
    speaking = current(spoken, releases)["place"].to_numpy(dtype=np.int64)
    places = found["id"].to_numpy(dtype=np.int64) >> SERIES_BITS
    return found[np.isin(places, speaking)]


def cells_with(session: Session, releases: Sequence[Release], ids: Collection[int]) -> pd.DataFrame:
    """The cells with these numbers."""
    numbers = _numbers_of(session, releases)
    asked: Numbers = np.unique(np.array(list(ids), dtype=np.int64))
    spans = _joined(np.unique(asked >> PERIOD_AT).tolist())
    series = np.unique(asked & ((1 << SERIES_BITS) - 1)).tolist()
    found = as_table(session, bulk.read(session, spans, series=series), numbers)
    return found[found["id"].isin(asked)]


def _numbers_of(session: Session, releases: Iterable[Release]) -> dict[int, str]:
    ids = {release.id for release in releases}
    query = select(ReleaseNumber.number, ReleaseNumber.release_id).order_by(col(ReleaseNumber.number))
    return {number: release_id for number, release_id in session.exec(query).all() if release_id in ids}


def _periods(session: Session, years: Collection[str]) -> list[int]:
    numbers, (periods,) = whole_dictionary(session, PERIODS)
    return [
        number for number, period in zip(numbers.tolist(), periods, strict=True) if period[:_YEAR] in years
    ]


def _series(session: Session, variables: Collection[str]) -> list[int]:
    numbers, (names, *_) = whole_dictionary(session, SERIES)
    return [number for number, name in zip(numbers.tolist(), names, strict=True) if name in variables]


def _spans(releases: Iterable[int], periods: Sequence[int]) -> Spans:
    """The numbers of the cells of some releases and periods."""
    return _joined([(release << PERIOD_BITS) | period for release in releases for period in periods])


def _joined(heads: Sequence[int]) -> Spans:
    """Releases with periods as spans of cells; neighbours are asked for together."""
    spans: Spans = []
    for head in sorted(heads):
        if spans and spans[-1][1] == head << PERIOD_AT:
            spans[-1] = (spans[-1][0], (head + 1) << PERIOD_AT)
            continue
        spans.append((head << PERIOD_AT, (head + 1) << PERIOD_AT))
    return spans


def _spoken(session: Session, spans: Spans, releases: dict[int, str]) -> pd.DataFrame:
    """Of which periods and regions each release speaks, whatever it tells of them."""
    places = bulk.places(session, spans)
    ids = places << SERIES_BITS
    known_releases = np.array(list(releases), dtype=np.int64)
    regions, (codes,) = whole_dictionary(session, REGIONS)
    periods, (texts,) = whole_dictionary(session, PERIODS)
    return pd.DataFrame(
        {
            "place": places,
            "release_id": named(ids >> RELEASE_AT, known_releases, list(releases.values())),
            "region_code": named((ids >> REGION_AT) & ((1 << REGION_BITS) - 1), regions, codes),
            "period": named((ids >> PERIOD_AT) & ((1 << PERIOD_BITS) - 1), periods, texts),
        }
    )
