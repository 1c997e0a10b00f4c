"""Decisions on a round: nested regions, years, earlier papers, institutions, and what offices publish."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from models import Ground
from steering.disclosure.counts import Count, FigureKey
from steering.disclosure.deciding import Decision, attack, decide
from steering.disclosure.gate import withhold_remainders
from steering.disclosure.keeping import decision_from, lines_of, records_of
from steering.disclosure.preparing import Given
from steering.disclosure.register import NOTHING_TOLD
from steering.disclosure.statements import exactly
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.formula import Kind, read_formula
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.values import ComputedValue

CATALOGUE = load_catalogue()
D15 = CATALOGUE["D15"]


def an_indicator(key: str, numerator: str, denominator: str, **changes: object) -> Indicator:
    formula = read_formula({"kind": "share", "numerator": numerator, "denominator": denominator})
    return replace(D15, key=key, formula=formula, **changes)  # type: ignore[arg-type]


def a_count_of(key: str, numerator: str) -> Indicator:
    return replace(
        D15, key=key, formula=read_formula({"kind": Kind.COUNT.value, "numerator": numerator}), factor=1
    )


def a_share(
    key: str, k: float, n: float, *, region: str = "03358", period: str = "2023", **changes: object
) -> ComputedValue:
    made = ComputedValue(
        indicator_key=key,
        indicator_version=1,
        region_code=region,
        period=period,
        value=k / n * 100,
        numerator=k,
        denominator=n,
        is_publishable=3 <= k <= n - 3,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def a_number(key: str, number: float, *, region: str = "03358", period: str = "2023") -> ComputedValue:
    return ComputedValue(
        indicator_key=key,
        indicator_version=1,
        region_code=region,
        period=period,
        value=number,
        numerator=number,
        is_publishable=not 0 < number < 3,
    )


def numbers(told: Mapping[tuple[str, str, str], float]) -> dict[Count, float]:
    """Counts by variable, region and year."""
    return {Count(variable, "", region, year): number for (variable, region, year), number in told.items()}


def withheld(decision: Decision) -> set[tuple[str, str, str]]:
    return {(key.indicator_key, key.region_code, key.period) for key in decision.figures}


def test_a_county_less_its_municipalities_gives_no_small_rest_away() -> None:
    catalogue = {"N": a_count_of("N", "own")}
    values = [a_number("N", 100.0), a_number("N", 99.0, region="03358001")]
    told = numbers({("own", "03358", "2023"): 100.0, ("own", "03358001", "2023"): 99.0})

    decision = decide(values, catalogue, Given(numbers=told))

    assert withheld(decision) == {("N", "03358001", "2023")}


def test_the_mean_of_three_years_gives_no_small_year_away() -> None:
    catalogue = {"N": a_count_of("N", "own"), "M": a_count_of("M", "mean(own, -2..0)")}
    counted = {
        ("own", "03358", year): number for year, number in (("2021", 20.0), ("2022", 20.0), ("2023", 2.0))
    }
    values = [a_number("N", number, period=year) for (_, _, year), number in counted.items()]
    values.append(a_number("M", 14.0))
    given = Given(numbers=numbers(counted))

    decision = decide(values, catalogue, given)

    assert ("N", "03358", "2023") in withheld(decision)
    assert len(decision.figures) == 2
    assert attack(values, catalogue, decision, given).given_away == ()
    forgetful = Decision(figures={FigureKey("N", "", "03358", "2023"): next(iter(decision.figures.values()))})
    assert attack(values, catalogue, forgetful, given).given_away != ()


def parts(no: float, hsa: float, mid: float, ahr: float) -> tuple[list[ComputedValue], Given]:
    whole = no + hsa + mid + ahr
    listed = {"D15": no, "D17": hsa, "D18": mid, "D19": ahr}
    names = {"D15": "lv_no", "D17": "lv_hsa", "D18": "lv_mid", "D19": "lv_ahr"}
    told = {(names[key], "03358", "2023"): number for key, number in listed.items()}
    told["lv", "03358", "2023"] = whole
    return [a_share(key, number, whole) for key, number in listed.items()], Given(numbers=numbers(told))


def test_what_was_told_before_is_no_partner_any_more() -> None:
    values, given = parts(2, 20, 48, 30)
    before = NOTHING_TOLD.and_also([exactly(((Count("lv_hsa", "", "03358", "2023"), 1.0),), 20.0)])

    fresh = decide(values, CATALOGUE, given)
    later = decide(values, CATALOGUE, replace(given, register=before))

    assert withheld(fresh) == {("D15", "03358", "2023"), ("D17", "03358", "2023")}
    assert withheld(later) == {("D15", "03358", "2023"), ("D19", "03358", "2023")}
    # Two papers, each safe by itself, would together tell: the one that forgets the other is found.
    assert attack(values, CATALOGUE, fresh, replace(given, register=before)).given_away != ()


def test_what_was_told_of_figures_since_revised_is_another_matter() -> None:
    values, given = parts(2, 20, 48, 30)
    before = NOTHING_TOLD.and_also([exactly(((Count("lv_hsa", "", "03358", "2023"), 1.0),), 19.0)])

    assert withheld(decide(values, CATALOGUE, replace(given, register=before))) == {
        ("D15", "03358", "2023"),
        ("D17", "03358", "2023"),
    }


def test_what_papers_gave_away_already_is_named_as_lost() -> None:
    values, given = parts(2, 20, 48, 30)
    told = {"lv": 100.0, "lv_hsa": 20.0, "lv_mid": 48.0, "lv_ahr": 30.0}
    before = NOTHING_TOLD.and_also(
        exactly(((Count(name, "", "03358", "2023"), 1.0),), number) for name, number in told.items()
    )

    assert decide(values, CATALOGUE, replace(given, register=before)).lost != ()


def test_who_knows_the_official_tables_still_learns_nothing_of_our_own() -> None:
    catalogue = {"A": a_count_of("A", "pup"), "B": a_count_of("B", "own")}
    told = numbers({("pup", "03358", "2023"): 50.0, ("own", "03358", "2023"): 30.0})
    own = Count("own", "track=a", "03358", "2023")
    told |= {own: 2.0, own._replace(breakdown="track=b"): 28.0}
    official = frozenset(count for count in told if count.variable == "pup" or count.breakdown == "track=b")
    given = Given(numbers=told, public=official)

    decision = decide([a_number("A", 50.0), a_number("B", 30.0)], catalogue, given)

    assert withheld(decision) == {("B", "03358", "2023")}


def test_an_official_small_number_stays_back_in_our_papers_all_the_same() -> None:
    values, given = parts(2, 20, 48, 30)

    decision = decide(values, CATALOGUE, replace(given, public=frozenset(given.numbers)))

    assert withheld(decision) == {("D15", "03358", "2023"), ("D17", "03358", "2023")}


def test_a_single_school_is_never_shown() -> None:
    values = [a_share("D15", 20, 100, region="grundschule-am-markt")]

    decision = decide(values, CATALOGUE)

    assert [verdict.ground for verdict in decision.figures.values()] == [Ground.INSTITUTION]


@pytest.mark.parametrize(
    ("schools", "ground"), [((60.0, 40.0), Ground.FEW_CONTRIBUTORS), ((90.0, 6.0, 4.0), Ground.DOMINATED)]
)
def test_a_sum_of_two_schools_or_of_one_large_one_stays_back(
    schools: tuple[float, ...], ground: Ground
) -> None:
    values, given = parts(20, 20, 30, 30)
    count = Count("lv_no", "", "03358", "2023")

    decision = decide(values, CATALOGUE, replace(given, contributions={count: schools}))

    assert decision.figures[FigureKey("D15", "", "03358", "2023")].ground is ground
    assert len(decision.figures) == 2


def test_a_figure_for_the_county_alone_stays_back() -> None:
    class Internal:
        """An indicator that is not meant for the public."""

        is_public = False

        def __getattr__(self, name: str) -> object:
            return getattr(D15, name)

    decision = decide([a_share("D15", 20, 100)], {"D15": Internal()})  # type: ignore[dict-item]

    assert [verdict.ground for verdict in decision.figures.values()] == [Ground.INTERNAL]


def test_two_parts_that_nobody_delivered_may_be_few_together() -> None:
    catalogue = {key: CATALOGUE[key] for key in ("D15", "D17", "D18")}
    values, given = parts(20, 30, 48, 2)
    told = {count: number for count, number in given.numbers.items() if count.variable != "lv_ahr"}

    decision = decide(values[:3], catalogue, Given(numbers=told))

    assert len(decision.figures) == 1


def test_an_indicator_may_ask_for_more_cases_and_is_protected_more_widely() -> None:
    strict = {key: replace(CATALOGUE[key], minimum_count=10) for key in ("D15", "D17", "D18", "D19")}
    values, given = parts(7, 5, 48, 40)

    decision = decide(values, strict, given)

    # Seven and five together are twelve: wide enough for both to hide behind each other.
    assert withheld(decision) == {("D15", "03358", "2023"), ("D17", "03358", "2023")}
    assert {each.width for view in decision.views for each in view.protected} == {10.0}


def test_a_decision_is_read_again_as_it_was_kept() -> None:
    values, given = parts(2, 20, 48, 30)
    decision = decide(values, CATALOGUE, given)

    head, *kept = records_of(decision, cycle_id="c", round_number=2, figures_count=4)
    again = decision_from([head], kept, cycle_id="c", round_number=2)  # type: ignore[list-item, arg-type]

    assert again is not None
    assert [(each.name, each.verdict.ground) for each in lines_of(again)] == [
        ("D15", Ground.TOO_FEW),
        ("D17", Ground.FOR_ANOTHER),
    ]
    assert lines_of(again)[1].protects == lines_of(decision)[1].protects != []
    assert decision_from([head], kept, cycle_id="c", round_number=1) is None  # type: ignore[list-item, arg-type]


def test_a_round_without_small_figures_costs_nothing() -> None:
    values = [a_share("D15", 20, 100, region=f"03{number}") for number in range(100, 400)]

    assert withhold_remainders(values, {}) == values
