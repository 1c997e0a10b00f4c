"""`masterplan data preview`: what a file holds, without a profile, a database or a trace of the look."""

import json
from pathlib import Path

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import DELIVERIES

LEAVERS = DELIVERIES / "21111-02-06-4_2023.csv"
ASKED_FOR = {
    "table",
    "title",
    "layout",
    "encoding",
    "observations",
    "regions",
    "periods",
    "statuses",
    "symbols",
    "rejected",
}


def test_the_overview_is_one_object_and_leaves_nothing(call: Call, home: Path) -> None:
    told = json.loads(call("data", "preview", str(LEAVERS), "--json").stdout)

    assert told.keys() >= ASKED_FOR
    assert told["table"] == "21111-02-06-4"
    assert not home.exists()


def test_a_preview_needs_no_profile(call: Call, tmp_path: Path, home: Path) -> None:
    result = call("data", "preview", str(LEAVERS), "--json", "--region", "nowhere")

    assert result.exit_code == 0
    assert not home.exists()


def test_every_value_is_a_line(call: Call) -> None:
    told = json.loads(call("data", "preview", str(LEAVERS), "--json").stdout)
    lines = call("data", "preview", str(LEAVERS), "--rows").stdout.splitlines()

    assert len(lines) == told["observations"]
    assert all(json.loads(line).keys() >= {"region", "value", "status", "raw", "row"} for line in lines)


def test_a_person_reads_what_the_symbols_mean(call: Call) -> None:
    shown = call("data", "preview", str(LEAVERS)).stdout

    assert "nicht erfasst" in shown
    assert "Zeichen „.“" in shown


def test_a_row_that_is_not_kept_is_named_with_its_reason(call: Call, tmp_path: Path) -> None:
    text = LEAVERS.read_bytes().replace(b"2023;03101;", b"2023;99101;")
    odd = tmp_path / "odd.csv"
    odd.write_bytes(text)

    told = json.loads(call("data", "preview", str(odd), "--json").stdout)["rejected"]

    assert [row["row"] for row in told] == [text.count(b"\n", 0, text.index(b"99101")) + 1]
    assert all(row["reason"] and row["mend"] for row in told)
    assert "99101" in call("data", "preview", str(odd)).stdout


def test_a_file_that_cannot_be_read_is_refused_with_its_place(call: Call, tmp_path: Path, home: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(LEAVERS.read_bytes().replace(b";782423;", b";782.423;"))

    result = call("data", "preview", str(broken), "--json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "broken.csv" in result.stderr
    assert "782.423" in result.stderr
    assert not home.exists()
