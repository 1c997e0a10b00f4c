"""A Land of forty-five counties over some years, with every kind of value: for reports and their speed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
from sqlmodel import SQLModel

from models import (
    Assessment,
    Cycle,
    DataSnapshot,
    IndicatorInput,
    IndicatorStatus,
    IndicatorValue,
    Release,
    SnapshotRelease,
    Source,
    StageRun,
    ValueStatus,
)
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import Indicator
from steering.indicators.statistics import Z_95
from steering.records import CELL_COLUMNS, Records
from steering.stage import Desk
from tests.steering.documented.names import sha

AT = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)
CYCLE = "heidekreis-2028"
OWN, LAND, FEDERATION = "03358", "03", "DG"
COUNTIES = (
    *(
        f"03{n}"
        for n in (101, 102, 103, 151, 153, 154, 155, 157, 158, 159, 241, 251, 252, 254, 255, 256, 257)
    ),
    *(f"03{n}" for n in range(351, 362)),
    *(f"03{n}" for n in (401, 402, 403, 404, 405)),
    *(f"03{n}" for n in range(451, 463)),
)
YEARS = tuple(range(2014, 2024))
SECRET_YEAR, MISSING_YEAR = 2017, 2019
TABLE = "21111-02-06-4"


def a_report_desk(
    *,
    indicators: int | None = None,
    years: tuple[int, ...] = YEARS,
    round_number: int = 1,
    keys: tuple[str, ...] = (),
    shift: float = 0.0,
    version: int = 1,
) -> Desk:
    """A desk of the analysis with values for all counties; more indicators repeat those of the catalogue."""
    catalogue = _catalogue(indicators, keys)
    values: list[SQLModel] = []
    inputs: list[SQLModel] = []
    cells: list[tuple[object, ...]] = []
    for indicator in catalogue:
        made = _values(indicator, years, round_number, shift, version)
        values += made
        for value in made:
            if value.region_code in (OWN, LAND, FEDERATION) and value.value is not None:
                cells.append(_cell(len(cells) + 1, value))
                name = indicator.formula.terms[0].name
                inputs.append(IndicatorInput(value_id=value.id, observation_id=len(cells), name=name))
    records = [*_frame(round_number), *values, *inputs]
    run = next(each for each in records if isinstance(each, StageRun))
    return Desk(
        cycle=next(each for each in records if isinstance(each, Cycle)),
        run=run,
        records=Records(records, cells=pd.DataFrame(cells, columns=list(CELL_COLUMNS))),
        now=AT,
        today=date(2027, 3, 12),
        catalogue=catalogue,
        region_code=OWN,
        land_code=LAND,
        region_title="Landkreis Heidekreis",
        land_title="Niedersachsen",
    )


def _catalogue(count: int | None, keys: tuple[str, ...]) -> tuple[Indicator, ...]:
    known = list(load_catalogue().values())
    if count is None:
        return tuple(each for each in known if not keys or each.key in keys)
    return tuple(
        replace(known[place % len(known)], key=f"{known[place % len(known)].key}x{place}")
        for place in range(count)
    )


def _frame(round_number: int) -> list[SQLModel]:
    """The cycle, its run, and one file that is frozen."""
    return [
        Cycle(id=CYCLE, region_key="heidekreis", base_version_id="", target_version_id="", opened_at=AT),
        StageRun(
            id=f"{CYCLE}/analyse_indicators/{round_number}",
            cycle_id=CYCLE,
            stage_key="analyse_indicators",
            round=round_number,
            opened_at=AT,
            due_on=date(2027, 4, 1),
        ),
        DataSnapshot(id="snapshot/1", cycle_id=CYCLE, round=1, sha256=sha("snapshot"), taken_at=AT),
        SnapshotRelease(snapshot_id="snapshot/1", release_id="release/1"),
        Source(
            id="heidekreis/leavers",
            region_key="heidekreis",
            key="leavers",
            title="Abgehende",
            table_code=TABLE,
            publisher="Statistische Ämter des Bundes und der Länder",
            licence="dl-de/by-2-0",
            owner_id="heidekreis/office",
            expected_lag_days=400,
        ),
        Release(
            id="release/1",
            source_id="heidekreis/leavers",
            table_code=TABLE,
            title="Absolvierende/Abgehende nach Abschlussarten",
            file_name="21111-02-06-4.csv",
            sha256=sha("release"),
            size_bytes=100,
            encoding="cp1252",
            layout="genesis_table",
            stand="13.03.2025 / 10:21:04",
            retrieved_at=AT,
        ),
    ]


def _values(
    indicator: Indicator, years: tuple[int, ...], round_number: int, shift: float, version: int
) -> list[IndicatorValue]:
    """All regions of one indicator; the same indicator has the same figures in every world."""
    dice = np.random.default_rng(sum(map(ord, indicator.key)))
    level = 10 + 5 * (sum(map(ord, indicator.key)) % 7)
    made = []
    for year in years:
        land = (level + 0.3 * (year - YEARS[0]) + shift) / 100
        for code in (LAND, FEDERATION, *COUNTIES):
            is_county = len(code) == len(OWN)
            n = int(dice.integers(300, 4000)) if is_county else 80_000
            p = land + (dice.normal(0, 0.035) if is_county else 0.0)
            z = (p - land) / (land * (1 - land) / n) ** 0.5 / 2 if is_county else None
            made.append(_value(indicator, (code, year), (p, n, z), round_number, version))
    return made


def _value(
    indicator: Indicator,
    at: tuple[str, int],
    counted: tuple[float, int, float | None],
    round_number: int,
    version: int,
) -> IndicatorValue:
    """One value; the own county has a secret and a missing year."""
    (code, year), (p, n, z) = at, counted
    facts: dict[str, object] = {
        "id": f"{CYCLE}/{round_number}/{indicator.key}/{code}/{year}",
        "cycle_id": CYCLE,
        "round": round_number,
        "indicator_key": indicator.key,
        "indicator_version": version,
        "region_code": code,
        "period": str(year) if indicator.reference_times[0] != "date_31_12" else f"{year}-12-31",
    }
    if code == OWN and year in (SECRET_YEAR, MISSING_YEAR):
        status = IndicatorStatus.INPUT_CONFIDENTIAL if year == SECRET_YEAR else IndicatorStatus.INPUT_MISSING
        return IndicatorValue(**facts, status=status)  # type: ignore[arg-type]
    factor, half = indicator.factor, 1.96 * (p * (1 - p) / n) ** 0.5
    is_usual = z is not None and abs(z) <= Z_95
    return IndicatorValue(
        **facts,  # type: ignore[arg-type]
        value=p * factor,
        numerator=round(p * n),
        denominator=n,
        ci_low=(p - half) * factor,
        ci_high=(p + half) * factor,
        method="wilson95" if z is None else "wilson95+funnel",
        status=IndicatorStatus.COMPUTED,
        assessment=Assessment.NO_STATEMENT
        if z is None
        else Assessment.USUAL
        if is_usual
        else Assessment.WORSE,
        z_adjusted=z,
    )


def _cell(number: int, value: IndicatorValue) -> tuple[object, ...]:
    return (
        number,
        "release/1",
        "lv_no",
        value.region_code,
        value.period,
        "leaving_year",
        "",
        value.numerator,
        "count",
        ValueStatus.REPORTED,
        "",
        number,
        5,
    )
