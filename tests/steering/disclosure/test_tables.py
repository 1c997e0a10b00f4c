from steering.disclosure.counts import Count
from steering.disclosure.tables import REST, Tables


def count(variable: str = "lv", breakdown: str = "", region: str = "03358", period: str = "2023") -> Count:
    return Count(variable, breakdown, region, period)


def sums(numbers: dict[Count, float], about: Count) -> list[set[Count]]:
    return [
        {cell for cell, _ in each.form if isinstance(cell, Count)} for each in Tables(numbers).about(about)
    ]


def test_certificates_add_up_to_leavers_without_those_that_do_not_exist() -> None:
    parts = {"lv_no": 2, "lv_hsa": 20, "lv_mid": 48, "lv_ahr": 30}
    numbers = {count(): 100.0, **{count(name): float(number) for name, number in parts.items()}}

    assert sums(numbers, count()) == [set(numbers)]


def test_a_sum_that_does_not_hold_helps_nobody() -> None:
    parts = {"lv_no": 2, "lv_hsa": 21, "lv_mid": 48, "lv_fhr": 3, "lv_ahr": 30}
    numbers = {count(): 100.0, **{count(name): float(number) for name, number in parts.items()}}

    assert sums(numbers, count()) == []


def test_men_are_what_women_leave_over() -> None:
    tables = Tables({count(): 20.0, count(breakdown="sex=female"): 19.0})

    tables.about(count())

    assert tables.numbers[count(breakdown="sex=male")] == 1


def test_counties_add_up_to_the_land_and_a_rest() -> None:
    tables = Tables({count(region="03"): 100.0, count(region="03351"): 60.0, count(region="03358"): 38.0})

    assert len(tables.about(count(region="03358"))) == 1
    assert tables.numbers[count(region=f"03/5{REST}")] == 2


def test_municipalities_add_up_to_their_county_alone() -> None:
    numbers = {count(region=code): 10.0 for code in ("03351001", "03358001", "03358002")}
    numbers[count(region="03358")] = 20.0

    assert sums(numbers, count(region="03358001")) == [
        {count(region="03358"), count(region="03358001"), count(region="03358002")}
    ]


def test_part_and_whole_leave_others_over() -> None:
    tables = Tables({count("pup"): 20.0, count("pup_for"): 19.0})

    tables.about(count("pup"))

    assert tables.numbers[count("pup - pup_for")] == 1


def test_ages_that_overlap_are_not_added() -> None:
    numbers = {count("own"): 10.0, count("own", "age=00-18"): 8.0, count("own", "age=15-18"): 1.0}

    assert sums(numbers, count("own")) == []


def test_categories_of_an_own_delivery_leave_others_over() -> None:
    tables = Tables({count("own"): 10.0, count("own", "track=a"): 4.0, count("own", "track=b"): 5.0})

    tables.about(count("own"))

    assert tables.numbers[count("own", "track=~others")] == 1
