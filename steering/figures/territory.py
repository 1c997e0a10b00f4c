"""Figures of regions that did not exist: dissolved, not yet there, merged, or no counties at all."""

from datetime import date

import numpy as np

from expectations.sources.equations import OtherDistricts, all_of, is_of
from models import ValueStatus
from steering.cube.cube import Cube, Mask
from steering.figures.failing import Failing, Gathered, first_of
from steering.figures.figures import Figures, begin_of, ends_of
from steering.figures.known import BETWEEN
from steering.reference.breaks import BreakKind, breaks
from steering.sources.periods import year_of
from steering.sources.territory import Span, spans

_COUNTY, _MUNICIPALITY = 5, 8
_NOTHING_SAID = frozenset(
    {
        ValueStatus.NOTHING_OR_NOT_EXISTING.value,
        ValueStatus.TRUE_ZERO.value,
        ValueStatus.ROUNDED_TO_ZERO.value,
    }
)


def dissolved_are_named(figures: Figures) -> Failing:
    """A region that shows nothing but "-" where its key did not exist is dissolved or not yet there."""
    found = Gathered()
    wrongly = figures.column("symbol").is_among({"-"}) & figures.column("status").is_among(_NOTHING_SAID)
    for cube in figures.releases:
        gone = _is_gone(cube)
        there = cube.rows >= 0
        only_dashes = (~there | wrongly[cube.rows]).all(axis=0) & there.any(axis=0)
        found.look(int(gone.sum()))
        for region, period in np.argwhere(gone & only_dashes):
            found.add(first_of(cube.rows[:, region, period]))
    return found.done()


def regions_existed(figures: Figures, *, where: str | None = None) -> Failing:
    """A region with figures had not ended before the day they tell of.

    Figures of the time before a region was formed are calculated back by the offices and no error, nor
    is the sum of a year within which a region ended.
    """
    found = Gathered()
    for cube in figures.releases:
        gone = _is_gone(cube, only_ended=True)
        numbered = np.isfinite(cube.values) & (cube.values != 0)
        numbered &= figures.chosen(cube, where)[:, np.newaxis]
        found.look(int(numbered.any(axis=0).sum()))
        for region, period in np.argwhere(gone & numbered.any(axis=0)):
            rows = cube.rows[:, region, period][numbered[:, region, period]]
            span = spans()[cube.regions[region]]
            found.add(rows[:1], existed=_span(span.valid_from, span.valid_to))
    return found.done()


def merged_stay_apart(figures: Figures, *, level: str = "county", where: str | None = None) -> Failing:
    """A region and the one it went into do not both have figures for one period."""
    found = Gathered()
    length = _COUNTY if level == "county" else _MUNICIPALITY
    for cube in figures.tables:
        places = {code: at for at, code in enumerate(cube.regions)}
        numbered = (np.isfinite(cube.values) & (cube.values != 0)).any(axis=0)
        chosen = figures.chosen(cube, where)
        for code, at in places.items():
            span = spans().get(code)
            if span is None or len(code) != length or not chosen[at]:
                continue
            after = places.get(span.successor)
            if after is None or not span.valid_to:
                continue
            # A successor that was there before merely grew; until then both rightly have figures.
            twice = numbered[at] & numbered[after] & ~_both_stood(cube, span, spans().get(span.successor))
            found.look(int(numbered[at].sum()))
            for period in np.flatnonzero(twice):
                found.add(first_of(cube.rows[:, at, period]), successor=span.successor)
    return found.done()


def breaks_are_told(figures: Figures, *, kind: str, where: str | None = None) -> Failing:
    """A series that crosses a break of this kind (census, territory, method) is marked."""
    found = Gathered()
    for cube in figures.tables:
        years = [year_of(period) for period in cube.periods]
        chosen = np.flatnonzero(figures.chosen(cube, where))
        by_land = {land: breaks(cube.table_code, land) for land in {code[:2] for code in cube.regions}}
        seen: set[str] = set()
        found.look(len(chosen))
        for at in chosen:
            for each in by_land[cube.regions[at][:2]]:
                crosses = min(years) < each.first_year <= max(years)
                if each.kind is not BreakKind(kind) or not crosses or each.key in seen:
                    continue
                seen.add(each.key)
                after = next(n for n, year in enumerate(years) if year >= each.first_year)
                found.add(first_of(cube.rows[:, at, after]), event=f"{each.title}{BETWEEN}{each.title_en}")
    return found.done()


def districts_are_no_counties(figures: Figures) -> Failing:
    """Figures of employment agencies' districts do not stand under the key of a county."""
    found = Gathered()
    variables = {name for entry in all_of(OtherDistricts) for name in entry.variables}
    tables = tuple(name for entry in all_of(OtherDistricts) for name in entry.tables)
    for cube in figures.releases:
        of_table = is_of(cube.table_code, tables)
        chosen = np.array([of_table or key.variable in variables for key in cube.keys], dtype=bool)
        counties = np.array([len(code) >= _COUNTY for code in cube.regions], dtype=bool)
        found.look(int(chosen.sum()))
        at = np.ix_(chosen, counties)
        found.mark(cube.rows[at], np.isfinite(cube.values[at]))
    return found.done()


def _both_stood(cube: Cube, span: Span, after: Span | None) -> Mask:
    """The periods in which a region and its later successor existed side by side."""
    ends = [ends_of(period) for period in cube.periods]
    begun = after.valid_from if after else None
    return np.array(
        [end is not None and _held(None, span.valid_to, end) and _held(begun, None, end) for end in ends],
        dtype=bool,
    )


def _is_gone(cube: Cube, *, only_ended: bool = False) -> Mask:
    """Where the key of a region did not stand for it, over [region, period]."""
    days = [begin_of(period) if only_ended else ends_of(period) for period in cube.periods]
    gone = np.zeros((len(cube.regions), len(cube.periods)), dtype=bool)
    for at, code in enumerate(cube.regions):
        span = spans().get(code)
        if span is not None:
            begun = None if only_ended else span.valid_from
            gone[at] = [day is not None and not _held(begun, span.valid_to, day) for day in days]
    return gone


def _held(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _span(first: date | None, last: date | None) -> str:
    return f"{first or '…'} – {last or '…'}"
