"""The difference of two readings, cell by cell, held against a naive comparison."""

from collections import Counter

from hypothesis import given, settings

from steering.releases.difference import Change, difference, groups
from tests.steering.releases.cells import a_cell, a_table, key_of, readings


def naive(one: list[dict], two: list[dict]) -> dict[tuple, str]:
    before, after = ({key_of(row): row for row in rows} for rows in (one, two))
    found = {}
    for key in {*before, *after}:
        old, new = before.get(key), after.get(key)
        if old is None:
            found[key] = "added"
        elif new is None:
            found[key] = "gone"
        elif old["status"] != new["status"]:
            found[key] = "changed_status"
        elif (old["unit"], old["reference_time"]) != (new["unit"], new["reference_time"]):
            found[key] = "changed_meaning"
        elif old["value"] != new["value"]:
            found[key] = "changed_value"
        else:
            found[key] = "identical"
    return found


@settings(max_examples=40)
@given(readings("a"), readings("b"))
def test_every_cell_of_both_sides_is_told_once_and_rightly(one, two) -> None:
    expected = naive(one, two)

    found = difference(a_table(one), a_table(two))

    assert {change.value: count for change, count in found.counts.items() if count} == dict(
        Counter(expected.values())
    )
    told = {key_of(row): row["change"] for row in found.cells.to_dict("records")}
    assert told == {key: change for key, change in expected.items() if change != "identical"}
    assert len(told) == len(found.cells)


@settings(max_examples=40)
@given(readings("a"), readings("b"))
def test_both_sides_stand_beside_each_other(one, two) -> None:
    before, after = ({key_of(row): row for row in rows} for rows in (one, two))

    for row in difference(a_table(one), a_table(two)).cells.to_dict("records"):
        for side, told in (("before", before), ("after", after)):
            cell = told.get(key_of(row))
            status = row[f"status_{side}"]
            assert status == (cell["status"] if cell else None)
            assert row[f"row_number_{side}"] == (cell["row_number"] if cell else None)
            value = None if cell is None else cell["value"]
            assert row[f"value_{side}"] == value or (
                value is None and row[f"value_{side}"] != row[f"value_{side}"]
            )


@settings(max_examples=40)
@given(readings("a"))
def test_a_reading_differs_from_itself_in_nothing_whatever_its_order(rows) -> None:
    found = difference(a_table(rows), a_table(rows[::-1]))

    assert found.counts[Change.IDENTICAL] == len(rows)
    assert found.cells.empty


def test_categories_and_texts_compare_alike() -> None:
    table = a_table([a_cell("a"), a_cell("a", region_code="03", value=2.0)])
    names = ["variable", "region_code", "period", "breakdown", "status", "unit", "reference_time"]

    found = difference(table.astype(dict.fromkeys(names, "category")), table)

    assert found.counts[Change.IDENTICAL] == 2


def test_the_largest_change_of_a_figure_comes_first() -> None:
    before = [a_cell("a", region_code=code, value=100.0) for code in ("03358", "03359")]
    after = [a_cell("b", region_code="03358", value=101.0), a_cell("b", region_code="03359", value=90.0)]
    other = [a_cell("a", variable="small", value=1.0)], [a_cell("b", variable="small", value=2.0)]

    told = groups(difference(a_table([*before, *other[0]]), a_table([*after, *other[1]])))

    assert [(group.variable, group.region_code, group.before, group.after) for group in told] == [
        ("lv", "03359", 100.0, 90.0),
        ("small", "03358", 1.0, 2.0),
    ]
    assert told[0].counts == {Change.CHANGED_VALUE: 2}


def test_a_figure_that_became_secret_has_no_size_but_is_told() -> None:
    found = difference(
        a_table([a_cell("a")]), a_table([a_cell("b", value=None, status="confidential", symbol=".")])
    )

    (group,) = groups(found)
    assert group.counts == {Change.CHANGED_STATUS: 1}
    assert group.before is None
