"""The tables that the statistical offices published for the Heidekreis pass the checks."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

import models as m
from expectations.check import Fault, run
from expectations.stages import analyse_indicators, collect_data
from steering.frames import frames_for
from steering.indicators.defining.catalogue import load_catalogue
from steering.records import Records
from tests.expectations.a_desk_of_files import NOW, a_desk_of_files

DELIVERIES = sorted(Path("deployments/regions/heidekreis/deliveries").glob("*.csv"))
CHOICE = Path("deployments/regions/heidekreis/indicators.toml")
TODAY = date(2026, 3, 2)

pytestmark = [
    pytest.mark.skipif(not DELIVERIES, reason="the deliveries of the Heidekreis are not at hand"),
    # Great Expectations and its libraries warn about themselves while they are imported.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]


@pytest.fixture(scope="module")
def desk() -> Records:
    frozen = m.DataSnapshot(id="snap", cycle_id="cycle", round=1, sha256="a" * 64, taken_at=NOW)
    return a_desk_of_files(
        DELIVERIES, expected_lag_days=450, key=lambda _path, reading: reading.table_code, more=[frozen]
    )


def by_rule(faults: tuple[Fault, ...]) -> dict[str, Fault]:
    return {fault.rule_key: fault for fault in faults}


def test_published_tables_hold_nothing_critical(desk: Records) -> None:
    report = run(collect_data.SUITE, frames_for("collect_data", desk, today=TODAY))

    # Some of the tables are years old; that they are late is all there is to say.
    assert set(by_rule(report.faults)) == {"newest_period_is_not_late"}


def test_the_rules_would_have_noticed_one_wrong_digit(desk: Records) -> None:
    own = (desk.cells["region_code"] == "03358") & (desk.cells["breakdown"] == "")
    cells = desk.cells.assign(value=desk.cells["value"] + (own & (desk.cells["variable"] == "lv_no")))

    report = run(
        collect_data.SUITE,
        frames_for("collect_data", Records(desk.everything(), cells=cells), today=TODAY),
    )

    (row,) = by_rule(report.faults)["parts_sum_to_total"].rows
    assert (row["region_code"], row["equation"], row["total"], row["parts_sum"]) == (
        "03358",
        "lv",
        1477,
        1478,
    )


def test_every_chosen_indicator_finds_its_inputs_in_the_deliveries(desk: Records) -> None:
    chosen = [entry["key"] for entry in tomllib.loads(CHOICE.read_text(encoding="utf-8"))["indicator"]]
    catalogue = load_catalogue()
    required = [
        (key, term.variable, term.breakdown) for key in chosen for term in catalogue[key].formula.terms
    ]
    assert required

    report = run(
        analyse_indicators.SUITE,
        frames_for("analyse_indicators", desk, today=TODAY, required=required),
    )

    assert not [fault for fault in report.faults if fault.severity is m.Severity.CRITICAL]
