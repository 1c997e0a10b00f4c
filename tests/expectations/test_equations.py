"""Equations between official figures: read from files that a person can extend."""

import pytest

from expectations.sources.equations import KINDS, Part, SumOfCategories, SumOfVariables, all_of, known, read
from steering.indicators.defining.formula import age_groups


def test_the_age_groups_are_those_of_the_formulas() -> None:
    (ages,) = [each.categories for each in all_of(SumOfCategories) if each.dimension == "age"]

    assert list(ages) == age_groups(0, -1)


def test_a_darunter_is_no_summand() -> None:
    summands = {part for one in all_of(SumOfVariables) for part in one.parts}

    assert summands.isdisjoint(each.part for each in all_of(Part))


def test_every_kind_of_entry_is_used() -> None:
    assert {type(entry) for entry in known()} == set(KINDS.values())


def test_a_table_is_added_without_code() -> None:
    (entry,) = read('[[sum]]\ntotal = "a"\nparts = ["b", "c"]', file_name="my_table.toml")

    assert entry == SumOfVariables(total="a", parts=("b", "c"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[summe]]\n", r"my_table.toml, \[\[summe\]\] no. 1: no such kind"),
        ('[[sum]]\ntotal = "a"\nteile = ["b"]', "teile is unknown"),
        ('[[sum]]\ntotal = "a"', "parts"),
    ],
)
def test_a_mistake_in_an_entry_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(text, file_name="my_table.toml")
