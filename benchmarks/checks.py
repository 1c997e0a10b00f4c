"""The suite of fifteen checks on a million observations, through Great Expectations and beside others.

All ways are given the same frame, keys as categories, and must find the same faulty rows. "By hand" is the
practical limit: numpy on a dense cube, written for this one table. Ours is what the product runs: the same
kernel (`steering/cube`, `steering/figures`), each check an expectation, one genuine result for each.
Peers are measured where they are installed: `pip install -c constraints.txt '.[bench]'`.
"""

import json
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.measuring import show, take_turns
from expectations.check import Dimension, Rule, Suite, run, warm_up
from models import Severity
from steering.figures.checks import with_figures

HISTORY = Path(__file__).with_name("history") / "checks.jsonl"
ROUNDS = 5
SEED = 2026
KINDS, SEXES = [f"kind_{number:02}" for number in range(42)], ["", "sex=female", "sex=male"]
TABLE = "99999-01-01-4"
JUMP_PCT = 60.0
HAND, OURS = "numpy by hand, on the cube", "Great Expectations, ours"
FASTER_THAN_PEERS, AT_MOST_HAND = 4.0, 1.3


def a_frame(rows: int) -> pd.DataFrame:
    """Observations whose parts sum to their totals, with a few faults of every kind."""
    rng = np.random.default_rng(SEED)
    years = 20
    regions = [f"{at // 999 + 1:02}{at % 999:03}" for at in range(rows // (years * len(KINDS) * len(SEXES)))]
    shape = (len(KINDS), len(regions), years)
    base = rng.integers(50, 4_000, size=(*shape[:2], 1))
    female = np.round(base * (1 + rng.normal(0, 0.02, size=shape)))
    male = np.round(base * (1 + rng.normal(0, 0.02, size=shape)))
    values = np.stack([female + male, female, male], axis=1)
    values[3, 0, 1, 4], values[5, 1, 2, 5] = -3.0, 1e7
    key, sex, region, year = (axis.ravel() for axis in np.indices(values.shape))
    frame = pd.DataFrame(
        {
            "variable": pd.Categorical.from_codes(key, KINDS),
            "breakdown": pd.Categorical.from_codes(sex, SEXES),
            "region_code": pd.Categorical.from_codes(region, regions),
            "period": pd.Categorical.from_codes(year, [str(2004 + at) for at in range(years)]),
            "value": values.ravel(),
        }
    )
    return frame.sample(frac=1, random_state=SEED, ignore_index=True)


def a_rule(key: str, kind: str, **options: object) -> Rule:
    return Rule(
        key=key,
        frame="cells",
        severity=Severity.CRITICAL,
        expectation=(kind, options),
        place=("region_code", "period", "variable", "breakdown"),
        dimension=Dimension.VALIDITY,
    )


def the_suite(frame: pd.DataFrame) -> Suite:
    """Nulls, type, ranges, sets, pattern, uniqueness, totals, gaps, shares, references, jumps."""
    regions = list(frame["region_code"].cat.categories)
    return Suite(
        key="benchmark",
        rules=(
            a_rule("region_is_told", "expect_words_to_be_told", column="region_code"),
            a_rule("year_is_told", "expect_words_to_be_told", column="period"),
            a_rule("value_is_there", "expect_values_to_be_there"),
            a_rule("value_is_whole", "expect_counts_without_fractions"),
            a_rule("year_in_range", "expect_periods_to_be_understood"),
            a_rule("value_in_range", "expect_values_within", at_least=0, at_most=1_000_000),
            a_rule("kind_is_known", "expect_words_to_be_known", column="variable", words=KINDS),
            a_rule("sex_is_known", "expect_words_to_be_known", column="breakdown", words=SEXES),
            a_rule("region_has_pattern", "expect_keys_to_be_official"),
            a_rule("cell_is_unique", "expect_each_cell_once"),
            a_rule("sexes_make_total", "expect_parts_to_make_total"),
            a_rule("series_has_no_gap", "expect_series_without_gaps"),
            a_rule("share_within_one", "expect_parts_within_wholes"),
            a_rule("region_is_known", "expect_words_to_be_known", column="region_code", words=regions),
            a_rule("no_jump", "expect_large_figures_to_be_steady", at_most_pct=JUMP_PCT, where="all"),
        ),
    )


def ours(frame: pd.DataFrame) -> set[str]:
    """The product's way: figures attached to the frame, one call."""
    constant = {"table_code": TABLE, "release_id": "one", "unit": "Anzahl", "status": "reported"}
    told = frame.assign(**{name: _constant(word, len(frame)) for name, word in constant.items()})
    report = run(the_suite(frame), {"cells": with_figures(told)})
    return {fault.rule_key for fault in report.faults}


def by_hand(frame: pd.DataFrame) -> set[str]:
    """The same fifteen in numpy, written for this table, with all failing rows and their places."""
    columns = ("variable", "breakdown", "region_code", "period")
    key, sex, region, year = (frame[name].cat.codes.to_numpy() for name in columns)
    words = {name: list(frame[name].cat.categories) for name in columns}
    value = frame["value"].to_numpy()
    shape = tuple(len(words[name]) for name in columns)
    place = np.ravel_multi_index((key, sex, region, year), shape)
    cube = np.full(int(np.prod(shape)), np.nan)
    cube[place] = value
    rows = np.full(cube.size, -1, dtype=np.int32)
    rows[place] = np.arange(len(frame), dtype=np.int32)
    is_unique = np.count_nonzero(rows >= 0) == len(frame)
    cube, rows = cube.reshape(shape), rows.reshape(shape)
    known = np.array([len(code) == 5 and code.isdigit() for code in words["region_code"]])
    years = np.array([2000 <= int(word) <= 2030 for word in words["period"]])
    before, after = cube[..., :-1], cube[..., 1:]
    whole, female, male = cube[:, 0], cube[:, 1], cube[:, 2]
    failing = {
        "region_is_told": np.flatnonzero(region < 0),
        "year_is_told": np.flatnonzero(year < 0),
        "value_is_there": np.flatnonzero(np.isnan(value)),
        "value_is_whole": np.flatnonzero((value < 0) | (np.floor(value) < value)),
        "year_in_range": _rows_with(~years, year),
        "value_in_range": np.flatnonzero((value < 0) | (value > 1_000_000)),
        "kind_is_known": _rows_with(~np.isin(words["variable"], KINDS), key),
        "sex_is_known": _rows_with(~np.isin(words["breakdown"], SEXES), sex),
        "region_has_pattern": _rows_with(~known, region),
        "cell_is_unique": () if is_unique else np.flatnonzero(np.bincount(place) > 1),
        "sexes_make_total": rows[:, 0][whole != female + male],
        "series_has_no_gap": np.flatnonzero(np.isnan(cube)),
        "share_within_one": np.concatenate([rows[:, 1][female > whole], rows[:, 2][male > whole]]),
        "region_is_known": _rows_with(~np.isin(words["region_code"], words["region_code"]), region),
        "no_jump": rows[..., 1:][(np.abs(after - before) > JUMP_PCT / 100 * np.abs(before)) & (before >= 50)],
    }
    named = {
        name: frame.iloc[found][list(columns)].to_dict("records")
        for name, found in failing.items()
        if len(found)
    }
    return set(named)


def _rows_with(is_bad: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The rows whose word is bad; where no word is, no row need be looked at."""
    return np.flatnonzero(is_bad[codes]) if is_bad.any() else np.empty(0, dtype=np.int64)


def _constant(word: str, count: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.zeros(count, dtype=np.int8), [word])


def ways_of(frame: pd.DataFrame) -> dict[str, Callable[[], set[str]]]:
    ways: dict[str, Callable[[], set[str]]] = {
        HAND: lambda: by_hand(frame),
        OURS: lambda: ours(frame),
    }
    if find_spec("pandera"):
        from benchmarks.checks_by_pandera import prepared as pandera

        ways["pandera (pandas)"] = pandera(frame, JUMP_PCT)
    if find_spec("pointblank") and find_spec("polars"):
        from benchmarks.checks_by_pointblank import prepared as pointblank

        ways["pointblank (polars)"] = pointblank(frame, JUMP_PCT)
    return ways


def measure(rows: int, rounds: int) -> dict[str, float]:
    frame = a_frame(rows)
    warm_up()
    ways = ways_of(frame)
    found = {name: way() for name, way in ways.items()}
    expected = found[HAND]
    different = {name: sorted(each ^ expected) for name, each in found.items() if each != expected}
    if different:
        raise ValueError(f"The ways do not find the same faults: {different}.")
    seconds = take_turns(ways, rounds=rounds)
    show(f"15 checks, {len(frame):,} observations, median of {rounds}", seconds, known=HAND)
    _judge(seconds)
    _keep(len(frame), seconds)
    return seconds


def _judge(seconds: dict[str, float]) -> None:
    peers = {name: taken for name, taken in seconds.items() if name not in {HAND, OURS}}
    for name, taken in peers.items():
        print(f"  {name} takes {taken / seconds[OURS]:.1f} times as long as ours.")
    if not peers:
        print("  No peer is installed: pip install -c constraints.txt '.[bench]'")


def _keep(rows: int, seconds: dict[str, float]) -> None:
    HISTORY.parent.mkdir(exist_ok=True)
    told = {"rows": rows, "seconds": {name: round(taken, 4) for name, taken in seconds.items()}}
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    measure(1_008_000, ROUNDS)
    if "--large" in sys.argv:
        measure(10_080_000, 1)
