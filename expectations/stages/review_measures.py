"""What the reviews of the measures in force must look like before fates are proposed."""

from expectations.check import Rule, Suite
from models import Severity

MEASURE = ("code", "title")
PER_MEASURE = ("code",)

SUITE = Suite(
    key="review_measures",
    rules=(
        Rule(
            key="base_measures_exist",
            frame="base_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="measure_is_reviewed",
            frame="base_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "reviews_count", "min_value": 1}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="measure_has_one_fate",
            frame="base_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "fates_count", "max_value": 1}),
            place=(*MEASURE, "fates_count"),
            per=PER_MEASURE,
        ),
        Rule(
            key="review_has_reason",
            frame="base_measures",
            severity=Severity.CRITICAL,
            expectation=("expect_texts_to_be_written", {"column": "reason", "where": "is_reviewed"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="review_is_by_the_asked",
            frame="base_measures",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_column_pair_values_to_be_equal",
                {
                    "column_A": "reviewer_id",
                    "column_B": "asked_id",
                    "ignore_row_if": "either_value_is_missing",
                },
            ),
            place=(*MEASURE, "reviewer", "asked"),
            per=PER_MEASURE,
        ),
        Rule(
            key="review_names_output",
            frame="base_measures",
            severity=Severity.WARNING,
            expectation=("expect_texts_to_be_written", {"column": "output", "where": "is_reviewed"}),
            place=MEASURE,
            per=PER_MEASURE,
        ),
        Rule(
            key="review_indicator_is_computed",
            frame="base_measures",
            severity=Severity.WARNING,
            expectation=("expect_column_to_be_true", {"column": "indicator_is_known"}),
            place=(*MEASURE, "indicator_key"),
            per=PER_MEASURE,
        ),
    ),
)
