"""One indicator of one region and period, asked of files that lie in a folder: no profile, no database."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from steering.errors import BadUsage, ChecksFailed, NotThere
from steering.indicators.answering.file_cells import CITY, cells_of, told_in
from steering.indicators.defining.breakdowns import formula_of
from steering.indicators.defining.formula import Formula
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.aggregating import FEDERATION_CODE, LAENDER
from steering.indicators.measuring.marks import UNSURE
from steering.indicators.measuring.measured import Measured, measure
from steering.indicators.measuring.observations import Observations, observed
from steering.indicators.measuring.rows import cells as cells_behind
from steering.indicators.statistics import Z_95
from steering.indicators.statistics.peers import PeerGroup
from steering.releases.vintages import Drawn
from steering.sources.periods import year_of

_COUNTY_DIGITS, _LAND_DIGITS = 5, 2
_NAMED = 12


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: which indicator of whom, for when, broken down how, and with which parameters."""

    region: str
    period: str = ""
    breakdown: str = ""
    minimum_base: int | None = None
    minimum_count: int | None = None
    z: float = Z_95
    excluded_years: tuple[int, ...] = ()
    changed: Mapping[str, float] = field(default_factory=dict)
    groups: tuple[PeerGroup, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """The answer as a place in measured arrays, with the cells of the files behind them."""

    indicator: Indicator
    question: Question
    measured: Measured
    region: int
    period: int
    cells: pd.DataFrame
    names: Mapping[str, str]
    flags: tuple[str, ...]

    @property
    def at(self) -> tuple[int, int]:
        """The place of the answer in the arrays."""
        return self.region, self.period

    @property
    def land_code(self) -> str:
        """With whom the region is compared; empty for Germany."""
        return reference_of(self.measured.regions[self.region])


def reference_of(region: str) -> str:
    """The Land of a county, Germany for a Land, nobody for Germany."""
    if region == FEDERATION_CODE:
        return ""
    return FEDERATION_CODE if len(region) == _LAND_DIGITS else region[:_LAND_DIGITS]


def ask(
    indicator: Indicator,
    files: Sequence[Drawn],
    question: Question,
    *,
    beside: Sequence[Indicator] = (),
) -> Asked:
    """The indicator for a region and period. Raises NotThere where a table, region or period is missing.

    `beside` are indicators whose published values could give a withheld one away; their cells come along.
    """
    meant = _with_parameters(indicator, question)
    more = {term.variable for each in beside for term in each.formula.terms}
    meant, cells, is_fallback = _found(meant, files, question, more)
    formula = meant.formula if is_fallback else formula_of(meant, question.breakdown, told=told_in(cells))
    codes = tuple(str(code) for code in cells["region_code"].cat.categories)
    region, aliased = _region(codes, cells, meant, question.region)
    regions = _axis(codes, region)
    measured = _measured(meant, formula, observed(cells, regions), region, question)
    period = _period(measured, regions.index(region), question.period)
    if question.changed:
        cells = _changed(measured, (regions.index(region), period), cells, question.changed)
        measured = _measured(meant, formula, observed(cells, regions), region, question)
    asked = Asked(
        indicator=meant,
        question=question,
        measured=measured,
        region=regions.index(region),
        period=period,
        cells=cells,
        names=_names(cells),
        flags=(*aliased, *(["fallback"] if is_fallback else [])),
    )
    _refuse_unsure(asked)
    return asked


def _found(
    indicator: Indicator, files: Sequence[Drawn], question: Question, more: Collection[str]
) -> tuple[Indicator, pd.DataFrame, bool]:
    """The cells of the formula; where its tables are not at hand, those of the official figure instead."""
    formula = formula_of(indicator, question.breakdown)
    try:
        return indicator, cells_of(indicator, formula, files, more=more), False
    except NotThere:
        if indicator.fallback is None or question.breakdown:
            raise
        official = replace(indicator, formula=indicator.fallback, factor=1)
        try:
            return official, cells_of(official, official.formula, files), True
        except NotThere:
            pass
        raise


def _with_parameters(indicator: Indicator, question: Question) -> Indicator:
    base, count = question.minimum_base, question.minimum_count
    return replace(
        indicator,
        minimum_base=indicator.minimum_base if base is None else base,
        minimum_count=indicator.minimum_count if count is None else count,
    )


def _measured(
    indicator: Indicator, formula: Formula, observations: Observations, region: str, question: Question
) -> Measured:
    land = reference_of(region) or FEDERATION_CODE
    peers = [code for code in observations.regions if len(code) == _COUNTY_DIGITS and code.startswith(land)]
    return measure(
        indicator,
        observations,
        land_code=land,
        peers=peers,
        formula=formula,
        breakdown=question.breakdown,
        z=question.z,
    )


def _region(
    codes: Sequence[str], cells: pd.DataFrame, indicator: Indicator, wanted: str
) -> tuple[str, tuple[str, ...]]:
    """The region as the files call it: a city that is its own Land has two keys."""
    if wanted in codes or wanted == FEDERATION_CODE or wanted in LAENDER:
        return wanted, ()
    if wanted.endswith(CITY) and wanted[:_LAND_DIGITS] in codes:
        return wanted[:_LAND_DIGITS], (f"region_stands_as={wanted[:_LAND_DIGITS]}",)
    near = [code for code in codes if code.startswith(wanted[:_LAND_DIGITS])] or list(codes)
    names = _names(cells)
    raise NotThere(
        f"{indicator.key}: no region {wanted}.",
        code="indicator_region_missing",
        indicator=indicator.key,
        region=wanted,
        files=", ".join(sorted({str(name) for name in cells["release_id"].unique()})),
        known=", ".join(f"{code} {names.get(code, '')}".strip() for code in near[:_NAMED])
        + (" …" if len(near) > _NAMED else ""),
        count=len(codes),
    )


def _axis(codes: Sequence[str], region: str) -> tuple[str, ...]:
    """All counties, all Länder and Germany, whether they have cells of their own or are to be added up."""
    counties = sorted(code for code in codes if len(code) == _COUNTY_DIGITS)
    return tuple(dict.fromkeys([*counties, *LAENDER, FEDERATION_CODE, region]))


def _period(measured: Measured, region: int, wanted: str) -> int:
    """The column of a period: by its name, or by its year; the newest with a value where none is named."""
    periods = measured.periods
    has_value = np.isfinite(measured.value[region])
    if not wanted:
        fitting = list(range(len(periods)))
    elif wanted in periods:
        return periods.index(wanted)
    else:
        is_year = re.fullmatch(r"[0-9]{4}", wanted) is not None
        fitting = [at for at, each in enumerate(periods) if is_year and year_of(each) == int(wanted)]
    if not fitting:
        raise NotThere(
            f"{measured.indicator.key}: no period {wanted}.",
            code="indicator_period_missing",
            indicator=measured.indicator.key,
            period=wanted or "-",
            known=", ".join(periods) or "-",
        )
    return max(fitting, key=lambda at: (bool(has_value[at]), at))


def _names(cells: pd.DataFrame) -> dict[str, str]:
    pairs = cells[["region_code", "region_name"]].drop_duplicates("region_code", keep="last")
    return {str(code): str(name) for code, name in pairs.itertuples(index=False)}


def _changed(
    measured: Measured, at: tuple[int, int], cells: pd.DataFrame, changed: Mapping[str, float]
) -> pd.DataFrame:
    """The cells with other numbers in the inputs of one value. Raises BadUsage for another name."""
    rows = {name: row for _, name, row in cells_behind(measured, *at)}
    unknown = [name for name in changed if name not in rows]
    if unknown:
        raise BadUsage(
            f"{', '.join(unknown)} is no input.",
            code="no_such_input",
            inputs=", ".join(unknown),
            indicator=measured.indicator.key,
            known=", ".join(rows) or "-",
        )
    told = cells.copy()
    told["status"] = told["status"].astype(object)
    for name, number in changed.items():
        told.loc[rows[name], "value"] = number
        told.loc[rows[name], "status"] = "reported"
    return told


def _refuse_unsure(asked: Asked) -> None:
    """A figure that two files tell differently, and nobody knows which is newer, makes no value."""
    marks = asked.measured.inputs.marks
    judged = [asked.region, *([asked.measured.land_row] if asked.land_code else [])]
    unsure = [row for row in judged if marks[row, asked.period] & UNSURE]
    if not unsure:
        return
    rows = [
        row
        for region in unsure
        for _, _, row in cells_behind(asked.measured, region, asked.period)
        if asked.cells["is_unsure"].iloc[row]
    ]
    files = {str(asked.cells[name].iloc[row]) for row in rows for name in ("release_id", "rival")}
    raise ChecksFailed(
        f"{asked.indicator.key}: files disagree.",
        code="indicator_files_disagree",
        indicator=asked.indicator.key,
        region=asked.measured.regions[unsure[0]],
        period=asked.measured.periods[asked.period],
        files=", ".join(sorted(files)),
    )
