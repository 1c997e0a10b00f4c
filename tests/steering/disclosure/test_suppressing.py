from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steering.disclosure.attack import Knowledge
from steering.disclosure.offering import Offer, Protected, View
from steering.disclosure.statements import Statement, exactly, form_of
from steering.disclosure.suppressing import leaks, suppress
from tests.steering.disclosure.brute import possible
from tests.steering.disclosure.grids import (
    Table,
    a_table,
    offered,
    small_cells,
    sums_of_table,
    tables,
    view_of,
    without,
)

QUICK = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(QUICK, max_examples=150)


def assert_nobody_narrows(table: Table) -> None:
    """Whoever tries every number is left with at least four for each small cell."""
    sums = sums_of_table(2, 3)
    view = view_of(table, sums)

    found = suppress([view], offered(table), primary=small_cells(table))

    statements = [*sums, *without(offered(table), found.withheld)]
    for each in view.protected:
        numbers = possible(each.form, statements, list(table), table["all", "all"] + 4)
        assert max(numbers) - min(numbers) >= 3 or each.key in found.lost


@QUICK
@given(tables(2, 3, largest=4))
def test_who_tries_every_number_cannot_narrow_a_small_cell_of_a_table(table: Table) -> None:
    assert_nobody_narrows(table)


@pytest.mark.survival
@LONG
@given(tables(2, 3, largest=5))
def test_who_tries_every_number_of_many_tables_narrows_none(table: Table) -> None:
    assert_nobody_narrows(table)


@QUICK
@given(tables(2, 2, largest=6))
def test_no_cheaper_choice_is_safe(table: Table) -> None:
    view, offer = view_of(table, sums_of_table(2, 2)), offered(table)
    first = small_cells(table)

    found = suppress([view], offer, primary=first)

    assert found.is_optimal
    cost = sum(offer.weight(each) for each in found.withheld - set(first))
    others = [cell for cell in table if cell not in first]
    for size in range(len(others) + 1):
        for choice in combinations(others, size):
            if sum(map(offer.weight, choice)) < cost - 1e-9:
                assert leaks([view], without(offer, {*first, *choice})), choice


@QUICK
@given(tables(3, 3))
def test_the_hasty_way_is_as_safe(table: Table) -> None:
    view = view_of(table, sums_of_table(3, 3))

    found = suppress([view], offered(table), primary=small_cells(table), most_rounds=0)

    assert set(leaks([view], without(offered(table), found.withheld))) <= set(found.lost)


def municipalities(numbers: list[int]) -> tuple[Table, list[Statement]]:
    """Two counties of a Land, each with municipalities by sex: regions in regions, and groups."""
    table: Table = {}
    sums: list[Statement] = []
    listed = iter(numbers)
    for county in ("A", "B"):
        for place in (f"{county}1", f"{county}2"):
            for sex in "fm":
                table[place, sex] = next(listed)
    places = {"A": ("A1", "A2"), "B": ("B1", "B2"), "Land": ("A", "B")}
    for whole, parts in places.items():
        for sex in "fm":
            table[whole, sex] = sum(table[part, sex] for part in parts)
            sums.append(
                exactly(form_of([*(((each, sex), 1.0) for each in parts), ((whole, sex), -1.0)]), 0.0)
            )
    for place in dict.fromkeys(place for place, _ in table):
        table[place, "all"] = table[place, "f"] + table[place, "m"]
        sums.append(exactly(form_of({(place, "f"): 1.0, (place, "m"): 1.0, (place, "all"): -1.0}), 0.0))
    return table, sums


@QUICK
@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_nested_regions_and_groups_give_nothing_away(numbers: list[int]) -> None:
    assert_nested_ones_are_safe(numbers)


@pytest.mark.survival
@LONG
@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_many_nested_regions_and_groups_give_nothing_away(numbers: list[int]) -> None:
    assert_nested_ones_are_safe(numbers)


def assert_nested_ones_are_safe(numbers: list[int]) -> None:
    table, sums = municipalities(numbers)
    view = view_of(table, sums)

    found = suppress([view], offered(table), primary=small_cells(table))

    told = without(offered(table), found.withheld)
    known = {each.owner: int(each.low) for each in told}
    hidden = [cell for cell in table if cell not in known]
    fixed = [
        exactly(
            form_of([(cell, factor) for cell, factor in each.form if cell not in known]),
            -sum(factor * known[cell] for cell, factor in each.form if cell in known),
        )
        for each in sums
    ]
    for each in view.protected:
        if each.key not in found.lost and len(hidden) <= 12:
            numbers_left = possible(each.form, fixed, hidden, 30)
            assert max(numbers_left) - min(numbers_left) >= 3


@QUICK
@given(tables(2, 2, largest=4), st.data())
def test_the_bounds_of_the_attack_are_those_of_trying(table: Table, data: st.DataObject) -> None:
    shown = data.draw(st.sets(st.sampled_from(sorted(table, key=repr)), max_size=len(table)))
    statements = [*sums_of_table(2, 2), *(each for each in offered(table).told if each.owner in shown)]
    statements.append(exactly(((("all", "all"), 1.0),), float(table["all", "all"])))
    knowledge = Knowledge(statements)

    for cell in table:
        numbers = possible(((cell, 1.0),), statements, list(table), table["all", "all"])
        interval = knowledge.interval(((cell, 1.0),), whole=True)
        assert (interval.low, interval.high) == (min(numbers), max(numbers))


def test_without_complementary_suppression_the_attack_succeeds() -> None:
    table = a_table(3, 3, [1, 10, 10, 10, 10, 10, 10, 10, 10])
    view = view_of(table, sums_of_table(3, 3))

    assert leaks([view], without(offered(table), {(0, 0)})) == [(0, 0)]


def test_a_mean_over_years_gives_the_last_year_away() -> None:
    mean = form_of({"2021": 1 / 3, "2022": 1 / 3, "2023": 1 / 3})
    told = [
        exactly((("2021", 1.0),), 20.0, owner="2021"),
        exactly((("2022", 1.0),), 20.0, owner="2022"),
        exactly(mean, 14.0, owner="mean"),
    ]
    view = View(known=(), protected=(Protected(key="2023", form=(("2023", 1.0),), width=3.0),))

    found = suppress([view], Offer(told=told, weights={"mean": 5.0, "2021": 1.0, "2022": 2.0}))

    assert leaks([view], told) == ["2023"]
    assert found.withheld == {"2021"}
    assert found.because == {"2021": ("2023",)}


def test_what_follows_from_nothing_of_ours_is_named_as_lost() -> None:
    known = exactly((("small", 1.0),), 2.0)
    view = View(known=(known,), protected=(Protected(key="small", form=known.form, width=3.0),))

    found = suppress([view], Offer(told=[]))

    assert (found.withheld, found.lost) == (frozenset(), ("small",))


def test_two_small_cells_that_are_few_together_do_not_protect_each_other() -> None:
    table = a_table(1, 3, [1, 1, 30])
    view = view_of(table, sums_of_table(1, 3))

    found = suppress([view], offered(table), primary=small_cells(table))

    assert not leaks([view], without(offered(table), found.withheld))
    assert len(found.withheld) > len(small_cells(table))


def test_whole_numbers_narrow_what_fractions_leave_open() -> None:
    statements = [
        Statement(form=form_of({"a": 2.0, "b": 3.0}), low=7.0, high=7.0),
    ]

    assert Knowledge(statements).interval((("a", 1.0),)).width == 3
    assert Knowledge(statements).interval((("a", 1.0),), whole=True).width == 0
