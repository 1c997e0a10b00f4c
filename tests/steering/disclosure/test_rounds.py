from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.measuring.computing import ComputedValue, compute
from tests.steering.indicators.cells import COUNTIES, a_cell, cells

CATALOGUE = load_catalogue()
PARTS = {"D15": "lv_no", "D17": "lv_hsa", "D18": "lv_mid", "D19": "lv_ahr"}


def computed(counts: dict[str, int], whole: int) -> dict[str, ComputedValue]:
    own = [a_cell("lv", whole), *(a_cell(PARTS[key], count) for key, count in counts.items())]
    chosen = [CATALOGUE[key] for key in counts]
    values = compute(chosen, cells(own), land_code="03", peers=COUNTIES)
    return {value.indicator_key: value for value in values if value.region_code == "03358"}


def withheld(counts: dict[str, int], whole: int) -> set[str]:
    return {key for key, value in computed(counts, whole).items() if not value.is_publishable}


def test_a_part_that_follows_from_the_others_takes_the_smallest_of_them_along() -> None:
    assert withheld({"D15": 2, "D17": 20, "D18": 48, "D19": 30}, 100) == {"D15", "D17"}


def test_two_hidden_parts_that_are_few_together_take_a_third_along() -> None:
    assert withheld({"D15": 0, "D17": 2, "D18": 58, "D19": 40}, 100) == {"D15", "D17", "D19"}


def test_two_hidden_parts_that_are_not_few_protect_each_other() -> None:
    assert withheld({"D15": 2, "D17": 2, "D18": 56, "D19": 40}, 100) == {"D15", "D17"}


def test_without_the_whole_row_nothing_is_given_away() -> None:
    assert withheld({"D15": 2, "D17": 20, "D18": 48}, 100) == {"D15"}


def test_a_row_without_a_secret_is_published_whole() -> None:
    assert withheld({"D15": 10, "D17": 20, "D18": 40, "D19": 30}, 100) == set()


def test_the_reason_is_kept() -> None:
    value = computed({"D15": 2, "D17": 20, "D18": 48, "D19": 30}, 100)["D17"]

    assert "withheld_for_another" in value.remark
    assert value.value == 20
