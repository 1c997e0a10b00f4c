"""A score per dimension of quality: exact where all holds, visible where one cell is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.check import Dimension, RuleResult
from models import Severity
from steering.quality_score import score


def a_result(
    *,
    failing: int = 0,
    rows: int = 1000,
    severity: Severity = Severity.CRITICAL,
    dimension: Dimension | None = Dimension.ACCURACY,
) -> RuleResult:
    return RuleResult(
        rule_key="rule", severity=severity, dimension=dimension, rows_count=rows, failing_count=failing
    )


RESULTS = st.builds(
    a_result,
    failing=st.integers(0, 50),
    rows=st.integers(1, 50),
    severity=st.sampled_from(Severity),
    dimension=st.sampled_from([*Dimension, None]),
)


def test_rules_that_all_hold_score_one() -> None:
    assert score([a_result(), a_result(severity=Severity.NOTE)]) == {Dimension.ACCURACY: 1.0}


def test_what_no_rule_spoke_of_has_no_score() -> None:
    assert score([a_result(dimension=None)]) == {}


def test_one_wrong_total_in_a_million_cells_is_seen() -> None:
    assert score([a_result(failing=1, rows=1_000_000), a_result()]) == {Dimension.ACCURACY: 0.75}


def test_a_broken_warning_weighs_less_than_a_broken_critical_rule() -> None:
    fine = a_result()
    warned = score([fine, a_result(failing=1, severity=Severity.WARNING)])[Dimension.ACCURACY]
    stopped = score([fine, a_result(failing=1)])[Dimension.ACCURACY]

    assert warned == pytest.approx((3 + 2 * 0.9) / 5)
    assert stopped < warned < 1


@given(st.lists(RESULTS, max_size=12))
def test_a_score_lies_between_nothing_and_all(results: list[RuleResult]) -> None:
    assert all(0 <= value <= 1 for value in score(results).values())


@given(st.lists(RESULTS, min_size=1, max_size=12), st.randoms())
def test_the_order_of_the_rules_does_not_matter(results: list[RuleResult], random: object) -> None:
    mixed = list(results)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert score(mixed) == pytest.approx(score(results))
