"""Contracts as rules: what a delivery holds against what was agreed is a finding with a name."""

import pandas as pd
import pytest

from expectations.check import Report, Suite, run
from expectations.sources.contracts import RULES
from models import Severity
from steering.contracts import CONTRACTS
from templates.rules import rule_text

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
KEPT = {name: 0 if name.endswith("_count") else "" for name in CONTRACTS} | {
    "source_key": "leavers",
    "title": "Abgehende",
    "owner_id": "o",
}
BROKEN = KEPT | {
    "source_key": "population",
    "missing_variables": "lv_no, lv_ahr",
    "missing_variables_count": 2,
    "strange_variables": "odd",
    "strange_variables_count": 1,
    "missing_regions": "country, district",
    "missing_regions_count": 2,
    "missing_years": "2022",
    "missing_years_count": 1,
    "strange_units": "Tsd.",
    "strange_units_count": 1,
}


def report(*rows: dict[str, object]) -> Report:
    frame = pd.DataFrame(list(rows), columns=list(CONTRACTS))
    return run(Suite(key="collect_data", rules=RULES), {"contracts": frame})


def test_where_the_contract_is_kept_or_nothing_came_nothing_is_found() -> None:
    assert report(KEPT).faults == ()
    assert report().faults == ()


def test_every_clause_that_is_broken_is_a_finding_of_its_source() -> None:
    found = report(KEPT, BROKEN).faults

    assert {fault.rule_key for fault in found} == {rule.key for rule in RULES}
    assert all([row["source_key"] for row in fault.rows] == ["population"] for fault in found)
    critical = {fault.rule_key for fault in found if fault.severity is Severity.CRITICAL}
    assert critical == {
        "contract_variables_are_there",
        "contract_regions_are_there",
        "contract_units_are_kept",
    }


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("contract_variables_are_there", "Abgehende ohne Hauptschulabschluss"),
        ("contract_regions_are_there", "Bund, Kreise"),
        ("contract_years_are_there", "2022"),
        ("contract_units_are_kept", "Tsd."),
    ],
)
def test_a_breach_is_told_in_words(rule: str, said: str) -> None:
    assert said in rule_text("de", rule, {**BROKEN, "count": 1}).what
