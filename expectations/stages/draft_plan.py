"""What the measure sheets must say before the plan is drafted."""

from expectations.check import Rule, Suite
from models import Severity

MEASURE = ("code", "title")
PER_MEASURE = ("code",)
FIGURE = ("indicator_key", "region_code", "period")

SUITE = Suite(
    key="draft_plan",
    rules=(
        Rule(
            key="planned_measures_exist",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="planned_measure_has_owner",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_texts_to_be_written", {"column": "owner_id"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="planned_measure_has_goal",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_texts_to_be_written", {"column": "goal"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="planned_measure_has_yardstick",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "has_yardstick"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="budget_measure_has_cost",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "has_cost", "where": "is_budget_relevant"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="route_names_known_bodies",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "unknown_count", "max_value": 0}),
            place=(*MEASURE, "unknown_bodies"),
            per=PER_MEASURE,
        ),
        Rule(
            key="budget_route_ends_where_decided",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_column_to_be_true",
                {"column": "ends_where_decided", "where": "is_budget_relevant"},
            ),
            place=(*MEASURE, "route"),
            per=PER_MEASURE,
        ),
        Rule(
            key="kept_measure_is_planned",
            frame="fates",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "is_planned", "where": "is_kept"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="left_measure_is_absent",
            frame="fates",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "is_absent", "where": "is_left"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="few_cases_stay_back",
            frame="figures",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "stays_back", "where": "is_few"}),
            place=FIGURE,
            per=FIGURE,
        ),
        Rule(
            key="institutions_stay_back",
            frame="figures",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "stays_back", "where": "is_of_institution"}),
            place=FIGURE,
            per=FIGURE,
        ),
        Rule(
            key="nothing_is_given_away",
            frame="disclosure_decisions",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "lost_count", "max_value": 0}),
            place=("lost_count",),
        ),
    ),
)
