"""`masterplan disclosure`: the attack on all papers, as a coordinator sees it."""

import json
from pathlib import Path

from flows.anatomy import walk
from steering.office.clock import StandingClock
from steering.office.opening import open_office
from steering.office.settings import Settings
from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import shut

GATE = "quality_release"


def walk_on(home: Path) -> None:
    """As far as the revision goes today."""
    settings = Settings(
        home=home, region="heidekreis", profile=None, members=None, database_url=None, mail_url=None
    )
    with open_office(settings, clock=StandingClock(at=NOW)) as office:
        walk(office, office.archive.latest_cycle(office.region_key))
    shut(home)


def test_before_the_analysis_there_is_nothing_to_check(call: Call, asked: Path) -> None:
    refused = call("disclosure", "check")

    assert refused.exit_code == 3
    assert "noch keine Kennzahl" in refused.output


def test_after_the_analysis_every_paper_is_attacked(call: Call, asked: Path) -> None:
    for number in range(1, 8):
        call("gate", "answer", GATE, "--seat", f"internal_steering_group/{number:02}", "--all", "yes")
    call("gate", "close", GATE, "--reason", "Alle haben geantwortet", "--yes")
    walk_on(asked)

    told = call("disclosure", "check")
    found = json.loads(call("disclosure", "check", "--json").stdout)

    assert told.exit_code == 0
    assert "Kein geschützter Wert lässt sich ausrechnen." in told.stdout
    assert "zu wenige Fälle" in told.stdout
    assert found["is_sound"]
    assert found["is_smallest"]
    assert {each["ground"] for each in found["withheld"] if each["is_primary"]} == {"too_few"}
    assert all(each["protects"] for each in found["withheld"] if not each["is_primary"])
    assert found["given_away"] == found["printed"] == []
