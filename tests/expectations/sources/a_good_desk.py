"""A desk with invented tables that add up in every way; tests break one thing at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

import models as m
from expectations.check import Fault, run
from expectations.sources.equations import SumOfCategories, all_of
from expectations.stages import collect_data
from expectations.suite import Rule, Suite
from steering.frames import Required, frames_for
from steering.records import CELL_COLUMNS, Records

TODAY = date(2022, 9, 1)
NOW = datetime(2022, 9, 1, 8, tzinfo=UTC)
OWN = "03358"
YEARS = tuple(range(2011, 2022))
AGES = next(each.categories for each in all_of(SumOfCategories) if each.dimension == "age")
SCHOOLS = ("primary", *(f"type_{number}" for number in range(1, 11)))
ROUNDING_LEAVERS, ROUNDING_PUPILS = ("01", "04", "05", "15"), ("01", "05", "15")
COUNTIES = (*(f"03{number}" for number in range(401, 445)), OWN)
MUNICIPALITIES = ("03358001", "03358002", "03358003")
LANDS = tuple(f"{number:02}" for number in range(1, 17))
REGIONS = ("DG", *LANDS, *COUNTIES, *MUNICIPALITIES)

Values = dict[tuple[str, str], np.ndarray]
"""Per variable and breakdown: numbers over region and period."""


@dataclass
class Desk:
    """Records and cells that a test may break."""

    records: list[Any]
    cells: pd.DataFrame
    required: tuple[Required, ...] = (("D15", "lv_no", ""), ("D15", "lv", ""))
    extra: dict[str, Any] = field(default_factory=dict)
    region_code: str = OWN

    def change(self, values: Mapping[str, object], **where: object) -> None:
        """Cells that fit get other values; at least one must fit."""
        chosen = self.where(**where)
        for name, value in values.items():
            self.cells.loc[chosen, name] = value

    def scale(self, factor: float, **where: object) -> None:
        """Numbers that fit are multiplied and rounded."""
        chosen = self.where(**where)
        self.cells.loc[chosen, "value"] = (self.cells.loc[chosen, "value"] * factor).round()

    def where(self, **where: object) -> pd.Series:
        """Which cells fit; a tuple lists several values."""
        chosen = pd.Series(True, index=self.cells.index)
        for name, value in where.items():
            chosen &= self.cells[name].isin(value if isinstance(value, tuple) else (value,))
        assert chosen.any(), f"no cell has {where}"
        return chosen

    def release(self, name: str) -> m.Release:
        """The delivery of this name."""
        return next(each for each in self.records if isinstance(each, m.Release) and each.id == name)

    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames that the suite reads."""
        numbered = self.cells.assign(id=range(1, len(self.cells) + 1))
        named = [*CELL_COLUMNS, *(["region_name"] if "region_name" in numbered else [])]
        records = Records(self.records, cells=numbered[named])
        return frames_for(
            "collect_data", records, today=TODAY, required=self.required, region_code=self.region_code
        )

    def faults(self, *rules: Rule) -> dict[str, Fault]:
        """What the suite finds, or some of its rules only."""
        suite = Suite(key="some", rules=rules) if rules else collect_data.SUITE
        return {fault.rule_key: fault for fault in run(suite, self.frames()).faults}


Break = Callable[[Desk], object]


def a_good_desk() -> Desk:
    """A fresh copy, so that no test sees another's breakage."""
    records, cells = _good()
    copies = [type(each).model_validate(each.model_dump()) for each in records]
    return Desk(records=copies, cells=cells.copy())


@cache
def _good() -> tuple[list[Any], pd.DataFrame]:
    records: list[Any] = [m.Region(key="heidekreis", region_code=OWN, title="Heidekreis", land_code="03")]
    cells = []
    for number, (code, table) in enumerate(_tables().items()):
        source = m.Source(
            id=f"heidekreis/{code}",
            region_key="heidekreis",
            key=code,
            title=code,
            table_code=code,
            publisher="Statistische Ämter",
            licence="dl-de/by-2-0",
            owner_id="heidekreis/office",
            expected_lag_days=450,
        )
        release = m.Release(
            id=code,
            source_id=source.id,
            table_code=code,
            title="Eine Tabelle",
            file_name=f"{code}.csv",
            sha256=f"{number:064}",
            size_bytes=1000,
            encoding="cp1252",
            layout="genesis_table",
            stand="13.03.2022 / 16:39:14",
            attribution="© Statistische Ämter des Bundes und der Länder, 2022",
            retrieved_at=NOW,
        )
        records += [source, release]
        cells.append(_laid_out(code, *table))
    return records, pd.concat(cells, ignore_index=True).astype({"period": object, "symbol": object})


def _tables() -> dict[str, tuple[Values, tuple[str, ...], str, Mapping[str, str]]]:
    """Each table: its figures, its periods, its kind of time, and units that are no counts."""
    days = tuple(f"{year}-12-31" for year in YEARS)
    years = tuple(str(year) for year in YEARS)
    population = _population()
    newest = {key: value[:, -1:] for key, value in population.items()}
    totals = {("pop_total", b): v for (_, b), v in population.items() if "age=" not in b}
    leavers = _leavers()
    rates = {("AI0305", ""): np.round(leavers["lv_no", ""] / leavers["lv", ""] * 100, 1)}
    drift = np.arange(len(YEARS)) / 10 + np.zeros(rates["AI0305", ""].shape)
    rates |= {(f"AI020{3 + at}", ""): 20 + way * drift for at, way in enumerate((-3, -1, 1, 1, 2))}
    care = {("kita_u3", ""): _counts(400)[:, -1:]}
    care |= {("kita_rate_u3", ""): np.full(care["kita_u3", ""].shape, 101.5)}
    percent = dict.fromkeys(("alq", "kita_rate_u3", *(key for key, _ in rates)), "Prozent")
    return {
        "12411-02-03-4": (newest, days[-1:], "date_31_12", {}),
        "12411-01-01-4": (totals, days, "date_31_12", {}),
        "21111-02-06-4": (leavers, years, "leaving_year", {}),
        "21111-01-03-4": (_pupils(), years[-1:], "school_year_begin", {}),
        "13211-02-05-4": (_unemployed(), years[-1:], "annual_mean", percent),
        "22543-01-01-4": (care, ("2022-03-01",), "date_01_03", percent),
        "AI003-1": (rates, years, "unstated", percent),
    }


def _population() -> Values:
    male = {age: _counts(900 + 31 * at) for at, age in enumerate(AGES)}
    female = {age: _counts(890 + 29 * at) for at, age in enumerate(AGES)}
    found: Values = {}
    for age in AGES:
        found["pop", f"age={age};sex=male"] = male[age]
        found["pop", f"age={age};sex=female"] = female[age]
        found["pop", f"age={age}"] = male[age] + female[age]
    found["pop", "sex=male"] = sum(male.values())  # type: ignore[assignment]
    found["pop", "sex=female"] = sum(female.values())  # type: ignore[assignment]
    found["pop", ""] = found["pop", "sex=male"] + found["pop", "sex=female"]
    return found


def _leavers() -> Values:
    parts = {"lv_no": 90, "lv_hsa": 190, "lv_mid": 700, "lv_fhr": 40, "lv_ahr": 420}
    found: Values = {(name, ""): _counts(size, ROUNDING_LEAVERS) for name, size in parts.items()}
    found["lv", ""] = sum(found.values())  # type: ignore[assignment]
    found["lv_fhr_school", ""] = _counts(30, ROUNDING_LEAVERS)
    return found


def _pupils() -> Values:
    found: Values = {}
    for at, school in enumerate(SCHOOLS):
        breakdown = f"school_type={school}"
        for variable, size in (("schools", 20), ("pup", 3000), ("pup_for", 300)):
            found[variable, breakdown] = _counts(size + 7 * at, ROUNDING_PUPILS)[:, -1:]
    for variable in ("pup", "pup_for"):
        found[variable, ""] = sum(found[variable, f"school_type={school}"] for school in SCHOOLS)  # type: ignore[assignment]
    found["schools", ""] = np.full(found["pup", ""].shape, np.nan)
    return found


def _unemployed() -> Values:
    young = _counts(160)[:, -1:]
    found: Values = {("unemp", ""): young * 10, ("unemp_15_25", ""): young, ("unemp_15_20", ""): young // 3}
    rate = np.full(young.shape, 6.5) + np.arange(len(REGIONS))[:, np.newaxis] % 7 / 10
    return found | {("alq", ""): np.round(rate, 1)}


def _counts(size: int, rounding: tuple[str, ...] = ()) -> np.ndarray:
    """Counts that move a little every year, and add up from municipalities to Germany."""
    year = np.arange(len(YEARS))
    sway = 1 + 0.004 * np.sin(year * 1.7 + size) + 0.002 * np.cos(year * 0.9)
    own = {code: np.round(size * (0.2 + 0.3 * at) * sway) for at, code in enumerate(MUNICIPALITIES)}
    own[OWN] = sum(own.values())  # type: ignore[assignment]
    for at, code in enumerate(COUNTIES[:-1]):
        own[code] = np.round(size * (1 + at / 40) * sway) + at % 3
    own["03"] = sum(own[code] for code in COUNTIES)  # type: ignore[assignment]
    for at, code in enumerate(land for land in LANDS if land != "03"):
        numbers = np.round(size * (30 + at) * sway) + at
        own[code] = np.round(numbers / 15) * 15 if code in rounding else numbers
    own["DG"] = sum(own[code] for code in LANDS)  # type: ignore[assignment]
    return np.stack([own[code] for code in REGIONS])


def _laid_out(
    release: str, values: Values, periods: tuple[str, ...], reference_time: str, units: Mapping[str, str]
) -> pd.DataFrame:
    rows = _rows(release, values, periods, reference_time, units)
    return pd.DataFrame(list(rows), columns=[name for name in CELL_COLUMNS if name != "id"])


def _rows(
    release: str, values: Values, periods: tuple[str, ...], reference_time: str, units: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    places = [
        (at, code, when, period) for when, period in enumerate(periods) for at, code in enumerate(REGIONS)
    ]
    for row, (at, code, when, period) in enumerate(places, start=11):
        for column, ((variable, breakdown), numbers) in enumerate(values.items(), start=4):
            value = float(numbers[at, when])
            has_number = not np.isnan(value)
            status = m.ValueStatus.REPORTED if has_number else m.ValueStatus.NOT_APPLICABLE
            yield (
                *(release, variable, code, period, reference_time, breakdown),
                *(value if has_number else None, units.get(variable, "Anzahl"), status.value),
                *("" if has_number else "x", row, column),
            )
