"""Every check of figures by the name of its expectation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from expectations.figures import CARRIED
from steering.figures import (
    across,
    changes,
    completeness,
    levels,
    marks,
    parts,
    patterns,
    sums,
    territory,
    words,
)
from steering.figures.failing import Failing
from steering.figures.figures import Figures

CHECKS: Mapping[str, Callable[..., Failing]] = {
    "expect_words_to_be_told": words.words_are_told,
    "expect_words_to_be_known": words.words_are_known,
    "expect_keys_to_be_official": words.keys_are_official,
    "expect_values_to_be_there": words.values_are_there,
    "expect_values_within": words.values_within,
    "expect_numbers_with_status": words.numbers_go_with_statuses,
    "expect_counts_without_fractions": words.counts_are_whole,
    "expect_each_cell_once": words.cells_are_unique,
    "expect_series_without_gaps": completeness.series_have_no_gaps,
    "expect_parts_to_make_total": sums.parts_sum,
    "expect_known_parts_to_fit": sums.known_parts_fit,
    "expect_parts_within_wholes": parts.parts_within_wholes,
    "expect_shares_to_make_hundred": parts.shares_make_hundred,
    "expect_shares_within": parts.shares_within,
    "expect_nothing_together": parts.nothing_together,
    "expect_ratios_within": parts.ratios_within,
    "expect_levels_to_sum": levels.levels_sum,
    "expect_rates_to_fit": across.rates_fit,
    "expect_sources_to_agree": across.sources_agree,
    "expect_counts_within_limits": across.within_limits,
    "expect_changes_to_be_usual": changes.changes_are_usual,
    "expect_large_figures_to_be_steady": changes.large_figures_are_steady,
    "expect_shares_to_change_by_chance": changes.shares_change_by_chance,
    "expect_no_known_events": changes.known_events,
    "expect_census_to_change_little": changes.census_changes_little,
    "expect_years_not_copied": patterns.years_are_not_copied,
    "expect_figures_to_keep_scale": patterns.figures_keep_their_scale,
    "expect_rates_to_keep_decimals": patterns.rates_keep_their_decimals,
    "expect_rounding_to_be_declared": patterns.rounding_is_declared,
    "expect_categories_to_stay": patterns.categories_stay,
    "expect_categories_to_be_there": completeness.categories_are_there,
    "expect_rows_to_be_whole": completeness.rows_are_whole,
    "expect_years_to_follow": completeness.years_follow,
    "expect_unrecorded_to_be_known": completeness.unrecorded_is_known,
    "expect_closed_cells_to_stay_closed": completeness.closed_cells_stay_closed,
    "expect_dissolved_regions_named": territory.dissolved_are_named,
    "expect_regions_to_exist": territory.regions_existed,
    "expect_merged_regions_apart": territory.merged_stay_apart,
    "expect_no_break": territory.breaks_are_told,
    "expect_districts_to_be_no_counties": territory.districts_are_no_counties,
    "expect_texts_to_be_whole": marks.texts_are_whole,
    "expect_footers_to_stay_outside": marks.footers_stay_outside,
    "expect_totals_to_be_no_categories": marks.totals_are_no_categories,
    "expect_keys_without_blanks": marks.keys_hold_no_blanks,
    "expect_names_to_belong_to_one_key": marks.names_belong_to_one_key,
    "expect_periods_to_be_understood": marks.periods_are_understood,
    "expect_secrets_to_be_no_zeros": marks.secrets_are_no_zeros,
    "expect_possible_secrets_marked": marks.possible_secrets_are_marked,
    "expect_unsure_marked": marks.unsure_are_marked,
    "expect_no_preliminary": marks.preliminary_are_told,
    "expect_symbols_to_tell_value": marks.symbols_tell_their_value,
    "expect_reference_times_to_fit": marks.reference_times_fit,
    "expect_days_of_statistic": marks.days_are_the_statistics,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Batch:
    """The figures of a batch with every check that may be asked of them; a frame carries it along."""

    figures: Figures

    def failing(self, expectation: str, options: Mapping[str, object]) -> Failing:
        """The cells that fail an expectation."""
        return CHECKS[expectation](self.figures, **options)

    def __deepcopy__(self, _memo: object) -> "Batch":
        """Frames copy what they carry; this is never changed, so it need not be."""
        return self


def with_figures(cells: pd.DataFrame, *, own_code: str = "") -> pd.DataFrame:
    """The cells with their figures attached, as the expectations of figures read them."""
    frame = cells.reset_index(drop=True)
    frame.attrs[CARRIED] = Batch(figures=Figures(frame.copy(deep=False), own_code=own_code))
    return frame
