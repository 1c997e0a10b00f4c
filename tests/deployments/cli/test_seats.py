"""Seats at the command line: who holds them, what is wanting, and what the coordinator enters."""

import json
from pathlib import Path

import pytest

from models import SeatingRules
from steering.office.clock import StandingClock
from steering.office.opening import open_office
from steering.office.settings import Settings
from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import content_of, shut

GATE, GROUP = "quality_release", "internal_steering_group"
FIRST_DAY = "2026-12-01"
HEAD = "seat;role;title;address;language;from;to;resolution;duty_briefing\n"


def at(number: int) -> str:
    return f"{GROUP}/{number:02d}"


@pytest.fixture
def members(tmp_path: Path) -> Path:
    """A private list that fills four of seven seats."""
    rows = [
        f"heidekreis/{at(number)};{'chair' if number == 1 else 'member'};Neu {number};"
        f"neu-{number}@example.org;de;{FIRST_DAY};2031-10-31;;\n"
        for number in (1, 2, 3, 4)
    ]
    file = tmp_path / "members.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def allow_delegation(home: Path) -> None:
    settings = Settings(home=home)
    with open_office(settings, clock=StandingClock(at=NOW)) as office, office.writing() as tx:
        tx.get(SeatingRules, f"heidekreis/{GROUP}").delegation_allowed = True
    shut(home)


def test_looking_at_the_seats_changes_nothing(call: Call, asked: Path, members: Path) -> None:
    before = content_of(asked)

    for typed in (
        ("seats", "list"),
        ("seats", "list", GROUP, "--json"),
        ("seats", "status"),
        ("seats", "status", "strategy_group", "--json"),
        ("seats", "erase", "--ended-before", "2026-11-01"),
        ("seats", "recuse", at(2), "--gate", GATE, "--item", "1", "--ground", "employer", "--dry-run"),
        ("seats", "reconstitute", GROUP, "--members", str(members), "--on", FIRST_DAY, "--dry-run"),
    ):
        result = call(*typed)
        assert result.exit_code == 0, (typed, result.stderr)

    assert content_of(asked) == before


def test_the_list_names_who_holds_each_seat(call: Call, asked: Path) -> None:
    told = json.loads(call("seats", "list", GROUP, "--json").stdout)
    shown = call("seats", "list", GROUP).stdout

    assert told["schema_version"] == 1
    assert [row["seat"] for row in told["seats"]] == [at(number) for number in range(1, 8)]
    assert told["seats"][0]["is_chair"]
    assert told["seats"][0]["deputy"] == "Leitung der Stabsstelle (Vertretung)"
    assert "@" not in json.dumps(told) + shown
    assert "Leitung der Stabsstelle" in shown


def test_the_status_counts_quotas_and_names_what_is_wanting(call: Call, asked: Path) -> None:
    told = json.loads(call("seats", "status", "--json").stdout)
    shown = call("seats", "status").stdout

    (board,) = [row for row in told["committees"] if row["committee"] == "strategy_group"]
    assert sum(quota["seats"] for quota in board["quotas"]) == board["seats"] == 23
    assert {each["lack"] for each in told["wanting"]} == {"briefing_missing"}
    assert "weiteres Mitglied (9)" in shown
    assert "Bildungskonferenz" not in shown


def test_an_absence_is_entered_told_and_ended(call: Call, asked: Path) -> None:
    entered = call("seats", "absent", at(3), "--to", "2026-12-05", "--reason", "holiday")
    listed = json.loads(call("seats", "list", GROUP, "--json").stdout)["seats"][2]
    alone = call("seats", "absent", at(2), "--to", "2026-12-05")
    back = call("seats", "return", at(3))
    again = call("seats", "return", at(3))

    assert entered.exit_code == 0, entered.stderr
    assert "Kinder- und Jugendhilfe (Vertretung)" in entered.stdout
    assert listed["absent_until_on"] == "2026-12-05"
    assert "keine Vertretung" in alone.stdout
    assert back.exit_code == 0
    assert again.exit_code == 3
    assert call("seats", "absent", at(3), "--to", "2026-12-05", "--reason", "krank").exit_code == 2


def test_a_recusal_is_shown_confirmed_and_lifted(call: Call, asked: Path) -> None:
    typed = ("seats", "recuse", at(6), "--gate", GATE, "--item", "1", "--ground", "employer")
    call("gate", "answer", GATE, "--seat", at(6), "--all", "yes")

    unasked = call(*typed)
    entered = call(*typed, "--yes")
    listed = json.loads(call("seats", "list", "--json").stdout)["recusals"]
    refused = call("gate", "answer", GATE, "--seat", at(6), "--all", "yes")
    lifted = call("seats", "withdraw", at(6), "--gate", GATE, "--item", "1")

    assert unasked.exit_code == 2
    assert "zählt dann nicht mehr" in unasked.stderr
    assert entered.exit_code == 0, entered.stderr
    assert [(each["item"], each["ground"]) for each in listed] == [(1, "employer")]
    assert refused.exit_code == 4
    assert "Mitwirkungsverbot" in refused.stderr
    assert lifted.exit_code == 0
    assert call("gate", "answer", GATE, "--seat", at(6), "--all", "no").exit_code == 0


def test_a_vote_is_handed_over_given_and_taken_back(call: Call, asked: Path) -> None:
    forbidden = call("seats", "delegate", at(2), "--to-seat", at(5), "--gate", GATE)
    allow_delegation(asked)
    endless = call("seats", "delegate", at(2), "--to-seat", at(5))

    handed = call("seats", "delegate", at(2), "--to-seat", at(5), "--gate", GATE)
    listed = json.loads(call("seats", "list", GROUP, "--json").stdout)["seats"][1]
    given = call("gate", "answer", GATE, "--seat", at(2), "--by", at(5), "--all", "yes")
    taken = call("seats", "withdraw", at(2), "--gate", GATE)
    late = call("gate", "answer", GATE, "--seat", at(2), "--by", at(5), "--all", "no")

    assert (forbidden.exit_code, endless.exit_code) == (4, 4)
    assert handed.exit_code == given.exit_code == taken.exit_code == 0, handed.stderr + given.stderr
    assert listed["delegated_to"] == ["Service und Finanzen"]
    assert late.exit_code == 4
    assert "zurückgenommen" in late.stderr


def test_a_body_is_shown_and_then_constituted_anew(call: Call, asked: Path, members: Path) -> None:
    typed = ("seats", "reconstitute", GROUP, "--members", str(members), "--on", FIRST_DAY)

    seen = json.loads(call(*typed, "--dry-run", "--json").stdout)
    unasked = call(*typed)
    done = call(*typed, "--resolution", "Kreistag, 26.11.2026, TOP 9", "--yes")
    again = call(*typed, "--yes")

    assert (len(seen["begins"]), seen["empty"]) == (4, [at(5), at(6), at(7)])
    assert {each["to_on"] for each in seen["ends"]} == {"2026-11-30"}
    assert (seen["letters"]["asked"], seen["open_gates"]) == (
        4,
        ["Geben Sie die Daten für die Auswertung frei?"],
    )
    assert "@" not in json.dumps(seen)
    assert unasked.exit_code == 2
    assert done.exit_code == again.exit_code == 0, done.stderr
    assert "bleibt leer" in done.stdout
    assert "schon so eingetragen" in again.stdout


def test_a_list_of_another_committee_is_refused_with_its_rows(call: Call, asked: Path, members: Path) -> None:
    result = call("seats", "reconstitute", "strategy_group", "--members", str(members), "--on", FIRST_DAY)

    assert result.exit_code == 1
    assert "Zeile 2" in result.stderr
    assert "gehört nicht zu dem Gremium" in result.stderr


def test_a_briefing_is_entered_with_its_day(call: Call, asked: Path) -> None:
    entered = call("seats", "brief", "strategy_group/02", "--on", "2026-11-20")
    future = call("seats", "brief", "strategy_group/02", "--on", "2027-11-20")

    listed = json.loads(call("seats", "list", "strategy_group", "--json").stdout)
    assert entered.exit_code == 0, entered.stderr
    assert listed["seats"][1]["duty_briefing_on"] == "2026-11-20"
    assert future.exit_code == 4


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("seats", "absent", "07", "--to", "2026-12-05"), 2),
        (("seats", "absent", "nobody/07", "--to", "2026-12-05"), 3),
        (("seats", "list", "nobody"), 3),
        (("seats", "withdraw", at(2), "--item", "1"), 2),
        (("seats", "withdraw", at(2)), 3),
        (("seats", "reconstitute", GROUP, "--members", "nowhere.csv", "--on", FIRST_DAY), 3),
        (("seats", "erase", "--ended-before", "2030-01-01"), 4),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_changes(
    call: Call, asked: Path, typed: tuple[str, ...], code: int
) -> None:
    before = content_of(asked)

    result = call(*typed)

    assert result.exit_code == code, result.output
    assert content_of(asked) == before
