"""Delegations: no circles, no chains, no more than the rule allows."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import CommitteeKind, Delegation, Role
from steering.seating.delegations import Wish, holds, is_withdrawn, refusal
from templates.errors import error_text
from templates.words import LANGUAGES
from tests.steering.seating.a_committee import (
    AT,
    TODAY,
    a_board,
    a_delegation,
    a_mandate,
    a_seat,
    rules,
)

DAY = timedelta(days=1)


def a_wish(one: int = 1, other: int = 2, **changed: Any) -> Wish:
    facts: dict[str, Any] = {
        "seat": a_seat(one),
        "principal": a_mandate(one),
        "delegate": a_mandate(other),
        "delegate_seat": a_seat(other),
        "from_on": TODAY,
        "gate_id": "g",
    }
    return Wish(**facts | changed)


CASES: list[tuple[str, Wish, list[Delegation], dict[str, Any], str | None]] = [
    ("a vote for one gate", a_wish(), [], {}, None),
    ("a vote for a time", a_wish(gate_id=None, to_on=TODAY + DAY), [], {}, None),
    ("a vote until today", a_wish(gate_id=None, to_on=TODAY), [], {}, None),
    ("a body that does not allow it", a_wish(), [], {"delegation_allowed": False}, "delegation_not_allowed"),
    ("to oneself", a_wish(1, 1), [], {}, "delegation_to_oneself"),
    (
        "to one's own deputy, who needs none",
        a_wish(delegate=a_mandate(1, Role.DEPUTY), delegate_seat=a_seat(1)),
        [],
        {},
        "delegation_to_oneself",
    ),
    (
        "to somebody of another committee",
        a_wish(delegate_seat=a_seat(2, committee_id="r/council")),
        [],
        {},
        "delegation_to_a_stranger",
    ),
    ("of an advisory seat", a_wish(seat=a_seat(1, has_vote=False)), [], {}, "delegation_without_vote"),
    ("to an adviser", a_wish(delegate_seat=a_seat(2, has_vote=False)), [], {}, "delegate_without_vote"),
    ("to a deputy", a_wish(delegate=a_mandate(2, Role.DEPUTY)), [], {}, "delegate_without_vote"),
    ("by a deputy", a_wish(principal=a_mandate(1, Role.DEPUTY)), [], {}, "delegation_by_another"),
    ("by the holder of another seat", a_wish(principal=a_mandate(3)), [], {}, "delegation_by_another"),
    ("that was over yesterday", a_wish(to_on=TODAY - DAY), [], {}, "delegation_in_the_past"),
    (
        "that ends before it begins",
        a_wish(from_on=TODAY + 3 * DAY, to_on=TODAY + DAY),
        [],
        {},
        "delegation_in_the_past",
    ),
    (
        "by a member who has left",
        a_wish(principal=a_mandate(1, to_on=TODAY - DAY)),
        [],
        {},
        "delegation_without_mandate",
    ),
    (
        "to a member who has left",
        a_wish(delegate=a_mandate(2, to_on=TODAY - DAY)),
        [],
        {},
        "delegation_without_mandate",
    ),
    (
        "to a member who is still to come",
        a_wish(delegate=a_mandate(2, from_on=TODAY + DAY)),
        [],
        {},
        "delegation_without_mandate",
    ),
    ("a second time for the same gate", a_wish(1, 3), [a_delegation(1, 2)], {}, "delegated_already"),
    (
        "for a gate within a time that is handed over",
        a_wish(1, 3),
        [a_delegation(1, 2, gate_id=None, to_on=TODAY + DAY)],
        {},
        "delegated_already",
    ),
    ("for another gate", a_wish(1, 3, gate_id="other"), [a_delegation(1, 2)], {}, None),
    (
        "after the first was withdrawn",
        a_wish(1, 3),
        [a_delegation(1, 2, withdrawn_at=AT, withdrawn_by="coordinator")],
        {},
        None,
    ),
    (
        "after the first was over",
        a_wish(1, 3),
        [a_delegation(1, 2, gate_id=None, to_on=TODAY - DAY)],
        {},
        None,
    ),
    ("a circle of two", a_wish(2, 1), [a_delegation(1, 2)], {}, "delegate_has_delegated"),
    ("a chain: the delegate hands on", a_wish(2, 3), [a_delegation(1, 2)], {}, "principal_votes_for_others"),
    ("a chain: to one who has handed on", a_wish(1, 2), [a_delegation(2, 3)], {}, "delegate_has_delegated"),
    (
        "a circle of two at different gates",
        a_wish(2, 1, gate_id="other"),
        [a_delegation(1, 2)],
        {},
        None,
    ),
    ("a second vote for one delegate", a_wish(3, 2), [a_delegation(1, 2)], {}, "delegate_holds_enough"),
    (
        "a second vote where two are allowed",
        a_wish(3, 2),
        [a_delegation(1, 2)],
        {"delegations_per_member": 2},
        None,
    ),
    (
        "a third vote where two are allowed",
        a_wish(3, 2),
        [a_delegation(1, 2), a_delegation(4, 2)],
        {"delegations_per_member": 2},
        "delegate_holds_enough",
    ),
    (
        "a vote for a delegate whose other one was taken back",
        a_wish(3, 2),
        [a_delegation(1, 2, withdrawn_at=AT, withdrawn_by="coordinator")],
        {},
        None,
    ),
]


@pytest.mark.parametrize(("what", "wish", "there", "rule", "code"), CASES, ids=[case[0] for case in CASES])
def test_a_vote_is_handed_over_only_where_the_rules_allow_it(
    what: str, wish: Wish, there: list[Delegation], rule: dict[str, Any], code: str | None
) -> None:
    found = refusal(wish, a_board(), rules(**rule), there, today=TODAY)

    assert (found.code if found else None) == code
    if found is not None:
        for language in LANGUAGES:
            told = error_text(found.code, found.facts, language)
            assert told.what != error_text("refused", {}, language).what
            assert "{" not in told.what + told.mend


def test_in_an_organ_no_vote_is_handed_over_whatever_its_rules_say() -> None:
    council = a_board(kind=CommitteeKind.COUNTY_COUNCIL, decides=True)

    found = refusal(a_wish(), council, rules(), [], today=TODAY)

    assert found is not None
    assert found.code == "delegation_not_allowed"


@st.composite
def _attempts(draw: st.DrawFn) -> list[Wish | int]:
    """Members who hand their votes over, in any order, and sometimes take one back."""
    pairs = st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from(["g", None]))
    wishes = pairs.map(lambda pair: a_wish(pair[0], pair[1], gate_id=pair[2], to_on=TODAY + DAY))
    return draw(st.lists(st.one_of(wishes, st.integers(0, 9)), max_size=12))


@given(attempts=_attempts(), limit=st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_whatever_is_tried_there_is_never_a_circle_a_chain_or_too_much_in_one_hand(
    attempts: list[Wish | int], limit: int
) -> None:
    there: list[Delegation] = []
    for number, attempt in enumerate(attempts):
        if isinstance(attempt, int):
            if attempt < len(there):
                there[attempt].withdrawn_at, there[attempt].withdrawn_by = AT, "coordinator"
            continue
        if refusal(attempt, a_board(), rules(delegations_per_member=limit), there, today=TODAY) is None:
            there.append(_granted(attempt, number))

    mandates = {a_mandate(number).id: a_mandate(number) for number in range(1, 6)}
    for gate in ("g", "other"):
        living = [each for each in there if holds(each, gate, TODAY, mandates)]
        givers = [each.mandate_id for each in living]
        takers = [each.delegate_mandate_id for each in living]
        assert len(givers) == len(set(givers))
        assert not set(givers) & set(takers)
        assert all(takers.count(each) <= limit for each in takers)


def _granted(wish: Wish, number: int) -> Delegation:
    return a_delegation(
        wish.seat.number,
        wish.delegate_seat.number,
        id=f"d{number}",
        gate_id=wish.gate_id,
        from_on=wish.from_on,
        to_on=wish.to_on,
    )


def test_a_delegation_holds_as_long_as_both_mandates_run() -> None:
    handed = a_delegation()
    both = {each.id: each for each in (a_mandate(1), a_mandate(2))}

    assert holds(handed, "g", TODAY, both)
    assert not holds(handed, "other", TODAY, both)
    assert not holds(handed, "g", date(2027, 2, 28), both)
    assert not holds(handed, "g", TODAY, {"r/board/01/member": a_mandate(1)})
    assert is_withdrawn(a_delegation(withdrawn_at=AT, withdrawn_by="coordinator"))
