"""Which questions may be decided by circulation, and until when members may object."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models import CommitteeKind, Gate, GateKind
from steering.circulating import last_day_to_object, objection_days, why_not
from steering.frozen_rules import FrozenRules
from steering.rules_of_procedure import RuleBook, Rules

MAY = Rules(seats_count=9, kind=CommitteeKind.ADVISORY_BOARD, circulation_allowed=True)
MUST_MEET = Rules(seats_count=9, kind=CommitteeKind.ADVISORY_BOARD, circulation_allowed=False)


def frozen(*matters: str, **others: Rules) -> FrozenRules:
    book = RuleBook(rules={"any": MAY, **others})
    return FrozenRules(book=book, matters={f"g/{n}": matter for n, matter in enumerate(matters, start=1)})


def code(rules: FrozenRules, objections: int = 0) -> str:
    reason = why_not(rules, objections)
    return reason.code if reason else ""


@given(objections=st.integers(0, 9))
def test_one_objection_is_enough_and_none_is_none(objections: int) -> None:
    assert (code(frozen("substance"), objections) == "circulation_objected") == (objections > 0)


def test_one_matter_that_needs_a_meeting_takes_the_whole_question_there() -> None:
    assert code(frozen("substance", "budget", budget=MUST_MEET)) == "circulation_not_allowed"
    assert code(frozen("substance", budget=MUST_MEET)) == ""


def test_where_the_law_wants_consent_that_nobody_gathered_the_body_meets() -> None:
    council = Rules(
        seats_count=51,
        kind=CommitteeKind.COUNTY_COUNCIL,
        circulation_allowed=True,
        circulation_is_legal_exception=True,
        circulation_consent_share=Fraction(4, 5),
    )

    assert code(frozen("budget", budget=council)) == "circulation_without_consent"


def a_gate() -> Gate:
    return Gate(
        id="g",
        stage_run_id="s",
        committee_id="c",
        key="q",
        kind=GateKind.VOTE,
        question="?",
        content_sha256="",
        opened_at=datetime(2027, 3, 1, 8, tzinfo=UTC),
        due_on=date(2027, 3, 15),
    )


@given(days=st.integers(0, 40))
def test_the_last_day_to_object_is_never_after_the_close(days: int) -> None:
    rules = frozen("x", x=Rules(seats_count=9, circulation_allowed=True, circulation_objection_days=days))

    until = last_day_to_object(a_gate(), rules, asked_on=date(2027, 3, 1))

    assert objection_days(rules) == days
    assert until == (date(2027, 3, min(15, 1 + days)) if days else date(2027, 3, 15))
