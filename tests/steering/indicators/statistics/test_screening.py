import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from steering.indicators.statistics.screening import screen
from tests.steering.indicators.statistics.arrays import of

chances = st.lists(st.floats(0, 1), min_size=1, max_size=60)


def test_the_authors_own_example() -> None:
    # Benjamini and Hochberg (1995), section 4: of fifteen, four withstand where Bonferroni leaves three.
    p = of(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344)
    p = np.append(p, [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0])

    found = screen(p, level=0.05)

    assert found.screened == 15
    assert np.flatnonzero(found.withstands).tolist() == [0, 1, 2, 3]
    assert (p * 15 <= 0.05).sum() == 3


@given(chances, st.sampled_from([0.01, 0.05, 0.1, 0.2]))
def test_screening_agrees_with_scipy_and_statsmodels(p: list[float], level: float) -> None:
    withstands, adjusted, _, _ = multipletests(p, alpha=level, method="fdr_bh")

    found = screen(of(*p), level=level)

    assert found.adjusted == pytest.approx(adjusted)
    assert found.adjusted == pytest.approx(false_discovery_control(p))
    close = np.abs(found.adjusted - level) < 1e-9
    assert (found.withstands[~close] == withstands[~close]).all()


@given(chances, st.integers(1, 10))
def test_looking_at_more_without_a_find_never_lets_more_through(p: list[float], more: int) -> None:
    few = screen(of(*p))

    many = screen(of(*p, *[1.0] * more))

    assert not (many.withstands[: len(p)] & ~few.withstands).any()
    assert (many.adjusted[: len(p)] >= few.adjusted - 1e-12).all()


@given(chances)
def test_what_is_likelier_by_chance_never_passes_before_what_is_less_so(p: list[float]) -> None:
    found = screen(of(*p))

    order = np.argsort(p, kind="stable")
    assert (np.diff(found.adjusted[order]) >= 0).all()
    assert (found.adjusted >= of(*p) - 1e-15).all()


def test_what_could_not_be_looked_at_is_not_counted() -> None:
    found = screen(np.array([[0.01, np.nan], [0.04, np.nan]]))

    assert found.screened == 2
    assert found.adjusted[:, 0] == pytest.approx([0.02, 0.04])
    assert found.withstands.tolist() == [[True, False], [True, False]]


def test_nothing_looked_at_finds_nothing() -> None:
    assert screen(of(np.nan)).screened == 0
    assert screen(of()).withstands.size == 0
