"""The cells that count for an indicator among files that lie in a folder."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from steering.errors import NotThere
from steering.indicators.defining.formula import Formula
from steering.indicators.defining.indicator import Indicator
from steering.releases.vintages import Drawn, newest_cells
from steering.sources import vocabulary

_STATISTIC_DIGITS = 5
CITY, _CITY_LAENDER = "000", ("02", "11")
"""What a city that is its own Land has behind the key of the Land, and which Länder are such cities."""


def rank_of(table_code: str, indicator: Indicator) -> int | None:
    """0 for the tables of the entry, 1 for others of the same statistic, None for what does not count."""
    if not table_code:
        return None
    if _root(table_code) in {_root(code) for code in indicator.table_codes}:
        return 0
    statistics = {code[:_STATISTIC_DIGITS] for code in indicator.table_codes}
    statistic = table_code[:_STATISTIC_DIGITS]
    return 1 if statistic in statistics and statistic.isdigit() else None


def _root(table_code: str) -> str:
    """A table without the level of its regions: -4 counties, -5 municipalities, -B all."""
    return re.sub(r"-(?:4|5|B)$", "", table_code)


def cells_of(
    indicator: Indicator, formula: Formula, files: Sequence[Drawn], *, more: Collection[str] = ()
) -> pd.DataFrame:
    """The cells that count for an indicator. Raises NotThere naming the tables that are missing."""
    named_apart = {f"{term.variable}_for" for term in formula.terms}
    variables = {term.variable for term in formula.terms} | named_apart | set(more)
    picked = []
    for file in files:
        rank = rank_of(file.table_code, indicator)
        if rank is None:
            continue
        cells = _with_one_key(file.cells)
        named = cells["variable"].isin(variables) & cells["reference_time"].isin(indicator.reference_times)
        if named.any():
            picked.append(replace(file, cells=cells[named], rank=rank))
    there = {str(name) for file in picked for name in file.cells["variable"].unique()}
    missing = [term.variable for term in formula.terms if term.variable not in there]
    if missing:
        tables = [code for code in indicator.table_codes if _holds(code, missing)]
        known = sorted({file.table_code for file in files if file.table_code})
        raise NotThere(
            f"{indicator.key}: no table {tables} among {known}.",
            code="indicator_table_missing",
            indicator=indicator.key,
            tables=", ".join(tables or indicator.table_codes),
            known=", ".join(known) or "-",
            variables=tuple(dict.fromkeys(missing)),
        )
    cells = newest_cells(picked).reset_index(drop=True)
    table_of = {file.name: file.table_code for file in picked}
    return cells.assign(
        id=np.arange(1, len(cells) + 1),
        table_code=cells["release_id"].map(table_of),
        region_code=cells["region_code"].astype("category"),
    )


def _with_one_key(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with one key for a city that is its own Land: tables write 02, others 02000, some both."""
    codes = cells["region_code"]
    known = set(codes.unique())
    for land in _CITY_LAENDER:
        city = f"{land}{CITY}"
        if city not in known:
            continue
        if land in known:
            cells = cells[codes != city]
        else:
            cells = cells.assign(region_code=codes.astype(object).replace(city, land))
        codes = cells["region_code"]
    return cells


def _holds(table_code: str, variables: Sequence[str]) -> bool:
    return bool({column.variable for column in vocabulary.table(table_code).columns} & set(variables))


def told_in(cells: pd.DataFrame) -> set[tuple[str, str]]:
    """The variables and breakdowns that the cells hold."""
    pairs = cells[["variable", "breakdown"]].drop_duplicates()
    return {(str(variable), str(breakdown)) for variable, breakdown in pairs.itertuples(index=False)}
