"""Figures of regions that did not exist: dissolved, not yet there, merged, or no counties at all."""

from datetime import date

import numpy as np

from expectations.sources.equations import OtherDistricts, all_of, is_of
from models import ValueStatus
from steering.cube.cube import Cube, Mask
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures, ends_of, year_of
from steering.figures.known import BETWEEN
from steering.reference.breaks import BreakKind, breaks
from steering.sources.territory import spans

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
            rows = cube.rows[:, region, period]
            found.add(rows[rows >= 0][:1])
    return found.done()


def regions_existed(figures: Figures) -> Failing:
    """A region with figures existed on the day they tell of."""
    found = Gathered()
    for cube in figures.releases:
        gone = _is_gone(cube)
        numbered = np.isfinite(cube.values) & (cube.values != 0)
        found.look(int(numbered.any(axis=0).sum()))
        for region, period in np.argwhere(gone & numbered.any(axis=0)):
            rows = cube.rows[:, region, period][numbered[:, region, period]]
            span = spans()[cube.regions[region]]
            found.add(rows[:1], existed=_span(span.valid_from, span.valid_to))
    return found.done()


def merged_stay_apart(figures: Figures, *, level: str = "county") -> Failing:
    """A region and the one it went into do not both have figures for one period."""
    found = Gathered()
    length = _COUNTY if level == "county" else _MUNICIPALITY
    for cube in figures.tables:
        places = {code: at for at, code in enumerate(cube.regions)}
        numbered = (np.isfinite(cube.values) & (cube.values != 0)).any(axis=0)
        for code, at in places.items():
            span = spans().get(code)
            if span is None or len(code) != length or span.successor == code:
                continue
            after = places.get(span.successor)
            # A key that goes on under its own number grew; its figures are not counted twice.
            if after is None or not span.valid_to:
                continue
            found.look(int(numbered[at].sum()))
            for period in np.flatnonzero(numbered[at] & numbered[after]):
                rows = cube.rows[:, at, period]
                found.add(rows[rows >= 0][:1], successor=span.successor)
    return found.done()


def breaks_are_told(figures: Figures, *, kind: str, where: str | None = None) -> Failing:
    """A series that crosses a break of this kind (census, territory, method) is marked."""
    found = Gathered()
    for cube in figures.tables:
        years = [year_of(period) for period in cube.periods]
        chosen = figures.chosen(cube, where)
        seen: set[str] = set()
        found.look(len(cube.regions))
        for at, code in enumerate(cube.regions):
            for each in breaks(cube.table_code, code) if chosen[at] else ():
                crosses = min(years) < each.first_year <= max(years)
                if each.kind is not BreakKind(kind) or not crosses or each.key in seen:
                    continue
                seen.add(each.key)
                after = next(n for n, year in enumerate(years) if year >= each.first_year)
                rows = cube.rows[:, at, after]
                found.add(rows[rows >= 0][:1], event=f"{each.title}{BETWEEN}{each.title_en}")
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


def _is_gone(cube: Cube) -> Mask:
    """Where the key of a region did not stand for it, over [region, period]."""
    ends = [ends_of(period) for period in cube.periods]
    gone = np.zeros((len(cube.regions), len(cube.periods)), dtype=bool)
    for at, code in enumerate(cube.regions):
        span = spans().get(code)
        if span is not None:
            gone[at] = [end is not None and not _held(span.valid_from, span.valid_to, end) for end in ends]
    return gone


def _held(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _span(first: date | None, last: date | None) -> str:
    return f"{first or '…'} – {last or '…'}"
