"""What must be there before the final discussion (SUITE) and before the plan is in force (CLOSING)."""

from expectations.check import Rule, Suite
from models import Severity

MEASURE = ("code", "title")
PER_MEASURE = ("code",)
ACT = ("committee", "subject")

SUITE = Suite(
    key="approve_plan",
    rules=(
        Rule(
            key="draft_exists",
            frame="drafts",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="draft_is_released",
            frame="drafts",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "is_released"}),
            place=("title", "round"),
        ),
        Rule(
            key="comment_is_answered",
            frame="comments",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "is_answered"}),
            place=("author", "anchor", "text"),
        ),
        Rule(
            key="budget_route_ends_at_council",
            frame="planned_measures",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_column_to_be_true",
                {"column": "ends_at_council", "where": "is_budget_relevant"},
            ),
            place=(*MEASURE, "route"),
            per=PER_MEASURE,
        ),
        Rule(
            key="body_on_route_has_seats",
            frame="routes",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "seats_count", "min_value": 1}),
            place=(*MEASURE, "committee"),
            per=("committee",),
        ),
    ),
)

CLOSING = Suite(
    key="approve_plan:closing",
    rules=(
        Rule(
            key="plan_is_recommended",
            frame="plan_recommendations",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "acts_count", "min_value": 1}),
            place=("title",),
        ),
        Rule(
            key="plan_is_resolved",
            frame="plan_resolutions",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "acts_count", "min_value": 1}),
            place=("title",),
        ),
        Rule(
            key="budget_measure_is_resolved",
            frame="budget_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "acts_count", "min_value": 1}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="budget_measure_has_fiscal_year",
            frame="budget_measures",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_numbers_to_be_between",
                {"column": "fiscal_year", "min_value": 2000, "where": "is_adopted"},
            ),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="resolution_is_by_deciding_body",
            frame="resolutions",
            severity=Severity.CRITICAL,
            expectation=("expect_column_to_be_true", {"column": "decides"}),
            place=ACT,
        ),
        Rule(
            key="votes_within_present",
            frame="votes",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_column_pair_values_a_to_be_greater_than_b",
                {"column_A": "present_count", "column_B": "votes_count", "or_equal": True},
            ),
            place=(*ACT, "on_date", "votes_count", "present_count"),
            per=ACT,
        ),
        Rule(
            key="present_within_seats",
            frame="votes",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_column_pair_values_a_to_be_greater_than_b",
                {"column_A": "seats_count", "column_B": "present_count", "or_equal": True},
            ),
            place=(*ACT, "on_date", "present_count", "seats_count"),
            per=ACT,
        ),
    ),
)
