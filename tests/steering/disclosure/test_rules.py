import pytest

from models import Ground
from steering.disclosure.rules import (
    Rule,
    few,
    ground_of_contributions,
    is_of_institution,
)


@pytest.mark.parametrize(("number", "is_few"), [(0, False), (1, True), (2, True), (3, False), (None, False)])
def test_one_and_two_persons_are_few_and_nobody_is_not(number: float | None, *, is_few: bool) -> None:
    assert few(number) is is_few


def test_a_region_may_hold_that_nobody_is_secret_too() -> None:
    assert few(0, Rule(is_zero_secret=True))


@pytest.mark.parametrize(
    ("contributions", "ground"),
    [
        ([40, 30, 30], None),
        ([50, 50], Ground.FEW_CONTRIBUTORS),
        ([90, 5, 5], Ground.DOMINATED),
        ([60, 30, 10], Ground.DOMINATED),
        ([100, 60, 5, 2, 2], Ground.DOMINATED),
        ([], None),
        ([20, 20, 20, 20, 20], None),
    ],
)
def test_who_holds_nearly_all_could_be_worked_out(contributions: list[float], ground: Ground | None) -> None:
    assert ground_of_contributions(contributions) == ground


@pytest.mark.parametrize(
    ("region_code", "breakdown", "is_one"),
    [
        ("03358", "", False),
        ("DG", "sex=female", False),
        ("03358021", "school_type=primary", False),
        ("03358", "school=12345", True),
        ("03358", "kita=Sonnenschein;sex=female", True),
        ("grundschule-am-markt", "", True),
    ],
)
def test_a_single_school_or_kita_is_told_from_a_region(
    region_code: str, breakdown: str, *, is_one: bool
) -> None:
    assert is_of_institution(region_code, breakdown) is is_one
