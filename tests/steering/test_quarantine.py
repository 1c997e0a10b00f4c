"""Quarantine: what a critical finding names is kept from the indicators, and nothing else."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.check import Fault
from models import (
    QualityCare,
    QualityFinding,
    QualityHold,
    QualityState,
    Release,
    Severity,
    Source,
)
from steering.quarantine import Files, KeptRow, hash_of, is_held, rows_of, without_held

NOW = datetime(2028, 3, 1, 8, tzinfo=UTC)
TODAY = date(2028, 3, 1)
CELL = ("source_key", "file_name", "row_number", "column_number", "variable", "region_code", "period")


def a_source() -> Source:
    return Source(
        id="r/leavers",
        region_key="r",
        key="leavers",
        title="Abgehende",
        table_code="T",
        publisher="P",
        licence="L",
        owner_id="o",
        expected_lag_days=1,
    )


def a_release(name: str = "new", *, supersedes: str | None = None) -> Release:
    return Release(
        id=f"r/leavers/{name}",
        source_id="r/leavers",
        table_code="T",
        title="T",
        file_name="lv.csv",
        sha256="a" * 64,
        size_bytes=1,
        encoding="utf-8",
        layout="x",
        supersedes_id=supersedes,
        retrieved_at=NOW,
    )


FILES = Files([a_source()], [a_release("old"), a_release(supersedes="r/leavers/old")])


def a_row(row: int, column: int | None = 4, region: str = "03358", period: str = "2027") -> dict[str, object]:
    return {
        "source_key": "leavers",
        "file_name": "lv.csv",
        "row_number": row,
        "column_number": column,
        "variable": "lv",
        "region_code": region,
        "period": period,
        "value": 17.0,
    }


def a_fault(*rows: dict[str, object], rule: str = "counts_are_whole", place: tuple[str, ...] = CELL) -> Fault:
    return Fault(
        rule_key=rule,
        severity=Severity.CRITICAL,
        frame="cells",
        rows_count=len(rows),
        rows=tuple(rows),
        place=place,
        per=("source_key",),
    )


def kept(fault: Fault) -> list[KeptRow]:
    return rows_of("f", fault, fault.rows, FILES)


def a_finding(
    severity: Severity = Severity.CRITICAL, state: QualityState = QualityState.OPEN, count: int = 1
) -> QualityFinding:
    return QualityFinding(
        id="f",
        region_key="r",
        suite_key="collect_data",
        rule_key="counts_are_whole",
        severity=severity,
        state=state,
        what="w",
        place="p",
        mend="m",
        rows_count=count,
        first_seen_at=NOW,
        last_seen_at=NOW,
        last_run_id="run",
        waived_by="b" if state is QualityState.WAIVED else "",
        waived_reason="r" if state is QualityState.WAIVED else "",
        waived_until_on=TODAY if state is QualityState.WAIVED else None,
    )


def some_cells() -> pd.DataFrame:
    rows = [
        {
            "release_id": f"r/leavers/{name}",
            "row_number": row,
            "column_number": column,
            "region_code": region,
            "period": "2027",
        }
        for name in ("new", "old")
        for row, region in ((12, "03358"), (13, "03101"))
        for column in (4, 5)
    ]
    return pd.DataFrame(rows)


def places(cells: pd.DataFrame) -> set[tuple[str, int, int]]:
    return {
        (str(row.release_id).rpartition("/")[2], int(row.row_number), int(row.column_number))
        for row in cells.itertuples()
    }


def test_every_row_is_kept_without_a_limit_and_without_its_figure() -> None:
    rows = kept(a_fault(*(a_row(number) for number in range(1, 1234))))

    assert [row.row_number for row in rows] == list(range(1, 1234))
    assert [row.number for row in rows] == list(range(1, 1234))
    assert {row.release_id for row in rows} == {"r/leavers/new"}
    assert not any("17" in row.place for row in rows)


def test_a_cell_keeps_back_itself_and_nothing_else() -> None:
    left = without_held(some_cells(), kept(a_fault(a_row(12, 4))))

    assert places(some_cells()) - places(left) == {("new", 12, 4)}


def test_a_line_keeps_back_all_its_cells() -> None:
    left = without_held(some_cells(), kept(a_fault(a_row(12, None))))

    assert places(some_cells()) - places(left) == {("new", 12, 4), ("new", 12, 5)}


def test_of_a_broken_sum_all_figures_of_the_region_are_kept_back() -> None:
    # Nobody knows which part is wrong; the parts may stand in other lines than their sum.
    place = ("source_key", "file_name", "row_number", "region_code", "period", "equation")
    row = {**a_row(999, None), "equation": "lv"}

    left = without_held(some_cells(), kept(a_fault(row, rule="parts_sum_to_total", place=place)))

    assert places(some_cells()) - places(left) == {("new", 12, 4), ("new", 12, 5)}


def test_a_period_that_lies_ahead_is_kept_back_whole() -> None:
    row = {"source_key": "leavers", "title": "Abgehende", "period": "2027"}

    rows = kept(a_fault(row, rule="period_is_not_ahead", place=tuple(row)))

    assert [each.holds for each in rows] == [QualityHold.PERIOD]
    assert {name for name, _, _ in places(without_held(some_cells(), rows))} == {"old"}


@pytest.mark.parametrize(
    "row", [{"source_key": "leavers", "title": "x"}, {**a_row(12), "source_key": "other"}]
)
def test_what_names_no_line_that_is_known_keeps_nothing_back(row: dict[str, object]) -> None:
    rows = kept(a_fault(row, rule="required_source_is_delivered", place=("source_key", "title")))

    assert [each.holds for each in rows] == [QualityHold.NOTHING]
    assert len(without_held(some_cells(), rows)) == len(some_cells())


@given(st.lists(st.tuples(st.sampled_from([12, 13, 14]), st.sampled_from([4, 5, None])), max_size=6))
def test_what_is_left_is_exactly_what_no_row_names(named: list[tuple[int, int | None]]) -> None:
    rows = kept(a_fault(*(a_row(row, column) for row, column in named)))

    left = places(without_held(some_cells(), rows))

    expected = {
        place
        for place in places(some_cells())
        if place[0] == "old" or not {(place[1], place[2]), (place[1], None)} & set(named)
    }
    assert left == expected


@pytest.mark.parametrize(
    ("finding", "care", "held"),
    [
        (a_finding(), None, True),
        (a_finding(state=QualityState.NEW), None, True),
        (a_finding(Severity.WARNING), None, False),
        (a_finding(Severity.NOTE), None, False),
        (a_finding(state=QualityState.GONE), None, False),
        (a_finding(state=QualityState.WAIVED), None, False),
        (a_finding(), QualityCare(finding_id="f", released_at=NOW, released_count=1), False),
        (a_finding(count=2), QualityCare(finding_id="f", released_at=NOW, released_count=1), True),
        (a_finding(), QualityCare(finding_id="f", acknowledged_at=NOW), True),
    ],
)
def test_only_what_is_critical_and_neither_waived_nor_released_is_held(
    finding: QualityFinding, care: QualityCare | None, *, held: bool
) -> None:
    assert is_held(finding, care, TODAY) is held


def test_a_waiver_that_has_ended_holds_again() -> None:
    assert is_held(a_finding(state=QualityState.WAIVED), None, date(2028, 3, 2))


def test_rows_have_one_hash_for_their_places() -> None:
    one, same, other = (kept(a_fault(a_row(row))) for row in (12, 12, 13))

    assert hash_of(one) == hash_of(same) != hash_of(other)
    assert hash_of([]) == ""
