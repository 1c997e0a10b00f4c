"""Writes docs/data-checks.md: every number of the register of statistical expectations, its rules and tests.

Run it with `make picture`.
"""

from collections.abc import Iterator
from pathlib import Path

from docs.list_checks import SEVERITY
from expectations.check import Rule
from expectations.stages import analyse_indicators, collect_data
from models import Severity

LIST = Path(__file__).with_name("data-checks.md")

HEAD = """# The register of statistical expectations

Sixty-five expectations of official statistics, numbered, with the rules that answer for them. A rule with a
twin called `…_elsewhere` speaks of our own line: our region, its municipalities, its Land and Germany. The
same fault in other regions is told as a warning or note, for nobody here can mend it. What is told and how
it is mended stands in [quality-checks.md](quality-checks.md). Each rule is broken once in a test, under its
own name: `tests/expectations/sources/breaks.py` (figures and deliveries) or
`tests/expectations/stages/test_suites.py` (cells, sources, periods). Where a reader refuses a file before any
check, the observations and the delivery are checked all the same.

Which figures must fit together is data: the TOML files in `expectations/sources/`. A table is added by
adding entries there. Rounding, series breaks and known events stand in `steering/reference/`.

This list is written by `make picture`; a test compares it with the rules.
"""

WHAT = {
    1: "The text is whole: no destroyed letters in names, titles and footnotes",
    2: "Head, figures and footer are kept apart; no footnote among the figures",
    3: "The table is the one that was asked for",
    4: "Every row has the expected number of cells",
    5: "The file carries its licence and time stamp, not older than the last one",
    6: "A flat file has its columns; every cell names its variable",
    7: "Totals are recognised and never summed with their parts",
    8: "The decimal sign is set per source; no rate loses its comma",
    9: "Blanks and thousands signs are stripped in numbers only",
    10: "Region keys are text with their leading zeros",
    11: "Region names are trimmed and never join",
    12: "The same file counts once; other values make a revision",
    13: "Periods are understood",
    14: "The file is no error page",
    15: "Every symbol is in the dictionary of its source",
    16: "A cell without a published figure has no number",
    17: "A secret figure is never zero",
    18: "A dissolved region is no zero",
    19: "“.” means not recorded only where a footnote says so",
    20: "“x” stands only where the table allows it",
    21: "Zeros that may be secret are marked",
    22: "Numbers in brackets are of limited reliability",
    23: "Preliminary and estimated figures are told",
    24: "The share of missing figures does not grow by more than 10 points",
    25: "Our own region is there for every period",
    26: "No year is missing",
    27: "One observation per table, region, period and keys",
    28: "All declared categories are there",
    29: "The newest period is not late",
    30: "Leaving year and school year are told apart",
    31: "Inputs of one indicator are near in time",
    32: "No period lies ahead",
    33: "Child care counts on its own day",
    34: "Parts sum to their total, within the rounding of the Land",
    35: "With secret parts the known ones fit; the rest is written nowhere",
    36: "A darunter is no part and not above its parent",
    37: "Women are within all",
    38: "Foreign persons and grades are within all",
    39: "Age groups sum to the population",
    40: "Shares of a distribution make 100",
    41: "Counties sum to their Land, the Länder to Germany",
    42: "Municipalities sum to their county",
    43: "Shares lie between 0 and 100, rates of care up to 120",
    44: "Counts are whole and not negative",
    45: "A published rate is what can be computed",
    46: "Two sources of one fact agree",
    47: "No school, no pupils",
    48: "Pupils per school are plausible",
    49: "Children in care are not more than children",
    50: "Unemployed persons of an age are within all",
    51: "A key is valid on the day",
    52: "Merged counties do not stand beside their successor",
    53: "Merged municipalities do not stand beside theirs",
    54: "A change of territory is marked as a break",
    55: "The census that a series rests on is told",
    56: "The census of 2022 explains no more than 3 percent",
    57: "Districts of employment agencies are no counties",
    58: "No change beyond 5 robust sigma",
    59: "No relative change above 25 percent where 50 or more are counted",
    60: "No change of a share beyond chance (99.8 percent)",
    61: "Known events suppress alarms, and that is said",
    62: "No category appears or disappears without a mapping",
    63: "A revision by more than 1 point is told",
    64: "No year is a copy of the year before",
    65: "Rounding is declared",
}


def listed() -> str:
    """The whole register."""
    rows = ["| no. | expectation | rules |", "|---|---|---|", *_rows()]
    return "\n\n".join([HEAD.strip(), "\n".join(rows)]) + "\n"


def rules_of(number: int) -> list[Rule]:
    """The rules that answer for a number."""
    suites = (collect_data.SUITE, analyse_indicators.SUITE)
    return [rule for suite in suites for rule in suite.rules if number in rule.numbers]


def _rows() -> Iterator[str]:
    for number, what in WHAT.items():
        named = ", ".join(f"`{rule.key}` ({SEVERITY[Severity(rule.severity)]})" for rule in rules_of(number))
        yield f"| {number} | {what} | {named} |"


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
