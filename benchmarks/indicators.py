"""Judging 800,000 indicator values: interval, comparison and trend, beside a bare numpy cube and libraries.

400 counties, 100 indicators, 20 years. "By hand" is the practical limit: the same arithmetic written out for
this one cube of numbers, without names, statuses, units or the way back to a cell. Ours is what the product
runs: `measure` for each indicator, then the difference to the Land without the county, then trends. All ways
must find the same figures. What is measured is the time of the processor: one thread reckons, and other work
on the machine shall not count. Trends by pymannkendall and scipy, series by series, are taken of a sample and
scaled up; so much slower they need no more exact time.
"""

import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pymannkendall
from scipy.special import erfc
from scipy.stats import theilslopes

from benchmarks.history import keep
from benchmarks.measuring import show, take_turns
from models.source import ValueStatus
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.formula import Formula, Kind, read_sum
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.measured import measure
from steering.indicators.measuring.observations import Observations, observed
from steering.indicators.statistics import against_rest, trends
from steering.indicators.statistics.series import breaks_at, since_break
from steering.records import CELL_COLUMNS

COUNTIES, INDICATORS, YEARS = 400, 100, 20
ROUNDS, SEED, SAMPLE = 11, 2026, 400
LAND = "03"
CODES = [f"{LAND}{number:03}" for number in range(1, COUNTIES + 1)]
TIMES = np.arange(2004.0, 2004.0 + YEARS)
BREAK_YEARS = dict.fromkeys(range(0, INDICATORS, 10), 2012.0)
HAND, OURS = "numpy by hand, on the cube", "ours: measured, compared, trends"
HAND_TREND, OUR_TREND = "trends alone, numpy by hand", "trends alone, ours"
LIBRARY = "trends alone, pymannkendall and scipy, scaled from a sample"
AT_MOST_HAND, FASTER_THAN_LIBRARY = 1.5, 50.0
Z = 1.959963984540054
Cube = np.ndarray


@dataclass(frozen=True, kw_only=True)
class Found:
    """What every way must find: [indicator, county, year], phi without county, trends without year."""

    share: Cube
    low: Cube
    high: Cube
    z_adjusted: Cube
    phi: Cube
    rest_low: Cube
    rest_high: Cube
    p_value: Cube
    slope: Cube


def a_cube() -> tuple[Cube, Cube]:
    """Cases and bases [indicator, county, year]; every county has its own level, and a fiftieth is secret."""
    dice = np.random.default_rng(SEED)
    shape = (INDICATORS, COUNTIES, YEARS)
    n = np.round(np.exp(dice.normal(7, 0.8, size=(1, COUNTIES, 1))) * dice.uniform(0.9, 1.1, size=shape)) + 40
    level = dice.uniform(0.03, 0.6, size=(INDICATORS, 1, 1)) * np.exp(
        dice.normal(0, 0.15, size=(*shape[:2], 1))
    )
    drift = 1 + dice.normal(0, 0.01, size=(*shape[:2], 1)) * np.arange(YEARS)
    k = dice.binomial(n.astype(np.int64), np.clip(level * drift, 0.001, 0.98)).astype(np.float64)
    k[dice.random(shape) < 0.02] = np.nan
    return k, n


def land_of(k: Cube, n: Cube) -> tuple[Cube, Cube]:
    """The Land's own cells: everybody, those of the secret counties as well."""
    return np.nansum(k, axis=1) + 3 * np.isnan(k).sum(axis=1), n.sum(axis=1)


def the_observations(k: Cube, n: Cube) -> Observations:
    """The same numbers as cells of releases, laid out as the product does it once for all indicators."""
    whole_k, whole_n = land_of(k, n)
    numbers = np.stack(
        [np.concatenate([k, whole_k[:, None]], axis=1), np.concatenate([n, whole_n[:, None]], axis=1)]
    )
    part, indicator, region, year = (axis.ravel() for axis in np.indices(numbers.shape))
    names = [f"{kind}_{number}" for kind in ("cases", "base") for number in range(INDICATORS)]
    status = np.isnan(numbers.ravel()).astype(np.int8)
    told = {
        "id": np.arange(numbers.size),
        "variable": pd.Categorical.from_codes(part * INDICATORS + indicator, names),
        "region_code": pd.Categorical.from_codes(region, [*CODES, LAND]),
        "period": pd.Categorical.from_codes(year, [str(int(time)) for time in TIMES]),
        "value": numbers.ravel(),
        "status": pd.Categorical.from_codes(
            status, [ValueStatus.REPORTED.value, ValueStatus.CONFIDENTIAL.value]
        ),
        "row_number": 1,
        "column_number": 1,
    }
    same = {
        "release_id": "one",
        "reference_time": "leaving_year",
        "breakdown": "",
        "unit": "persons",
        "symbol": "",
    }
    constant = {
        name: pd.Categorical.from_codes(np.zeros(numbers.size, np.int8), [word])
        for name, word in same.items()
    }
    return observed(pd.DataFrame({**told, **constant})[list(CELL_COLUMNS)], [*CODES, LAND])


def the_indicators() -> list[Indicator]:
    plain = load_catalogue()["D15"]
    return [
        replace(
            plain,
            key=f"X{number:02}",
            formula=Formula(
                kind=Kind.SHARE,
                numerator=read_sum(f"cases_{number}"),
                denominator=read_sum(f"base_{number}"),
            ),
        )
        for number in range(INDICATORS)
    ]


def ours(indicators: list[Indicator], observations: Observations) -> list[tuple[Cube, ...]]:
    """The product's way, indicator by indicator, each with the figures of `Found`."""
    found: list[tuple[Cube, ...]] = []
    for number, indicator in enumerate(indicators):
        measured = measure(indicator, observations, land_code=LAND, peers=CODES)
        counties, land = measured.peer_rows, measured.land_row
        k, n = measured.k[counties], measured.n[counties]
        limits = measured.reckoned.low[counties], measured.reckoned.high[counties]
        rest = against_rest(k, n, measured.k[land], measured.n[land], limits=limits)
        value = measured.value[counties]
        moved = trends(TIMES, since_break(value, breaks_at(TIMES, _broken(number))))
        judged = measured.comparison.z_adjusted, measured.phi
        interval = value, measured.low[counties], measured.high[counties]
        found.append((*interval, *judged, *rest, moved.p_value, moved.slope))
    return found


def gathered(found: list[tuple[Cube, ...]]) -> Found:
    """Our figures as cubes, to be held against others; nobody needs that to reckon."""
    cubes = map(np.stack, zip(*found, strict=True))
    return Found(**dict(zip(Found.__dataclass_fields__, cubes, strict=True)))


def by_hand(k: Cube, n: Cube) -> Found:
    """The same arithmetic on the whole cube at once."""
    whole_k, whole_n = (each[:, None] for each in land_of(k, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        share, low, high = _score(k, n)
        rest, rest_low, rest_high = _score(whole_k - k, whole_n - n)
        difference = share - rest
        rest_low, rest_high = (
            difference - np.sqrt((share - low) ** 2 + (rest_high - rest) ** 2),
            difference + np.sqrt((high - share) ** 2 + (rest - rest_low) ** 2),
        )
        target = whole_k / whole_n
        z = (share - target) / np.sqrt(target * (1 - target) / n)
    ordered = np.sort(z, axis=1)
    known = ~np.isnan(ordered)
    count = known.sum(axis=1, keepdims=True)
    cut = (0.1 * count).astype(np.int64)
    lowest, highest = (np.take_along_axis(ordered, place, axis=1) for place in (cut, count - cut - 1))
    drawn_in = np.where(known, np.clip(ordered, lowest, highest), 0)
    phi = (drawn_in**2).sum(axis=1) / count[:, 0]
    factor = np.where(phi > 1 + 2 * np.sqrt(2 / count[:, 0]), np.sqrt(phi), 1)
    p_value, slope = trends_by_hand(share)
    return Found(
        share=100 * share,
        low=100 * low,
        high=100 * high,
        z_adjusted=z / factor[:, None],
        phi=phi,
        rest_low=rest_low,
        rest_high=rest_high,
        p_value=p_value,
        slope=100 * slope,
    )


def _score(k: Cube, n: Cube) -> tuple[Cube, Cube, Cube]:
    p = k / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return p, centre - half, centre + half


def trends_by_hand(share: Cube) -> tuple[Cube, Cube]:
    """Theil-Sen and Mann-Kendall with limits, one indicator after the other so that memory is no burden."""
    first, second = np.triu_indices(YEARS, 1)
    apart = TIMES[second] - TIMES[first]
    p_value, slope = np.empty(share.shape[:2]), np.empty(share.shape[:2])
    for number in range(len(share)):
        values = share[number]
        if number in BREAK_YEARS:
            values = np.where(BREAK_YEARS[number] <= TIMES, values, np.nan)
        slopes = np.sort((values[:, second] - values[:, first]) / apart, axis=1)
        score = (slopes > 0).sum(axis=1) - (slopes < 0).sum(axis=1)
        points = (~np.isnan(values)).sum(axis=1)
        pairs = points * (points - 1) // 2
        alike = (values[:, :, None] == values[:, None, :]).sum(axis=2)
        ties = np.where(alike > 0, (alike - 1) * (2 * alike + 5), 0).sum(axis=1)
        variance = (points * (points - 1) * (2 * points + 5) - ties) / 18
        deviation = np.sqrt(variance)
        p_value[number] = np.where(score == 0, 1, erfc((np.abs(score) - 1) / deviation / np.sqrt(2)))
        ranks = (pairs - 1) // 2, pairs // 2, _rank(pairs, -Z * deviation) - 1, _rank(pairs, Z * deviation)
        picked = [np.take_along_axis(slopes, np.clip(rank, 0, pairs - 1)[:, None], 1)[:, 0] for rank in ranks]
        slope[number] = (picked[0] + picked[1]) / 2
    return p_value, slope


def _rank(pairs: Cube, off: Cube) -> Cube:
    return np.round((pairs + off) / 2).astype(np.int64)


def by_library(share: Cube) -> float:
    """Series by series, as everybody does; the sum of the slopes, so that nothing is left out."""
    total = 0.0
    for values in share.reshape(-1, YEARS)[:SAMPLE]:
        known = np.isfinite(values)
        total += pymannkendall.original_test(values[known]).p
        total += theilslopes(values[known], TIMES[known]).slope
    return total


def _broken(number: int) -> list[float]:
    return [BREAK_YEARS[number]] if number in BREAK_YEARS else []


def the_same(mine: Found, other: Found) -> None:
    """Refuse to measure ways that do not find the same."""
    # Up to ten points ours counts every order, which nobody would write out by hand.
    points = np.isfinite(mine.share).sum(axis=2)
    for number, year in BREAK_YEARS.items():
        points[number] = np.isfinite(mine.share[number][:, year <= TIMES]).sum(axis=1)
    exact = np.where(points > 10, other.p_value, mine.p_value)
    for name in Found.__dataclass_fields__:
        expected = exact if name == "p_value" else getattr(other, name)
        np.testing.assert_allclose(getattr(mine, name), expected, rtol=1e-9, atol=1e-9, err_msg=name)


def measure_all() -> dict[str, float]:
    k, n = a_cube()
    indicators, observations = the_indicators(), the_observations(k, n)
    share = k / n
    the_same(gathered(ours(indicators, observations)), by_hand(k, n))
    ways: dict[str, Callable[[], object]] = {
        HAND: lambda: by_hand(k, n),
        OURS: lambda: ours(indicators, observations),
        HAND_TREND: lambda: trends_by_hand(share),
        OUR_TREND: lambda: trends(TIMES, share),
        LIBRARY: lambda: by_library(share),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        taken = take_turns(ways, rounds=ROUNDS, clock=time.process_time)
    taken[LIBRARY] *= share.shape[0] * share.shape[1] / SAMPLE
    return taken


def judge(taken: dict[str, float]) -> bool:
    """Say what was promised, and whether it is kept."""
    beside = taken[OURS] / taken[HAND]
    faster = taken[LIBRARY] / taken[OUR_TREND]
    print(f"\n  Ours takes {beside:.2f} times the bare cube; at most {AT_MOST_HAND} is promised.")
    print(f"  Trends are {faster:.0f} times as fast as by library; {FASTER_THAN_LIBRARY:.0f} is promised.")
    return beside <= AT_MOST_HAND and faster >= FASTER_THAN_LIBRARY


if __name__ == "__main__":
    seconds = measure_all()
    show(f"{COUNTIES * INDICATORS * YEARS:,} values, median of {ROUNDS}, processor", seconds, known=HAND)
    keep("indicators", seconds, known=HAND)
    sys.exit(0 if judge(seconds) else 1)
