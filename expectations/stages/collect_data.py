"""What delivered statistics must look like before they are released."""

from expectations.check import Rule, Suite
from expectations.sources.equations import COUNTED
from models import WITH_NUMBER, Severity, ValueStatus

CELL = ("source_key", "file_name", "row_number", "column_number", "variable", "region_code", "period")
PER_SOURCE = ("source_key",)
CONDITION_OF_SUMS = {
    "total": "total",
    "parts_sum": "parts_sum",
    "parts_count": "parts_count",
    "unknown_count": "unknown_count",
    "base": "base",
    "slack": "slack",
}
SUM = ("source_key", "file_name", "row_number", "region_code", "period", "equation")

SUITE = Suite(
    key="collect_data",
    rules=(
        Rule(
            key="region_codes_are_official",
            frame="cells",
            severity=Severity.CRITICAL,
            expectation=("expect_codes_to_be_official", {"code": "region_code"}),
            place=CELL,
            per=PER_SOURCE,
        ),
        Rule(
            key="symbols_are_understood",
            frame="cells",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_words_to_be_among",
                {"column": "status", "words": [status.value for status in ValueStatus]},
            ),
            place=(*CELL, "symbol"),
            per=PER_SOURCE,
        ),
        Rule(
            key="number_only_with_status",
            frame="cells",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_number_only_with_status",
                {"value": "value", "status": "status", "with_number": [one.value for one in WITH_NUMBER]},
            ),
            place=(*CELL, "symbol"),
            per=PER_SOURCE,
        ),
        Rule(
            key="cells_are_unique",
            frame="cells",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_cells_to_be_unique",
                {"columns": ["release_id", "variable", "region_code", "period", "breakdown"]},
            ),
            place=(*CELL, "breakdown"),
            per=PER_SOURCE,
        ),
        Rule(
            key="counts_are_whole",
            frame="cells",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_counts_to_be_whole",
                {"value": "value", "unit": "unit", "counted": list(COUNTED)},
            ),
            place=CELL,
            per=PER_SOURCE,
        ),
        Rule(
            key="parts_sum_to_total",
            frame="sums",
            severity=Severity.CRITICAL,
            expectation=("expect_parts_to_sum_to_total", {**CONDITION_OF_SUMS, "where": "is_own"}),
            place=SUM,
            per=("source_key", "region_code", "period", "equation"),
        ),
        Rule(
            key="parts_sum_to_total_elsewhere",
            frame="sums",
            severity=Severity.WARNING,
            expectation=("expect_parts_to_sum_to_total", {**CONDITION_OF_SUMS, "where": "is_elsewhere"}),
            place=SUM,
            per=PER_SOURCE,
        ),
        Rule(
            key="part_within_whole",
            frame="parts",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_part_not_to_exceed_whole",
                {"part": "part", "whole": "whole", "base": "base", "where": "is_own"},
            ),
            place=(*SUM, "column_number"),
            per=("source_key", "region_code", "period", "equation"),
        ),
        Rule(
            key="part_within_whole_elsewhere",
            frame="parts",
            severity=Severity.WARNING,
            expectation=(
                "expect_part_not_to_exceed_whole",
                {"part": "part", "whole": "whole", "base": "base", "where": "is_elsewhere"},
            ),
            place=(*SUM, "column_number"),
            per=PER_SOURCE,
        ),
        Rule(
            key="sources_are_named",
            frame="sources",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="required_source_is_delivered",
            frame="sources",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "releases_count", "min_value": 1}),
            place=("source_key", "title"),
            per=PER_SOURCE,
        ),
        Rule(
            key="own_region_is_present",
            frame="periods",
            severity=Severity.CRITICAL,
            expectation=(
                "expect_numbers_to_be_between",
                {"column": "own_count", "min_value": 1, "where": "is_required"},
            ),
            place=("source_key", "title", "period"),
            per=("source_key", "period"),
        ),
        Rule(
            key="own_region_has_figures",
            frame="periods",
            severity=Severity.WARNING,
            expectation=(
                "expect_numbers_to_be_between",
                {"column": "own_numbers_count", "min_value": 1, "where": "is_required"},
            ),
            place=("source_key", "title", "period"),
            per=("source_key", "period"),
        ),
        Rule(
            key="period_is_not_ahead",
            frame="periods",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "days_ahead", "max_value": 0}),
            place=("source_key", "title", "period"),
            per=("source_key", "period"),
        ),
        Rule(
            key="newest_period_is_not_late",
            frame="lags",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "days_late", "max_value": 0}),
            place=("source_key", "title", "newest_period", "days_late"),
            per=("source_key", "newest_period"),
        ),
        Rule(
            key="rows_are_readable",
            frame="releases",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "rejected_count", "max_value": 0}),
            place=("source_key", "file_name", "rejected_count", "first_row"),
            per=("source_key", "file_name"),
        ),
        Rule(
            key="readings_agree",
            frame="readings",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "values_count", "max_value": 1}),
            place=("source_key", "variable", "region_code", "period"),
            per=PER_SOURCE,
        ),
    ),
)
