"""Rules of cells: words, symbols, statuses and days are what the office wrote and meant."""

from functools import partial

from expectations.sources.places import CELL, cell_rule
from expectations.suite import Dimension
from models import WITH_NUMBER, Severity, ValueStatus

_rule = partial(cell_rule, dimension=Dimension.VALIDITY)


SIGN = (*CELL, "symbol")
BROKEN_DOWN = (*CELL, "breakdown")

RULES = (
    _rule(
        "region_codes_are_official",
        Severity.CRITICAL,
        ("expect_keys_to_be_official", {}),
        10,
    ),
    _rule(
        "symbols_are_understood",
        Severity.CRITICAL,
        (
            "expect_words_to_be_known",
            {"column": "status", "words": [status.value for status in ValueStatus]},
        ),
        15,
        place=SIGN,
    ),
    _rule(
        "number_only_with_status",
        Severity.CRITICAL,
        (
            "expect_numbers_with_status",
            {"with_number": [one.value for one in WITH_NUMBER]},
        ),
        16,
        place=SIGN,
    ),
    _rule(
        "cells_are_unique",
        Severity.CRITICAL,
        ("expect_each_cell_once", {}),
        27,
        place=BROKEN_DOWN,
        dimension=Dimension.UNIQUENESS,
    ),
    _rule(
        "counts_are_whole",
        Severity.CRITICAL,
        ("expect_counts_without_fractions", {}),
        44,
    ),
    _rule("texts_are_whole", Severity.CRITICAL, ("expect_texts_to_be_whole", {}), 1),
    _rule("footers_stay_outside", Severity.CRITICAL, ("expect_footers_to_stay_outside", {}), 2),
    _rule(
        "variables_are_named",
        Severity.CRITICAL,
        ("expect_words_to_be_told", {"column": "variable"}),
        6,
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "totals_are_no_categories",
        Severity.CRITICAL,
        ("expect_totals_to_be_no_categories", {}),
        7,
        place=BROKEN_DOWN,
    ),
    _rule(
        "symbols_tell_their_value",
        Severity.CRITICAL,
        ("expect_symbols_to_tell_value", {}),
        *(8, 9),
        place=SIGN,
        dimension=Dimension.ACCURACY,
    ),
    _rule("keys_hold_no_blanks", Severity.WARNING, ("expect_keys_without_blanks", {}), *(9, 11)),
    _rule(
        "names_belong_to_one_key",
        Severity.WARNING,
        ("expect_names_to_belong_to_one_key", {}),
        11,
        dimension=Dimension.UNIQUENESS,
    ),
    _rule("periods_are_understood", Severity.WARNING, ("expect_periods_to_be_understood", {}), 13),
    _rule("secrets_are_no_zeros", Severity.CRITICAL, ("expect_secrets_to_be_no_zeros", {}), 17, place=SIGN),
    _rule("closed_cells_stay_closed", Severity.CRITICAL, ("expect_closed_cells_to_stay_closed", {}), 20),
    _rule(
        "possible_secrets_are_marked",
        Severity.WARNING,
        ("expect_possible_secrets_marked", {}),
        21,
    ),
    _rule("unsure_values_are_marked", Severity.WARNING, ("expect_unsure_marked", {}), 22, place=SIGN),
    _rule(
        "preliminary_is_told",
        Severity.NOTE,
        ("expect_no_preliminary", {}),
        23,
        place=SIGN,
        dimension=Dimension.TIMELINESS,
    ),
    _rule(
        "reference_times_fit",
        Severity.CRITICAL,
        ("expect_reference_times_to_fit", {}),
        30,
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "days_are_the_statistics",
        Severity.WARNING,
        ("expect_days_of_statistic", {}),
        33,
        dimension=Dimension.CONSISTENCY,
    ),
)
