"""Months and quarters in flat files: a dimension of their own beside the year."""

import pytest

from tests.steering.sources.flat_tables import new_file
from tests.steering.sources.tables import read_text


def _row(part: str, value: str, *, variable: str = "MONAT;Monate", time: str = "2026") -> str:
    return (
        f"13211;Arbeitsmarktstatistik;JAHR;Jahr;{time};KREISE;Kreise;03358;Heidekreis;"
        f"{variable};{part};{value};Anzahl;ERW001;Arbeitslose"
    )


@pytest.mark.parametrize(
    ("variable", "part", "period"),
    [
        ("MONAT;Monate", "MONAT07;Juli", "2026-07P1M"),
        ("MONAT;Monate", "MONAT12;Dezember", "2026-12P1M"),
        ("QUARTG;Quartale", "QUART4;4. Quartal", "2026-10P3M"),
    ],
)
def test_a_month_makes_a_period_with_its_year(variable: str, part: str, period: str) -> None:
    cells = read_text(new_file(_row(part, "5", variable=variable)), encoding="utf-8").cells

    assert (cells["period"].tolist(), cells["breakdown"].tolist()) == ([period], [""])
    assert cells["reference_time"].tolist() == ["part_of_year"]


def test_a_total_beside_the_months_leaves_them_a_breakdown() -> None:
    rows = (_row("MONAT07;Juli", "5"), _row(";Insgesamt", "60"))

    cells = read_text(new_file(*rows), encoding="utf-8").cells

    assert cells["period"].tolist() == ["2026", "2026"]
    assert cells["breakdown"].tolist() == ["MONAT=Juli", ""]


def test_a_day_needs_no_month() -> None:
    cells = read_text(new_file(_row("MONAT07;Juli", "5", time="2026-07-31")), encoding="utf-8").cells

    assert (cells["period"].tolist(), cells["breakdown"].tolist()) == (["2026-07-31"], ["MONAT=Juli"])
