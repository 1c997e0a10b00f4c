"""Random tables with totals, for attacks."""

from collections.abc import Collection
from itertools import product

from hypothesis import strategies as st

from steering.disclosure.offering import Item, Offer, Protected, View
from steering.disclosure.statements import Cell, Statement, exactly, form_of

Table = dict[Cell, int]


def a_table(rows: int, columns: int, numbers: list[int]) -> Table:
    """A table of inner cells with the totals of rows, columns and all."""
    inner = dict(zip(product(range(rows), range(columns)), numbers, strict=True))
    table: Table = dict(inner)
    for row in range(rows):
        table[row, "all"] = sum(inner[row, column] for column in range(columns))
    for column in range(columns):
        table["all", column] = sum(inner[row, column] for row in range(rows))
    table["all", "all"] = sum(inner.values())
    return table


def sums_of_table(rows: int, columns: int) -> list[Statement]:
    """What everybody knows of it: lines add up to their totals."""
    across, down = [*range(rows), "all"], [*range(columns), "all"]
    return [
        *(
            exactly(form_of([*(((row, each), 1.0) for each in range(columns)), ((row, "all"), -1.0)]), 0.0)
            for row in across
        ),
        *(
            exactly(form_of([*(((each, column), 1.0) for each in range(rows)), (("all", column), -1.0)]), 0.0)
            for column in down
        ),
    ]


def offered(table: Table) -> Offer:
    """Every cell of a table as a figure that tells itself."""
    return Offer(
        told=[exactly(((cell, 1.0),), float(number), owner=cell) for cell, number in table.items()],
        weights={cell: 1.0 + number / 1000 for cell, number in table.items()},
    )


def view_of(table: Table, sums: list[Statement], *, width: float = 3.0) -> View:
    """An attacker who wants the small cells of a table."""
    return View(
        known=tuple(sums),
        protected=tuple(Protected(key=cell, form=((cell, 1.0),), width=width) for cell in small_cells(table)),
    )


def small_cells(table: Table) -> list[Cell]:
    return [cell for cell, number in table.items() if 0 < number < 3]


def tables(rows: int = 3, columns: int = 3, largest: int = 9) -> st.SearchStrategy[Table]:
    numbers = st.lists(
        st.one_of(st.integers(0, 3), st.integers(0, largest)),
        min_size=rows * columns,
        max_size=rows * columns,
    )
    return numbers.map(lambda listed: a_table(rows, columns, listed))


def without(offer: Offer, withheld: Collection[Item]) -> list[Statement]:
    """What is still told when some items stay back."""
    return [
        each
        for each in offer.told
        if each.owner not in withheld and offer.beside.get(each.owner) not in withheld
    ]
