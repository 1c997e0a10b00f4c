"""The whole decision: quorum, silence and majority together, with reasons in order and in words."""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Answer, CommitteeKind, Tie
from steering.decision import (
    Attendance,
    Count,
    Decision,
    Lot,
    Rules,
    decide,
    may_circulate,
)
from steering.rules_of_procedure import CastingVote, ManyRecused
from templates.reasons import reason_text
from tests.steering.decision.bodies import ADOPTED, LOT, REJECTED, Y, any_rules

LAW = {"quorum_share": "§ 65 (1) NKomVG", "many_recused": "§ 65 (3) NKomVG", "majority": "§ 66 (1) NKomVG"}


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def test_the_reasons_come_in_the_order_in_which_a_chair_would_say_them() -> None:
    decision = decide(Rules(seats_count=9), Count(yes=4, no=1, abstain=1), Attendance(present_count=6))

    assert codes(decision) == ["quorum_met", "carried", "abstentions_do_not_count"]


def test_without_a_quorum_there_is_no_result() -> None:
    decision = decide(Rules(seats_count=9), Count(yes=4), Attendance(present_count=4))

    assert (decision.result, decision.needs_approval, codes(decision)) == (None, False, ["quorum_missed"])


def test_what_few_decide_because_many_are_excluded_waits_for_approval() -> None:
    rules = Rules(seats_count=9, many_recused=ManyRecused.ANY_NUMBER_WITH_APPROVAL, sources=LAW)

    decision = decide(rules, Count(yes=2, no=1), Attendance(present_count=4, recused_count=5))

    assert decision.result is ADOPTED
    assert decision.needs_approval
    assert decision.outcome is not None
    assert decision.outcome.needs_approval
    told = reason_text("quorum_many_recused", decision.reasons[0].facts)
    assert told.endswith(
        "Der Beschluss braucht die Genehmigung der Kommunalaufsicht (Paragraf 65 Absatz 3 NKomVG)."
    )


SILENCE = Rules(seats_count=9, silence_is_consent=True, silence_days=10, silence_answers_count=1)


@pytest.mark.parametrize(
    ("count", "silent", "result", "code"),
    [
        (Count(yes=1), 8, ADOPTED, "silence_consents"),
        (Count(abstain=1), 8, ADOPTED, "silence_consents"),
        (Count(yes=1, no=1), 7, None, "silence_broken"),
        (Count(yes=5, no=1), 3, ADOPTED, "silence_broken"),
        (Count(), 9, None, "silence_without_answers"),
        (Count(yes=5), 0, ADOPTED, "carried"),
    ],
)
def test_silence_is_consent_only_if_somebody_answered_and_nobody_said_no(
    count: Count, silent: int, result: object, code: str
) -> None:
    decision = decide(SILENCE, count, Attendance(present_count=count.cast), silent_count=silent)

    assert decision.result is result
    assert code in codes(decision)


def test_where_the_rules_do_not_say_so_silence_is_nothing() -> None:
    decision = decide(Rules(seats_count=9), Count(yes=1), Attendance(present_count=1), silent_count=8)

    assert decision.result is None


@pytest.mark.parametrize(
    ("told", "objections", "consents", "is_allowed", "code"),
    [
        ({}, 0, 0, True, "circulation_allowed"),
        ({}, 1, 0, False, "circulation_objected"),
        ({"circulation_allowed": False}, 0, 0, False, "circulation_not_allowed"),
        ({"kind": CommitteeKind.COUNTY_COUNCIL}, 0, 0, False, "circulation_not_allowed"),
        ({"kind": CommitteeKind.COUNTY_COUNCIL, "exception": True}, 0, 41, True, "circulation_allowed"),
        (
            {"kind": CommitteeKind.COUNTY_COUNCIL, "exception": True},
            0,
            40,
            False,
            "circulation_without_consent",
        ),
    ],
)
def test_a_body_circulates_if_it_may_and_nobody_objects(
    told: dict[str, object], objections: int, consents: int, code: str, *, is_allowed: bool
) -> None:
    is_exception = bool(told.get("exception"))
    rules = Rules(
        seats_count=51,
        kind=CommitteeKind(str(told.get("kind", CommitteeKind.EXECUTIVE_COMMITTEE))),
        circulation_allowed=bool(told.get("circulation_allowed", True)),
        circulation_is_legal_exception=is_exception,
        circulation_consent_share=Fraction(4, 5) if is_exception else None,
    )

    found, reason = may_circulate(rules, objections=objections, consents=consents)

    assert (found, reason.code) == (is_allowed, code)


def test_four_fifths_that_are_just_reached_are_enough() -> None:
    council = Rules(
        seats_count=50,
        kind=CommitteeKind.COUNTY_COUNCIL,
        circulation_allowed=True,
        circulation_is_legal_exception=True,
        circulation_consent_share=Fraction(4, 5),
    )

    assert may_circulate(council, consents=40)[0]
    assert not may_circulate(council, consents=39)[0]


ANY_THERE = st.builds(
    Attendance,
    present_count=st.integers(0, 9),
    recused_count=st.integers(0, 9),
    is_second_summons=st.booleans(),
    is_announced=st.booleans(),
    was_quorate=st.booleans(),
    is_doubted=st.booleans(),
)


@given(
    rules=any_rules(),
    there=ANY_THERE,
    answers=st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)),
    silent=st.integers(0, 3),
    says_silence=st.booleans(),
    casting=st.none() | st.sampled_from(Answer),
    turned=st.sampled_from(["no", "abstain", "silent", "away"]),
)
def test_one_more_yes_never_makes_an_adopted_item_anything_else(
    *,
    rules: Rules,
    there: Attendance,
    answers: tuple[int, int, int],
    silent: int,
    says_silence: bool,
    casting: Answer | None,
    turned: str,
) -> None:
    rules = replace(rules, silence_is_consent=says_silence, quorum_holds_until_doubted=says_silence)
    yes, no, abstain = answers
    there = replace(there, present_count=max(there.present_count, yes + no + abstain))
    before = decide(
        rules, Count(yes=yes, no=no, abstain=abstain, casting=casting), there, silent_count=silent, lot=LOT
    )
    left = {"no": no, "abstain": abstain, "silent": silent, "away": 1}
    if before.result is not ADOPTED or left[turned] == 0:
        return

    # A no, an abstention, a silence or an absence becomes a yes.
    after = decide(
        rules,
        Count(
            yes=yes + 1, no=no - (turned == "no"), abstain=abstain - (turned == "abstain"), casting=casting
        ),
        replace(there, present_count=there.present_count + (turned in {"silent", "away"})),
        silent_count=silent - (turned == "silent"),
        lot=LOT,
    )

    assert after.result is ADOPTED


def test_every_reason_of_every_decision_has_words_in_both_languages() -> None:
    told = set()
    rules = [
        Rules(seats_count=5, tie=tie, silence_is_consent=silence, casting_vote=CastingVote.EXTRA_VOTE)
        for tie, silence in itertools.product(Tie, (False, True))
    ]
    counts = [Count(yes=y, no=n, abstain=a, casting=Y) for y, n, a in itertools.product(range(3), repeat=3)]
    for rule, count, lot, silent in itertools.product(rules, counts, (None, Lot(seed="x")), (0, 2)):
        there = Attendance(present_count=count.cast)
        for reason in decide(rule, count, there, silent_count=silent, lot=lot, subject="t").reasons:
            told.add(reason.code)
            for language in ("de", "en"):
                assert reason_text(reason.code, reason.facts, language)

    assert {"tie_drawn", "tie_awaits_lot", "chair_decides_tie", "rejected_by_tie", "silence_broken"} <= told


def test_a_verdict_names_its_paragraph() -> None:
    rules = Rules(seats_count=51, sources=LAW)

    decision = decide(rules, Count(yes=10, no=20), Attendance(present_count=30))

    german = [reason_text(reason.code, reason.facts) for reason in decision.reasons]
    english = [reason_text(reason.code, reason.facts, "en") for reason in decision.reasons]
    assert decision.result is REJECTED
    assert german[0].endswith("(Paragraf 65 Absatz 1 NKomVG).")
    assert german[1].endswith("(Paragraf 66 Absatz 1 NKomVG).")
    assert english[1].endswith("(section 66 (1) NKomVG).")
