"""What is known to explain a change: an event of one year, or a break of the series."""

from dataclasses import dataclass

import numpy as np

from steering.cube.cube import Cube, Mask, Numbers, Rows
from steering.figures.breakdowns import with_breakdown
from steering.figures.failing import Gathered
from steering.reference.breaks import breaks
from steering.reference.events import known_events
from steering.sources.periods import year_of

# Both languages in one fact; the text of the rule takes its own.
BETWEEN = " ‖ "


@dataclass(frozen=True, kw_only=True, eq=False)
class Jump:
    """A change of one figure of one region between two periods."""

    key: int
    region: int
    before: int
    after: int


def explanation(cube: Cube, jump: Jump) -> str:
    """The event or break that explains a jump, in both languages; '' where none is known."""
    region = cube.regions[jump.region]
    variable = cube.keys[jump.key].variable
    first, last = year_of(cube.periods[jump.before]), year_of(cube.periods[jump.after])
    for year in range(first, last + 1):
        for event in known_events(cube.table_code, region, year, variable):
            return f"{event.title}{BETWEEN}{event.title_en}"
    for each in breaks(cube.table_code, region):
        is_meant = not each.variables or variable in each.variables
        if first < each.first_year <= last and is_meant:
            return f"{each.title}{BETWEEN}{each.title_en}"
    return ""


def sort_out(cube: Cube, failing: Mask, pairs: Rows, *, explained: bool, found: Gathered) -> None:
    """Keep the jumps that nothing explains, or with `explained` the others; mask over [key, region, pair]."""
    # Looked for in a line: in three dimensions the search takes three times as long.
    places = np.unravel_index(np.flatnonzero(failing), failing.shape)
    for key, region, pair in zip(*places, strict=True):
        before, after = (int(at) for at in pairs[pair])
        jump = Jump(key=int(key), region=int(region), before=before, after=after)
        why = explanation(cube, jump)
        if bool(why) != explained:
            continue
        values: Numbers = cube.values[key, region]
        found.add(
            cube.rows[key, region, after : after + 1],
            event=why,
            figure=with_breakdown(*cube.keys[key]),
            value_before=float(values[before]),
            value_after=float(values[after]),
            period_before=cube.periods[before],
        )
