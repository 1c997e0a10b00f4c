"""Which figures of the official tables must fit together, and how the Länder round them.

A new table that holds totals and parts gets its line here.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SumOfVariables:
    """A variable that is the sum of others, in every breakdown."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SumOfCategories:
    """A variable whose figures over all categories of a dimension sum to the one without it."""

    variables: tuple[str, ...]
    dimension: str
    categories: tuple[str, ...]


# The 17 groups of the population statistics; figures of other groups are never summed.
AGE_GROUPS = (
    *("00-03", "03-06", "06-10", "10-15", "15-18", "18-20", "20-25", "25-30", "30-35"),
    *("35-40", "40-45", "45-50", "50-55", "55-60", "60-65", "65-75", "75+"),
)

SUMS: tuple[SumOfVariables | SumOfCategories, ...] = (
    SumOfVariables(total="lv", parts=("lv_no", "lv_hsa", "lv_mid", "lv_fhr", "lv_ahr")),
    SumOfVariables(total="vlv", parts=("vlv_hsa", "vlv_mid", "vlv_fhr", "vlv_ahr")),
    SumOfCategories(variables=("pop",), dimension="age", categories=AGE_GROUPS),
    SumOfCategories(variables=("pop", "pop_total", "unemp"), dimension="sex", categories=("male", "female")),
)

# Part and whole: a "darunter" or a group that the whole contains, in every breakdown.
PARTS: Mapping[str, str] = {
    "lv_fhr_school": "lv_mid",
    "pup_f": "pup",
    "pup_for": "pup",
    "pup_g7": "pup",
    "unemp_15_20": "unemp_15_25",
    "unemp_15_25": "unemp",
    "unemp_55_65": "unemp",
    "unemp_lt": "unemp",
    "unemp_for": "unemp",
    "unemp_disabled": "unemp",
    "kita_sites_kindergarten": "kita_sites",
    "kita_sites_after_school": "kita_sites",
    "kita_sites_nursery": "kita_sites",
}
# Shares of a category in its own dimension are counts within counts.
PART_CATEGORIES = ("sex=female", "sex=male", "nationality=foreign", "nationality=german")
COUNTED = ("Anzahl", "Personen")

# Länder that publish school statistics rounded to hide single cases; all others publish them as counted.
_ROUNDING = {"01": 3, "04": 3, "15": 3, "05": 5}
_ROUNDED_STATISTICS = ("21111", "21121")


def rounding_base(table_code: str, region_code: str) -> int:
    """To what multiple a Land rounds the figures of a table; 1 means not at all."""
    return _ROUNDING.get(region_code[:2], 1) if table_code.startswith(_ROUNDED_STATISTICS) else 1


def slack(table_code: str, region_code: str, parts_count: int) -> int:
    """How far Germany's parts may be off because they add up Länder that round, each by itself."""
    if region_code != "DG" or not table_code.startswith(_ROUNDED_STATISTICS):
        return 0
    return sum((parts_count + 1) * (base // 2) // base * base for base in _ROUNDING.values())
