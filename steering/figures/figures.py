"""The figures of a batch: its cells as cubes, and everything that several checks need, worked out once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from expectations.sources.equations import COUNTED
from models import ValueStatus
from steering.cube.coding import Coded, coded
from steering.cube.cube import Axes, Cube, Mask, Numbers, lay_out
from steering.reference.rounding import regime
from steering.sources.periods import ends_on, year_of

# No number, and none to come: for a sum these are nothing. A secret figure is not.
NOTHING = frozenset(
    {
        ValueStatus.NOT_RECORDED.value,
        ValueStatus.NOT_APPLICABLE.value,
        ValueStatus.NOTHING_OR_NOT_EXISTING.value,
    }
)


class Figures:
    """The cells of a batch; cubes are laid out when first asked for, and shared by all checks."""

    def __init__(self, cells: pd.DataFrame, *, own_code: str = "", today: date | None = None) -> None:
        self.cells = cells
        self.own_code = own_code
        self.today = today
        self._bases: dict[int, tuple[Numbers, Mask]] = {}

    def __deepcopy__(self, _memo: object) -> "Figures":
        """Frames carry their figures along; they are never changed, so no copy is needed."""
        return self

    def column(self, name: str) -> Coded:
        """A column of the cells as codes."""
        if name not in self._columns:
            self._columns[name] = coded(self.cells[name])
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, Coded]:
        return {}

    @cached_property
    def values(self) -> Numbers:
        """The numbers of the cells."""
        return self.cells["value"].to_numpy(dtype=np.float64, na_value=np.nan)

    @cached_property
    def axes(self) -> Axes:
        """What the cells are laid out by."""
        return Axes(
            variable=self.column("variable"),
            breakdown=self.column("breakdown"),
            region=self.column("region_code"),
            period=self.column("period"),
        )

    @cached_property
    def tables(self) -> tuple[Cube, ...]:
        """Each table with all its years, whatever delivery they came with; the later delivery counts."""
        return self._by(self.column("table_code"))

    @cached_property
    def releases(self) -> tuple[Cube, ...]:
        """Each delivery by itself: sums hold within one file."""
        releases, tables = self.column("release_id"), self.column("table_code")
        if releases.count_seen == tables.count_seen:
            return self.tables
        return self._by(releases)

    def _by(self, named: Coded) -> tuple[Cube, ...]:
        tables = self.column("table_code")
        if len(named.words) == 1:
            return (lay_out(tables.words[0] if tables.words else "", self.axes, self.values),)
        found = []
        # A delivery that no longer counts is still named, and has no rows.
        for number in np.unique(named.codes):
            rows = np.flatnonzero(named.codes == number)
            code = tables.words[tables.codes[rows[0]]]
            found.append(lay_out(code, self.axes, self.values, rows))
        return tuple(found)

    @cached_property
    def is_silent(self) -> Mask:
        """Which cells have no number and none to come."""
        return self.column("status").is_among(NOTHING)

    @cached_property
    def is_counted(self) -> Mask:
        """Which cells count persons, pupils or things."""
        return self.column("unit").is_among(frozenset(COUNTED))

    def counted(self, cube: Cube) -> Mask:
        """Which keys of a cube are counts; a key has one unit."""
        return self.told_by_key(cube, self.is_counted)

    def told_by_key(self, cube: Cube, of_cells: Mask) -> Mask:
        """What the first cell of each key says."""
        rows = cube.rows.reshape(len(cube.keys), -1)
        first = rows[np.arange(len(rows)), (rows >= 0).argmax(axis=1)]
        told: Mask = of_cells[first]
        return told

    def unit_of(self, cube: Cube) -> list[str]:
        """The unit of each key."""
        units = self.column("unit")
        rows = cube.rows.reshape(len(cube.keys), -1)
        first = rows[np.arange(len(rows)), (rows >= 0).argmax(axis=1)]
        return [units.words[code] if code >= 0 else "" for code in units.codes[first]]

    def bases(self, cube: Cube) -> tuple[Numbers, Mask]:
        """To what multiple each Land rounds, over [region, period], and whether by lot."""
        if id(cube) not in self._bases:
            self._bases[id(cube)] = _bases(cube)
        return self._bases[id(cube)]

    def chosen(self, cube: Cube, where: str | None) -> Mask:
        """The regions of a cube that a rule speaks of; every one without `where`."""
        if where is None or where == "all":
            return np.ones(len(cube.regions), dtype=bool)
        is_near, is_wanted = _WHERE[where]
        return np.array([is_near(code, self.own_code) is is_wanted for code in cube.regions], dtype=bool)


def is_own(code: str, own_code: str) -> bool:
    """The region itself, its municipalities, its Land and Germany."""
    return code in {"DG", own_code[:2], own_code} or (own_code != "" and code.startswith(own_code))


def is_in_own_land(code: str, own_code: str) -> bool:
    """A region of our own Land, or the Land itself."""
    return code.startswith(own_code[:2])


# Our own line of regions or all others; our own Land or all others.
_WHERE: Mapping[str, tuple[Callable[[str, str], bool], bool]] = {
    "own": (is_own, True),
    "elsewhere": (is_own, False),
    "own_land": (is_in_own_land, True),
    "other_lands": (is_in_own_land, False),
}


def _bases(cube: Cube) -> tuple[Numbers, Mask]:
    of_region = [code if code == "DG" else code[:2] for code in cube.regions]
    lands = sorted(set(of_region))
    known = [[regime(land, cube.table_code, year_of(p)) for p in cube.periods] for land in lands]
    bases = [[float(each.base) if each else 1.0 for each in row] for row in known]
    lots = [[bool(each and each.is_random) for each in row] for row in known]
    at = np.array([lands.index(land) for land in of_region], dtype=np.int64)
    shape = (len(lands), len(cube.periods))
    return np.array(bases).reshape(shape)[at], np.array(lots, dtype=bool).reshape(shape)[at]


def ends_of(period: str) -> date | None:
    """The last day of a period; None where it is none that we know."""
    try:
        return ends_on(period)
    except ValueError:
        return None


def begin_of(period: str) -> date | None:
    """The first day that a period can mean: of a year its first, of a day itself."""
    end = ends_of(period)
    if end is None or len(period) == len("2023-12-31"):
        return end
    return date(year_of(period), 1, 1)


def neighbours(periods: Sequence[str]) -> npt.NDArray[np.int64]:
    """Pairs of periods of which one is a year after the other, the earlier first: shape [pairs, 2]."""
    ends = {at: end for at, end in ((at, ends_of(period)) for at, period in enumerate(periods)) if end}
    places = {(end.year, periods[at][4:]): at for at, end in ends.items()}
    following = ((at, places.get((end.year + 1, _next_kind(periods[at])))) for at, end in ends.items())
    return np.array([pair for pair in following if pair[1] is not None], dtype=np.int64).reshape(-1, 2)


def _next_kind(period: str) -> str:
    """What stands behind the year a year later; a school year names its second year."""
    if "/" not in period:
        return period[4:]
    return f"/{(int(period[5:7]) + 1) % 100:02d}"
