"""Quality findings over time: one fault is one record, and people decide how long it may stand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.check import Fault, Report
from models import QualityFinding, QualityState, Severity
from steering.errors import NotAllowedNow
from steering.quality import blocking, is_waived, reconcile, run_record, waive

NOW = datetime(2028, 3, 1, 8, tzinfo=UTC)
TODAY = date(2028, 3, 1)
MEASURE = ("code", "title")


def a_fault(
    *codes: str, rule: str = "planned_measure_has_goal", severity: Severity = Severity.CRITICAL
) -> Fault:
    rows = tuple(
        {"code": code, "title": f"Vorhaben {code}", "goal": "", "owner_id": f"org/{code}"} for code in codes
    )
    return Fault(
        rule_key=rule,
        severity=severity,
        frame="planned_measures",
        rows_count=len(rows),
        rows=rows,
        place=MEASURE,
        per=("code",),
    )


def many_rows(count: int) -> Fault:
    rows = tuple(
        {
            "source_key": "leavers",
            "file_name": "lv.csv",
            "row_number": row,
            "column_number": 4,
            "variable": "lv",
            "region_code": "03358",
            "period": "2027",
        }
        for row in range(1, count + 1)
    )
    return Fault(
        rule_key="counts_are_whole",
        severity=Severity.CRITICAL,
        frame="cells",
        rows_count=count,
        rows=rows,
        place=tuple(rows[0]),
        per=("source_key",),
    )


def a_report(*faults: Fault, suite: str = "draft_plan") -> Report:
    return Report(suite_key=suite, faults=faults, rules_count=9, rows_count=30)


def after(
    report: Report, known: list[QualityFinding], *, run: str = "run/1", day: int = 0, language: str = "de"
) -> list[QualityFinding]:
    return reconcile(
        report,
        known,
        region_key="heidekreis",
        run_id=run,
        now=NOW + timedelta(days=day),
        today=TODAY + timedelta(days=day),
        language=language,
    )


def states(findings: list[QualityFinding]) -> list[QualityState]:
    return [finding.state for finding in findings]


def test_a_new_fault_says_what_where_and_how_to_mend() -> None:
    (finding,) = after(a_report(a_fault("M3")), [])

    assert finding.state is QualityState.NEW
    assert finding.what == "Die Maßnahme M3 „Vorhaben M3“ hat kein Ziel."
    assert finding.place == "Maßnahme M3, Vorhaben M3"
    assert finding.mend == "Im Maßnahmenblatt das Ziel eintragen."
    assert (finding.owner_id, finding.rows_count, finding.last_run_id) == ("org/M3", 1, "run/1")
    assert finding.id.startswith("heidekreis/draft_plan/planned_measure_has_goal/")


def test_a_finding_speaks_the_language_of_the_region() -> None:
    (german,), (english,) = (after(a_report(a_fault("M3")), [], language=one) for one in ("de", "en"))

    assert english.what == "Measure M3 “Vorhaben M3” has no goal."
    assert english.id == german.id


def test_rows_of_one_source_are_one_finding() -> None:
    (finding,) = after(a_report(many_rows(538), suite="collect_data"), [])

    assert finding.rows_count == 538
    assert finding.what.startswith("Negative oder nicht ganze Anzahlen in der Quelle „leavers“: 538.")
    assert "Zeile 1" in finding.place


def test_a_source_is_called_by_its_title() -> None:
    names = {"source_key": {"leavers": "Abgehende"}}

    (finding,) = reconcile(
        a_report(many_rows(2), suite="collect_data"),
        [],
        region_key="heidekreis",
        run_id="run/1",
        now=NOW,
        today=TODAY,
        names=names,
    )

    assert "der Quelle „Abgehende“" in finding.what
    assert "leavers" not in finding.what + finding.place


def test_a_fault_without_rows_is_one_finding() -> None:
    fault = Fault(
        rule_key="draft_exists", severity=Severity.CRITICAL, frame="drafts", rows_count=1, observed="0"
    )

    (finding,) = after(a_report(fault), [])

    assert (finding.what, finding.place) == ("Es gibt keinen Entwurf.", "")


CODES = st.sets(st.sampled_from(["M1", "M2", "M3", "M4", "Ä5", "M/6"]), max_size=6).map(sorted)


@given(CODES)
def test_the_same_run_twice_changes_nothing(codes: list[str]) -> None:
    report = a_report(a_fault(*codes)) if codes else a_report()
    first = after(report, [])

    again = after(report, first)

    assert [finding.model_dump() for finding in again] == [finding.model_dump() for finding in first]
    assert len({finding.id for finding in again}) == len(codes)


@given(before=CODES, now=CODES)
def test_what_stays_is_open_what_is_mended_is_gone_what_comes_is_new(
    before: list[str], now: list[str]
) -> None:
    first = after(a_report(a_fault(*before)) if before else a_report(), [])

    second = after(a_report(a_fault(*now)) if now else a_report(), first, run="run/2", day=1)

    by_owner = {finding.owner_id: finding for finding in second}
    assert len(second) == len({finding.id for finding in second}) == len({*before, *now})
    for code in {*before, *now}:
        expected = (
            QualityState.NEW
            if code not in before
            else QualityState.OPEN
            if code in now
            else QualityState.GONE
        )
        assert by_owner[f"org/{code}"].state is expected
        assert by_owner[f"org/{code}"].last_run_id == "run/2"
        assert by_owner[f"org/{code}"].first_seen_at == NOW + timedelta(days=code not in before)


def test_a_wording_or_a_number_does_not_make_another_fault() -> None:
    (small,) = after(a_report(many_rows(3), suite="collect_data"), [])

    (large,) = after(a_report(many_rows(7), suite="collect_data"), [small], run="run/2", day=1)

    assert large.id == small.id
    assert (large.state, large.rows_count) == (QualityState.OPEN, 7)


def test_what_is_long_gone_is_left_in_peace() -> None:
    first = after(a_report(a_fault("M1")), [])
    gone = after(a_report(), first, run="run/2", day=1)

    assert after(a_report(), gone, run="run/3", day=2) == []


def test_a_fault_that_comes_back_is_new_and_not_waived() -> None:
    (first,) = after(a_report(a_fault("M1")), [])
    waived = waive(first, "Leitung Stabsstelle", "Blatt folgt.", TODAY + timedelta(days=90))
    gone = after(a_report(), [waived], run="run/2", day=1)

    (back,) = after(a_report(a_fault("M1")), gone, run="run/3", day=2)

    assert (back.id, back.state, back.waived_by) == (first.id, QualityState.NEW, "")
    assert back.first_seen_at == NOW


def test_other_suites_and_regions_are_not_touched() -> None:
    draft = after(a_report(a_fault("M1")), [])

    found = after(a_report(suite="approve_plan"), draft, run="run/2")

    assert found == []


@given(days=st.integers(0, 40))
def test_a_waiver_holds_until_its_day_and_then_the_fault_is_open(days: int) -> None:
    (first,) = after(a_report(a_fault("M1")), [])
    waived = waive(first, "Leitung Stabsstelle", "Blatt folgt.", TODAY + timedelta(days=20))

    (later,) = after(a_report(a_fault("M1")), [waived], run="run/2", day=days)

    day = TODAY + timedelta(days=days)
    assert later.state is (QualityState.WAIVED if days <= 20 else QualityState.OPEN)
    assert is_waived(later, day) == (days <= 20)
    assert blocking([later], day) == ([] if days <= 20 else [later])
    assert later.waived_reason == "Blatt folgt."


def test_an_expired_waiver_blocks_before_any_new_run() -> None:
    (first,) = after(a_report(a_fault("M1")), [])
    waived = waive(first, "Leitung Stabsstelle", "Blatt folgt.", TODAY)

    assert blocking([waived], TODAY) == []
    assert blocking([waived], TODAY + timedelta(days=1)) == [waived]


def test_what_grows_under_a_waiver_is_open_again() -> None:
    (first,) = after(a_report(many_rows(3), suite="collect_data"), [])
    waived = waive(first, "Leitung Stabsstelle", "Drei Zellen, beim Amt erfragt.", TODAY + timedelta(days=90))

    (same,) = after(a_report(many_rows(3), suite="collect_data"), [waived], run="run/2", day=1)
    (more,) = after(a_report(many_rows(300), suite="collect_data"), [waived], run="run/2", day=1)

    assert (same.state, more.state) == (QualityState.WAIVED, QualityState.OPEN)


@pytest.mark.parametrize(
    ("by", "reason"), [("", "Grund"), ("Leitung", ""), ("Leitung", " \n"), (" ", "Grund")]
)
def test_nothing_is_waived_without_a_name_and_a_reason(by: str, reason: str) -> None:
    (finding,) = after(a_report(a_fault("M1")), [])

    with pytest.raises(NotAllowedNow, match="cannot be waived"):
        waive(finding, by, reason, TODAY)


def test_what_is_gone_cannot_be_waived() -> None:
    (gone,) = after(a_report(), after(a_report(a_fault("M1")), []), run="run/2")

    with pytest.raises(NotAllowedNow, match="is gone"):
        waive(gone, "Leitung", "Grund", TODAY)


def test_waiving_leaves_the_given_record_as_it_was() -> None:
    (finding,) = after(a_report(a_fault("M1")), [])

    waive(finding, "Leitung", "Grund", TODAY)

    assert (finding.state, finding.waived_by) == (QualityState.NEW, "")


def test_only_critical_findings_that_still_stand_block() -> None:
    critical = after(a_report(a_fault("M1")), [])
    warning = after(a_report(a_fault("M2", severity=Severity.WARNING)), [])
    gone = after(a_report(), critical, run="run/2")

    assert blocking([*critical, *warning, *gone], TODAY) == critical


def test_an_owner_is_found_where_the_row_names_none() -> None:
    fault = Fault(rule_key="draft_exists", severity=Severity.CRITICAL, frame="drafts", rows_count=1)
    given_by = {"region_key": "heidekreis", "run_id": "run/1", "now": NOW, "today": TODAY}

    (by_rule,) = reconcile(a_report(fault), [], owner_of={"draft_exists": "org/office"}, **given_by)  # type: ignore[arg-type]
    (by_function,) = reconcile(a_report(fault), [], owner_of=lambda rule, _row: f"org/{rule}", **given_by)  # type: ignore[arg-type]

    assert (by_rule.owner_id, by_function.owner_id) == ("org/office", "org/draft_exists")


def test_a_run_is_counted() -> None:
    record = run_record(
        a_report(a_fault("M1", "M2")), run_id="run/1", region_key="heidekreis", now=NOW, round_number=2
    )

    assert (record.rules_count, record.rows_count, record.failed_count, record.round) == (9, 30, 1, 2)
    assert states(after(a_report(a_fault("M1", "M2")), [])) == [QualityState.NEW] * 2
