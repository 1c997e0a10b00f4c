import pytest

from steering.indicators.formula import AGE_EDGES, FormulaError, Kind, age_groups, read_formula, read_sum


def names(text: str) -> list[str]:
    return [("-" if term.sign < 0 else "+") + term.name for term in read_sum(text)]


def test_a_sum_keeps_its_signs_and_breakdowns() -> None:
    assert names("lv - lv[sex=female]") == ["+lv", "-lv[sex=female]"]


def test_a_breakdown_is_brought_into_its_canonical_order() -> None:
    assert names("pop[sex=female;age=00-03]") == ["+pop[age=00-03;sex=female]"]


def test_a_range_of_ages_becomes_the_official_groups() -> None:
    assert names("pop[age=15..25]") == ["+pop[age=15-18]", "+pop[age=18-20]", "+pop[age=20-25]"]


def test_an_open_range_ends_with_the_oldest() -> None:
    assert age_groups(65, -1) == ["65-75", "75+"]


def test_all_ages_are_seventeen_groups() -> None:
    assert len(age_groups(0, -1)) == len(AGE_EDGES) == 17


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pop[age=00..17]", "age 17 is no edge"),
        ("pop[age=18..18]", "hold no group"),
        ("__import__('os').system('ls')", "is no observation"),
        ("lv_no / lv", "is no observation"),
        ("lv * 2", "is no observation"),
        ("lv[female]", "is not dimension=category"),
        ("lv + lv", "names an observation twice"),
        ("pop[age=00..06] + pop[age=03..10]", "names an observation twice"),
        ("", "is no observation"),
    ],
)
def test_a_sum_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(FormulaError, match=says):
        read_sum(text)


def test_a_formula_names_the_field_that_cannot_be_read() -> None:
    with pytest.raises(FormulaError, match=r"denominator: 'lv \*' is no observation"):
        read_formula({"kind": "share", "numerator": "lv_no", "denominator": "lv *"})


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "share", "numerator": "lv_no"},
        {"kind": "official", "numerator": "alq", "denominator": "lv"},
        {"kind": "mean", "numerator": "lv"},
        {},
    ],
)
def test_a_formula_has_exactly_the_fields_of_its_kind(entry: dict[str, object]) -> None:
    with pytest.raises(FormulaError, match=r"kind|exactly the fields"):
        read_formula(entry)


def test_a_difference_has_four_sums() -> None:
    entry = {
        "kind": "difference",
        "numerator": "a",
        "denominator": "b",
        "less_numerator": "c",
        "less_denominator": "d",
    }

    formula = read_formula(dict(entry))

    assert formula.kind is Kind.DIFFERENCE
    assert [term.name for term in formula.terms] == ["a", "b", "c", "d"]
