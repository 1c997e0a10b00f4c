"""Rules of arithmetic: sums, parts, shares and rates of the figures of one table and across tables."""

from functools import partial

from expectations.sources.places import CELL, EQUATION, PER_PLACE, cell_rule
from expectations.suite import Dimension
from models import Severity

SUM = ("source_key", "file_name", "row_number", "region_code", "period", "equation")


_rule = partial(cell_rule, place=(*CELL, *EQUATION), told=EQUATION, dimension=Dimension.ACCURACY)


OWN, ELSEWHERE = {"where": "own"}, {"where": "elsewhere"}
PER_EQUATION = (*PER_PLACE, *EQUATION)

RULES = (
    _rule(
        "parts_sum_to_total",
        Severity.CRITICAL,
        ("expect_parts_to_make_total", OWN),
        34,
        39,
        place=SUM,
        per=PER_EQUATION,
        told=("equation", "total", "parts_sum"),
    ),
    _rule(
        "parts_sum_to_total_elsewhere",
        Severity.WARNING,
        ("expect_parts_to_make_total", ELSEWHERE),
        34,
        39,
        place=SUM,
        told=("equation", "total", "parts_sum"),
    ),
    _rule(
        "known_parts_fit",
        Severity.CRITICAL,
        ("expect_known_parts_to_fit", OWN),
        35,
        place=SUM,
        per=PER_EQUATION,
    ),
    _rule(
        "known_parts_fit_elsewhere",
        Severity.WARNING,
        ("expect_known_parts_to_fit", ELSEWHERE),
        35,
        place=SUM,
    ),
    _rule(
        "part_within_whole",
        Severity.CRITICAL,
        ("expect_parts_within_wholes", OWN),
        *(36, 37, 38, 50),
        place=(*SUM, "column_number"),
        per=PER_EQUATION,
    ),
    _rule(
        "part_within_whole_elsewhere",
        Severity.WARNING,
        ("expect_parts_within_wholes", ELSEWHERE),
        *(36, 37, 38, 50),
        place=(*SUM, "column_number"),
    ),
    _rule("shares_make_hundred", Severity.CRITICAL, ("expect_shares_to_make_hundred", {}), 40),
    _rule(
        "counties_sum_to_land",
        Severity.WARNING,
        ("expect_levels_to_sum", {"level": "county", **OWN}),
        41,
        place=CELL,
        told=("children_count",),
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "counties_sum_to_land_elsewhere",
        Severity.NOTE,
        ("expect_levels_to_sum", {"level": "county", **ELSEWHERE}),
        41,
        place=CELL,
        told=("children_count",),
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "laender_sum_to_germany",
        Severity.NOTE,
        ("expect_levels_to_sum", {"level": "land"}),
        41,
        place=CELL,
        told=("children_count",),
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "municipalities_sum_to_county",
        Severity.WARNING,
        ("expect_levels_to_sum", {"level": "municipality"}),
        42,
        place=CELL,
        told=("children_count",),
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "shares_within_hundred",
        Severity.CRITICAL,
        ("expect_shares_within", {"at_least": 0, "at_most": 100}),
        43,
        place=CELL,
        told=(),
        dimension=Dimension.VALIDITY,
    ),
    _rule(
        "rates_within_limit",
        Severity.WARNING,
        ("expect_shares_within", {"at_least": 0, "at_most": 120, "abroad": True}),
        43,
        place=CELL,
        told=(),
        dimension=Dimension.VALIDITY,
    ),
    _rule(
        "official_rates_fit",
        Severity.WARNING,
        ("expect_rates_to_fit", {}),
        45,
        told=("equation", "observed_rate", "own_rate"),
    ),
    _rule(
        "tables_agree",
        Severity.WARNING,
        ("expect_sources_to_agree", OWN),
        46,
        told=("equation", "other_table", "one_value", "other_value"),
        dimension=Dimension.CONSISTENCY,
    ),
    _rule(
        "tables_agree_elsewhere",
        Severity.NOTE,
        ("expect_sources_to_agree", ELSEWHERE),
        46,
        told=("equation", "other_table", "one_value", "other_value"),
        dimension=Dimension.CONSISTENCY,
    ),
    _rule("nothing_together", Severity.CRITICAL, ("expect_nothing_together", {}), 47),
    _rule(
        "ratios_are_plausible", Severity.WARNING, ("expect_ratios_within", {}), 48, told=("equation", "ratio")
    ),
    _rule("counts_within_limits", Severity.WARNING, ("expect_counts_within_limits", {}), 49),
)
