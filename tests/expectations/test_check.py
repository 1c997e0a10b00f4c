"""The runner: genuine results, every failing row, nothing shared between threads, nothing left behind."""

import logging
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from expectations.check import Report, Rule, RuleNotEvaluated, Suite, run, warm_up
from expectations.conditions import CONDITIONS
from expectations.library import library
from models import Severity

# Great Expectations and its libraries warn about themselves while they are imported.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

ROOT = Path(__file__).parents[2]


def a_rule(
    key: str, kind: str, *, frame: str = "rows", place: tuple[str, ...] = ("name",), **options: object
) -> Rule:
    return Rule(key=key, frame=frame, severity=Severity.CRITICAL, expectation=(kind, options), place=place)


POSITIVE = a_rule("positive", "expect_column_values_to_be_between", column="amount", min_value=0)
OURS = a_rule("ours", "expect_numbers_to_be_between", column="amount", min_value=0)
SOME = a_rule("some", "expect_table_row_count_to_be_between", min_value=1, place=())
SUITE = Suite(key="amounts", rules=(POSITIVE, OURS, SOME))


def amounts(bad: int, good: int = 10) -> pd.DataFrame:
    values = [-1.0 - number for number in range(bad)] + [1.0] * good
    return pd.DataFrame({"name": [f"row {number}" for number in range(len(values))], "amount": values})


def failed(report: Report) -> dict[str, int]:
    return {fault.rule_key: fault.rows_count for fault in report.faults}


def test_all_failing_rows_are_listed_past_the_limit_of_the_library() -> None:
    report = run(SUITE, {"rows": amounts(bad=777)})

    assert failed(report) == {"positive": 777, "ours": 777}
    for fault in report.faults:
        assert [row["name"] for row in fault.rows] == [f"row {number}" for number in range(777)]
        assert fault.rows[500]["amount"] == -501.0


def test_a_report_counts_rules_and_rows() -> None:
    report = run(SUITE, {"rows": amounts(bad=0)})

    assert (report.suite_key, report.faults, report.rules_count, report.rows_count) == ("amounts", (), 3, 10)


def test_an_index_of_its_own_does_not_hide_the_row() -> None:
    frame = amounts(bad=2).sort_values("name", ascending=False)

    report = run(SUITE, {"rows": frame})

    assert {row["name"] for row in report.faults[0].rows} == {"row 0", "row 1"}


def test_an_empty_frame_breaks_only_the_rule_that_something_is_there() -> None:
    report = run(SUITE, {"rows": amounts(bad=0, good=0)})

    assert failed(report) == {"some": 1}
    assert report.faults[0].observed == "0"
    assert report.faults[0].rows == ()


@pytest.mark.parametrize("kind", CONDITIONS)
def test_our_expectations_pass_on_a_frame_without_rows(kind: str) -> None:
    columns = {"code", "value", "status", "unit"}
    columns |= {"column", "where"}
    lists = {"with_number": ["a"], "counted": ["a"], "columns": ["code"], "words": ["a"]}
    rule = Rule(
        key="rule",
        frame="rows",
        severity=Severity.NOTE,
        expectation=(
            kind,
            {
                option: lists.get(option, option)
                for option in library().expectation(kind).__fields__
                if option in columns | set(lists)
            },
        ),
    )

    report = run(Suite(key="empty", rules=(rule,)), {"rows": pd.DataFrame(columns=sorted(columns))})

    assert report.faults == ()


def test_frames_of_one_call_are_not_mixed_up() -> None:
    rules = tuple(
        Rule(
            key=f"rule_{name}",
            frame=name,
            severity=Severity.WARNING,
            expectation=("expect_numbers_to_be_between", {"column": "amount", "min_value": 0}),
            place=("name",),
        )
        for name in ("one", "two", "three")
    )

    report = run(
        Suite(key="frames", rules=rules), {"one": amounts(3), "two": amounts(0), "three": amounts(5)}
    )

    assert failed(report) == {"rule_one": 3, "rule_three": 5}


@pytest.mark.parametrize("threads", [2, 8])
def test_threads_do_not_see_each_others_rows(threads: int) -> None:
    warm_up()
    frames = {bad: amounts(bad) for bad in range(1, 25)}

    with ThreadPoolExecutor(threads) as pool:
        reports = dict(
            zip(frames, pool.map(lambda one: run(SUITE, {"rows": one}), frames.values()), strict=True)
        )

    assert {bad: failed(report) for bad, report in reports.items()} == {
        bad: {"positive": bad, "ours": bad} for bad in frames
    }


def test_a_rule_without_its_frame_or_column_never_passes() -> None:
    with pytest.raises(RuleNotEvaluated, match="no frame 'rows'"):
        run(SUITE, {"others": amounts(0)})
    with pytest.raises(RuleNotEvaluated, match=r"no column \['amount'\]"):
        run(SUITE, {"rows": amounts(0).drop(columns="amount")})


def test_a_rule_that_cannot_be_computed_never_passes() -> None:
    frame = amounts(0).assign(amount="many")

    with pytest.raises(RuleNotEvaluated, match="ours"):
        run(Suite(key="amounts", rules=(OURS,)), {"rows": frame})


def test_results_come_from_great_expectations() -> None:
    suite = library().suite(
        "amounts", [library().expectation("expect_numbers_to_be_between")(column="amount", min_value=0)]
    )

    with library().batches() as batches:
        (result,) = library().results(batches, amounts(bad=2), suite)

    assert type(result).__name__ == "ExpectationValidationResult"
    assert type(result).__module__.startswith("great_expectations")
    assert result.success is False
    assert result.result["unexpected_index_list"] == [0, 1]


def test_our_expectations_speak_their_condition() -> None:
    for name, condition in CONDITIONS.items():
        assert library().expectation(name).__doc__ == condition.__doc__


def test_warnings_stay_where_they_were() -> None:
    program = (
        "import logging, sys, warnings\n"
        "showed = warnings.showwarning\n"
        "from expectations.check import warm_up\n"
        "assert 'great_expectations' not in sys.modules\n"
        "warm_up()\n"
        "assert 'great_expectations' in sys.modules\n"
        "assert warnings.showwarning is showed\n"
        "assert not logging.getLogger().handlers\n"
        "warnings.warn('still heard')\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "UserWarning: still heard" in done.stderr


def test_a_log_that_wanted_warnings_keeps_them() -> None:
    program = (
        "import logging, warnings\n"
        "logging.captureWarnings(True)\n"
        "wanted = warnings.showwarning\n"
        "from expectations.check import warm_up\n"
        "warm_up()\n"
        "assert warnings.showwarning is wanted\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False
    )

    assert done.returncode == 0, done.stderr


def test_a_run_writes_nothing_and_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    level, filters = logging.getLogger().level, list(warnings.filters)

    run(SUITE, {"rows": amounts(bad=3)})

    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr() == ("", "")
    assert (logging.getLogger().level, warnings.filters) == (level, filters)


def test_a_run_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    warm_up()

    def refuse(*_args: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)

    assert failed(run(SUITE, {"rows": amounts(bad=1)})) == {"positive": 1, "ours": 1}
