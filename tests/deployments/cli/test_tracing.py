"""From a figure back to the line of the file that it comes from."""

import json
from pathlib import Path

import pytest

from steering.office.clock import StandingClock
from steering.office.opening import open_office
from steering.office.settings import Settings
from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import DELIVERIES


def test_a_value_leads_to_the_very_lines_of_its_file(call: Call, analysed: Path) -> None:
    with open_office(Settings(home=analysed, now=None), clock=StandingClock(at=NOW)) as office:
        table = office.archive.table(_value_kind())
    mine = table[(table["region_code"] == "03358") & table["value"].notna()]
    wanted = str(mine.sort_values("id")["id"].iloc[0])

    told = json.loads(call("data", "trace", wanted, "--json").stdout)["values"][0]

    assert told["value_id"] == wanted
    assert told["formula"]
    assert told["cells"]
    for cell in told["cells"]:
        file = DELIVERIES / cell["file"]
        line = file.read_bytes().decode("cp1252").splitlines()[cell["line"] - 1]
        assert cell["text"] == line
        assert len(cell["sha256"]) == 64
        printed = line.split(";")[cell["column"] - 1]
        assert float(printed.replace(",", ".")) == cell["value"]


def test_a_printed_figure_leads_to_its_value(call: Call, analysed: Path) -> None:
    with open_office(Settings(home=analysed, now=None), clock=StandingClock(at=NOW)) as office:
        table = office.archive.table(_value_kind())
    share = table[
        (table["region_code"] == "03358") & table["value"].notna() & (table["value"] % 1 != 0)
    ].sort_values("id")
    value = float(share["value"].iloc[0])
    figure = f"{value:.2f}".replace(".", ",")

    result = call("data", "trace", figure)

    assert result.exit_code == 0, result.stderr
    assert share["id"].iloc[0] in result.stdout
    assert "SHA-256" in result.stdout


@pytest.mark.parametrize("asked_for", ["E99", "1234567,89", "heidekreis/nothing"])
def test_a_figure_that_nobody_computed_is_not_found(call: Call, asked: Path, asked_for: str) -> None:
    result = call("data", "trace", asked_for)

    assert result.exit_code == 3
    assert asked_for in result.stderr


def _value_kind() -> type:
    from models import IndicatorValue

    return IndicatorValue


def test_a_cell_leads_on_to_everything_that_rests_on_it(call: Call, analysed: Path) -> None:
    # Column 6 of the extract: leavers of the Heidekreis without a certificate.
    line = next(
        number
        for number, text in enumerate((DELIVERIES / LEAVERS).read_bytes().splitlines(), start=1)
        if b";03358;" in text
    )

    told = json.loads(call("data", "trace", f"{LEAVERS}:{line}:6", "--json").stdout)

    assert (told["cell"]["variable"], told["cell"]["value"]) == ("lv_no", 163)
    own = [each for each in told["rests"] if each["reason"] == "input"]
    compared = [each for each in told["rests"] if each["reason"] == "comparison"]
    values = {(each["what"], each["region_code"]) for each in own if each["kind"] == "indicator_value"}
    assert ("D15", "03358") in values
    assert "finding" in {each["kind"] for each in own}
    assert "need" in {each["kind"] for each in own}
    assert all(each["region_code"] != "03358" or each["what"] != "D15" for each in compared)
    value = next(each for each in own if each["what"] == "D15")
    back = json.loads(call("data", "trace", value["id"], "--json").stdout)["values"][0]
    assert (LEAVERS, line, 6) in {(cell["file"], cell["line"], cell["column"]) for cell in back["cells"]}
    words = call("data", "trace", f"{LEAVERS}:{line}:6").stdout
    assert "Darauf beruhen:" in words
    assert "Handlungsbedarf: Mehr Jugendliche zum Schulabschluss" in words


def test_what_is_kept_can_be_asked_without_a_folder(call: Call, analysed: Path) -> None:
    told = json.loads(call("indicators", "compute", "D15", "--json").stdout)
    listed = json.loads(call("indicators", "list", "--json").stdout)["indicators"]
    missing = call("data", "trace", "nirgends.csv:1:2")

    assert (told["region"], told["k"], told["n"]) == ("03358", 163, 1477)
    stored = {each["indicator"]: each for each in listed if "stored_value" in each}
    assert stored["D15"]["stored_value"] == pytest.approx(100 * 163 / 1477)
    assert "11,04" in call("indicators", "show", "D15").stdout
    assert missing.exit_code == 3
    assert "nirgends.csv:1:2" in missing.stderr


LEAVERS = "21111-02-06-4_2023.csv"
