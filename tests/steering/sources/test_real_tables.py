"""Every published table at hand is read whole."""

from pathlib import Path

import pandas as pd
import pytest

from models import WITH_NUMBER, ValueStatus
from steering.sources.reading import Reading, read
from tests.steering.sources.tables import REAL, cell

FILES = sorted(REAL.glob("*.csv"))
pytestmark = pytest.mark.skipif(
    not FILES, reason="the published tables are not at hand (../shared/data/public)"
)


def _by_breakdown(cells: pd.DataFrame) -> dict[str, float]:
    return dict(zip(cells["breakdown"].astype(str), cells["value"], strict=True))


def _read(name: str) -> Reading:
    return read((REAL / name).read_bytes(), file_name=name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_published_table_is_read_cell_by_cell(path: Path) -> None:
    text = path.read_text(encoding="cp1252")
    figures = text.split("__________")[0].split("\n")
    code = path.name.rsplit("_", 1)[0]

    reading = _read(path.name)

    cells = reading.cells
    rows = [line for line in figures if line[:1].isdigit() or line.startswith("DG")]
    rows = [line for line in rows if line.split(";")[1]]
    places = rows[0].count(";") + 1
    stub = min(cells["column_number"]) - 1
    assert reading.table_code == code
    assert reading.rejected == ()
    assert len(cells) == len(rows) * (places - stub)
    assert not cells.duplicated(["variable", "region_code", "period", "breakdown"]).any()
    assert reading.stand
    assert reading.attribution.startswith("©")
    with_number = cells["status"].isin([status.value for status in WITH_NUMBER])
    assert (cells["value"].notna() == with_number).all()
    assert set(cells["status"]) <= {status.value for status in ValueStatus}
    assert set(cells["reference_time"]) <= {
        "date_31_12",
        "leaving_year",
        "annual_mean",
        "calendar_sum",
        "unstated",
    }
    assert (cells["unit"].astype(str) != "").all()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_of_a_published_table_is_found_again_at_its_place(path: Path) -> None:
    lines = path.read_text(encoding="cp1252").split("\n")

    cells = _read(path.name).cells

    for found in cells.sample(200, random_state=7).itertuples():
        parts = lines[found.row_number - 1].split(";")
        text = parts[found.column_number - 1]
        assert found.region_code in parts
        assert found.symbol == text or float(text.replace(",", ".")) == found.value


def test_dissolved_counties_of_lower_saxony_are_dissolved() -> None:
    cells = _read("21111-02-06-4_2023.csv").cells

    for code in ("03152", "03156"):
        assert set(cells["status"][cells["region_code"] == code]) == {"region_dissolved"}


def test_all_counties_of_lower_saxony_do_not_collect_one_degree() -> None:
    cells = _read("21111-02-06-4_2023.csv").cells

    chosen = cells[(cells["variable"] == "lv_fhr") & cells["region_code"].astype(str).str.startswith("03")]

    assert (chosen["status"] == "not_recorded").sum() == 2 * (1 + 4 + 45 + 1)
    assert set(chosen["status"]) == {"not_recorded", "region_dissolved"}


def test_two_forms_of_one_fact_agree() -> None:
    form = _read("12411-0018_2015-2020.csv").cells
    table = _read("12411-02-03-4_2019.csv").cells

    ours = _by_breakdown(form[(form["region_code"] == "03358") & (form["period"] == "2019-12-31")])
    theirs = _by_breakdown(table[table["region_code"] == "03358"])

    assert len(ours) == 34
    assert ours.items() <= theirs.items()
    assert sum(ours.values()) == theirs[""] == 140_673


def test_figures_of_germany_are_those_that_were_published() -> None:
    leavers = _read("21111-02-06-4_2023.csv")
    income = _read("82411-01-03-4_2021.csv")

    assert cell(leavers, variable="lv_no", region_code="DG")["value"] == 55_708
    assert cell(income, variable="income_per_head", region_code="DG")["value"] == 24_415
    assert cell(income, variable="income_per_head", region_code="03")["value"] == 23_375


def test_shape_e_reads_twenty_four_dates() -> None:
    cells = _read("12411-0015_1995-2018.csv").cells

    ours = cells[cells["region_code"] == "03358"]

    assert len(set(ours["period"])) == 24
    assert ours["value"].iloc[-1] > 130_000
