"""What a file would bring: an overview, and each cell as a record that stands for itself."""

import json
from pathlib import Path

import pytest

from steering.sources.cells import Reading, pairs_of
from steering.sources.previewing import NAMES, as_line, observations, overview
from steering.sources.reading import read

LEAVERS = Path("deployments/regions/heidekreis/deliveries")


@pytest.fixture(scope="module")
def leavers() -> Reading:
    file = next(LEAVERS.glob("21111-02-06-4*.csv"))
    return read(file.read_bytes(), file_name=file.name)


def test_the_overview_counts_every_cell_once(leavers: Reading) -> None:
    told = overview(leavers)

    assert told["table"] == "21111-02-06-4"
    assert told["observations"] == sum(told["statuses"].values()) == len(list(observations(leavers)))
    assert sum(told["symbols"].values()) == sum(
        cell["raw"] in told["symbols"] for cell in observations(leavers)
    )
    assert told["periods"] == sorted(told["periods"])


def test_a_cell_tells_where_it_stands_and_what_stood_there(leavers: Reading) -> None:
    file = next(LEAVERS.glob("21111-02-06-4*.csv"))
    lines = file.read_bytes().decode("cp1252" if leavers.encoding == "cp1252" else "utf-8").splitlines()

    for cell in observations(leavers):
        assert lines[cell["row"] - 1].split(";")[cell["column"] - 1].strip() == cell["raw"]
        assert (cell["value"] is not None) == (cell["status"] in {"reported", "true_zero", "rounded_to_zero"})


def test_the_county_without_a_certificate(leavers: Reading) -> None:
    found = [
        cell
        for cell in observations(leavers)
        if cell["region"] == "03358" and cell["variable"] == "lv_no" and cell["period"] == "2023"
    ]

    assert [(cell["breakdown"], cell["value"]) for cell in found] == [({}, 163), ({"sex": "female"}, 70)]


def test_a_line_is_json_with_all_names(leavers: Reading) -> None:
    first = next(iter(observations(leavers)))

    assert list(json.loads(as_line(first))) == list(NAMES)


def test_breakdowns_are_told_by_dimension() -> None:
    assert pairs_of("age=00-03;sex=female") == {"age": "00-03", "sex": "female"}
    assert pairs_of("") == {}
