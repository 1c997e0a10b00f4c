"""Every published flat file at hand is read whole; figures were looked up by hand."""

import io
import zipfile
from pathlib import Path

import pytest

from models import WITH_NUMBER
from steering.sources.reading import Reading, read
from tests.steering.sources.flat_tables import REAL_FLAT
from tests.steering.sources.tables import cell

FILES = sorted(REAL_FLAT.glob("ffcsv_*/*"))
pytestmark = pytest.mark.skipif(
    not FILES, reason="the published flat files are not at hand (../shared/data/public)"
)


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix != ".zip":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(archive.namelist()[0])


def _read(name: str) -> Reading:
    path = next(path for path in FILES if path.name == name)
    return read(_content(path), file_name=name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_published_flat_file_is_read_cell_by_cell(path: Path) -> None:
    content = _content(path)
    lines = [line.split(";") for line in content.decode("utf-8-sig").split("\n")]
    measures = [place for place, name in enumerate(lines[0]) if name == "value" or "__" in name]

    reading = read(content, file_name=path.name)

    cells = reading.cells
    assert reading.rejected == ()
    assert len(cells) == len(measures) * (len(lines) - 2)
    assert not cells.duplicated(["variable", "region_code", "period", "breakdown"]).any()
    with_number = cells["status"].isin([status.value for status in WITH_NUMBER])
    assert (cells["value"].notna() == with_number).all()
    for found in cells.sample(200, random_state=7).itertuples():
        text = lines[found.row_number - 1][found.column_number - 1].strip()
        assert found.region_code in lines[found.row_number - 1]
        assert found.raw == text
        assert found.symbol in {text, "e"} or float(text.replace(",", ".")) == found.value


@pytest.mark.parametrize(
    ("name", "period", "people"),
    [
        ("12411-01-01-4_20231231_zensus2011_de.csv", "2023-12-31", 143_220),
        ("12411-01-01-4_20231231_zensus2022_de.csv", "2023-12-31", 141_627),
        ("12411-01-01-4_20241231_de.csv", "2024-12-31", 141_321),
    ],
)
def test_heidekreis_has_the_inhabitants_that_each_file_gives(name: str, period: str, people: int) -> None:
    found = cell(_read(name), region_code="03358", variable="pop_total")

    assert (found["value"], found["period"], found["reference_time"]) == (people, period, "date_31_12")


def test_heidekreis_has_the_taxpayers_of_two_years() -> None:
    old, new = _read("73111-01-01-4_2020_de.csv"), _read("73111-01-01-4_2021_de.csv")

    assert cell(old, region_code="03358", variable="LSNW01")["value"] == 70_747
    assert cell(old, region_code="03358", variable="EKF002")["value"] == 2_753_643
    assert cell(new, region_code="03358", variable="LSNW01")["value"] == 71_665
    assert cell(new, region_code="03358", variable="LSNW02")["value"] == 450_428


def test_heidekreis_has_the_people_of_the_census_and_its_employees() -> None:
    census, work = _read("12111-01-01-4_2011_de.csv"), _read("13111-01-03-4_20240630_de.csv")

    assert cell(census, region_code="03358")["value"] == 136_693
    assert cell(census, region_code="03358", breakdown="sex=female")["value"] == 69_435
    assert cell(work, region_code="03358")["value"] == 50_078
    assert cell(work, region_code="03358", breakdown="nationality=foreign")["value"] == 6_136
    assert cell(work, region_code="03358")["reference_time"] == "date_30_06"


def test_the_census_of_2022_marks_its_figures_as_final() -> None:
    reading = _read("1000A-2022_20220515_quality_de.csv")

    found = reading.cells[reading.cells["row_number"] == 2].iloc[0]
    assert (found["value"], found["symbol"], found["raw"]) == (11_059_795, "e", "11059795")
    assert found["breakdown"] == "ALTGR2=60 bis 69 Jahre"
    dash = reading.cells[reading.cells["row_number"] == 3].iloc[0]
    assert (dash["status"], dash["symbol"]) == ("nothing_or_not_existing", "-")


def test_students_of_a_winter_term_are_dated_by_it() -> None:
    cells = _read("21311-01-01-4-B_WS2023.zip").cells

    assert set(cells["period"]) == {"2023-10P6M"}
    assert set(cells["reference_time"]) == {"winter_term"}
    assert cells["region_code"].nunique() == 490
