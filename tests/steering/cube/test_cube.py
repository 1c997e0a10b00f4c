"""A cube holds every cell at its place, whatever the order and the gaps of a table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.cube.coding import coded
from steering.cube.cube import Axes, Key, lay_out
from steering.cube.robust import far_off, z_of_shares
from steering.errors import BadSource

CELLS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["", "sex=female"]),
        st.sampled_from(["03", "03358", "DG"]),
        st.sampled_from(["2021", "2022", "2023"]),
        st.one_of(st.none(), st.integers(0, 99).map(float)),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda cell: cell[:4],
)
COLUMNS = ["variable", "breakdown", "region_code", "period", "value"]


def axes_of(frame: pd.DataFrame) -> Axes:
    variable, breakdown, region, period = (coded(frame[name]) for name in COLUMNS[:4])
    return Axes(variable=variable, breakdown=breakdown, region=region, period=period)


def numbers(frame: pd.DataFrame) -> np.ndarray:
    return frame["value"].to_numpy(dtype=np.float64, na_value=np.nan)


@given(cells=CELLS, is_categorical=st.booleans(), data=st.data())
def test_every_cell_is_at_its_place_and_nothing_else(
    cells: list[tuple[str, str, str, str, float | None]],
    is_categorical: bool,  # noqa: FBT001 - drawn
    data: st.DataObject,
) -> None:
    frame = pd.DataFrame(cells, columns=COLUMNS)
    if is_categorical:
        frame = frame.astype(dict.fromkeys(COLUMNS[:4], "category"))
    chosen = data.draw(st.none() | st.lists(st.sampled_from(range(len(frame))), min_size=1, unique=True))
    rows = None if chosen is None else np.array(sorted(chosen))

    cube = lay_out("t", axes_of(frame), numbers(frame), rows)

    seen = set()
    for row in range(len(frame)) if rows is None else rows:
        variable, breakdown, region, period, value = cells[row]
        place = (
            cube.number[Key(variable, breakdown)],
            cube.regions.index(region),
            cube.periods.index(period),
        )
        assert cube.rows[place] == row
        at = cube.values[place]  # noqa: PD011 - ours
        assert at == value or (value is None and np.isnan(at))
        seen.add(place)
    assert int(cube.is_there.sum()) == len(seen)
    assert all(cube.is_there.any(axis=axes).all() for axes in ((1, 2), (0, 2), (0, 1)))


def test_of_two_cells_for_one_place_the_later_counts() -> None:
    frame = pd.DataFrame([("a", "", "03", "2021", 1.0), ("a", "", "03", "2021", 2.0)], columns=COLUMNS)

    cube = lay_out("t", axes_of(frame), numbers(frame))

    assert cube.at("a") == 2.0
    assert cube.rows.tolist() == [[[1]]]


def test_a_table_that_is_no_table_is_refused_before_it_fills_the_memory() -> None:
    names = [f"{number:05}" for number in range(5_000)]
    frame = pd.DataFrame(
        {"variable": names, "breakdown": "", "region_code": names, "period": names, "value": 1.0}
    )

    with pytest.raises(BadSource) as refused:
        lay_out("t", axes_of(frame), numbers(frame))

    assert refused.value.code == "table_too_thin"


def test_a_jump_is_far_off_and_a_steady_climb_is_not() -> None:
    levels = np.array([[100.0, 103, 105, 108, 110, 113, 115, 118, 180, 183]])
    changes = np.diff(levels)

    found = far_off(changes, levels, sigmas=5, is_count=np.array([True]))

    assert found.tolist() == [[False] * 7 + [True, False]]


def test_two_shares_lie_as_far_apart_as_the_test_of_two_proportions_says() -> None:
    # 163 of 1477 and 120 of 1450, by hand: pooled 0.09669, error 0.010924.
    z = z_of_shares(np.array([163.0]), np.array([1477.0]), np.array([120.0]), np.array([1450.0]))

    assert z[0] == pytest.approx(2.526, abs=0.005)
