"""The records that lie on the desk: what a rule is given."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from sqlmodel import SQLModel

from steering.errors import NotThere

if TYPE_CHECKING:  # Whoever only looks at where a revision stands needs no table, and need not wait for it.
    import pandas as pd

Kind = TypeVar("Kind", bound=SQLModel)

CELL_COLUMNS = (
    "id",
    "release_id",
    "variable",
    "region_code",
    "period",
    "reference_time",
    "breakdown",
    "value",
    "unit",
    "status",
    "symbol",
    "row_number",
    "column_number",
)


class Records:
    """Records by kind, and the cells of the releases as one long table.

    A stage is given these and nothing else. Observations come as a table (`cells`, columns
    CELL_COLUMNS, one row per cell) because there are too many of them for objects.
    """

    def __init__(self, kept: Iterable[SQLModel] = (), *, cells: "pd.DataFrame | None" = None) -> None:
        self._by_kind: dict[type[SQLModel], list[SQLModel]] = defaultdict(list)
        for record in kept:
            self._by_kind[type(record)].append(record)
        self._cells = cells

    @property
    def cells(self) -> "pd.DataFrame":
        """The cells of the releases; an empty table where none were asked for."""
        if self._cells is None:
            import pandas as pd

            self._cells = pd.DataFrame(columns=list(CELL_COLUMNS))
        return self._cells

    def all(self, kind: type[Kind]) -> list[Kind]:
        """All records of a kind, in the order in which they were kept."""
        return list(self._by_kind.get(kind, ()))  # type: ignore[arg-type]

    def by_id(self, kind: type[Kind]) -> dict[str, Kind]:
        """Records of a kind by their id."""
        return {record.id: record for record in self.all(kind)}  # type: ignore[attr-defined]

    def one(self, kind: type[Kind]) -> Kind:
        """The only record of a kind; refuses none and several."""
        found = self.all(kind)
        if len(found) != 1:
            raise NotThere(f"Expected one {kind.__name__}, found {len(found)}.", kind=kind.__name__)
        return found[0]

    def everything(self) -> list[SQLModel]:
        """All records of all kinds."""
        return [record for records in self._by_kind.values() for record in records]

    def with_added(self, more: Iterable[SQLModel]) -> "Records":
        """The same desk with more records on it."""
        return Records([*self.everything(), *more], cells=self._cells)

    def only(self, kinds: Iterable[type[SQLModel]]) -> "Records":
        """The same desk with nothing on it but these kinds."""
        wanted = set(kinds)
        kept = [record for kind in wanted for record in self._by_kind.get(kind, ())]
        return Records(kept, cells=self._cells)

    def with_replaced(self, changed: Iterable[SQLModel]) -> "Records":
        """The same desk with newer forms of some records on it, found by their ids."""
        newer = {(type(record), getattr(record, "id", id(record))): record for record in changed}
        kept = [newer.pop((type(r), getattr(r, "id", id(r))), r) for r in self.everything()]
        return Records([*kept, *newer.values()], cells=self._cells)
