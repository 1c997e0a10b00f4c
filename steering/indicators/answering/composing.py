"""From a place in measured arrays to the result object, with everything a reader must know beside it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.indicator import Assessment, IndicatorStatus
from steering.disclosure.counts import FigureKey
from steering.indicators.answering.asked_peers import peers_of
from steering.indicators.answering.asking import Asked
from steering.indicators.answering.file_cells import rank_of
from steering.indicators.answering.pooled_years import pool_of
from steering.indicators.answering.result import Reference, Result
from steering.indicators.answering.row_of_a_table import RowOfATable
from steering.indicators.answering.series import trend_of
from steering.indicators.answering.series_years import events_of, first_years, lags_of
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.marks import UNSURE
from steering.indicators.measuring.rows import cells, maybe, row_of
from steering.reference.rounding import UNROUNDED, base
from steering.sources.periods import year_of
from templates.sentences import EDGE_UNTIL

_COUNTY_DIGITS = 5


def result_of(
    asked: Asked, catalogue: Mapping[str, Indicator], *, withheld: Collection[FigureKey] = ()
) -> Result:
    """The result of what was asked; `withheld` are figures that papers keep back already."""
    measured, indicator = asked.measured, asked.indicator
    value = row_of(measured, *asked.at)
    row = RowOfATable(asked, catalogue)
    hidden = row.periods_staying_back(withheld)
    publishable = value.is_publishable and asked.period not in hidden
    is_computed = value.status is IndicatorStatus.COMPUTED
    has_interval = value.ci_low is not None and value.ci_high is not None
    phi = maybe(measured.phi[asked.period]) if value.z_adjusted is not None else None
    return Result(
        indicator=indicator.key,
        indicator_version=indicator.version,
        title=indicator.title,
        unit=indicator.unit,
        digits=indicator.digits,
        region=value.region_code,
        region_name=asked.names.get(value.region_code, ""),
        period=value.period,
        breakdown=asked.question.breakdown,
        k=value.numerator,
        n=value.denominator,
        value=value.value,
        ci=(value.ci_low, value.ci_high) if has_interval else None,  # type: ignore[arg-type]
        reference=_reference(asked, withheld),
        z_adj=value.z_adjusted,
        phi=phi,
        trend=trend_of(measured, *asked.at, excluded=asked.question.excluded_years, withheld=hidden),
        state=value.status,
        assessment=value.assessment,
        flags=tuple(dict.fromkeys([*_own_flags(value.remark), *asked.flags, *_file_flags(asked)])),
        publishable=publishable,
        text_key=_text_key(value.status, value.assessment, value.z_adjusted, publishable=publishable),
        method=value.method if is_computed else "",
        peers=peers_of(asked, row),
        pool=pool_of(asked),
    )


def _own_flags(remark: str) -> list[str]:
    return [flag for flag in remark.split(";") if flag]


def _reference(asked: Asked, withheld: Collection[FigureKey]) -> Reference | None:
    code = asked.land_code
    if not code:
        return None
    measured = asked.measured
    value = maybe(measured.value[measured.land_row, asked.period])
    name = FigureKey(asked.indicator.key, asked.question.breakdown, code, measured.periods[asked.period])
    return Reference(
        region=code,
        value=value,
        name=asked.names.get(code, ""),
        publishable=bool(measured.is_publishable[measured.land_row, asked.period]) and name not in withheld,
    )


def _text_key(status: IndicatorStatus, assessment: Assessment, z: float | None, *, publishable: bool) -> str:
    """Which sentence of `templates/sentences` tells the value."""
    if status is not IndicatorStatus.COMPUTED:
        return f"no_value.{status.value}"
    if not publishable:
        return "no_value.withheld"
    if assessment is Assessment.USUAL:
        return "indicator.usual"
    if assessment is Assessment.NO_STATEMENT or z is None:
        return "indicator.not_judged"
    return "indicator.edge" if abs(z) <= EDGE_UNTIL else "indicator.outside"


def _file_flags(asked: Asked) -> Iterator[str]:
    """What the files say of this value: other tables, revised figures, rounding, years known to mislead."""
    measured = asked.measured
    behind = list(cells(measured, *asked.at))
    rows = [row for _, _, row in behind]
    used = asked.cells.iloc[rows]
    if not rows:
        return
    others = {code for code in used["table_code"].unique() if rank_of(str(code), asked.indicator)}
    yield from (f"table={code}" for code in sorted(others))
    if any(sign < 0 for sign, _, _ in behind):
        yield "by_difference"
    if used["is_revised"].any():
        yield "older_figures_differ"
    code, year = measured.regions[asked.region], year_of(measured.periods[asked.period])
    rounded = {
        found
        for table in asked.indicator.table_codes
        for term in measured.formula.terms
        if (found := base(code, table, year, term.variable)) != UNROUNDED
    }
    yield from (f"rounded_to={number}" for number in sorted(rounded))
    yield from (f"event={key}" for key in events_of(measured, code, year))
    farthest, _ = lags_of(measured)
    begun = first_years(measured, code).items()
    yield from (
        f"break={key}"
        for first, key in begun
        if year + farthest < first <= year and not key.startswith("territory_")
    )
    unsure = _unsure_peers(asked)
    if unsure:
        yield f"unsure_peers={unsure}"
    if len(code) > _COUNTY_DIGITS:
        yield "no_county"


def _unsure_peers(asked: Asked) -> int:
    marks: Sequence[int] = asked.measured.inputs.marks[asked.measured.peer_rows, asked.period]
    return sum(1 for mark in marks if mark & UNSURE)
