import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats.mstats import winsorize

from steering.indicators.statistics import dispersion, dispersions, winsorised
from tests.steering.indicators.statistics.arrays import few, of

distances = st.lists(st.floats(-50, 50), min_size=1, max_size=60)


@few
@given(distances)
def test_winsorising_agrees_with_scipy(numbers: list[float]) -> None:
    known = np.sort(np.asarray(winsorize(np.array(numbers), limits=(0.1, 0.1))))

    assert np.sort(winsorised(np.array(numbers))) == pytest.approx(known)


@few
@given(distances, st.integers(0, 5))
def test_the_scatter_is_the_mean_square_of_the_drawn_in_distances(numbers: list[float], unknown: int) -> None:
    z = of(*numbers, *[np.nan] * unknown)

    found = dispersion(z)

    assert found.phi == pytest.approx(np.mean(winsorised(z) ** 2))
    assert found.phi_raw == pytest.approx(np.mean(of(*numbers) ** 2))
    assert found.regions_count == len(numbers)


@settings(max_examples=30)
@given(st.lists(distances, min_size=1, max_size=3))
def test_many_tables_at_once_are_as_each_by_itself(columns: list[list[float]]) -> None:
    z = np.full((60, len(columns)), np.nan)
    for place, column in enumerate(columns):
        z[: len(column), place] = column

    found = dispersions(z)

    for place, column in enumerate(columns):
        alone = dispersion(of(*column))
        # Longer columns are summed in another order, so the last digit may differ.
        assert found.phi[place] == pytest.approx(alone.phi)
        assert found.phi_raw[place] == pytest.approx(alone.phi_raw)
        assert found.factor[place] == pytest.approx(alone.factor)
        assert found.regions_count[place] == alone.regions_count


def test_unknown_distances_do_not_count_as_scatter() -> None:
    z = of(*np.linspace(-3, 3, 20), np.nan, np.inf)

    assert dispersion(z).regions_count == 20


def test_scatter_by_chance_alone_does_not_widen_the_funnel() -> None:
    chance = dispersion(norm.ppf((np.arange(45) + 0.5) / 45))

    assert not chance.is_excessive
    assert chance.factor == 1.0


@pytest.mark.parametrize(("scatter", "widens"), [(1.3, False), (1.5, True)])
def test_a_little_more_scatter_than_chance_may_still_be_chance(*, scatter: float, widens: bool) -> None:
    # Of 45 counties a scatter up to 1 + 2·sqrt(2/45) = 1.42 is taken for chance.
    chance = norm.ppf((np.arange(45) + 0.5) / 45)
    z = chance * np.sqrt(scatter / dispersion(chance).phi)

    found = dispersion(z)

    assert found.phi == pytest.approx(scatter)
    assert found.is_excessive is widens
    assert found.factor == pytest.approx(np.sqrt(scatter) if widens else 1.0)
    assert dispersions(z[:, np.newaxis]).factor[0] == pytest.approx(found.factor)


def test_no_distance_at_all_widens_nothing() -> None:
    assert dispersion(of(np.nan)).factor == 1.0
    assert np.isnan(dispersion(of(np.nan)).phi)
    assert dispersions(np.empty((0, 3))).factor.tolist() == [1.0, 1.0, 1.0]
