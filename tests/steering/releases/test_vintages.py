"""Of several files in a folder the newest counts, cell by cell; where nobody can tell, that is said."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from steering.releases.vintages import Drawn, newest_cells


def a_file(name: str, value: float | None = 1.0, **other: Any) -> Drawn:
    cell = {
        "variable": "pop_total",
        "region_code": other.pop("region", "03358"),
        "period": other.pop("period", "2023-12-31"),
        "reference_time": "date_31_12",
        "breakdown": "",
        "value": value,
        "status": "reported" if value is not None else "confidential",
    }
    given = {"table_code": "12411-01-01-4", "layout": "genesis_table", "stand_at": None, **other}
    return Drawn(name=name, cells=pd.DataFrame([cell]), **given)


def stand(*day: int) -> datetime:
    return datetime(*day, tzinfo=UTC)


def one(*files: Drawn) -> dict[str, Any]:
    found = newest_cells(files)
    assert len(found) == 1
    return dict(found.iloc[0])


def test_the_newer_stand_counts_and_the_older_figure_is_told() -> None:
    cell = one(a_file("a.csv", 1, stand_at=stand(2025, 6, 1)), a_file("b.csv", 2, stand_at=stand(2024, 6, 1)))

    assert (cell["release_id"], cell["value"], cell["is_revised"], cell["is_unsure"]) == (
        "a.csv",
        1,
        True,
        False,
    )


def test_the_same_figure_twice_is_nothing_to_tell() -> None:
    cell = one(a_file("a.csv", 1), a_file("b.csv", 1))

    assert not cell["is_revised"]
    assert not cell["is_unsure"]


def test_a_flat_file_of_the_new_layout_is_newer_than_one_of_the_old() -> None:
    cell = one(
        a_file("old.csv", 143220, layout="flat_file_old"), a_file("new.csv", 141627, layout="flat_file")
    )

    assert (cell["value"], cell["is_revised"], cell["is_unsure"]) == (141627, True, False)


def test_files_that_do_not_say_when_they_were_drawn_are_in_doubt_where_they_differ() -> None:
    cell = one(a_file("a.csv", 1, layout="flat_file"), a_file("b.csv", 2, layout="flat_file"))

    assert cell["is_unsure"]


def test_a_stamp_within_the_time_of_a_file_without_one_decides_nothing() -> None:
    cell = one(a_file("a.csv", 1, layout="flat_file"), a_file("b.csv", 2, stand_at=stand(2025, 3, 13)))

    assert cell["is_unsure"]


def test_a_table_of_the_entry_goes_before_another_of_the_same_statistic() -> None:
    own = a_file("a.csv", 1, stand_at=stand(2020, 1, 1))
    other = a_file("b.csv", 2, stand_at=stand(2025, 1, 1), rank=1)

    cell = one(other, own)

    assert (cell["value"], cell["is_revised"], cell["is_unsure"]) == (1, True, False)


def test_a_figure_that_became_secret_is_secret() -> None:
    cell = one(
        a_file("a.csv", None, stand_at=stand(2025, 6, 1)), a_file("b.csv", 2, stand_at=stand(2024, 6, 1))
    )

    assert cell["status"] == "confidential"


def test_each_file_speaks_for_the_cells_that_only_it_has() -> None:
    found = newest_cells(
        [
            a_file("a.csv", 1, stand_at=stand(2025, 6, 1)),
            a_file("b.csv", 2, stand_at=stand(2024, 6, 1), region="03359"),
        ]
    )

    assert dict(zip(found["region_code"], found["release_id"], strict=True)) == {
        "03358": "a.csv",
        "03359": "b.csv",
    }


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_files_changes_nothing(order: int) -> None:
    files = [a_file("a.csv", 1, stand_at=stand(2025, 6, 1)), a_file("b.csv", 2, stand_at=stand(2024, 6, 1))]

    assert one(*files[::order])["release_id"] == "a.csv"
