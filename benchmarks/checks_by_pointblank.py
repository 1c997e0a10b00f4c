"""The fifteen checks with pointblank on polars, its faster engine; handing over is not counted."""

from collections.abc import Callable

import pandas as pd
import pointblank as pb
import polars as pl

from benchmarks.checks import KINDS, SEXES

KEYS = ["variable", "breakdown", "region_code", "period"]
NAMES = (
    *(
        "region_is_told",
        "year_is_told",
        "value_is_there",
        "value_is_whole",
        "year_in_range",
        "value_in_range",
    ),
    *("kind_is_known", "sex_is_known", "region_has_pattern", "region_is_known", "cell_is_unique"),
    *("sexes_make_total", "share_within_one", "series_has_no_gap", "no_jump"),
)


def _words(column: pd.Series) -> pl.Series:
    """A column of categories without a text for each row in between."""
    words = pl.Series([str(word) for word in column.cat.categories])
    return words.gather(pl.Series(column.cat.codes.to_numpy()).cast(pl.UInt32))


def prepared(frame: pd.DataFrame, jump_pct: float) -> Callable[[], set[str]]:
    # Its patterns do not take categories, so the region's key alone is text.
    kinds = {name: pl.String if name == "region_code" else pl.Categorical for name in KEYS}
    table = pl.DataFrame(
        {
            **{name: _words(frame[name]).cast(kinds[name]) for name in KEYS},
            "value": frame["value"].to_numpy(),
        }
    )
    regions = [str(code) for code in frame["region_code"].cat.categories]

    def wide(told: pl.DataFrame) -> pl.DataFrame:
        return told.pivot(on="breakdown", index=KEYS[:1] + KEYS[2:], values="value")  # noqa: PD010 - polars

    def makes_total(told: pl.DataFrame) -> bool:
        sexes = wide(told)
        return bool((sexes[""] == sexes["sex=female"] + sexes["sex=male"]).all())

    def within_one(told: pl.DataFrame) -> bool:
        sexes = wide(told)
        return bool(((sexes["sex=female"] <= sexes[""]) & (sexes["sex=male"] <= sexes[""])).all())

    def without_gap(told: pl.DataFrame) -> bool:
        counts = told.group_by(KEYS[:3]).agg(pl.col("period").n_unique())
        return bool((counts["period"] == told["period"].n_unique()).all())

    def steady(told: pl.DataFrame) -> bool:
        ordered = told.sort(KEYS)
        before = pl.col("value").shift().over(KEYS[:3])
        jump = ((pl.col("value") - before).abs() > jump_pct / 100 * before.abs()) & (before >= 50)
        return not bool(ordered.select(jump.fill_null(value=False).any()).item())

    def check() -> set[str]:
        done = (
            pb.Validate(data=table)
            .col_vals_not_null(columns="region_code")
            .col_vals_not_null(columns="period")
            .col_vals_not_null(columns="value")
            .col_vals_expr(expr=(pl.col("value") >= 0) & (pl.col("value").floor() == pl.col("value")))
            .col_vals_expr(expr=pl.col("period").cast(pl.String).cast(pl.Int32).is_between(2000, 2030))
            .col_vals_between(columns="value", left=0, right=1_000_000)
            .col_vals_in_set(columns="variable", set=KINDS)
            .col_vals_in_set(columns="breakdown", set=SEXES)
            .col_vals_regex(columns="region_code", pattern=r"^[0-9]{5}$")
            .col_vals_in_set(columns="region_code", set=regions)
            .rows_distinct(columns_subset=KEYS)
            .specially(expr=makes_total)
            .specially(expr=within_one)
            .specially(expr=without_gap)
            .specially(expr=steady)
            .interrogate(get_first_n=0, collect_extracts=False)
        )
        passed = done.f_passed()
        return {name for step, name in enumerate(NAMES, start=1) if passed[step] != 1}

    return check
