"""The attack that is laid out once and asked many times, held against the plain one."""

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steering.disclosure.attack import Knowledge
from steering.disclosure.exposing import Exposure
from steering.disclosure.offering import Offer, Protected, View
from steering.disclosure.puzzle import Puzzle
from steering.disclosure.statements import Statement, exactly, form_of
from steering.disclosure.suppressing import leaks, suppress
from tests.steering.disclosure.grids import (
    Table,
    offered,
    small_cells,
    sums_of_table,
    tables,
    view_of,
    without,
)
from tests.steering.disclosure.plain import plain_interval

MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(MANY, max_examples=5)


def rounded(table: Table, data: st.DataObject) -> list[Statement]:
    """Some cells of a table told exactly, some between two numbers, some not at all."""
    told = []
    for cell, number in table.items():
        below, above = data.draw(st.sampled_from([(0, 0), (0, 2), (1, 0), (3, 3), (-1, -1)]))
        if below >= 0:
            told.append(Statement(form=((cell, 1.0),), low=number - below, high=number + above, owner=cell))
    return told


@MANY
@given(tables(3, 3), st.data())
def test_the_quick_attack_finds_the_intervals_of_the_plain_one(table: Table, data: st.DataObject) -> None:
    statements = [*sums_of_table(3, 3), *rounded(table, data)]
    first, second = data.draw(st.lists(st.sampled_from(list(table)), min_size=2, max_size=2, unique=True))
    difference = form_of([(first, 1.0), (second, -1.0)])
    knowledge = Knowledge(statements)

    for form in (((first, 1.0),), ((second, 1.0),), difference):
        for whole in (False, True):
            found = knowledge.interval(form, whole=whole)
            plain = plain_interval(form, statements, whole=whole)
            exact = plain_interval(form, statements, whole=True)
            # Without asking for whole numbers the quick one may still use that a single cell is one.
            assert (found.low, found.high) == plain or (found.low, found.high) == exact


@MANY
@given(tables(3, 3), st.data())
def test_what_is_laid_out_once_is_attacked_like_what_is_laid_out_anew(
    table: Table, data: st.DataObject
) -> None:
    sums, offer = sums_of_table(3, 3), offered(table)
    puzzle = Puzzle([*sums, *offer.told])
    shown = data.draw(st.sets(st.sampled_from(list(table))))
    told = puzzle.all()
    told[len(sums) :] = [each.owner in shown for each in offer.told]

    once = Knowledge(puzzle, told)
    anew = Knowledge([*sums, *(each for each in offer.told if each.owner in shown)])

    for cell in table:
        one, other = once.interval(((cell, 1.0),)), anew.interval(((cell, 1.0),))
        assert (one.low, one.high) == (other.low, other.high)


@MANY
@given(tables(3, 3), st.data())
def test_the_statements_named_for_an_interval_are_enough_for_it(table: Table, data: st.DataObject) -> None:
    statements = [*sums_of_table(3, 3), *rounded(table, data)]
    knowledge = Knowledge(statements)

    for cell in small_cells(table):
        found = knowledge.interval(((cell, 1.0),))
        by_these = Knowledge([statements[row] for row in sorted(found.used)]).interval(((cell, 1.0),))
        assert (by_these.low, by_these.high) == (found.low, found.high)


@MANY
@given(tables(3, 3), st.data())
def test_conflicts_foreseen_in_part_are_real(table: Table, data: st.DataObject) -> None:
    view, offer = view_of(table, sums_of_table(3, 3)), offered(table)
    shares = dict.fromkeys(small_cells(table), 1.0)
    for cell in table:
        shares.setdefault(cell, data.draw(st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0])))

    for conflict in Exposure(view, offer).leaks_in_part(shares, view.protected):
        others = [each.owner for each in offer.told if each.owner not in conflict.items]
        alone = View(known=view.known, protected=(conflict.protected,))
        assert leaks([alone], without(offer, others)) == [conflict.protected.key]


@FEW
@given(tables(3, 4))
def test_looking_at_shares_first_makes_no_choice_dearer(table: Table) -> None:
    view, offer = view_of(table, sums_of_table(3, 4)), offered(table)
    first = small_cells(table)

    found = suppress([view], offer, primary=first)
    hasty = suppress([view], offer, primary=first, most_rounds=0)

    assert found.is_optimal
    assert cost(offer, found.withheld) <= cost(offer, hasty.withheld) + 1e-9


def cost(offer: Offer, withheld: frozenset[object]) -> float:
    return sum(map(offer.weight, withheld))


def test_what_contradicts_itself_counts_as_told() -> None:
    wrong = [exactly((("a", 1.0), ("b", 1.0)), 5.0), exactly((("a", 1.0), ("b", 1.0)), 6.0)]
    wrong.append(Statement(form=(("c", 1.0), ("d", -1.0)), low=0.0, high=math.inf))
    view = View(known=tuple(wrong), protected=(Protected(key="a", form=(("a", 1.0), ("c", 1.0)), width=3.0),))

    assert leaks([view], []) == ["a"]
