import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.indicators.statistics.targets import Standing, standing, standings
from tests.steering.indicators.statistics.arrays import of

NONE, ON, BETTER, WORSE = Standing.NO_STATEMENT, Standing.ON_TARGET, Standing.BETTER, Standing.WORSE
BELOW_8 = (of(-np.inf), of(8))

# One year: how far its value lies above (positive) or below a corridor from -1 to 1, in half intervals.
ordinary = st.sampled_from([0.0, 2.2, -2.2])
missing = st.just(float("nan"))


def seen(*values: float, higher_is_better: bool | None = False) -> tuple[list[int], list[int]]:
    """What each year says alone, and what is shown, for values with intervals of ±1 (99 %: ±1.3)."""
    numbers = of(*values)
    found = standings(
        (numbers - 1, numbers + 1),
        (numbers - 1.3, numbers + 1.3),
        (of(-1), of(1)),
        higher_is_better=higher_is_better,
    )
    return found.alone.tolist(), found.shown.tolist()


@pytest.mark.parametrize(
    ("higher", "known"),
    [
        (False, [WORSE, ON, ON, NONE]),
        (True, [BETTER, ON, ON, NONE]),
        (None, [NONE, NONE, NONE, NONE]),
    ],
)
def test_a_colour_needs_the_whole_interval_outside(*, higher: bool | None, known: list[Standing]) -> None:
    limits = of(8.1, 7.9, 5.0, np.nan), of(9.5, 9.5, 6.0, np.nan)

    assert standing(limits, BELOW_8, higher_is_better=higher).tolist() == known


def test_without_a_corridor_nothing_is_said() -> None:
    nothing = (of(np.nan), of(np.nan))

    assert standing((of(8.1), of(9.5)), nothing, higher_is_better=False).tolist() == [NONE]


def test_one_ordinary_year_outside_does_not_change_the_colour() -> None:
    assert seen(0, 0, 2.2, 0) == ([ON, ON, WORSE, ON], [ON, ON, ON, ON])


def test_the_second_year_running_does() -> None:
    assert seen(0, 2.2, 2.2)[1] == [ON, ON, WORSE]


def test_a_single_year_that_is_sure_at_99_percent_does() -> None:
    assert seen(0, 2.5)[1] == [ON, WORSE]


def test_a_colour_goes_away_only_after_two_years() -> None:
    assert seen(2.5, 0, 0)[1] == [WORSE, WORSE, ON]


def test_a_first_ordinary_year_outside_shows_no_colour_yet() -> None:
    assert seen(2.2)[1] == [NONE]
    assert seen(0)[1] == [ON]


def test_a_missing_year_is_not_green_and_does_not_count_as_a_second_one() -> None:
    assert seen(0, 2.2, np.nan, 2.2, 2.2)[1] == [ON, ON, NONE, ON, WORSE]


def test_a_red_light_does_not_go_out_because_a_year_is_missing() -> None:
    assert seen(2.5, np.nan, 0)[1] == [WORSE, NONE, WORSE]


def test_a_year_that_waits_for_a_second_one_is_told() -> None:
    values = of(0, 2.2, 2.2)

    found = standings(
        (values - 1, values + 1), (values - 1.3, values + 1.3), (of(-1), of(1)), higher_is_better=True
    )

    assert found.is_waiting.tolist() == [False, True, False]


def test_a_neutral_indicator_never_has_a_colour() -> None:
    assert seen(5, 5, -5, higher_is_better=None)[1] == [NONE] * 3


@given(st.lists(ordinary, min_size=1, max_size=12), ordinary)
def test_a_single_ordinary_year_never_flips_the_colour(before: list[float], odd: float) -> None:
    steady = [*before, before[-1], before[-1]]

    shown = seen(*steady, odd)[1]

    assert shown[-1] == shown[-2]


@given(st.lists(st.one_of(ordinary, missing, st.sampled_from([3.0, -3.0])), min_size=1, max_size=14))
def test_every_colour_shown_was_said_by_two_years_or_by_one_that_is_sure(values: list[float]) -> None:
    alone, shown = seen(*values)

    for year, code in enumerate(shown):
        if np.isnan(values[year]):
            assert code == NONE
        if code in (BETTER, WORSE):
            said = [place for place in range(year + 1) if alone[place] == code]
            twice = any(place + 1 in said for place in said)
            assert twice or any(abs(values[place]) > 2.3 for place in said)


@given(st.lists(st.one_of(ordinary, missing, st.sampled_from([3.0, -3.0])), min_size=1, max_size=14))
def test_what_is_better_one_way_is_worse_the_other(values: list[float]) -> None:
    turned = {NONE: NONE, ON: ON, BETTER: WORSE, WORSE: BETTER}

    assert [turned[Standing(code)] for code in seen(*values)[1]] == seen(*values, higher_is_better=True)[1]


def test_many_series_at_once_are_as_each_by_itself() -> None:
    values = np.random.default_rng(3).choice([0.0, 2.2, -2.2, 3.0, np.nan], size=(5, 4, 10))

    found = standings(
        (values - 1, values + 1), (values - 1.3, values + 1.3), (of(-1), of(1)), higher_is_better=False
    )

    for place in np.ndindex(5, 4):
        assert found.shown[place].tolist() == seen(*values[place])[1]
