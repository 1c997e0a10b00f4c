import numpy as np
import pytest

from steering.indicators.statistics.peers import PeerGroup, region_peers, statistical_region, sum_of_peers
from tests.steering.indicators.statistics.arrays import of

COUNTIES = ["03351", "03358", "03361", "03241", "03403", "01051"]


@pytest.mark.parametrize(
    ("county", "region"),
    [("03358", "033"), ("03241", "032"), ("01051", None), ("03", None), ("DG", None), ("033585", None)],
)
def test_the_key_of_a_county_names_its_statistical_region(county: str, region: str | None) -> None:
    assert statistical_region(county) == region


def test_the_peers_of_the_heidekreis_are_those_of_its_region() -> None:
    group = region_peers("03358", COUNTIES, year=2023)

    assert group is not None
    assert (group.key, group.year, group.members) == ("033", 2023, ("03351", "03358", "03361"))
    assert group.mask(COUNTIES, without="03358").tolist() == [True, False, True, False, False, False]


def test_a_land_without_regions_has_no_such_peers() -> None:
    assert region_peers("01051", COUNTIES, year=2023) is None


def test_a_group_names_a_county_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        PeerGroup(key="a", typology="t", year=2021, members=("03358", "03358"))


def test_peers_are_counted_together_and_not_averaged() -> None:
    k, n = of(10, 99, 40, np.nan, 7), of(100, 100, 100, 100, 0)

    cases, base = sum_of_peers(k, n, np.array([True, False, True, True, True]))

    assert (cases, base) == (50, 200)


def test_without_a_peer_that_has_numbers_there_is_no_sum() -> None:
    cases, base = sum_of_peers(np.array([[np.nan, 1.0]]), np.array([[5.0, 5.0]]), np.array([True]))

    assert np.isnan([cases[0], base[0]]).all()
    assert (cases[1], base[1]) == (1, 5)
