"""Who fills a seat, what is wanting in a body, and how a body begins anew."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Constitution, DutyBriefing, Mandate, Role, SeatQuota
from steering.errors import NotAllowedNow
from steering.office.profiles import known, profile_files, profile_folder
from steering.office.settings import Settings
from steering.profile import load
from steering.profile.seating import quotas
from steering.seating.constitution import BodyState, changeover, entry_of, state_of
from steering.seating.filled import filled, overlaps, runs
from steering.seating.quotas import quotas_on, renewed, summed
from steering.seating.recusals import is_more_than_half, recused_seats
from steering.seating.vacancies import Body, Lack, endings, vacancies
from tests.steering.seating.a_committee import (
    AT,
    BOARD,
    TODAY,
    a_board,
    a_mandate,
    a_recusal,
    a_seat,
    an_absence,
    rules,
)

DAY = timedelta(days=1)
FIRST_BODY, BODY_OF_2018 = date(2014, 1, 1), date(2018, 1, 1)


def a_body(mandates: list[Mandate] | None = None, **changed: Any) -> Body:
    facts: dict[str, Any] = {
        "committee": a_board(),
        "rules": rules(duty_briefing=DutyBriefing.NOT_NEEDED),
        "seats": (a_seat(1), a_seat(2), a_seat(3)),
        "mandates": tuple([a_mandate(1), a_mandate(2), a_mandate(3)] if mandates is None else mandates),
        "needed": 2,
    }
    return Body(**facts | changed)


def lacks(body: Body) -> set[Lack]:
    return {each.lack for each in vacancies(body, TODAY)}


# Who is responsible


@pytest.mark.parametrize(
    ("mandates", "absences", "responsible"),
    [
        ([a_mandate(1)], [], "member"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [], "member"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [an_absence()], "deputy"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [an_absence(to_on=TODAY)], "deputy"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [an_absence(to_on=TODAY - DAY)], "member"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [an_absence(from_on=TODAY + DAY)], "member"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [an_absence(returned_on=TODAY)], "member"),
        ([a_mandate(1), a_mandate(1, Role.DEPUTY)], [an_absence(returned_on=TODAY + DAY)], "deputy"),
        # The absence of a predecessor is not that of the successor.
        ([a_mandate(1, id="new"), a_mandate(1, Role.DEPUTY)], [an_absence()], "new"),
        # Nobody stands in: the letters still go to the member.
        ([a_mandate(1)], [an_absence()], "member"),
        ([a_mandate(1, Role.DEPUTY)], [], "deputy"),
        ([], [], None),
    ],
)
def test_letters_go_to_whoever_is_in_charge_of_a_seat_today(
    mandates: list[Mandate], absences: list[Any], responsible: str | None
) -> None:
    (place,) = filled([a_seat(1)], mandates, absences, TODAY)

    found = place.responsible
    assert (None if found is None else found.id.rpartition("/")[2]) == responsible


def test_where_there_are_no_deputies_nobody_stands_in() -> None:
    both = [a_mandate(1), a_mandate(1, Role.DEPUTY)]

    (place,) = filled([a_seat(1)], both, [an_absence()], TODAY, deputies_allowed=False)

    assert place.responsible is both[0]
    assert not place.is_stood_in_for


SPANS = st.tuples(st.integers(0, 20), st.one_of(st.none(), st.integers(0, 20)))


@given(st.lists(st.tuples(SPANS, st.booleans()), max_size=6))
def test_overlaps_are_found_exactly_where_two_share_a_day(spans: list[Any]) -> None:
    people = [
        a_mandate(
            1,
            Role.DEPUTY if is_deputy else Role.MEMBER,
            id=f"m{number}",
            from_on=TODAY + first * DAY,
            to_on=None if length is None else TODAY + (first + length) * DAY,
        )
        for number, ((first, length), is_deputy) in enumerate(spans)
    ]

    found = {frozenset((one.id, other.id)) for one, other in overlaps(people)}

    days = [TODAY + number * DAY for number in range(45)]
    assert found == {
        frozenset((one.id, other.id))
        for one in people
        for other in people
        if one.id < other.id
        and one.role == other.role
        and any(runs(one, day) and runs(other, day) for day in days)
    }


# Quotas


def a_quota(organisation: str | None, seats: int, from_on: date, to_on: date | None = None) -> SeatQuota:
    return SeatQuota(
        id=f"{organisation}/{from_on}",
        committee_id=BOARD,
        organisation_id=organisation,
        title=organisation or "weitere",
        seats_count=seats,
        from_on=from_on,
        to_on=to_on,
    )


def test_the_body_of_2018_has_23_seats_and_the_first_one_had_17() -> None:
    named = [f"group-{number}" for number in range(1, 14)]
    first = [*(a_quota(each, 1, FIRST_BODY, BODY_OF_2018 - DAY) for each in named)]
    first.append(a_quota(None, 4, FIRST_BODY, BODY_OF_2018 - DAY))
    second = [*(a_quota(each, 1, BODY_OF_2018) for each in named), a_quota(None, 10, BODY_OF_2018)]
    both = [*first, *second]

    assert summed(both, 17, BODY_OF_2018 - DAY).is_sound
    assert summed(both, 23, BODY_OF_2018).is_sound
    assert not summed(both, 17, BODY_OF_2018).is_sound
    assert [each.title for each in quotas_on(both, TODAY)][-1] == "weitere"


def test_the_heidekreis_shares_out_its_23_seats_and_leaves_the_unnamed_ones_open() -> None:
    profile = load(profile_files(profile_folder(Settings())), known())

    declared = [each for each in quotas(profile, on=TODAY) if "strategy_group" in each.committee_id]

    assert summed(declared, 23, TODAY).is_sound
    assert [each.seats_count for each in declared if each.organisation_id is None] == [9]
    assert {each.title for each in declared if each.organisation_id is None} == {"weitere"}


def test_a_share_that_changes_ends_and_begins_and_the_old_one_stays_readable() -> None:
    kept = [a_quota("schools", 1, BODY_OF_2018), a_quota("vhs", 1, BODY_OF_2018)]

    changed = renewed(kept, [a_quota("schools", 2, BODY_OF_2018), a_quota("vhs", 1, TODAY)], TODAY)

    ended, begun = changed
    assert (ended.seats_count, ended.to_on) == (1, TODAY - DAY)
    assert (begun.seats_count, begun.from_on, begun.id != ended.id) == (2, TODAY, True)
    after = {each.id: each for each in [*kept, *changed]}.values()
    assert {each.organisation_id: each.seats_count for each in quotas_on(after, TODAY)} == {
        "schools": 2,
        "vhs": 1,
    }
    assert renewed(list(after), [a_quota("schools", 2, TODAY), a_quota("vhs", 1, TODAY)], TODAY) == []


# What is wanting


def test_a_full_body_wants_nothing() -> None:
    assert vacancies(a_body(), TODAY) == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (a_body([a_mandate(1), a_mandate(2)]), {Lack.SEAT_EMPTY}),
        (a_body([a_mandate(2), a_mandate(3)]), {Lack.SEAT_EMPTY, Lack.CHAIR_MISSING}),
        (a_body([a_mandate(1)]), {Lack.SEAT_EMPTY, Lack.BELOW_QUORUM}),
        # A deputy chairs, but the seat is still empty.
        (
            a_body([a_mandate(1, Role.DEPUTY), a_mandate(2), a_mandate(3)]),
            {Lack.SEAT_EMPTY, Lack.CHAIR_MISSING},
        ),
        (a_body([a_mandate(1), a_mandate(2), a_mandate(3, to_on=TODAY + 10 * DAY)]), {Lack.SEAT_ENDS_SOON}),
        (a_body([a_mandate(1), a_mandate(2), a_mandate(3, to_on=TODAY + 29 * DAY)]), {Lack.SEAT_ENDS_SOON}),
        (a_body([a_mandate(1), a_mandate(2), a_mandate(3, to_on=TODAY + 30 * DAY)]), {Lack.SEAT_ENDS_LATER}),
        (a_body([a_mandate(1), a_mandate(2), a_mandate(3, to_on=TODAY + 89 * DAY)]), {Lack.SEAT_ENDS_LATER}),
        (a_body([a_mandate(1), a_mandate(2), a_mandate(3, to_on=TODAY + 90 * DAY)]), set()),
        (
            # A successor follows on the next day.
            a_body(
                [
                    a_mandate(1),
                    a_mandate(2),
                    a_mandate(3, to_on=TODAY + DAY),
                    a_mandate(3, id="next", from_on=TODAY + 2 * DAY),
                ]
            ),
            set(),
        ),
        (
            # A successor follows, but there is a gap of a day.
            a_body(
                [
                    a_mandate(1),
                    a_mandate(2),
                    a_mandate(3, to_on=TODAY + DAY),
                    a_mandate(3, id="next", from_on=TODAY + 3 * DAY),
                ]
            ),
            {Lack.SEAT_ENDS_SOON},
        ),
        (a_body(absences=(an_absence(),)), {Lack.NOBODY_STANDS_IN}),
        (
            a_body(
                [*(a_mandate(number) for number in (1, 2, 3)), a_mandate(1, Role.DEPUTY)],
                absences=(an_absence(),),
            ),
            set(),
        ),
        (a_body(rules=rules(duty_briefing=DutyBriefing.EXPECTED)), {Lack.BRIEFING_MISSING}),
        (a_body(quotas=(a_quota(None, 2, BODY_OF_2018),)), {Lack.QUOTAS_DO_NOT_SUM}),
        (a_body(quotas=(a_quota(None, 3, BODY_OF_2018),)), set()),
        (
            a_body([a_mandate(1), a_mandate(2)], quotas=(a_quota(None, 3, BODY_OF_2018),)),
            {Lack.SEAT_EMPTY, Lack.QUOTA_UNFILLED},
        ),
        (a_body([], seats=()), set()),
    ],
)
def test_what_is_wanting_is_named(body: Body, wanted: set[Lack]) -> None:
    assert lacks(body) == wanted


def test_the_end_of_a_mandate_is_told_at_ninety_days_and_again_at_thirty() -> None:
    ends_on = TODAY + 100 * DAY
    body = a_body([a_mandate(1), a_mandate(2, to_on=ends_on), a_mandate(3, to_on=ends_on)])

    told = [(day, each.lead, each.seats) for day in range(101) for each in endings([body], TODAY + day * DAY)]

    assert {lead for day, lead, _ in told if day <= 10} == set()
    assert {lead for day, lead, _ in told if 11 <= day <= 70} == {90}
    assert {lead for day, lead, _ in told if day > 70} == {30}
    assert {seats for _, _, seats in told} == {("Sitz 2", "Sitz 3")}


# Recusals


def test_of_the_records_of_a_seat_the_newest_holds() -> None:
    from models import RecusalDecision

    back = a_recusal(1, id="x", number=2, decision=RecusalDecision.WITHDRAWN)

    assert recused_seats([a_recusal(1), a_recusal(2)], "i") == {f"{BOARD}/01", f"{BOARD}/02"}
    assert recused_seats([back, a_recusal(1), a_recusal(2)], "i") == {f"{BOARD}/02"}
    assert recused_seats([a_recusal(1)], "j") == frozenset()


@pytest.mark.parametrize(
    ("recused", "seats", "is_more"), [(0, 3, False), (1, 2, False), (2, 3, True), (12, 23, True)]
)
def test_more_than_half_recused_is_more_than_half_of_the_seats(
    recused: int,
    seats: int,
    is_more: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_more_than_half(recused, seats) is is_more


# A body begins anew


def an_entry(on: date = TODAY, earlier: list[Constitution] | None = None, **changed: Any) -> Constitution:
    facts: dict[str, Any] = {"resolution": "Kreistag", "term_ends_on": None, "by": "coordinator", "at": AT}
    return entry_of(a_board(), earlier or [], on=on, **facts | changed)


def test_the_old_mandates_end_the_day_before_and_the_new_ones_begin() -> None:
    seats = [a_seat(1), a_seat(2), a_seat(3)]
    old = [
        a_mandate(1),
        a_mandate(1, Role.DEPUTY),
        a_mandate(2, to_on=TODAY + 99 * DAY),
        a_mandate(3, to_on=TODAY - 5 * DAY),
    ]
    new = [a_mandate(1, id="n1", from_on=TODAY), a_mandate(2, id="n2", from_on=TODAY)]

    change = changeover(a_board(), seats, old, new, [], entry=an_entry())

    assert {(each.id, each.to_on) for each in change.ends} == {
        (f"{BOARD}/01/member", TODAY - DAY),
        (f"{BOARD}/01/deputy", TODAY - DAY),
        (f"{BOARD}/02/member", TODAY - DAY),
    }
    assert [each.id for each in change.begins] == ["n1", "n2"]
    assert [seat.number for seat in change.empty] == [3]
    assert old[0].to_on is None
    after = [*change.ends, *change.begins]
    assert overlaps(after) == []


def test_constituting_twice_changes_nothing_more() -> None:
    seats, new = [a_seat(1)], [a_mandate(1, id="n1", from_on=TODAY)]
    entry = an_entry()
    first = changeover(a_board(), seats, [a_mandate(1)], new, [], entry=entry)

    again = changeover(a_board(), seats, [*first.ends, *first.begins], new, [entry], entry=an_entry())

    assert again.is_done


def test_somebody_who_is_appointed_for_that_day_already_is_not_pushed_aside() -> None:
    there = a_mandate(1, id="other", from_on=TODAY + DAY)

    with pytest.raises(NotAllowedNow) as refusal:
        changeover(
            a_board(), [a_seat(1)], [there], [a_mandate(1, id="n", from_on=TODAY)], [], entry=an_entry()
        )

    assert refusal.value.code == "appointed_already"


def test_how_far_a_body_is_in_its_term_follows_from_what_was_entered() -> None:
    first = an_entry(TODAY, term_ends_on=TODAY + 10 * DAY)
    second = an_entry(TODAY + 20 * DAY, [first])

    told = [state_of(BOARD, [first, second], TODAY + days * DAY) for days in (-1, 0, 10, 11, 19, 20, 99)]

    assert state_of(BOARD, [], TODAY) is BodyState.UNKNOWN
    assert told == [
        BodyState.CONSTITUTED,
        BodyState.ACTIVE,
        BodyState.ACTIVE,
        BodyState.DISSOLVED_AT_TERM_END,
        BodyState.DISSOLVED_AT_TERM_END,
        BodyState.RECONSTITUTED,
        BodyState.RECONSTITUTED,
    ]
    assert second.number == 2
