"""Who may act for a seat: every reason by itself, and nobody beyond the mandate."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import DutyBriefing, Gate, GateState, Mandate, Recusal, RecusalDecision, Role, Voting
from steering.errors import SteeringError
from steering.seating import Allowed, Refused, right_to_act
from steering.seating.delegations import holds
from steering.seating.rights import ActingAs, Standing
from templates.errors import error_text
from templates.words import LANGUAGES
from tests.steering.seating.a_committee import (
    AT,
    BOARD,
    TODAY,
    a_board,
    a_delegation,
    a_gate,
    a_mandate,
    a_recusal,
    a_seat,
    an_absence,
    an_elector,
    rules,
)

ITEMS = {"i": "Kodex für gute Ausbildung"}
DAY = timedelta(days=1)


def verdict(
    seat: int = 1,
    mandate: Mandate | None = None,
    *,
    committee: dict[str, Any] | None = None,
    rule: dict[str, Any] | None = None,
    gate: dict[str, Any] | None = None,
    elector: Any = "of the seat",
    standing: dict[str, Any] | None = None,
    needs_vote: bool = True,
) -> Allowed | Refused:
    who = mandate or a_mandate(1)
    everybody = [a_mandate(1), a_mandate(1, Role.DEPUTY), a_mandate(2), a_mandate(3)]
    known = [each for each in everybody if each.id != who.id]
    return right_to_act(
        a_seat(seat),
        who,
        a_board(**committee or {}),
        rules=rules(**rule or {}),
        gate=a_gate(**gate or {}),
        elector=an_elector(seat) if elector == "of the seat" else elector,
        items=ITEMS,
        standing=Standing(**{"mandates": [*known, who], **(standing or {})}),
        today=TODAY,
        needs_vote=needs_vote,
    )


ALLOWED: list[tuple[str, dict[str, Any], ActingAs]] = [
    ("the holder", {}, ActingAs.HOLDER),
    ("the holder on the first day", {"mandate": a_mandate(1, from_on=TODAY)}, ActingAs.HOLDER),
    ("the holder on the last day", {"mandate": a_mandate(1, to_on=TODAY)}, ActingAs.HOLDER),
    ("the holder who is away", {"standing": {"absences": [an_absence()]}}, ActingAs.HOLDER),
    ("the deputy", {"mandate": a_mandate(1, Role.DEPUTY)}, ActingAs.DEPUTY),
    (
        "the deputy of somebody who is away, where that is needed",
        {
            "mandate": a_mandate(1, Role.DEPUTY),
            "rule": {"deputy_needs_absence": True},
            "standing": {
                "mandates": [a_mandate(1), a_mandate(1, Role.DEPUTY)],
                "absences": [an_absence()],
            },
        },
        ActingAs.DEPUTY,
    ),
    (
        "the deputy at a vacant seat, where an absence is needed",
        {
            "mandate": a_mandate(1, Role.DEPUTY),
            "rule": {"deputy_needs_absence": True},
            "standing": {"mandates": [a_mandate(1, Role.DEPUTY)]},
        },
        ActingAs.DEPUTY,
    ),
    ("a member without a briefing that is only expected", {}, ActingAs.HOLDER),
    (
        "a briefed member where it is required",
        {
            "mandate": a_mandate(1, duty_briefing_on=TODAY),
            "rule": {"duty_briefing": DutyBriefing.REQUIRED},
        },
        ActingAs.HOLDER,
    ),
    (
        "an adviser who comments",
        {"elector": an_elector(1, has_vote=False), "needs_vote": False},
        ActingAs.HOLDER,
    ),
    ("a member recused at another item", {"standing": {"recusals": [a_recusal(item="j")]}}, ActingAs.HOLDER),
    (
        "a member at an item at which another is recused",
        {"standing": {"recusals": [a_recusal(2)]}},
        ActingAs.HOLDER,
    ),
    (
        "a member whose advantage is that of a group",
        {"standing": {"recusals": [a_recusal(decision=RecusalDecision.GROUP_INTEREST)]}},
        ActingAs.HOLDER,
    ),
    (
        "a member whose recusal was lifted",
        {"standing": {"recusals": [a_recusal(), a_recusal(number=2, decision=RecusalDecision.WITHDRAWN)]}},
        ActingAs.HOLDER,
    ),
    (
        "a delegate",
        {"mandate": a_mandate(2), "standing": {"delegations": [a_delegation()]}},
        ActingAs.DELEGATE,
    ),
    (
        "a delegate for a time",
        {
            "mandate": a_mandate(2),
            "standing": {"delegations": [a_delegation(gate_id=None, to_on=TODAY)]},
        },
        ActingAs.DELEGATE,
    ),
    (
        "a delegate after the principal, where the last answer counts",
        {
            "mandate": a_mandate(2),
            "rule": {"principal_goes_first": False},
            "standing": {"delegations": [a_delegation()], "answered_by_own": {f"{BOARD}/01"}},
        },
        ActingAs.DELEGATE,
    ),
    (
        "a delegate who got the vote a second time",
        {
            "mandate": a_mandate(2),
            "standing": {
                "delegations": [
                    a_delegation(withdrawn_at=AT, withdrawn_by="coordinator"),
                    a_delegation(id="again", granted_at=AT + DAY),
                ]
            },
        },
        ActingAs.DELEGATE,
    ),
]

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    *(
        (f"a gate that is {state}", {"gate": {"state": state}}, "gate_closed")
        for state in GateState
        if state is not GateState.OPEN
    ),
    ("a body that meets", {"committee": {"voting": Voting.TALLY}}, "votes_in_meeting"),
    ("a seat that is no elector", {"elector": None}, "no_seat_here"),
    ("an elector of another gate", {"elector": an_elector(1, gate_id="other")}, "no_seat_here"),
    ("an elector of another seat", {"elector": an_elector(2)}, "no_seat_here"),
    ("a gate of another committee", {"gate": {"committee_id": "r/council"}}, "no_seat_here"),
    ("an advisory seat", {"elector": an_elector(1, has_vote=False)}, "advisory_seat"),
    ("a mandate that begins tomorrow", {"mandate": a_mandate(1, from_on=TODAY + DAY)}, "mandate_not_begun"),
    (
        "a mandate that ended yesterday",
        {"mandate": a_mandate(1, to_on=TODAY - DAY)},
        "mandate_ended",
    ),
    (
        "a mandate of the old body",
        {
            "mandate": a_mandate(1, to_on=TODAY - DAY),
            "standing": {"mandates": [a_mandate(1, id="successor", from_on=TODAY)]},
        },
        "mandate_passed_on",
    ),
    (
        "the deputy of the old body",
        {
            "mandate": a_mandate(1, Role.DEPUTY, to_on=TODAY - DAY),
            "standing": {"mandates": [a_mandate(1, Role.DEPUTY, id="successor", from_on=TODAY)]},
        },
        "mandate_passed_on",
    ),
    (
        "a deputy where there are none",
        {"mandate": a_mandate(1, Role.DEPUTY), "committee": {"deputies_allowed": False}},
        "no_deputies",
    ),
    (
        "a deputy of a member who is there",
        {"mandate": a_mandate(1, Role.DEPUTY), "rule": {"deputy_needs_absence": True}},
        "member_not_absent",
    ),
    (
        "a deputy of a member who came back",
        {
            "mandate": a_mandate(1, Role.DEPUTY),
            "rule": {"deputy_needs_absence": True},
            "standing": {
                "mandates": [a_mandate(1), a_mandate(1, Role.DEPUTY)],
                "absences": [an_absence(returned_on=TODAY)],
            },
        },
        "member_not_absent",
    ),
    (
        "a member without the briefing that is required",
        {"rule": {"duty_briefing": DutyBriefing.REQUIRED}},
        "duty_briefing_missing",
    ),
    (
        "a member whose briefing is still to come",
        {
            "mandate": a_mandate(1, duty_briefing_on=TODAY + DAY),
            "rule": {"duty_briefing": DutyBriefing.REQUIRED},
        },
        "duty_briefing_missing",
    ),
    ("a member for another seat", {"mandate": a_mandate(2)}, "not_your_seat"),
    (
        "a third member where the vote was handed to a second",
        {"mandate": a_mandate(3), "standing": {"delegations": [a_delegation()]}},
        "not_your_seat",
    ),
    (
        "a delegate of another gate",
        {"mandate": a_mandate(2), "standing": {"delegations": [a_delegation(gate_id="other")]}},
        "not_your_seat",
    ),
    (
        "a deputy as delegate",
        {
            "mandate": a_mandate(2, Role.DEPUTY),
            "standing": {"delegations": [a_delegation(delegate_mandate_id=f"{BOARD}/02/deputy")]},
        },
        "not_your_seat",
    ),
    (
        "a delegate where delegation was abolished",
        {
            "mandate": a_mandate(2),
            "rule": {"delegation_allowed": False},
            "standing": {"delegations": [a_delegation()]},
        },
        "delegations_abolished",
    ),
    (
        "a delegate whose delegation was withdrawn while the page was open",
        {
            "mandate": a_mandate(2),
            "standing": {"delegations": [a_delegation(withdrawn_at=AT, withdrawn_by="coordinator")]},
        },
        "delegation_withdrawn",
    ),
    (
        "a delegate after the last day",
        {"mandate": a_mandate(2), "standing": {"delegations": [a_delegation(to_on=TODAY - DAY)]}},
        "delegation_does_not_hold",
    ),
    (
        "a delegate before the first day",
        {"mandate": a_mandate(2), "standing": {"delegations": [a_delegation(from_on=TODAY + DAY)]}},
        "delegation_does_not_hold",
    ),
    (
        "a delegate of a principal whose mandate is over",
        {
            "mandate": a_mandate(2),
            "standing": {
                "mandates": [a_mandate(1, to_on=TODAY - DAY), a_mandate(2)],
                "delegations": [a_delegation()],
            },
        },
        "delegation_does_not_hold",
    ),
    (
        "a delegate after the principal",
        {
            "mandate": a_mandate(2),
            "standing": {"delegations": [a_delegation()], "answered_by_own": {f"{BOARD}/01"}},
        },
        "principal_has_answered",
    ),
    ("a recused member", {"standing": {"recusals": [a_recusal()]}}, "seat_recused"),
    (
        "the deputy of a recused seat",
        {"mandate": a_mandate(1, Role.DEPUTY), "standing": {"recusals": [a_recusal()]}},
        "seat_recused",
    ),
    (
        "a recused adviser who would comment",
        {
            "elector": an_elector(1, has_vote=False),
            "needs_vote": False,
            "standing": {"recusals": [a_recusal()]},
        },
        "seat_recused",
    ),
    (
        "a delegate of a recused seat",
        {
            "mandate": a_mandate(2),
            "standing": {"delegations": [a_delegation()], "recusals": [a_recusal()]},
        },
        "seat_recused",
    ),
    (
        "a recused delegate of a seat that is not",
        {
            "mandate": a_mandate(2),
            "standing": {"delegations": [a_delegation()], "recusals": [a_recusal(2)]},
        },
        "delegate_recused",
    ),
]


@pytest.mark.parametrize(("who", "case", "capacity"), ALLOWED, ids=[case[0] for case in ALLOWED])
def test_whoever_has_the_right_may_act(who: str, case: dict[str, Any], capacity: ActingAs) -> None:
    found = verdict(**case)

    assert isinstance(found, Allowed), found
    assert (found.seat_id, found.capacity) == (f"{BOARD}/01", capacity)


@pytest.mark.parametrize(("who", "case", "code"), REFUSED, ids=[case[0] for case in REFUSED])
def test_nobody_else_may_and_is_told_why(who: str, case: dict[str, Any], code: str) -> None:
    found = verdict(**case)

    assert isinstance(found, Refused), found
    assert found.code == code
    for language in LANGUAGES:
        told = error_text(found.code, found.facts, language, general=SteeringError.code)
        assert told.what != error_text("refused", {}, language).what
        assert "{" not in told.what + told.mend


@st.composite
def _cases(draw: st.DrawFn) -> dict[str, Any]:
    """A committee in any state: who sits where until when, who is away, what was handed to whom."""
    day = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
    people = []
    for number, role in product((1, 2, 3), (Role.MEMBER, Role.DEPUTY)):
        first, last = sorted([draw(day), draw(day)])
        people.append(a_mandate(number, role, from_on=first, to_on=draw(st.sampled_from([None, last]))))
    delegations = [
        a_delegation(
            one,
            other,
            gate_id=draw(st.sampled_from(["g", "other", None])),
            from_on=draw(day),
            to_on=TODAY + 4 * DAY,
            withdrawn_at=draw(st.sampled_from([None, AT])),
        )
        for one, other in draw(st.lists(st.sampled_from([(1, 2), (1, 3), (2, 3), (3, 1)]), max_size=3))
    ]
    return {
        "seat": draw(st.integers(1, 3)),
        "mandate": draw(st.sampled_from(people)),
        "people": people,
        "delegations": delegations,
        "recusals": [
            a_recusal(seat, number=number, decision=decision)
            for number, (seat, decision) in enumerate(
                draw(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(RecusalDecision)), max_size=4)), 1
            )
        ],
        "rules": rules(
            delegation_allowed=draw(st.booleans()),
            deputy_needs_absence=draw(st.booleans()),
            principal_goes_first=draw(st.booleans()),
            duty_briefing=draw(st.sampled_from(DutyBriefing)),
        ),
        "deputies_allowed": draw(st.booleans()),
        "elector": draw(st.sampled_from([None, 1, 2, 3])),
        "has_vote": draw(st.booleans()),
        "state": draw(st.sampled_from(GateState)),
        "committee_id": draw(st.sampled_from([BOARD, BOARD, "r/council"])),
    }


@given(case=_cases())
@settings(max_examples=300, deadline=None)
def test_nobody_acts_beyond_the_mandate(case: dict[str, Any]) -> None:
    gate: Gate = a_gate(state=case["state"], committee_id=case["committee_id"])
    mandate: Mandate = case["mandate"]
    seat = a_seat(case["seat"])
    elector = None if case["elector"] is None else an_elector(case["elector"], has_vote=case["has_vote"])

    found = right_to_act(
        seat,
        mandate,
        a_board(deputies_allowed=case["deputies_allowed"]),
        rules=case["rules"],
        gate=gate,
        elector=elector,
        items=ITEMS,
        standing=Standing(
            mandates=case["people"], delegations=case["delegations"], recusals=case["recusals"]
        ),
        today=TODAY,
    )

    if isinstance(found, Refused):
        return
    # Whoever may act: the gate is open and asks this seat with a vote, the mandate runs today, ...
    assert gate.state is GateState.OPEN
    assert elector is not None
    assert (elector.seat_id, elector.has_vote, gate.committee_id) == (seat.id, True, seat.committee_id)
    assert mandate.from_on <= TODAY <= (mandate.to_on or date.max)
    assert mandate.role is not Role.DEPUTY or case["deputies_allowed"]
    # ... no conflict of interest stands against either seat, ...
    assert not _excluded(case["recusals"]) & {seat.id, mandate.seat_id}
    # ... and a foreign seat's vote was handed over and not taken back.
    by_id = {each.id: each for each in case["people"]}
    is_handed = any(
        (each.seat_id, each.delegate_mandate_id) == (seat.id, mandate.id) and holds(each, "g", TODAY, by_id)
        for each in case["delegations"]
    )
    assert mandate.seat_id == seat.id or (is_handed and case["rules"].delegation_allowed)


def _excluded(recusals: list[Recusal]) -> set[str]:
    """The newest word on each seat, read again in another way."""
    newest = {each.seat_id: each for each in sorted(recusals, key=lambda each: each.number)}
    return {seat for seat, each in newest.items() if each.decision is RecusalDecision.EXCLUDED}
