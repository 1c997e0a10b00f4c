"""In the room: attendance, motions and votes, as rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import (
    CommitteeKind,
    CommitteeRule,
    ItemResult,
    ItemVote,
    Majority,
    MotionKind,
    MotionState,
    Presence,
    QuorumCheck,
    QuorumOccasion,
    Role,
    Tie,
)
from steering.decision import Rules
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.meetings.attending import filled_seats, presence_of, present_seats, refuse_stay
from steering.meetings.motions import (
    amended,
    is_carried,
    made_moot,
    ordered,
    place_of,
    refuse_amendment,
    refuse_turn,
)
from steering.meetings.outcome import (
    lost_quorum,
    open_numbers,
    open_points,
    refuse_counts,
    refuse_pending,
    result_of,
    wording,
)
from steering.rules_of_procedure import Remote, to_json
from tests.steering.meetings.a_dossier import (
    START,
    a_committee,
    a_dossier,
    a_mandate,
    a_meeting,
    a_motion,
    a_seat,
    a_stay,
    after,
    an_item,
)

SEATS = [a_seat(number) for number in range(1, 6)]
TEXT = "Wir tun das Eine und das Andere."
NAMED = st.sampled_from([each for each in Majority if each is not Majority.OWN])


# Attendance


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 90), st.integers(0, 90)), max_size=20),
    st.integers(0, 100),
)
def test_a_seat_counts_once_whoever_sits_on_it_and_however_often(
    stays: list[tuple[int, int, int]], minute: int
) -> None:
    kept = [a_stay(seat, came, max(came, left)) for seat, came, left in stays]

    there = present_seats(kept, SEATS, after(minute))

    by_hand = {seat for seat, came, left in stays if came <= minute < max(came, left)}
    assert there == {f"r/board/{seat:02d}" for seat in by_hand}


def test_neither_guests_nor_advisers_nor_recused_members_count() -> None:
    seats = [*SEATS[:2], a_seat(3, has_vote=False)]
    guest = a_stay(9, presence=Presence.GUEST, seat_id=None, mandate_id=None)

    there = present_seats([a_stay(1), a_stay(2), a_stay(3), guest], seats, START, without=["r/board/02"])

    assert there == {"r/board/01"}


def test_whoever_attends_is_told_apart() -> None:
    assert presence_of(a_mandate(1), a_seat(1)) is Presence.MEMBER
    assert presence_of(a_mandate(1, Role.DEPUTY), a_seat(1)) is Presence.DEPUTY
    assert presence_of(a_mandate(1, Role.ADVISORY), a_seat(1, has_vote=False)) is Presence.ADVISORY


REFUSED_STAYS = [
    ({"stays": (a_stay(1),)}, a_mandate(1), a_seat(1), False, "seat_present_already"),
    ({}, a_mandate(1), a_seat(1, committee_id="r/other"), False, "seat_of_other_committee"),
    ({}, a_mandate(1, to_on=date(2027, 2, 1)), a_seat(1), False, "mandate_ended"),
    (
        {"committee": a_committee(deputies_allowed=False)},
        a_mandate(1, Role.DEPUTY),
        a_seat(1),
        False,
        "no_deputies",
    ),
    ({}, a_mandate(1), a_seat(1, is_chair=True), True, "chair_not_remote"),
    ({"meeting": a_meeting(chair="Sitz 2")}, a_mandate(2), a_seat(2), True, "chair_not_remote"),
    ({}, a_mandate(2), a_seat(2), True, "remote_not_allowed"),
]


@pytest.mark.parametrize(("facts", "mandate", "seat", "is_remote", "code"), REFUSED_STAYS)
def test_not_everybody_may_take_a_seat(facts, mandate, seat, is_remote: bool, code: str) -> None:  # noqa: FBT001
    with pytest.raises((NotAllowedNow, NoMandate)) as refusal:
        refuse_stay(a_dossier(**facts), mandate, seat, is_remote=is_remote)

    assert refusal.value.code == code


def test_where_the_rules_allow_it_all_but_the_chair_may_attend_by_video() -> None:
    rule = CommitteeRule(
        committee_id="r/board", matter="any", rules=to_json(Rules(seats_count=5, remote=Remote.ALLOWED))
    )
    refuse_stay(a_dossier(rules=(rule,)), a_mandate(2), a_seat(2), is_remote=True)
    with pytest.raises(NotAllowedNow) as refusal:
        refuse_stay(a_dossier(rules=(rule,)), a_mandate(1), a_seat(1, is_chair=True), is_remote=True)

    assert refusal.value.code == "chair_not_remote"


def test_a_seat_that_only_a_deputy_holds_is_not_filled() -> None:
    mandates = (a_mandate(1), a_mandate(2, Role.DEPUTY), a_mandate(3, to_on=date(2027, 2, 1)))

    assert filled_seats(a_dossier(mandates=mandates)) == {"r/board/01"}


# Motions


def test_motions_on_procedure_come_first_and_amendments_in_turn() -> None:
    first = a_motion(1, place=1)

    assert place_of(MotionKind.POSTPONE, [first]) == 0
    assert place_of(MotionKind.AMENDMENT, [first]) == 2


def test_only_the_motion_whose_turn_it_is_is_voted_on() -> None:
    far, near, done = a_motion(1, place=2), a_motion(2, place=1), a_motion(3, state=MotionState.REJECTED)

    refuse_turn([far, near, done], near)
    with pytest.raises(NotAllowedNow) as refusal:
        refuse_turn([far, near, done], far)
    with pytest.raises(NotAllowedNow) as decided:
        refuse_turn([far, near, done], done)

    assert (refusal.value.code, refusal.value.facts["first"]) == ("motion_not_its_turn", 2)
    assert decided.value.code == "motion_decided"


def test_the_chair_puts_every_open_motion_in_order_once() -> None:
    motions = [a_motion(1), a_motion(2), a_motion(3, state=MotionState.MOOT)]

    assert ordered(motions, [2, 1]) == {2: 1, 1: 2}
    for wrong in ([1], [1, 1]):
        with pytest.raises(NotAllowedNow) as refusal:
            ordered(motions, wrong)
        assert refusal.value.code == "order_incomplete"
    with pytest.raises(NotThere) as unknown:
        ordered(motions, [1, 2, 3])
    assert unknown.value.code == "no_such_motion"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("das Dritte", "nichts", "amendment_not_found"),
        ("das", "dies", "amendment_ambiguous"),
        ("", "dies", "amendment_changes_nothing"),
        ("das Eine", "das Eine", "amendment_changes_nothing"),
    ],
)
def test_an_amendment_names_one_place_and_what_becomes_of_it(old: str, new: str, code: str) -> None:
    with pytest.raises(NotAllowedNow) as refusal:
        refuse_amendment(TEXT, old, new)

    assert refusal.value.code == code


def test_adopted_amendments_change_the_wording_in_the_order_of_their_votes() -> None:
    motions = [
        a_motion(2, state=MotionState.ADOPTED, old_text="Andere", new_text="Dritte", decided_at=after(2)),
        a_motion(
            1,
            state=MotionState.ADOPTED,
            old_text="das Andere",
            new_text="das ganz Andere",
            decided_at=after(1),
        ),
        a_motion(3, state=MotionState.REJECTED, old_text="Eine", new_text="Nichts", decided_at=after(3)),
    ]

    assert amended(TEXT, motions) == "Wir tun das Eine und das ganz Dritte."


@given(st.text(max_size=30), st.text(max_size=30), st.text(min_size=1, max_size=10), st.text(max_size=10))
def test_an_amendment_changes_its_place_and_nothing_else(before: str, end: str, old: str, new: str) -> None:
    text = f"{before}{old}{end}"
    if text.count(old) != 1:
        return
    motion = a_motion(1, state=MotionState.ADOPTED, old_text=old, new_text=new, decided_at=START)

    assert amended(text, [motion]) == f"{before}{new}{end}"


def test_an_adopted_motion_takes_the_ground_from_others() -> None:
    same_place = a_motion(2, old_text="das Andere", new_text="nichts")
    elsewhere = a_motion(3, old_text="Wir", new_text="Alle")
    ending = a_motion(4, MotionKind.REFER_BACK)
    wordings = {None: "Wir tun das Eine."}

    assert made_moot(a_motion(1, old_text=" und das Andere"), [same_place, elsewhere], wordings) == [
        same_place
    ]
    assert made_moot(ending, [same_place, elsewhere], wordings) == [same_place, elsewhere]


@pytest.mark.parametrize(
    ("kind", "yes", "no", "carried"),
    [
        (CommitteeKind.ADVISORY_BOARD, 2, 1, True),
        (CommitteeKind.ADVISORY_BOARD, 1, 1, False),
        (CommitteeKind.COUNTY_COUNCIL, 33, 0, False),
        (CommitteeKind.COUNTY_COUNCIL, 34, 16, True),
    ],
)
def test_a_council_widens_its_agenda_by_two_thirds_of_its_members(
    kind: CommitteeKind,
    yes: int,
    no: int,
    carried: bool,  # noqa: FBT001
) -> None:
    committee = a_committee(kind=kind, seats_count=51)

    assert is_carried(committee, a_motion(1, MotionKind.URGENT_ITEM), yes=yes, no=no) is carried
    assert is_carried(committee, a_motion(1, MotionKind.POSTPONE), yes=yes, no=no) is (yes > no)


# Votes


def test_a_count_is_possible_or_refused() -> None:
    refuse_counts("3", yes=2, no=1, abstain=1, present=4)
    for counts, code in (((3, 1, 1), "more_votes_than_present"), ((-1, 0, 0), "count_below_zero")):
        yes, no, abstain = counts
        with pytest.raises(NotAllowedNow) as refusal:
            refuse_counts("3", yes=yes, no=no, abstain=abstain, present=4)
        assert refusal.value.code == code


@given(
    yes=st.integers(0, 30),
    no=st.integers(0, 30),
    others=st.integers(0, 30),
    majority=NAMED,
)
def test_a_result_follows_from_the_count_and_nothing_else_is_believed(
    yes: int, no: int, others: int, majority: Majority
) -> None:
    rules, present = Rules(seats_count=90, majority=majority), yes + no + others

    found = result_of(rules, None, number="1", yes=yes, no=no, present=present)

    other = ItemResult.REJECTED if found is ItemResult.ADOPTED else ItemResult.ADOPTED
    with pytest.raises(NotAllowedNow) as refusal:
        result_of(rules, other, number="1", yes=yes, no=no, present=present)
    assert refusal.value.code == "result_against_votes"


@given(
    yes=st.integers(0, 30),
    no=st.integers(0, 30),
    others=st.integers(0, 30),
    majority=NAMED,
)
def test_one_more_yes_never_turns_adopted_into_rejected(
    yes: int, no: int, others: int, majority: Majority
) -> None:
    rules = Rules(seats_count=90, majority=majority)
    present = yes + no + others + 1

    before = result_of(rules, None, number="1", yes=yes, no=no, present=present)
    after_it = result_of(rules, None, number="1", yes=yes + 1, no=no, present=present)

    assert not (before is ItemResult.ADOPTED and after_it is ItemResult.REJECTED)


def test_where_the_chair_breaks_a_tie_the_chair_must_say_so() -> None:
    rules = Rules(seats_count=10, tie=Tie.CHAIR_DECIDES)

    with pytest.raises(NotAllowedNow) as refusal:
        result_of(rules, None, number="1", yes=4, no=4, present=8)

    assert refusal.value.code == "chair_must_say"
    for result in (ItemResult.ADOPTED, ItemResult.REJECTED):
        assert result_of(rules, result, number="1", yes=4, no=4, present=8) is result


def test_an_item_is_not_voted_on_before_its_motions() -> None:
    dossier = a_dossier(motions=(a_motion(1),))
    (point,) = dossier.points_of(dossier.item("1"))

    with pytest.raises(NotAllowedNow) as refusal:
        refuse_pending(dossier, point)

    assert (refusal.value.code, refusal.value.facts["motions"]) == ("motions_pending", [1])


def test_the_wording_of_an_item_is_its_proposal_with_its_own_amendments() -> None:
    mine = a_motion(1, state=MotionState.ADOPTED, old_text="Eine", new_text="Erste", decided_at=START)
    foreign = a_motion(
        2,
        agenda_item_id="item/2",
        state=MotionState.ADOPTED,
        old_text="Wir",
        new_text="Alle",
        decided_at=START,
    )
    dossier = a_dossier(motions=(mine, foreign))
    (point,) = dossier.points_of(dossier.item("1"))

    assert wording(dossier, point) == "Wir tun das Erste und das Andere."


def a_vote(item: str, revision: int = 1) -> ItemVote:
    return ItemVote(
        id=f"{item}/{revision}", agenda_item_id=item, revision=revision, text=TEXT, present_count=5,
        yes_count=3, no_count=1, abstain_count=0, result=ItemResult.ADOPTED, at=START,
    )  # fmt: skip


def test_what_is_open_is_what_nobody_has_voted_on() -> None:
    items = (an_item("1"), an_item("2"), an_item("3", kind="information", proposal=""))
    dossier = a_dossier(items=items, votes=(a_vote("item/1"), a_vote("item/1", 2)))

    assert open_numbers(open_points(dossier)) == ["2"]
    (point,) = dossier.points_of(items[0])
    last = dossier.last_vote(point)
    assert last is not None
    assert last.revision == 2


def test_a_quorum_is_lost_by_the_last_count_only() -> None:
    def a_check(number: int, *, is_met: bool) -> QuorumCheck:
        return QuorumCheck(
            id=str(number), meeting_id="mt", number=number, occasion=QuorumOccasion.OPENING, at=START,
            present_count=3, needed_count=3, seats_count=5, is_met=is_met, reason="quorum_met",
        )  # fmt: skip

    assert not lost_quorum(a_dossier())
    assert not lost_quorum(a_dossier(checks=(a_check(1, is_met=True),)))
    assert lost_quorum(a_dossier(checks=(a_check(1, is_met=True), a_check(2, is_met=False))))
