"""Rules as they are kept: the same bytes for the same rules, and nothing that we do not know."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import CommitteeKind, Majority
from steering.errors import NotAllowedNow
from steering.rules_of_procedure import (
    Convener,
    DayUnit,
    Ranking,
    Remote,
    RuleBook,
    Rules,
    from_json,
    to_json,
)
from tests.steering.decision.bodies import any_rules

OLD = {"seats_count": 23}


@st.composite
def whole_rules(draw: st.DrawFn) -> Rules:
    """Rules with everything that they may say."""
    days = st.none() | st.integers(0, 60)
    return replace(
        draw(any_rules()),
        kind=draw(st.sampled_from(CommitteeKind)),
        quorum_share=draw(st.fractions(0, 1, max_denominator=99)),
        ranking=draw(st.sampled_from(Ranking)),
        remote=draw(st.sampled_from(Remote)),
        convened_by=draw(st.sampled_from(Convener)),
        notice_unit=draw(st.sampled_from(DayUnit)),
        papers_days=draw(days),
        urgent_notice_days=draw(days),
        circulation_consent_share=draw(st.none() | st.just(Fraction(4, 5))),
        sources=draw(st.dictionaries(st.sampled_from(["majority", "tie"]), st.text(max_size=20))),
    )


@given(rules=whole_rules())
def test_what_is_kept_is_read_again(rules: Rules) -> None:
    text = to_json(rules)

    assert from_json(text) == rules
    assert to_json(from_json(text)) == text


@settings(max_examples=20)
@given(
    rules=st.dictionaries(st.sampled_from(["any", "budget", "forum"]), whole_rules()), default=whole_rules()
)
def test_a_whole_book_is_read_again(rules: dict[str, Rules], default: Rules) -> None:
    book = RuleBook(rules={"any": default, **rules})

    assert RuleBook.from_json(book.to_json()) == book


def test_the_bytes_do_not_depend_on_the_order_in_which_sources_were_named() -> None:
    one = Rules(seats_count=5, sources={"tie": "a", "majority": "b"})
    other = Rules(seats_count=5, sources={"majority": "b", "tie": "a"})

    assert to_json(one) == to_json(other)


def test_shares_are_kept_as_fractions_never_as_decimals() -> None:
    kept = json.loads(to_json(Rules(seats_count=9, quorum_share=Fraction(2, 3))))

    assert kept["quorum_share"] == "2/3"


def test_a_field_that_was_not_known_then_has_the_value_that_it_had_then() -> None:
    assert from_json(json.dumps(OLD)) == Rules(seats_count=23)


@pytest.mark.parametrize(
    "facts",
    [
        {**OLD, "veto": True},
        {"majority": "simple"},
        {**OLD, "majority": "large"},
        {**OLD, "majority": "own"},
        {**OLD, "quorum_share": "3/2"},
        {**OLD, "quorum_share": "half"},
        {**OLD, "quorum_share": "1/0"},
        {**OLD, "is_secret": 1},
        {**OLD, "notice_days": True},
        {**OLD, "notice_days": "14"},
        {**OLD, "sources": []},
        [],
    ],
)
def test_rules_that_we_do_not_know_are_refused_never_guessed(facts: object) -> None:
    with pytest.raises(NotAllowedNow) as refused:
        from_json(json.dumps(facts))

    assert refused.value.code == "rules_unreadable"


def test_a_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(NotAllowedNow):
        from_json("{")


def test_a_book_without_general_rules_decides_nothing() -> None:
    with pytest.raises(ValueError, match="any matter"):
        RuleBook(rules={"budget": Rules(seats_count=5)})


def test_a_matter_without_rules_of_its_own_follows_the_general_ones() -> None:
    plain, strict = Rules(seats_count=5), Rules(seats_count=5, majority=Majority.ABSOLUTE)
    book = RuleBook(rules={"any": plain, "budget": strict})

    assert (book.on("budget"), book.on("substance"), book.matters) == (strict, plain, ("any", "budget"))
