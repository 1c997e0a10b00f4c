"""Rules of time and territory: what must be there, what existed, and changes that want an explanation."""

from functools import partial

from expectations.sources.places import EVENT, cell_rule
from expectations.suite import Dimension
from models import Severity

JUMP_TOLD = ("figure", "value_before", "value_after", "period_before", "event")
PER_JUMP = ("source_key", "region_code", "period", "figure")


_rule = partial(cell_rule, dimension=Dimension.CONSISTENCY)


COMPLETENESS = (
    _rule(
        "rows_are_whole",
        Severity.CRITICAL,
        ("expect_rows_to_be_whole", {}),
        4,
        told=("cells_count", "usual_count"),
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "unrecorded_is_known",
        Severity.WARNING,
        ("expect_unrecorded_to_be_known", {}),
        19,
        told=("land", "figure"),
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "years_follow",
        Severity.WARNING,
        ("expect_years_to_follow", {}),
        26,
        per=("source_key", "period"),
        told=("missing",),
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "categories_are_there",
        Severity.CRITICAL,
        ("expect_categories_to_be_there", {}),
        28,
        told=("missing",),
        dimension=Dimension.COMPLETENESS,
    ),
    _rule(
        "categories_stay",
        Severity.WARNING,
        ("expect_categories_to_stay", {}),
        62,
        told=("figure", "is_new", "period_before"),
    ),
)

TERRITORY = (
    _rule("dissolved_regions_are_named", Severity.CRITICAL, ("expect_dissolved_regions_named", {}), 18),
    _rule(
        "regions_existed",
        Severity.CRITICAL,
        ("expect_regions_to_exist", {"where": "own_land"}),
        51,
        told=("existed",),
    ),
    _rule(
        "regions_existed_elsewhere",
        Severity.WARNING,
        ("expect_regions_to_exist", {"where": "other_lands"}),
        51,
        told=("existed",),
    ),
    _rule(
        "merged_counties_stay_apart",
        Severity.CRITICAL,
        ("expect_merged_regions_apart", {"level": "county", "where": "own_land"}),
        52,
        told=("successor",),
    ),
    # Saxony's tables before 2008 show old and new counties side by side, calculated back.
    _rule(
        "merged_counties_stay_apart_elsewhere",
        Severity.NOTE,
        ("expect_merged_regions_apart", {"level": "county", "where": "other_lands"}),
        52,
        told=("successor",),
    ),
    _rule(
        "merged_municipalities_stay_apart",
        Severity.CRITICAL,
        ("expect_merged_regions_apart", {"level": "municipality"}),
        53,
        told=("successor",),
    ),
    _rule(
        "territory_break_is_marked",
        Severity.WARNING,
        ("expect_no_break", {"kind": "territory", "where": "own"}),
        54,
        told=EVENT,
    ),
    # Nobody here can mend the counties of another Land; who compares with them should know.
    _rule(
        "territory_break_elsewhere_is_marked",
        Severity.NOTE,
        ("expect_no_break", {"kind": "territory", "where": "elsewhere"}),
        54,
        told=EVENT,
    ),
    _rule(
        "census_break_is_marked",
        Severity.NOTE,
        ("expect_no_break", {"kind": "census", "where": "own"}),
        55,
        told=EVENT,
    ),
    _rule("districts_are_no_counties", Severity.CRITICAL, ("expect_districts_to_be_no_counties", {}), 57),
)

CHANGES = (
    _rule(
        "rates_keep_their_decimals",
        Severity.CRITICAL,
        ("expect_rates_to_keep_decimals", {}),
        8,
        dimension=Dimension.ACCURACY,
    ),
    _rule(
        "figures_keep_their_scale",
        Severity.CRITICAL,
        ("expect_figures_to_keep_scale", {}),
        8,
        told=("figure", "period_before"),
        dimension=Dimension.ACCURACY,
    ),
    _rule(
        "census_changes_little",
        Severity.WARNING,
        ("expect_census_to_change_little", {"at_most_pct": 3}),
        56,
        told=("change_pct",),
    ),
    _rule(
        "changes_are_usual",
        Severity.WARNING,
        ("expect_changes_to_be_usual", {"sigmas": 5}),
        58,
        per=PER_JUMP,
        told=JUMP_TOLD,
    ),
    _rule(
        "large_figures_are_steady",
        Severity.WARNING,
        ("expect_large_figures_to_be_steady", {"at_most_pct": 25, "from_count": 50}),
        59,
        per=PER_JUMP,
        told=JUMP_TOLD,
    ),
    _rule(
        "shares_change_by_chance",
        Severity.WARNING,
        ("expect_shares_to_change_by_chance", {"z": 3.09}),
        60,
        per=PER_JUMP,
        told=JUMP_TOLD,
    ),
    _rule(
        "known_events_are_told",
        Severity.NOTE,
        ("expect_no_known_events", {}),
        61,
        per=("source_key", "region_code", "event"),
        told=JUMP_TOLD,
    ),
    _rule(
        "years_are_not_copied",
        Severity.WARNING,
        ("expect_years_not_copied", {}),
        64,
        told=("figure", "period_before"),
        dimension=Dimension.UNIQUENESS,
    ),
    _rule(
        "rounding_is_declared",
        Severity.NOTE,
        ("expect_rounding_to_be_declared", {}),
        65,
        told=("land", "base"),
        dimension=Dimension.VALIDITY,
    ),
)

RULES = (*COMPLETENESS, *TERRITORY, *CHANGES)
