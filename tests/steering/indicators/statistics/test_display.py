import numpy as np
import pytest

from steering.indicators.statistics.display import Display, display_of


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (0, Display.NONE),
        (29, Display.NONE),
        (30, Display.WITH_HINT),
        (99, Display.WITH_HINT),
        (100, Display.PLAIN),
        (np.nan, Display.NONE),
    ],
)
def test_the_fewer_cases_the_less_is_said(n: float, shown: Display) -> None:
    assert display_of(np.array([n])).tolist() == [shown]
