"""Lines as columns: the quick way and the careful way give the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steering.errors import BadSource
from steering.sources import grid, words
from steering.sources.grid import Shape

CELLS = st.text(alphabet="abcÄß–0123456789., -", max_size=20)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=30)
)


@settings(max_examples=80, deadline=None)
@given(TABLES, st.data())
def test_both_ways_give_the_same_columns(table: list[list[str]], data: st.DataObject) -> None:
    width = len(table[0])
    shape = Shape(width=width, stub=data.draw(st.integers(0, width)), file_name="x.csv")
    text = "\n".join(";".join(cells) for cells in table) + "\n"

    quick = grid.split(text, shape, first=7)
    careful = grid.from_records(grid.records(text, first=7, file_name="x.csv"), shape)

    assert list(grid.rows(quick)) == list(grid.rows(careful))
    assert quick.lines.tolist() == careful.lines.tolist()


def test_parts_of_a_long_text_fit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_PART", 100)
    table = [[f"{row % 7}", "long text " * (row % 5), str(row)] for row in range(500)]
    text = "\n".join(";".join(cells) for cells in table)

    found = grid.split(text, Shape(width=3, stub=2, file_name="x.csv"), first=1)

    assert list(grid.rows(found)) == table
    assert found.lines.tolist() == list(range(1, 501))


def test_where_no_thread_may_be_started_the_columns_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(grid, "_PART", 10)
    monkeypatch.setattr("threading.Thread.start", refuse)

    found = grid.split("1;2\n3;4\n5;6\n7;8\n9;0\n", Shape(width=2, stub=2, file_name="x.csv"), first=1)

    assert [row[0] for row in grid.rows(found)] == list("13579")


def test_a_line_of_another_width_is_named() -> None:
    with pytest.raises(BadSource) as refused:
        grid.split("1;2\n3;4\n5\n", Shape(width=2, stub=2, file_name="x.csv"), first=10)

    assert (refused.value.code, refused.value.facts["row"]) == ("ragged_row", 12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 99).map(str)), min_size=1, max_size=200))
def test_rows_are_grouped_by_all_of_their_columns(rows: list[tuple[str, str]]) -> None:
    columns = [words.of([row[place] for row in rows]) for place in (0, 1)]

    codes, chosen = words.grouped(columns)

    assert len(chosen) == len(set(rows))
    assert [rows[chosen[code]] for code in codes] == rows


def test_many_different_numbers_stay_apart() -> None:
    identity = np.random.default_rng(7).permutation(200_000).astype(np.int64) * 9_999_991

    codes, chosen = words.grouped_numbers(identity, 1 << 61)

    assert len(chosen) == len(identity)
    assert (identity[chosen[codes]] == identity).all()
    assert words.are_different(identity, 1 << 61)
    assert not words.are_different(np.append(identity, identity[5]), 1 << 61)
