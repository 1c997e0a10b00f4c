"""Figures of real counties, from the official file of leavers 2023, worked out a second time by hand.

By hand means: plain arithmetic on single numbers, written from the formulas as they are printed, without
any of our functions.
"""

from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.judging.groups import groups_of
from steering.indicators.measuring.observations import observed
from steering.indicators.statistics import (
    Z_95,
    Z_998,
    against_rest,
    dispersion,
    funnel_z,
    newcombe,
    shrunken,
    wilson,
)
from steering.indicators.statistics.peers import region_peers, sum_of_peers
from steering.indicators.statistics.ranking import rank_intervals
from steering.sources.reading import read

FILE = Path(__file__).parents[5] / "shared/data/public/genesis_table_csv/21111-02-06-4_2023.csv"
TOLD = {  # share, its interval, distance to the Land, the same less usual scatter, shrunken share
    "03358": [11.04, 9.54, 12.74, 4.86, 1.96, 10.56],
    "03101": [7.71, 6.72, 8.84, 0.08, 0.03, 7.71],
    "03241": [7.28, 6.80, 7.78, -1.54, -0.62, 7.29],
    "03252": [9.40, 7.98, 11.04, 2.44, 0.99, 9.14],
    "03351": [9.13, 7.84, 10.61, 2.24, 0.91, 8.95],
    "03402": [9.80, 7.61, 12.54, 1.90, 0.77, 9.16],
    "03459": [9.67, 8.68, 10.77, 4.18, 1.69, 9.53],
}

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the official file of leavers 2023 is not at ../shared/data/public"
)


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    told = read(FILE.read_bytes(), file_name=FILE.name).cells
    return told.assign(release_id=FILE.name, id=range(1, len(told) + 1))


@pytest.fixture(scope="module")
def leavers(cells: pd.DataFrame) -> pd.DataFrame:
    """Leavers without certificate (lv_no) and all leavers (lv), one row per region."""
    whole = cells[cells["breakdown"].astype(str) == ""].astype({"variable": str, "region_code": str})
    return whole.pivot_table(index="region_code", columns="variable", values="value")[["lv_no", "lv"]]


@pytest.fixture(scope="module")
def counties(leavers: pd.DataFrame) -> pd.DataFrame:
    """The 45 counties of Lower Saxony that have leavers."""
    named = leavers[leavers.index.str.fullmatch(r"03\d{3}")]
    return named.dropna()


def test_the_land_is_the_sum_of_its_counties(leavers: pd.DataFrame, counties: pd.DataFrame) -> None:
    assert counties.sum().tolist() == leavers.loc["03"].tolist() == [5895, 76856]
    assert len(counties) == 45


@pytest.mark.parametrize("county", TOLD)
def test_share_interval_and_distance_by_hand(counties: pd.DataFrame, county: str) -> None:
    k, n = counties.loc[county]
    p, z, land = k / n, 1.959964, 5895 / 76856
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)

    low, high = wilson(np.array([k]), np.array([n]))

    assert (low[0], high[0]) == pytest.approx((centre - half, centre + half), abs=1e-8)
    assert funnel_z(np.array([k]), np.array([n]), land)[0] == pytest.approx(
        (p - land) / sqrt(land * (1 - land) / n)
    )


@pytest.mark.parametrize("county", TOLD)
def test_what_is_told_of_a_county(counties: pd.DataFrame, county: str) -> None:
    k, n = counties["lv_no"].to_numpy(), counties["lv"].to_numpy()
    low, high = wilson(k, n)
    z = funnel_z(k, n, 5895 / 76856)
    adjusted = z / dispersion(z).factor

    table = np.stack([100 * k / n, 100 * low, 100 * high, z, adjusted, 100 * shrunken(k, n).share])

    assert np.round(table[:, list(counties.index).index(county)], 2).tolist() == TOLD[county]


def test_the_scatter_of_the_counties_by_hand(counties: pd.DataFrame) -> None:
    land = 5895 / 76856
    distances = sorted((k / n - land) / sqrt(land * (1 - land) / n) for k, n in counties.to_numpy())
    # A tenth of 45 is four: the four at each end take the value of the fifth.
    drawn_in = [distances[4]] * 4 + distances[4:-4] + [distances[-5]] * 4

    found = dispersion(funnel_z(counties["lv_no"].to_numpy(), counties["lv"].to_numpy(), land))

    assert found.phi_raw == pytest.approx(sum(z**2 for z in distances) / 45)
    assert found.phi == pytest.approx(sum(z**2 for z in drawn_in) / 45)
    assert (round(found.phi_raw, 2), round(found.phi, 2)) == (7.98, 6.13)
    assert found.is_excessive


def test_naive_limits_would_alarm_nineteen_and_thirteen_and_widened_ones_three(
    counties: pd.DataFrame,
) -> None:
    z = funnel_z(counties["lv_no"].to_numpy(), counties["lv"].to_numpy(), 5895 / 76856)

    far, widened = np.abs(z), np.abs(z / dispersion(z).factor)

    assert ((far > Z_95).sum(), (far > Z_998).sum()) == (19, 13)
    assert (widened > Z_95).sum() == 3


def test_how_much_of_its_own_share_the_heidekreis_keeps(counties: pd.DataFrame) -> None:
    m = 5895 / 76856
    scatter = sum(n * (k / n - m) ** 2 for k, n in counties.to_numpy()) / 76856
    true = scatter - m * (1 - m) / (76856 / 45)

    found = shrunken(counties["lv_no"].to_numpy(), counties["lv"].to_numpy())

    weight = found.weight[list(counties.index).index("03358")]
    assert weight == pytest.approx(true / (true + m * (1 - m) / 1477))
    assert round(float(weight), 2) == 0.86


def test_the_fifth_rank_from_the_top_may_as_well_be_the_thirty_fifth(counties: pd.DataFrame) -> None:
    found = rank_intervals(counties["lv_no"].to_numpy(), counties["lv"].to_numpy())

    at = list(counties.index).index("03358")
    assert (found.rank[at], found.best[at], found.worst[at]) == (5, 1, 35)


def test_land_without_the_county_and_peers_of_the_statistical_region(counties: pd.DataFrame) -> None:
    k, n = counties["lv_no"].to_numpy(), counties["lv"].to_numpy()
    group = region_peers("03358", counties.index, year=2023)
    at = list(counties.index).index("03358")

    low, high = against_rest(k, n, 5895, 76856)

    assert (round(100 * low[at], 2), round(100 * high[at], 2)) == (1.92, 5.14)
    assert group is not None
    assert len(group.members) == 11
    members = group.mask(list(counties.index), without="03358")
    assert [float(each) for each in sum_of_peers(k, n, members)] == [1065, 15139]


def test_boys_and_girls_of_the_heidekreis_are_told_apart_by_less_than_chance_allows(
    cells: pd.DataFrame,
) -> None:
    catalogue = load_catalogue()
    groups = groups_of(
        [catalogue["D15"]], observed(cells, ["03358", "03"]), region_code="03358", land_code="03"
    )

    ((boys, girls),) = groups["D15"]

    assert (boys.numerator, boys.denominator) == (93, 743)
    assert (girls.numerator, girls.denominator) == (70, 734)
    low, high = newcombe((np.array([93.0]), np.array([70.0])), (np.array([743.0]), np.array([734.0])))
    assert low[0] < 0 < 0.1252 - 0.0954 < high[0]
