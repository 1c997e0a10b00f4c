"""Expectations of official figures: thin classes that ask the cubes of their batch.

The cubes are one metric, computed once per batch and shared by all of these expectations. What is
computed on them stands in `steering/figures/`; the frame carries it along (`CARRIED`), so that what
data must look like stays below the rules that lay the data out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

CARRIED = "masterplan.figures"


class Found(Protocol):
    """The failing cells of a check, how many places it looked at, and what to know of each cell."""

    rows: Any
    count: int
    facts: Mapping[str, Sequence[object]]


class Asked(Protocol):
    """The figures of a batch, which can be asked for the cells that fail."""

    def failing(self, expectation: str, options: Mapping[str, object]) -> Found:
        """The cells that fail an expectation."""
        ...


@dataclass(frozen=True, kw_only=True)
class FigureExpectation:
    """An expectation of figures: what it expects, in words, and which options it takes."""

    says: str
    options: tuple[str, ...] = ()


EXPECTATIONS: Mapping[str, FigureExpectation] = {
    "expect_words_to_be_told": FigureExpectation(
        says="Something is written in every cell.", options=("column",)
    ),
    "expect_words_to_be_known": FigureExpectation(
        says="Every word is one of a closed list.", options=("column", "words")
    ),
    "expect_keys_to_be_official": FigureExpectation(
        says="A region's key is DG or text of 2, 3, 5 or 8 digits."
    ),
    "expect_values_to_be_there": FigureExpectation(says="Every cell has a number."),
    "expect_values_within": FigureExpectation(
        says="Numbers lie between the bounds.", options=("at_least", "at_most")
    ),
    "expect_numbers_with_status": FigureExpectation(
        says="A cell has a number if its status has one, and only then.", options=("with_number",)
    ),
    "expect_counts_without_fractions": FigureExpectation(says="A count is a whole number and not negative."),
    "expect_each_cell_once": FigureExpectation(
        says="No two cells of a delivery tell of one figure, region and period."
    ),
    "expect_series_without_gaps": FigureExpectation(
        says="No series lacks a year between its first and its last.", options=("where",)
    ),
    "expect_parts_to_make_total": FigureExpectation(
        says="Parts that are all known add up to their total, as exactly as the Land rounds.",
        options=("where",),
    ),
    "expect_known_parts_to_fit": FigureExpectation(
        says="Where parts are secret, the known ones do not exceed the total.", options=("where",)
    ),
    "expect_parts_within_wholes": FigureExpectation(
        says="A part (darunter, female, foreign) is not larger than its whole.", options=("where",)
    ),
    "expect_shares_to_make_hundred": FigureExpectation(says="The shares of a distribution add to 100."),
    "expect_shares_within": FigureExpectation(
        says="A share lies between 0 and 100.", options=("at_least", "at_most", "abroad")
    ),
    "expect_nothing_together": FigureExpectation(
        says="Where there is no school there is no pupil, and the other way round."
    ),
    "expect_ratios_within": FigureExpectation(says="Pupils per school lie within plausible limits."),
    "expect_levels_to_sum": FigureExpectation(
        says="Counts of the smaller regions add up to the larger one.", options=("level", "where")
    ),
    "expect_rates_to_fit": FigureExpectation(
        says="A published rate is what its numerator and denominator give."
    ),
    "expect_sources_to_agree": FigureExpectation(
        says="What two tables tell of one region and day is the same.", options=("where",)
    ),
    "expect_counts_within_limits": FigureExpectation(
        says="A count is at most so many times the count that limits it."
    ),
    "expect_changes_to_be_usual": FigureExpectation(
        says="No change lies further from the usual change than so many robust sigmas.",
        options=("sigmas", "where"),
    ),
    "expect_large_figures_to_be_steady": FigureExpectation(
        says="A count that is not small changes by no more than so many percent.",
        options=("at_most_pct", "from_count", "where"),
    ),
    "expect_shares_to_change_by_chance": FigureExpectation(
        says="A share changes by no more than chance explains.", options=("z",)
    ),
    "expect_no_known_events": FigureExpectation(
        says="Jumps that a known event explains are said.", options=("sigmas", "at_most_pct")
    ),
    "expect_census_to_change_little": FigureExpectation(
        says="The new census moves a population by no more than so many percent.",
        options=("at_most_pct",),
    ),
    "expect_years_not_copied": FigureExpectation(says="No year repeats the figures of the year before."),
    "expect_figures_to_keep_scale": FigureExpectation(
        says="Persons do not become thousands from one year to the next.", options=("factor",)
    ),
    "expect_rates_to_keep_decimals": FigureExpectation(
        says="No rate is ten times what it is everywhere else.", options=("factor",)
    ),
    "expect_rounding_to_be_declared": FigureExpectation(
        says="A Land whose figures are nearly all multiples of 3 or 5 is known to round."
    ),
    "expect_categories_to_stay": FigureExpectation(
        says="No category appears or disappears from one year to the next."
    ),
    "expect_categories_to_be_there": FigureExpectation(says="Every category that a table declares is there."),
    "expect_rows_to_be_whole": FigureExpectation(
        says="Every row of a file gives as many cells as the others do."
    ),
    "expect_years_to_follow": FigureExpectation(
        says="No year is missing between the first and the last one."
    ),
    "expect_unrecorded_to_be_known": FigureExpectation(
        says='Where a whole Land shows ".", a footnote says that it is not recorded.'
    ),
    "expect_closed_cells_to_stay_closed": FigureExpectation(
        says="Where a table never shows a number (x), there is none."
    ),
    "expect_dissolved_regions_named": FigureExpectation(
        says='A region that shows only "-" where its key did not exist is dissolved or not yet there.'
    ),
    "expect_regions_to_exist": FigureExpectation(
        says="A region with figures had not ended before the day they tell of.", options=("where",)
    ),
    "expect_merged_regions_apart": FigureExpectation(
        says="A region and the one it went into do not both have figures for one period.",
        options=("level", "where"),
    ),
    "expect_no_break": FigureExpectation(
        says="A series that crosses a break of this kind is marked.", options=("kind", "where")
    ),
    "expect_districts_to_be_no_counties": FigureExpectation(
        says="Figures of employment agencies' districts do not stand under a county's key."
    ),
    "expect_texts_to_be_whole": FigureExpectation(says="No word holds a destroyed letter."),
    "expect_footers_to_stay_outside": FigureExpectation(
        says="No footnote, licence or time stamp stands among the figures."
    ),
    "expect_totals_to_be_no_categories": FigureExpectation(
        says='A total is told by the absence of a category, never by one called "Insgesamt".'
    ),
    "expect_keys_without_blanks": FigureExpectation(says="Keys and names have no blanks around them."),
    "expect_names_to_belong_to_one_key": FigureExpectation(says="A key has one name within a delivery."),
    "expect_periods_to_be_understood": FigureExpectation(
        says="A period is a year, a day, a school year or a semester, and in our times."
    ),
    "expect_secrets_to_be_no_zeros": FigureExpectation(says="A cell that hides its figure has no number."),
    "expect_possible_secrets_marked": FigureExpectation(
        says="Where an office hides figures behind zeros, its zeros are marked."
    ),
    "expect_unsure_marked": FigureExpectation(
        says="A number in brackets is of limited reliability and says so."
    ),
    "expect_no_preliminary": FigureExpectation(says="Preliminary and estimated figures are named."),
    "expect_symbols_to_tell_value": FigureExpectation(says="Where a symbol holds a number, it is the value."),
    "expect_reference_times_to_fit": FigureExpectation(
        says="The kind of time is the one that the table means."
    ),
    "expect_days_of_statistic": FigureExpectation(says="A statistic counts on its own day."),
}
