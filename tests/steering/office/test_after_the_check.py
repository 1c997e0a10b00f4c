"""After the check: rows in quarantine, people who care, letters that say it once, a history that stays."""

import shutil
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from models import (
    Message,
    Observation,
    QualityAct,
    QualityCare,
    QualityCount,
    QualityEvent,
    QualityFinding,
    QualityHold,
    QualityRow,
    QualityScore,
    QualityState,
    QualityTold,
    Severity,
)
from steering.errors import NotThere
from steering.office import checking, finding_acts, steps
from steering.office.archive.scope import SCOPED
from steering.office.data_digest import owe_digests
from steering.office.data_page import data_page, lay_down_data_page
from steering.office.data_state import state_of_data
from steering.office.finding_told import history_of_finding, rows_of_finding
from steering.office.inbox import deliver
from steering.office.opening import Office
from steering.office.quarantining import usable
from steering.records import Records
from tests.steering.office.an_office import copied, later, office_on, the_cycle, whole

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
LEAVERS = "21111-02-06-4_2023.csv"
OURS = b"2023;03358;"


@pytest.fixture(scope="module")
def checked_house(begun_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a broken delivery that was checked, prepared once and copied for each test."""
    place = tmp_path_factory.mktemp("checked")
    office = office_on(copied(begun_house, place / "house"))
    with as_file(files("deployments").joinpath("regions", "heidekreis", "deliveries", LEAVERS)) as original:
        deliver(office, damaged(Path(shutil.copy(original, place / LEAVERS))))
    looked(office)
    office.archive.engine.dispose()
    return place / "house"


@pytest.fixture
def checked(checked_house: Path, tmp_path: Path) -> Office:
    return office_on(copied(checked_house, tmp_path / "checked"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with as_file(files("deployments").joinpath("regions", "heidekreis", "deliveries", LEAVERS)) as original:
        return Path(shutil.copy(original, tmp_path / LEAVERS))


def damaged(file: Path) -> Path:
    """The same table, in which our county has a thousand leavers more than its parts."""
    lines = file.read_bytes().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(OURS))
    cells = lines[place].split(b";")
    cells[3] = str(int(cells[3]) + 1000).encode()
    lines[place] = b";".join(cells)
    broken = file.with_name("broken.csv")
    broken.write_bytes(b"".join(lines))
    return broken


def everything(office: Office) -> Records:
    return office.archive.read([*SCOPED, Observation], region_key=office.region_key)


def looked(office: Office, source_key: str = "") -> checking.Found:
    """A check of all deliveries, or of those of one source as the flow makes it."""
    records = everything(office)
    if not source_key:
        report = checking.look(office, checking.DELIVERIES, records)
        return checking.keep(office, records, report)
    laid = checking.lay_out(office, checking.DELIVERIES, records)
    reports = [checking.run_suite(part.suite, part.frames) for part in laid.parts(source_key)]
    return checking.keep(office, records, laid.report_of(reports), source_key=source_key)


def the_sum(office: Office) -> QualityFinding:
    found = everything(office).all(QualityFinding)
    return next(each for each in found if each.rule_key == "parts_sum_to_total")


def kinds(office: Office, kind: type) -> list[object]:
    return office.archive.read([kind], region_key=office.region_key).all(kind)


def own_cells(office: Office) -> int:
    cells = usable(office, everything(office)).cells
    return int((cells["region_code"] == "03358").sum())


def digests(office: Office) -> list[Message]:
    return [each for each in office.archive.messages() if each.occasion == "data_digest"]


def test_in_parts_a_check_finds_what_it_finds_at_once(office: Office, file: Path) -> None:
    deliver(office, damaged(file))
    records = everything(office)
    laid = checking.lay_out(office, checking.DELIVERIES, records)

    whole_report = checking.look(office, checking.DELIVERIES, records)
    parts = laid.report_of([checking.run_suite(part.suite, part.frames) for part in laid.parts()])

    assert len(laid.parts()) > 2
    assert {fault.rule_key for fault in whole_report.faults} == {fault.rule_key for fault in parts.faults}
    for one, other in zip(whole_report.faults, parts.faults, strict=True):
        assert (one.rule_key, one.rows_count) == (other.rule_key, other.rows_count)
        assert sorted(map(str, one.rows)) == sorted(map(str, other.rows))
    assert {(each.rule_key, each.failing_count) for each in whole_report.results} == {
        (each.rule_key, each.failing_count) for each in parts.results
    }


def test_a_broken_sum_keeps_our_figures_from_the_indicators_until_it_is_mended(
    office: Office, file: Path
) -> None:
    whole_file = deliver(office, file)
    all_there = own_cells(office)
    deliver(later(office, 1), damaged(file))

    looked(later(office, 1))
    told = rows_of_finding(office, the_sum(office).id)

    assert told.is_held
    assert [(row["file"], row["region"], row["holds"]) for row in told.rows] == [
        ("broken.csv", "03358", QualityHold.PLACE.value)
    ]
    assert told.rows[0]["row"] > 0
    # Of two deliveries of our county one is kept back whole.
    assert own_cells(office) == all_there

    file.write_bytes(file.read_bytes() + b"\n")
    deliver(later(office, 2), file)
    looked(later(office, 2))

    assert the_sum(office).state is QualityState.GONE
    assert rows_of_finding(office, the_sum(office).id).rows == []
    assert own_cells(office) == 3 * all_there
    assert whole_file.is_new


def test_what_is_released_or_waived_is_used_again(checked: Office) -> None:
    sum_id = the_sum(checked).id
    assert own_cells(checked) == 0

    finding_acts.release(checked, sum_id, reason="Mit dem Landesamt geklärt.")
    released = own_cells(checked)
    with checked.writing() as tx:
        care = tx.get(QualityCare, sum_id)
        care.released_count = 0
    held_again = own_cells(checked)
    finding_acts.waive(checked, sum_id, reason="Bekannt.")

    assert (held_again, own_cells(checked)) == (0, released)
    assert released > 0


def test_only_critical_findings_hold_their_rows(checked: Office) -> None:

    state = state_of_data(checked)

    assert {each.severity for each in state.held(checked.today)} == {Severity.CRITICAL}
    rows = [row for each in state.findings for row in rows_of_finding(checked, each.id).rows]
    by_rule = {each.id: each.severity for each in state.findings}
    assert all(by_rule[row["finding"]] is Severity.CRITICAL for row in rows if row["is_held"])


def test_the_same_check_once_more_changes_nothing_that_people_read(checked: Office) -> None:
    before = [kinds(checked, kind) for kind in (QualityEvent, QualityCare, QualityCount, QualityRow)]

    looked(checked)

    assert [kinds(checked, kind) for kind in (QualityEvent, QualityCare, QualityCount, QualityRow)] == before


def test_a_check_of_one_source_leaves_the_findings_of_others_alone(checked: Office) -> None:
    before = {each.id: each.state for each in everything(checked).all(QualityFinding)}

    looked(later(checked, 1), "school_leavers")

    after = {each.id: each.state for each in everything(checked).all(QualityFinding)}
    assert set(after) == set(before)
    assert QualityState.GONE not in after.values()
    changed = {name for name in after if after[name] != before[name]}
    cares = {care.finding_id: care.source_key for care in everything(checked).all(QualityCare)}
    assert changed
    assert {cares[name] for name in changed} == {"school_leavers"}


def test_one_letter_per_owner_says_it_once(checked: Office) -> None:

    first = owe_digests(checked)
    again = owe_digests(checked)
    looked(later(checked, 1))
    tomorrow = owe_digests(later(checked, 1))

    assert first.count == len({letter.address for letter in first.letters}) >= 2
    assert (again.count, tomorrow.count) == (0, 0)
    ours = next(each for each in first.letters if each.address == checked.sender.address)
    assert "Summe" in ours.text
    # What is told is where and what; never a figure of the table.
    assert "1000" not in ours.text
    assert kinds(checked, QualityTold)


def test_what_was_mended_is_told_with_the_next_letter(checked: Office, file: Path) -> None:
    owe_digests(checked)
    deliver(later(checked, 1), file)

    looked(later(checked, 7))
    letters = owe_digests(later(checked, 7)).letters

    ours = next(each for each in letters if each.address == checked.sender.address)
    assert "nicht mehr der Fall" in " ".join(ours.text.split())
    assert "Summe" in ours.text


def test_the_letters_of_a_stage_are_not_told_again_by_a_digest(office: Office, file: Path) -> None:
    deliver(office, damaged(file))
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, steps.CYCLE[0])
    verdict = steps.check(office, cycle, "collect_data", office.read(cycle, with_cells=True), run=run)

    owe_digests(office)

    critical = {each.what for each in verdict.stopped_by}
    assert critical
    for letter in digests(office):
        flowing = " ".join(letter.text.split())
        assert not [what for what in critical if what in flowing]


def test_acts_are_kept_with_their_events_and_audit_entries(checked: Office) -> None:
    sum_id = the_sum(checked).id
    number = len(checked.archive.audit_trail())

    for _ in range(2):
        finding_acts.acknowledge(checked, sum_id)
        finding_acts.assign(checked, sum_id, "employment_agency")

    acts = [entry.act for entry in checked.archive.audit_trail(after=number)]
    assert acts == ["quality.acknowledge", "quality.assign"]
    told = [(event["act"], event["by"]) for event in history_of_finding(checked, sum_id)]
    assert told == [("appeared", ""), ("acknowledged", "coordinator"), ("assigned", "coordinator")]
    letters = owe_digests(checked).letters
    assert any(letter.recipient == "Agentur für Arbeit" and "Summe" in letter.text for letter in letters)


@pytest.mark.parametrize("name", ["nothing", "other/collect_data/x/1"])
def test_a_finding_that_is_not_there_is_refused_by_name(office: Office, name: str) -> None:
    before = whole(office)

    for act in (finding_acts.acknowledge, rows_of_finding, history_of_finding):
        with pytest.raises(NotThere) as refused:
            act(office, name)
        assert refused.value.code == "no_such_finding"
    with pytest.raises(NotThere):
        finding_acts.snooze(office, name, reason="x", until=office.today + timedelta(days=2))

    assert whole(office) == before


def test_an_office_that_nobody_knows_is_refused(checked: Office) -> None:

    with pytest.raises(NotThere) as refused:
        finding_acts.assign(checked, the_sum(checked).id, "nobody")

    assert refused.value.code == "no_such_organisation"


def test_a_snooze_is_quiet_and_then_tells(office: Office, file: Path) -> None:
    deliver(office, file)
    looked(office)
    late = next(each for each in everything(office).all(QualityFinding) if each.severity is Severity.WARNING)
    until = office.today + timedelta(days=20)
    finding_acts.snooze(office, late.id, reason="Kommt im Februar.", until=until)

    for days in (1, 21):
        looked(later(office, days))
        owe_digests(later(office, days))

    acts = [event["act"] for event in history_of_finding(office, late.id)]
    assert acts == ["appeared", "snoozed", "snooze_ended"]
    told = [event["act"] for event in history_of_finding(office, late.id) if event["told"]]
    assert "snooze_ended" in told


def test_history_is_counted_and_scored_after_every_check(checked: Office, file: Path) -> None:
    deliver(later(checked, 1), file)
    looked(later(checked, 1))

    state = state_of_data(later(checked, 1))

    before, after = state.history
    assert (before.ran_on, after.ran_on) == (date(2027, 1, 11), date(2027, 1, 12))
    assert before.counts["critical"] == after.counts["critical"] + 1
    assert after.scores["accuracy"] > before.scores["accuracy"]
    assert {each.dimension for each in kinds(checked, QualityScore)} >= {"accuracy", "timeliness"}


def test_the_report_says_what_stands_and_is_laid_down_once(checked: Office) -> None:
    looked(later(checked, 1))
    owe_digests(checked)

    page = data_page(checked)
    place = lay_down_data_page(checked)
    written = place.read_text(encoding="utf-8")

    assert "schwere" in written
    assert "Mit den betroffenen Zahlen wird nicht gerechnet" in written
    assert all(each.title in written for each in page.sources)
    assert "<svg" in written
    assert len(page.charts) >= 2
    assert "None" not in written
    assert digests(checked)[0].link.endswith("/data/index.html")
    assert place == checked.settings.documents / "data" / "index.html"


def test_what_happened_is_never_rewritten(checked: Office) -> None:

    with pytest.raises(Exception, match="append-only"), checked.archive.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE quality_event SET note = 'x'")

    assert all(event.note == "" for event in kinds(checked, QualityEvent) if event.act is QualityAct.APPEARED)
