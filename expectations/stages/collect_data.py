"""What delivered statistics must look like before they are released."""

from expectations.check import Dimension, Rule, Suite
from expectations.sources import arithmetic, cells, deliveries, series
from expectations.sources.places import PER_SOURCE
from models import Severity

SUITE = Suite(
    key="collect_data",
    rules=(
        *cells.RULES,
        *arithmetic.RULES,
        *series.RULES,
        *deliveries.RULES,
        Rule(
            key="sources_are_named",
            numbers=(25,),
            dimension=Dimension.COMPLETENESS,
            frame="sources",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="required_source_is_delivered",
            numbers=(25,),
            dimension=Dimension.COMPLETENESS,
            frame="sources",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "releases_count", "min_value": 1}),
            place=("source_key", "title"),
            per=PER_SOURCE,
        ),
        Rule(
            key="own_region_is_present",
            numbers=(25,),
            dimension=Dimension.COMPLETENESS,
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
            numbers=(25,),
            dimension=Dimension.COMPLETENESS,
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
            numbers=(32,),
            dimension=Dimension.TIMELINESS,
            frame="periods",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "days_ahead", "max_value": 0}),
            place=("source_key", "title", "period"),
            per=("source_key", "period"),
        ),
        Rule(
            key="newest_period_is_not_late",
            numbers=(29,),
            dimension=Dimension.TIMELINESS,
            frame="lags",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "days_late", "max_value": 0}),
            place=("source_key", "title", "newest_period", "days_late"),
            per=("source_key", "newest_period"),
        ),
        Rule(
            key="rows_are_readable",
            numbers=(4,),
            dimension=Dimension.COMPLETENESS,
            frame="releases",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "rejected_count", "max_value": 0}),
            place=("source_key", "file_name", "rejected_count", "first_row"),
            per=("source_key", "file_name"),
        ),
        Rule(
            key="readings_agree",
            numbers=(12,),
            dimension=Dimension.CONSISTENCY,
            frame="readings",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "values_count", "max_value": 1}),
            place=("source_key", "variable", "region_code", "period"),
            per=PER_SOURCE,
        ),
    ),
)
