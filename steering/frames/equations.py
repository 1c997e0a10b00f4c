"""Figures that must fit together, side by side: totals with their parts, parts with their wholes."""

import pandas as pd

from expectations.sources.equations import (
    COUNTED,
    PART_CATEGORIES,
    PARTS,
    SUMS,
    SumOfCategories,
    SumOfVariables,
    slack,
)
from models import ValueStatus

SUM_COLUMNS = (
    "source_key",
    "owner_id",
    "file_name",
    "row_number",
    "region_code",
    "period",
    "equation",
    "total",
    "parts_sum",
    "parts_count",
    "unknown_count",
    "base",
    "slack",
    "is_own",
    "is_elsewhere",
)
PART_COLUMNS = (
    "source_key",
    "owner_id",
    "file_name",
    "row_number",
    "column_number",
    "region_code",
    "period",
    "equation",
    "part",
    "whole",
    "base",
    "is_own",
    "is_elsewhere",
)
_PLACE = ["release_id", "region_code", "period"]

# No number, and none to come: for a sum these are nothing. A secret figure is not.
_NOTHING = (
    ValueStatus.NOT_RECORDED.value,
    ValueStatus.NOT_APPLICABLE.value,
    ValueStatus.NOTHING_OR_NOT_EXISTING.value,
)


def sums(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per total and place, with what its parts add up to."""
    found = [_sum(cells, equation) for equation in SUMS]
    return _joined(found, SUM_COLUMNS)


def parts(cells: pd.DataFrame) -> pd.DataFrame:
    """One row per part, with its whole."""
    counts = cells[cells["unit"].isin(COUNTED) & cells["value"].notna()]
    found = [_pairs(counts, part, whole) for part, whole in PARTS.items()]
    found += [_category_pairs(counts, category) for category in PART_CATEGORIES]
    return _joined(found, PART_COLUMNS)


def _joined(found: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    filled = [one for one in found if len(one)]
    return pd.concat(filled) if filled else pd.DataFrame(columns=list(columns))


def _sum(cells: pd.DataFrame, equation: SumOfVariables | SumOfCategories) -> pd.DataFrame:
    if isinstance(equation, SumOfVariables):
        totals = _plain(cells[cells["variable"] == equation.total], "breakdown")
        summands = _plain(cells[cells["variable"].isin(equation.parts)], "breakdown")
        return _equation(totals, summands, len(equation.parts), equation.total)
    mine = _plain(cells[cells["variable"].isin(equation.variables)], "breakdown")
    marks = {f"{equation.dimension}={category}" for category in equation.categories}
    split = {text: _without(text, marks) for text in mine["breakdown"].unique()}
    whole = [text for text in split if f"{equation.dimension}=" not in text]
    rest = mine["breakdown"].map(split)
    summands = mine[rest.notna()].assign(breakdown=rest.dropna().astype(object))
    totals = mine[mine["breakdown"].isin(whole)]
    found = [
        _equation(
            totals[totals["variable"] == variable],
            summands[summands["variable"] == variable],
            len(equation.categories),
            f"{variable}, {equation.dimension}",
        )
        for variable in equation.variables
    ]
    return pd.concat(found) if any(len(one) for one in found) else found[0]


def _equation(totals: pd.DataFrame, summands: pd.DataFrame, parts_count: int, name: str) -> pd.DataFrame:
    """Totals beside the sum of their parts; a part without a row counts as unknown."""
    keys = [*_PLACE, "breakdown"]
    without_number = summands["value"].isna() & ~summands["status"].isin(_NOTHING)
    told = summands.assign(is_unknown=without_number, is_there=1).groupby(keys, observed=True, sort=False)
    sides = told.agg(parts_sum=("value", "sum"), unknown=("is_unknown", "sum"), there=("is_there", "sum"))
    beside = totals[totals["value"].notna()].merge(sides.reset_index(), on=keys)
    named = beside["breakdown"].where(beside["breakdown"] == "", " [" + beside["breakdown"] + "]")
    places = zip(beside["table_code"], beside["region_code"], strict=True)
    return beside.assign(
        slack=[slack(str(table), str(code), parts_count) for table, code in places],
        equation=name + named,
        total=beside["value"],
        parts_count=parts_count,
        unknown_count=beside["unknown"] + (parts_count - beside["there"]).clip(lower=0),
    )[list(SUM_COLUMNS)]


def _pairs(counts: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    small = _plain(counts[counts["variable"] == part], "breakdown")
    large = _plain(counts[counts["variable"] == whole], "breakdown")
    return _beside(small, large, [*_PLACE, "breakdown"], f"{part} ≤ {whole}")


def _category_pairs(counts: pd.DataFrame, category: str) -> pd.DataFrame:
    texts = {text: _without(text, {category}) for text in counts["breakdown"].unique()}
    rest = counts["breakdown"].astype(object).map(texts)
    small = _plain(counts[rest.notna()].assign(breakdown=rest.dropna()), "breakdown", "variable")
    large = _plain(counts[counts["breakdown"].isin(rest.dropna().unique())], "breakdown", "variable")
    return _beside(small, large, [*_PLACE, "variable", "breakdown"], category)


def _beside(small: pd.DataFrame, large: pd.DataFrame, keys: list[str], name: str) -> pd.DataFrame:
    wholes = large[[*keys, "value"]].rename(columns={"value": "whole"})
    beside = small.merge(wholes, on=keys)
    return beside.assign(part=beside["value"], equation=beside["variable"].astype(object) + ": " + name)[
        list(PART_COLUMNS)
    ]


def _without(breakdown: str, marks: set[str]) -> str | None:
    """The breakdown without the one category that is among the marks; None where there is none."""
    pairs = [pair for pair in breakdown.split(";") if pair]
    rest = [pair for pair in pairs if pair not in marks]
    return ";".join(rest) if len(rest) == len(pairs) - 1 else None


def _plain(cells: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """These columns and the places as plain text: categories of two frames do not merge."""
    return cells.astype(dict.fromkeys((*columns, *_PLACE), object))
