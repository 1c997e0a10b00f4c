import pytest

from steering.indicators.defining.formula import FormulaError, Kind, age_groups, read_formula, read_sum
from steering.indicators.defining.terms import AGE_EDGES


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


def test_a_period_of_its_own_stands_behind_the_observation() -> None:
    (grouped, earlier) = read_sum("pop[age=00..03][t-1] - pop_total[t-5]")

    assert (grouped.name, grouped.breakdown, grouped.lags) == ("pop[age=00-03][t-1]", "age=00-03", (-1,))
    assert (earlier.name, earlier.sign, earlier.lags) == ("pop_total[t-5]", -1, (-5,))


def test_a_period_may_stand_in_the_same_brackets() -> None:
    assert names("pop[age=00-03;t-1]") == ["+pop[age=00-03][t-1]"]


def test_a_mean_over_periods_keeps_them_all() -> None:
    (term,) = read_sum("mean(pop_total, -1..0)")

    assert (term.name, term.lags, term.sign) == ("mean(pop_total, -1..0)", (-1, 0), 1)


def test_a_mean_over_periods_reaches_every_group_of_its_sum() -> None:
    assert names("mean(pop[age=18..25], -1..0)") == [
        "+mean(pop[age=18-20], -1..0)",
        "+mean(pop[age=20-25], -1..0)",
    ]


def test_a_mean_over_ages_is_one_cohort() -> None:
    terms = read_sum("mean(pop_single, age=15..17)")

    assert [(term.name, term.sign) for term in terms] == [
        ("pop_single[age=15-16]", 0.5),
        ("pop_single[age=16-17]", 0.5),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pop_single[age=15..15]", "hold no year"),
        ("pop_single[age=70..80]", "hold no year"),
        ("pop_single[age=70..]", "hold no year"),
        ("pop_total[t-21]", "more than 20 away"),
        ("pop_total[t-0]", "is not dimension=category"),
        ("pop_total[t-1][t-2]", "names two periods"),
        ("mean(pop_total)", "is no observation"),
        ("mean(pop_total, 0..0)", "is neither periods"),
        ("mean(pop_total, 0..-1)", "is neither periods"),
        ("mean(pop_total[t-1], -1..0)", "a period of its own inside a mean"),
        ("mean(mean(pop_total, -1..0), -1..0)", "is no observation"),
        ("pop[age=00..03;age=06-10]", "names a dimension twice"),
        ("pop[age=00..03;age=06..10]", "is not dimension=category"),
    ],
)
def test_a_period_or_mean_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(FormulaError, match=says):
        read_sum(text)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            {"kind": "share", "numerator": "pup", "denominator": "pup[school_type=*]"},
            "belongs in the numerator alone",
        ),
        ({"kind": "change", "numerator": "pup", "denominator": "pup"}, "a change wants an earlier period"),
        ({"kind": "change", "numerator": "pup[t-5]", "denominator": "pup[t-5]"}, "a change wants an earlier"),
    ],
)
def test_a_formula_that_says_nothing_is_refused(entry: dict[str, object], says: str) -> None:
    with pytest.raises(FormulaError, match=says):
        read_formula(entry)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ({"kind": "count", "numerator": "pup"}, "pup"),
        ({"kind": "official", "numerator": "a + b"}, "a + b"),
        ({"kind": "share", "numerator": "pop[age=00..18]", "denominator": "pop"}, "pop[age=00..18] / pop"),
        (
            {"kind": "ratio", "numerator": "a - b", "denominator": "mean(c, -1..0)"},
            "(a - b) / mean(c, -1..0)",
        ),
        ({"kind": "change", "numerator": "a", "denominator": "a[t-5]"}, "a / a[t-5] - 1"),
        (
            {
                "kind": "index",
                "numerator": "a",
                "denominator": "b",
                "less_numerator": "c",
                "less_denominator": "d",
            },
            "(a / b) / (c / d)",
        ),
    ],
)
def test_a_formula_keeps_how_its_entry_writes_it(entry: dict[str, object], text: str) -> None:
    assert read_formula(entry).written == text


def test_gains_less_losses_may_fall_below_zero() -> None:
    balance = read_formula({"kind": "ratio", "numerator": "mig_in - mig_out", "denominator": "pop_total"})
    share = read_formula({"kind": "share", "numerator": "lv - lv_no", "denominator": "lv"})

    assert balance.is_balance
    assert not share.is_balance


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
