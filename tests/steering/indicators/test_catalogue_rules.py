"""Every rule of the catalogue refuses the entry that breaks it."""

from typing import Any

import pytest

from models.indicator import Assessment, IndicatorStatus
from steering.indicators.defining.catalogue import DEFAULTS, Direction, load_catalogue
from steering.indicators.defining.entries import faults
from steering.indicators.defining.formula import Kind
from steering.indicators.measuring.computing import compute
from tests.steering.indicators.cells import COUNTIES, a_cell, a_land, cells, leavers

CATALOGUE = load_catalogue()
GOOD: dict[str, Any] = {
    **DEFAULTS,
    "key": "X1",
    "title": "Titel",
    "title_en": "Title",
    "construct": "Bildung",
    "construct_en": "Education",
    "question": "Wie viele?",
    "question_en": "How many?",
    "concern": "Mehr tun",
    "concern_en": "Do more",
    "formula": {"kind": "share", "numerator": "lv_no", "denominator": "lv"},
    "unit": "pct",
    "factor": 100,
    "digits": 1,
    "direction": "lower",
    "life_stage": "lower_secondary",
    "focus_area_key": "transitions",
    "table_codes": ["21111-02-06-4"],
    "reference_times": ["leaving_year"],
    "principle": "place_of_school",
    "caveat": "Am Schulort.",
    "caveat_en": "At the place of school.",
    "statement": "{value} {ging|gingen} {place} {period} ab",
    "statement_en": "{value} left {place} {period}",
    "expected_lag_days": 450,
}
MIXED = {
    "formula": {"kind": "rate", "numerator": "lv_no", "denominator": "mean(pop_single, age=15..17)"},
    "table_codes": ["21111-02-06-4", "12411-04-02-4"],
    "reference_times": ["leaving_year", "date_31_12"],
    "principle": "mixed_principle",
    "join": "same_year",
}


def told(**changes: Any) -> str:
    return "; ".join(faults({**GOOD, **changes}))


def test_a_good_entry_has_no_fault() -> None:
    assert told() == ""
    assert told(**MIXED) == ""


@pytest.mark.parametrize("principle", ["place_of_school", "place_of_residence"])
def test_school_and_home_meet_only_where_the_entry_says_so(principle: str) -> None:
    assert "mixes place_of_residence and place_of_school" in told(**{**MIXED, "principle": principle})


def test_a_principle_is_that_of_the_tables() -> None:
    assert "counts by place_of_school, but the entry declares place_of_residence" in told(
        principle="place_of_residence"
    )


def test_inputs_of_different_days_want_a_join_rule() -> None:
    assert "joins date_31_12 and leaving_year; declare join" in told(**{**MIXED, "join": "same_period"})


def test_every_input_declares_when_it_was_counted() -> None:
    assert "12411-04-02-4 is dated by date_31_12, which is not among them" in told(
        **{**MIXED, "reference_times": ["leaving_year"]}
    )


def test_reaching_into_other_years_wants_a_join_rule() -> None:
    change = {"kind": "change", "numerator": "lv", "denominator": "lv[t-5]"}

    assert "reaches into other years; declare join" in told(formula=change)
    assert told(formula=change, join="same_year") == ""


def test_ready_rates_of_others_are_for_comparison_and_no_input() -> None:
    computed = [each for each in CATALOGUE.values() if each.formula.kind is not Kind.OFFICIAL]

    inputs = {term.variable for each in computed for term in each.formula.terms}
    assert [each.key for each in computed if each.cross_check] != []
    assert inputs & {"ai_care_rate_3_6", "ai_care_rate_u3", "kita_rate_u3", "alq"} == set()
    assert "a rate that is ready cannot be reckoned with" in told(
        formula={"kind": "ratio", "numerator": "alq", "denominator": "unemp"},
        table_codes=["13211-02-05-4"],
        reference_times=["annual_mean"],
        principle="place_of_residence",
    )


def test_the_rate_of_the_land_is_the_sum_of_cases_by_the_sum_of_people() -> None:
    rows = leavers(90, 100, "03351") + leavers(100, 1000, "03352") + leavers(190, 1100, "03")

    made = compute([CATALOGUE["D15"]], cells(rows), land_code="03", peers=["03351", "03352"])

    (land,) = [value for value in made if value.region_code == "03"]
    assert land.value == pytest.approx(100 * 190 / 1100)
    assert land.value != pytest.approx((90 + 10) / 2)


def test_a_base_of_nobody_makes_no_value_and_no_fault() -> None:
    made = compute([CATALOGUE["D15"]], cells(leavers(0, 0)), land_code="03", peers=["03358"])

    (own,) = [value for value in made if value.region_code == "03358"]
    assert (own.status, own.value) == (IndicatorStatus.NOT_APPLICABLE, None)


def test_a_new_version_says_what_is_otherwise() -> None:
    assert "version_note: is missing" in told(version=2)
    assert told(version=2, version_note="Neue Schularten.", version_note_en="New school types.") == ""


@pytest.mark.parametrize("day", ["", "2026", "2026-13-01", "01.01.2026"])
def test_a_version_says_since_when_it_holds(day: str) -> None:
    assert "valid_from" in told(valid_from=day)


def test_a_neutral_indicator_is_never_judged() -> None:
    rows = [a_cell("lv_ahr", 500), a_cell("lv", 1000)]
    for place, code in enumerate(code for code in COUNTIES if code != "03358"):
        rows += [
            a_cell("lv_ahr", 100 + place % 3, region_code=code),
            a_cell("lv", 1000, region_code=code),
        ]
    rows += [a_cell("lv_ahr", 1900, region_code="03"), a_cell("lv", 15000, region_code="03")]

    made = compute([CATALOGUE["D19"]], cells(rows), land_code="03", peers=COUNTIES)

    (own,) = [value for value in made if value.region_code == "03358"]
    assert CATALOGUE["D19"].direction is Direction.NEUTRAL
    assert own.z_adjusted is not None
    assert own.assessment is Assessment.NO_STATEMENT


def test_the_same_distance_is_judged_where_a_direction_is_given() -> None:
    made = compute([CATALOGUE["D15"]], a_land(leavers(500, 1000)), land_code="03", peers=COUNTIES)

    (own,) = [value for value in made if value.region_code == "03358"]
    assert own.assessment is Assessment.WORSE


def test_a_neutral_indicator_has_nothing_to_be_done_about_it() -> None:
    assert "a neutral indicator is never judged" in told(direction="neutral")
    assert told(direction="neutral", concern="", concern_en="") == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"factor": 1}, "the factor of a share in pct is 100, not 1"),
        ({"factor": 1000}, "the factor of a share in pct is 100, not 1000"),
        ({"unit": "eur", "factor": 1}, "a share is written in pct or per_1000, not in eur"),
        ({"unit": "index", "factor": 1}, "an index, and nothing else, is written in the unit index"),
        (
            {"formula": {"kind": "count", "numerator": "lv"}},
            "a count is written in the unit count, not in pct",
        ),
        (
            {"formula": {"kind": "official", "numerator": "lv"}, "factor": 1},
            "an official figure in pct must be published in pct, not in persons",
        ),
        (
            {
                "formula": {"kind": "share", "numerator": "schools", "denominator": "pup"},
                "table_codes": ["21111-01-03-4"],
                "reference_times": ["school_year_begin"],
            },
            "a share needs one unit on both sides, not persons and schools",
        ),
        (
            {
                "formula": {"kind": "ratio", "numerator": "pup + schools", "denominator": "pup"},
                "table_codes": ["21111-01-03-4"],
                "reference_times": ["school_year_begin"],
            },
            "numerator: adds up persons and schools, which have no sum",
        ),
        (
            {
                "formula": {"kind": "official", "numerator": "alq + alq_for"},
                "factor": 1,
                "table_codes": ["13211-02-05-4"],
                "reference_times": ["annual_mean"],
                "principle": "place_of_residence",
            },
            "rates have no sum",
        ),
    ],
)
def test_units_fit_or_the_entry_is_refused(changes: dict[str, Any], says: str) -> None:
    assert says in told(**changes)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"supply": "K"}, "source_entry: is missing; origins.toml says whom to ask"),
        ({"supply": "L", "source_entry": "nobody"}, "source_entry: 'nobody' is none of posts"),
        ({"supply": "L", "source_entry": "posts"}, "source_entry: 'posts' is the county's own"),
        (
            {"supply": "K", "source_entry": "state_schools"},
            "source_entry: 'state_schools' is not the county's own",
        ),
        (
            {"supply": "K", "source_entry": "posts"},
            "table_codes: K-STELLEN, the form of posts, is not among them",
        ),
        ({"cross_check": "0306"}, "cross_check: '0306' is no attribute such as AI0306"),
        ({"excluded_by": ["the_war"]}, "excluded_by: 'the_war' is no event of events.toml"),
        ({"breakdowns": ["weather"]}, "breakdowns: 'weather' is unknown"),
        ({"fallback": {"kind": "official", "numerator": "sun"}}, "fallback: 'sun' is no observation"),
        ({"variants": {"a=b": {"kind": "share", "numerator": "lv_no"}}}, "variants.a=b: a share has exactly"),
        ({"variants": "none"}, "variants: must be a table"),
        ({"is_public": "yes"}, "is_public: must be true or false"),
        ({"until_stage": "university"}, "until_stage: 'university' is none of"),
    ],
)
def test_every_other_field_is_looked_at(changes: dict[str, Any], says: str) -> None:
    assert says in told(**changes)
