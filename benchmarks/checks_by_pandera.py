"""The fifteen checks with pandera, as its manual shows: columns, uniqueness, checks of the whole frame."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from benchmarks.checks import KINDS, SEXES

KEYS = ["variable", "breakdown", "region_code", "period"]


def prepared(frame: pd.DataFrame, jump_pct: float) -> Callable[[], set[str]]:
    regions = list(frame["region_code"].cat.categories)

    def wide(told: pd.DataFrame) -> pd.DataFrame:
        return told.pivot_table(
            index=["variable", "region_code", "period"], columns="breakdown", values="value", observed=True
        )

    def steady(told: pd.DataFrame) -> bool:
        ordered = told.sort_values(KEYS)
        before = ordered.groupby(KEYS[:3], observed=True)["value"].shift()
        return not (
            ((ordered["value"] - before).abs() > jump_pct / 100 * before.abs()) & (before >= 50)
        ).any()

    def without_gap(told: pd.DataFrame) -> bool:
        counts = told.groupby(KEYS[:3], observed=True)["period"].nunique()
        return bool((counts == told["period"].nunique()).all())

    def makes_total(told: pd.DataFrame) -> bool:
        sexes = wide(told)
        return bool((sexes[""] == sexes["sex=female"] + sexes["sex=male"]).all())

    def within_one(told: pd.DataFrame) -> bool:
        sexes = wide(told)
        return bool((sexes[["sex=female", "sex=male"]].le(sexes[""], axis=0)).all().all())

    schema = pa.DataFrameSchema(
        columns={
            "variable": pa.Column("category", pa.Check.isin(KINDS, name="kind_is_known")),
            "breakdown": pa.Column("category", pa.Check.isin(SEXES, name="sex_is_known")),
            "region_code": pa.Column(
                "category",
                [
                    pa.Check.isin(regions, name="region_is_known"),
                    pa.Check(lambda s: s.str.fullmatch(r"[0-9]{5}"), name="region_has_pattern"),
                ],
                nullable=False,
            ),
            "period": pa.Column(
                "category",
                pa.Check(lambda s: s.astype(int).between(2000, 2030), name="year_in_range"),
                nullable=False,
            ),
            "value": pa.Column(
                float,
                [
                    pa.Check.in_range(0, 1_000_000, name="value_in_range"),
                    pa.Check(lambda s: (s >= 0) & (np.floor(s) == s), name="value_is_whole"),
                ],
                nullable=False,
            ),
        },
        checks=[
            pa.Check(makes_total, name="sexes_make_total"),
            pa.Check(within_one, name="share_within_one"),
            pa.Check(without_gap, name="series_has_no_gap"),
            pa.Check(steady, name="no_jump"),
        ],
        unique=KEYS,
    )

    def check() -> set[str]:
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            told = {str(name) for name in errors.failure_cases["check"].unique()}
            # Its own checks are reported by what they are.
            return {"value_in_range" if name.startswith("in_range") else name for name in told}
        return set()

    return check
