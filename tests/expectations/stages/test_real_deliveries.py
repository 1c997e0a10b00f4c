"""The tables that the statistical offices published for the Heidekreis pass the checks."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

import models as m
from expectations.check import Fault, run
from expectations.stages import analyse_indicators, collect_data
from steering.frames import frames_for
from steering.indicators.catalogue import load_catalogue
from steering.records import CELL_COLUMNS, Records
from steering.sources.reading import read

DELIVERIES = sorted(Path("deployments/regions/heidekreis/deliveries").glob("*.csv"))
NOW = datetime(2026, 3, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)

pytestmark = [
    pytest.mark.skipif(not DELIVERIES, reason="the deliveries of the Heidekreis are not at hand"),
    # Great Expectations and its libraries warn about themselves while they are imported.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]


@pytest.fixture(scope="module")
def desk() -> Records:
    kept: list[object] = [m.Region(key="heidekreis", region_code="03358", title="Heidekreis", land_code="03")]
    cells = []
    for path in DELIVERIES:
        content = path.read_bytes()
        reading = read(content, file_name=path.name)
        source = m.Source(
            id=f"heidekreis/{reading.table_code}",
            region_key="heidekreis",
            key=reading.table_code,
            title=reading.title,
            table_code=reading.table_code,
            publisher="Statistische Ämter des Bundes und der Länder",
            licence="dl-de/by-2-0",
            owner_id="heidekreis/office",
            expected_lag_days=450,
        )
        release = m.Release(
            id=path.name,
            source_id=source.id,
            table_code=reading.table_code,
            title=reading.title,
            file_name=path.name,
            sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(content),
            encoding=reading.encoding,
            layout=reading.layout,
            stand=reading.stand,
            attribution=reading.attribution,
            footnotes=reading.footnotes,
            retrieved_at=NOW,
        )
        kept += [source, release]
        cells.append(reading.cells.assign(release_id=release.id))
    kept.append(m.DataSnapshot(id="snap", cycle_id="cycle", round=1, sha256="a" * 64, taken_at=NOW))
    together = pd.concat(cells, ignore_index=True).assign(id=lambda frame: range(1, len(frame) + 1))
    return Records(kept, cells=together[list(CELL_COLUMNS)])  # type: ignore[arg-type]


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


def test_the_whole_catalogue_finds_its_inputs_in_the_deliveries(desk: Records) -> None:
    required = [
        (indicator.key, term.variable, term.breakdown)
        for indicator in load_catalogue().values()
        for term in indicator.formula.terms
    ]

    report = run(
        analyse_indicators.SUITE,
        frames_for("analyse_indicators", desk, today=TODAY, required=required),
    )

    assert not [fault for fault in report.faults if fault.severity is m.Severity.CRITICAL]
