"""Of several files of one table the newest that speaks of a period and level of regions counts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models import Release
from steering.releases.current import ages, covered, current, living
from tests.steering.releases.cells import a_cell, a_release, a_table, key_of, readings

CHAIN = [a_release("a"), a_release("b", after="a"), a_release("c", after="b")]


def values(table, releases: list[Release]) -> list[tuple[str, str, float]]:
    return sorted((row.period, row.region_code, row.value) for row in current(table, releases).itertuples())


def test_two_files_with_one_year_each_both_count() -> None:
    table = a_table([a_cell("a", period="2018", value=1.0), a_cell("b", period="2021", value=2.0)])

    assert values(table, CHAIN) == [("2018", "03358", 1.0), ("2021", "03358", 2.0)]
    assert [release.id for release in living(CHAIN, table)] == ["a", "b", "c"]


def test_of_two_vintages_of_one_year_the_newer_one_counts() -> None:
    table = a_table([a_cell("a", value=143_220.0), a_cell("b", value=141_627.0)])

    assert values(table, CHAIN) == [("2023", "03358", 141_627.0)]
    assert [release.id for release in living(CHAIN[:2], table)] == ["b"]


def test_a_cell_that_the_newer_file_no_longer_holds_is_gone() -> None:
    table = a_table([a_cell("a"), a_cell("a", variable="old"), a_cell("b", value=2.0)])

    assert values(table, CHAIN) == [("2023", "03358", 2.0)]


def test_a_file_of_counties_only_does_not_take_the_land_away() -> None:
    table = a_table([a_cell("a", region_code="03", value=7.0), a_cell("a"), a_cell("b", value=2.0)])

    assert values(table, CHAIN) == [("2023", "03", 7.0), ("2023", "03358", 2.0)]


def test_a_file_of_another_source_changes_nothing() -> None:
    other = a_release("x", source="other")
    table = a_table([a_cell("a"), a_cell("x", value=9.0)])

    assert len(current(table, [*CHAIN, other])) == 2


def test_a_frozen_snapshot_does_not_see_what_came_later() -> None:
    table = a_table([a_cell("a"), a_cell("b", value=2.0), a_cell("c", value=3.0)])

    frozen = current(table, CHAIN, among={"a", "b"})

    assert frozen["value"].tolist() == [2.0]


def test_a_file_of_which_nothing_could_be_kept_is_told_until_the_next_one_comes() -> None:
    table = a_table([a_cell("a")])

    assert [release.id for release in living(CHAIN[:2], table)] == ["a", "b"]
    assert [release.id for release in living(CHAIN, table)] == ["a", "c"]


@given(st.permutations(["a", "b", "c", "d", "e"]), st.randoms(use_true_random=False))
def test_the_age_of_a_release_follows_the_chain_whatever_the_order_in_which_they_are_listed(
    order: list[str], chance
) -> None:
    chain = [a_release(name, after=order[place - 1] if place else None) for place, name in enumerate(order)]
    chance.shuffle(chain)

    assert ages(chain) == {name: place for place, name in enumerate(order)}


@settings(max_examples=40)
@given(readings("a"), readings("b"), readings("c"))
def test_the_cells_that_count_are_those_that_brute_force_finds(one, two, three) -> None:
    everything = [*one, *two, *three]
    table = a_table(everything)

    def speaks(release: str, row: dict) -> bool:
        unit = (row["period"], 0 if row["region_code"] == "DG" else len(row["region_code"]))
        held = {
            (each["period"], 0 if each["region_code"] == "DG" else len(each["region_code"]))
            for each in everything
            if each["release_id"] == release
        }
        return unit in held

    expected = [
        (row["release_id"], *key_of(row))
        for row in everything
        if row["release_id"] == max(name for name in "abc" if speaks(name, row))
    ]
    found = current(table, CHAIN)
    assert [(row["release_id"], *key_of(row)) for row in found.to_dict("records")] == expected
    assert not found.duplicated(["variable", "region_code", "period", "breakdown"]).any()


@settings(max_examples=40)
@given(readings("a"), readings("b"))
def test_a_newer_file_speaks_of_its_own_periods_and_levels(one, two) -> None:
    spoken = covered(a_table(one), by=a_table(two))

    units = {(row["period"], len(str(row["region_code"]).replace("DG", ""))) for row in two}
    expected = [
        key_of(r) for r in one if (r["period"], len(str(r["region_code"]).replace("DG", ""))) in units
    ]
    assert [key_of(row) for row in spoken.to_dict("records")] == expected
