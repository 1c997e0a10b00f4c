"""The calendar on the command line: what it shows, plans and exports, and how it refuses."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from deployments.cli.cycle import STAGES
from steering.calendar import conflicts
from steering.calendar.committee_dates import gate_title
from steering.calendar.layout import StepKind
from steering.cycle import CYCLE
from templates.command_line import has_text
from templates.words import LANGUAGES
from tests.deployments.cli.conftest import Call

REGIONS = Path(__file__).parents[3] / "deployments" / "regions"
PLAN = ("calendar", "plan", "--council-date", "2028-03-10", "--begin", "2026-11-30")


def test_a_year_is_shown_with_all_its_days_and_where_the_tables_end(call: Call) -> None:
    result = call("calendar", "show", "--year", "2027", "--json")

    told = json.loads(result.stdout)
    titles = {(each["kind"], each["title"]): each["from_on"] for each in told["days"]}
    assert result.exit_code == 0
    assert titles[("public_holiday", "Pfingstmontag")] == "2027-05-17"
    assert titles[("school_holiday", "Sommerferien 2027")] == "2027-07-08"
    assert titles[("school_holiday", "Weihnachtsferien 2026/27")] == "2026-12-23"
    assert told["working_days"] == sum(told["working_days_by_month"]) == 250
    assert told["is_complete"]
    assert told["public_holidays_until_year"] == 2100


def test_election_and_term_are_shown(call: Call) -> None:
    result = call("calendar", "show", "--year", "2026")

    assert "So 13.09.2026" in result.stdout
    assert "Kommunalwahl 2026" in result.stdout
    assert "Wahlperiode 2026–2031" in result.stdout


def test_a_year_whose_holidays_are_not_wholly_known_is_said_to_be_so(call: Call) -> None:
    result = call("calendar", "show", "--year", "2030")

    assert result.exit_code == 0
    assert "Für 2030 sind die Schulferien nicht vollständig bekannt" in result.stdout
    assert "2030/31" in result.stdout


def test_a_year_beyond_the_table_is_refused(call: Call) -> None:
    result = call("calendar", "show", "--year", "2101")

    assert result.exit_code == 3
    assert "2101" in result.stderr
    assert result.stdout == ""


def test_a_plan_that_holds_ends_well_and_names_every_stage(call: Call) -> None:
    result = call(*PLAN, "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert told["holds"]
    assert told["latest_begin"] == "2027-01-08"
    assert {each["step"] for each in told["steps"]} >= set(STAGES)
    assert told["conflicts"] == []
    assert any(each["is_critical"] for each in told["steps"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ("Der Plan geht nicht auf", "Es fehlen 54 Arbeitstage", "6. März 2028", "längster Weg")),
        ("en", ("the plan does not hold", "It lacks 54 working days", "6 March 2028", "longest path")),
    ],
)
def test_a_plan_that_fails_says_why_in_words_and_ends_with_one(
    call: Call, monkeypatch: pytest.MonkeyPatch, language: str, said: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MASTERPLAN_LANGUAGE", language)

    result = call("calendar", "plan", "--council-date", "2027-12-10", "--begin", "2026-11-25")

    assert result.exit_code == 1
    assert [each for each in said if each not in result.stdout.replace("\u00a0", " ")] == []


def test_a_missed_budget_is_a_note_and_a_conflict_for_whoever_needs_it(call: Call) -> None:
    plan = ("calendar", "plan", "--council-date", "2027-12-10", "--begin", "2026-09-01")

    noted, needed = call(*plan), call(*plan, "--fiscal-year", "2028")

    assert (noted.exit_code, needed.exit_code) == (0, 1)
    assert "Hinweis: Der Kreistag am 10. Dezember 2027" in noted.stdout.replace("\u00a0", " ")
    assert "Konflikt: Der Kreistag am 10. Dezember 2027" in needed.stdout.replace("\u00a0", " ")


def test_a_day_on_which_nobody_meets_is_told_with_days_that_are_possible(call: Call) -> None:
    result = call("calendar", "plan", "--council-date", "2027-12-25")

    assert result.exit_code == 1
    assert "Erster Weihnachtstag" in result.stdout
    assert "22. Dezember 2027" in result.stdout.replace("\u00a0", " ")


def test_nothing_is_planned_on_unknown_holidays(call: Call) -> None:
    result = call("calendar", "plan", "--council-date", "2031-03-10")

    assert result.exit_code == 3
    assert "2030/31" in result.stderr
    assert "region.toml" in result.stderr


def test_the_rest_of_a_revision_can_be_planned(call: Call) -> None:
    result = call(*PLAN, "--from-stage", "approve_plan", "--json")

    stages = {each["step"].partition("/")[0] for each in json.loads(result.stdout)["steps"]}
    assert stages == {"approve_plan"}


def test_a_committee_can_subscribe_to_its_dates(call: Call, asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "feeds" / "steuerungsgruppe.ics"

    result = call("calendar", "export", "--committee", "internal_steering_group", "--output", str(file))
    first = file.read_bytes()
    again = call("calendar", "export", "--committee", "internal_steering_group", "--output", str(file))

    assert (result.exit_code, again.exit_code) == (0, 0)
    assert file.read_bytes() == first
    calendar = Calendar.from_ical(first)
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert calendar["X-WR-CALNAME"] == "Interne Steuerungsgruppe Bildung"
    open_gates = [event for event in events.values() if event["STATUS"] == "CONFIRMED"]
    assert ["letzter Tag" in str(event["SUMMARY"]) for event in open_gates] == [True]
    planned = [str(event["SUMMARY"]) for event in events.values() if event["STATUS"] == "TENTATIVE"]
    assert len(planned) == 2
    assert all("geplant" in title for title in planned)
    assert all(event["DTSTART"].dt >= date(2026, 11, 23) for event in events.values())


def test_a_feed_names_no_person(call: Call, asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.ics"

    call("calendar", "export", "--committee", "strategy_group", "--output", str(file))

    text = file.read_bytes().decode().replace("\r\n ", "")
    assert "ATTENDEE" not in text
    assert "bildung@heidekreis.example.org" in text


def test_an_unknown_committee_is_refused_with_those_that_there_are(call: Call, asked: Path) -> None:
    result = call("calendar", "export", "--committee", "strategygroup", "--output", "x.ics")

    assert result.exit_code == 3
    assert "strategy_group" in result.stderr
    assert not Path("x.ics").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_speaks_against_a_plan_has_words(language: str) -> None:
    source = Path(conflicts.__file__).read_text(encoding="utf-8")
    codes = {name: set(re.findall(rf'{name}\(\s*code="(\w+)"', source)) for name in ("Conflict", "Mend")}

    reasons = {"no_meeting_day": ("weekend", "holiday", "not_listed")}
    wanted = {f"{code}_{reason}" for code, found in reasons.items() for reason in found}
    wanted |= codes["Conflict"] - set(reasons)
    assert len(codes["Conflict"]) >= 4
    assert all(has_text("plan_conflict", code, language) for code in wanted)
    assert len(codes["Mend"]) >= 9
    assert all(has_text("plan_mend", code, language) for code in codes["Mend"])
    assert all(has_text("plan_step", kind, language) for kind in StepKind if kind is not StepKind.STAGE)
    gates = [question.key for stage in CYCLE for question in stage.gates]
    assert all(gate_title(gate, language) for gate in gates)


@pytest.fixture
def ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile of the Heidekreis whose school holidays end with the Christmas holidays."""
    folder = tmp_path / "profile"
    folder.mkdir()
    for file in (REGIONS / "heidekreis").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        if file.name == "region.toml":
            text = text[: text.index('[[school_holiday]]\ntitle = "Halbjahresferien 2027"')]
        (folder / file.name).write_text(text, encoding="utf-8")
    (folder / "deliveries").symlink_to(REGIONS / "heidekreis" / "deliveries")
    monkeypatch.setenv("MASTERPLAN_PROFILE", str(folder))
    return folder


def test_everybody_is_told_when_the_holidays_end_too_soon(call: Call, asked: Path, ended: Path) -> None:
    checked, looked, stands = call("check", "--all"), call("doctor"), call("cycle", "status", "--json")

    assert checked.exit_code == looked.exit_code == stands.exit_code == 0
    assert "nur bis zum 2027-01-09 bekannt" in checked.stdout
    assert "ab dem Schuljahr 2026/27" in looked.stdout
    assert json.loads(stands.stdout)["holidays_known_until"] == "2027-01-09"


def test_a_deadline_beyond_the_known_holidays_is_marked_in_the_status(
    call: Call, asked: Path, ended: Path
) -> None:
    region = (ended / "region.toml").read_text(encoding="utf-8")
    short = region[: region.index('[[school_holiday]]\ntitle = "Weihnachtsferien 2026/27"')]
    (ended / "region.toml").write_text(short, encoding="utf-8")

    result = call("cycle", "status")

    assert "kann in den Ferien liegen" in result.stdout


def test_a_feed_without_known_holidays_holds_what_is_fixed_and_says_so(
    call: Call, asked: Path, ended: Path, tmp_path: Path
) -> None:
    file = tmp_path / "s.ics"

    result = call("calendar", "export", "--committee", "internal_steering_group", "--output", str(file))

    assert result.exit_code == 0
    assert "Geplante Termine fehlen" in result.stderr
    assert [event["STATUS"] for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")] == [
        "CONFIRMED"
    ]


def test_who_begins_a_revision_that_ends_near_a_change_of_term_is_told(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = call("cycle", "start", "--json")
    monkeypatch.setenv("MASTERPLAN_NOW", "2030-08-01T08:00:00+00:00")

    near = call("cycle", "start")

    assert json.loads(calm.stdout)["near_changes_of_term"] == []
    assert "Wechsel der Wahlperiode" in near.stdout
