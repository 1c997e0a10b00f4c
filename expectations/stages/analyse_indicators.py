"""What the snapshot must hold before indicators are computed."""

from expectations.check import Rule, Suite
from models import Severity

INPUT = ("indicator_key", "variable", "breakdown", "region_code")

SUITE = Suite(
    key="analyse_indicators",
    rules=(
        Rule(
            key="indicators_are_chosen",
            frame="chosen",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="snapshot_is_frozen",
            frame="snapshots",
            severity=Severity.CRITICAL,
            expectation=("expect_table_row_count_to_be_between", {"min_value": 1}),
        ),
        Rule(
            key="own_input_is_present",
            frame="own_inputs",
            severity=Severity.CRITICAL,
            expectation=("expect_numbers_to_be_between", {"column": "cells_count", "min_value": 1}),
            place=INPUT,
        ),
        Rule(
            key="own_input_has_number",
            frame="own_inputs",
            severity=Severity.NOTE,
            expectation=("expect_numbers_to_be_between", {"column": "numbers_count", "min_value": 1}),
            place=INPUT,
        ),
        Rule(
            key="reference_input_is_present",
            frame="reference_inputs",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "cells_count", "min_value": 1}),
            place=INPUT,
        ),
        Rule(
            key="peer_inputs_are_present",
            frame="peer_inputs",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "missing_count", "max_value": 0}),
            place=("indicator_key", "variable", "breakdown", "missing_count", "peers_count", "missing_codes"),
            per=("indicator_key", "variable", "breakdown"),
        ),
        Rule(
            key="series_has_no_gap",
            numbers=(26,),
            frame="series",
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "gaps_count", "max_value": 0}),
            place=("variable", "breakdown", "missing_years"),
            per=("variable", "breakdown"),
        ),
    ),
)
