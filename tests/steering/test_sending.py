"""Which letters go now, which wait, and which are told together."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Digest
from steering.calendar.working_days import RegionCalendar
from steering.necessity import GATHERED, NECESSITY, TOLD_IN_A_LINE, Necessity, may_be_declined, necessity_of
from steering.quiet import Manners
from steering.sending import LONGEST_WAIT, Due, Sending, Why, plan_sending
from templates.occasions import Occasion

BERLIN = ZoneInfo("Europe/Berlin")
MANNERS = Manners(zone=BERLIN, is_holiday=RegionCalendar(land_code="03").everyday.is_holiday)
TUESDAY = datetime(2027, 3, 2, 10, tzinfo=BERLIN)
NIGHT = datetime(2027, 3, 2, 22, tzinfo=BERLIN)
SUNDAY = datetime(2027, 3, 7, 10, tzinfo=BERLIN)
ME = "member@example.org"
STATUTORY = sorted(each for each, how in NECESSITY.items() if how is Necessity.STATUTORY)


def due(number: int, occasion: str, **more: Any) -> Due:
    facts: dict[str, Any] = {
        "id": f"{occasion}-{number}",
        "address": ME,
        "occasion": occasion,
        "language": "de",
        "cycle_id": "heidekreis-2028",
        "owed_at": TUESDAY - timedelta(hours=1),
    }
    return Due(**facts | more)


def several(occasion: str, count: int, **more: Any) -> list[Due]:
    return [due(number, occasion, **more) for number in range(count)]


def planned(
    letters: Sequence[Due],
    *,
    now: datetime = TUESDAY,
    told: Sequence[datetime] = (),
    digest: Digest = Digest.NONE,
    own: str = "",
) -> Sending:
    return plan_sending(
        letters, now=now, manners=MANNERS, told={ME: told}, digests={ME: digest}, own_address=own
    )


def test_every_occasion_has_its_necessity() -> None:
    assert set(NECESSITY) == set(Occasion)


def test_an_occasion_that_nobody_has_placed_is_never_held_back() -> None:
    assert necessity_of("something_new") is Necessity.STATUTORY


def test_only_news_may_be_declined() -> None:
    assert {each for each in Occasion if may_be_declined(each)} == {Occasion.PLAN_ADOPTED}


def test_what_tells_others_is_made_of_requests_or_of_news() -> None:
    assert all(necessity_of(each) is Necessity.REQUEST for each in TOLD_IN_A_LINE)
    assert not TOLD_IN_A_LINE & GATHERED


@pytest.mark.parametrize("occasion", STATUTORY)
@pytest.mark.parametrize("now", [TUESDAY, NIGHT, SUNDAY])
@pytest.mark.parametrize("digest", list(Digest))
def test_what_the_law_demands_goes_at_once_and_alone(occasion: str, now: datetime, digest: Digest) -> None:
    letters = several(occasion, 9)

    sending = planned(letters, now=now, digest=digest, told=[now] * 20)

    assert sending == Sending(now=tuple(each.id for each in letters))


def test_requests_that_fall_together_share_a_letter() -> None:
    letters = [*several("review_requested", 3), *several("delivery_requested", 2)]

    sending = planned(letters)

    (together,) = sending.gathered
    assert together.occasion is Occasion.REQUESTS
    assert set(together.ids) == {each.id for each in letters}
    assert (sending.now, sending.later) == ((), ())


def test_a_request_that_is_alone_goes_as_it_is() -> None:
    assert planned(several("review_requested", 1)).now == ("review_requested-0",)


def test_requests_whose_words_count_are_not_shortened() -> None:
    letters = [*several("data_quality", 1), *several("escalation", 1), *several("review_requested", 1)]

    assert planned(letters).gathered == ()


def test_requests_of_different_languages_or_revisions_are_not_mixed() -> None:
    letters = [
        due(1, "review_requested"),
        due(2, "review_requested", language="en"),
        due(3, "review_requested", cycle_id="another"),
    ]

    assert len(planned(letters).now) == 3


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (NIGHT, datetime(2027, 3, 3, 7, tzinfo=BERLIN)),
        (datetime(2027, 3, 2, 6, 59, tzinfo=BERLIN), datetime(2027, 3, 2, 7, tzinfo=BERLIN)),
        (datetime(2027, 3, 6, 20, tzinfo=BERLIN), datetime(2027, 3, 8, 7, tzinfo=BERLIN)),
        (SUNDAY, datetime(2027, 3, 8, 7, tzinfo=BERLIN)),
        # Good Friday, and the evening before Easter: until Tuesday.
        (datetime(2027, 3, 26, 10, tzinfo=BERLIN), datetime(2027, 3, 27, 7, tzinfo=BERLIN)),
        (datetime(2027, 3, 27, 21, tzinfo=BERLIN), datetime(2027, 3, 30, 7, tzinfo=BERLIN)),
    ],
    ids=str,
)
def test_a_request_waits_for_the_next_loud_morning(now: datetime, morning: datetime) -> None:
    (later,) = planned(several("review_requested", 1), now=now).later

    assert (later.until, later.why) == (morning, Why.QUIET)


def test_the_night_is_the_same_when_the_clocks_change() -> None:
    before_summer = datetime(2027, 3, 27, 23, tzinfo=BERLIN)

    assert MANNERS.morning_of(date(2027, 3, 30)).utcoffset() == timedelta(hours=2)
    assert MANNERS.loud_from(before_summer).astimezone(BERLIN).hour == 7


def test_nobody_loses_the_last_day_to_good_manners() -> None:
    letters = several("review_requested", 1, due_on=date(2027, 3, 7))

    assert planned(letters, now=SUNDAY).now == ("review_requested-0",)


def test_enough_for_a_day_is_enough() -> None:
    sending = planned(several("review_requested", 1), told=[TUESDAY - timedelta(hours=1)] * 3)

    (later,) = sending.later
    assert (later.until, later.why) == (datetime(2027, 3, 3, 7, tzinfo=BERLIN), Why.DAY_FULL)


def test_enough_for_a_week_holds_back_news_and_no_request() -> None:
    told = [TUESDAY - timedelta(days=number + 1) for number in range(5)]
    letters = [*several("sent_back", 1), *several("review_requested", 1)]

    sending = planned(letters, told=told)

    assert sending.now == ("review_requested-0",)
    assert [each.why for each in sending.later] == [Why.WEEK_FULL]


def test_news_waits_a_week_at_most() -> None:
    letters = several("sent_back", 1, owed_at=TUESDAY - LONGEST_WAIT)

    assert planned(letters, told=[TUESDAY - timedelta(days=1)] * 9).now == ("sent_back-0",)


@pytest.mark.parametrize(
    ("digest", "until"),
    [
        (Digest.DAILY, datetime(2027, 3, 3, 7, tzinfo=BERLIN)),
        (Digest.WEEKLY, datetime(2027, 3, 8, 7, tzinfo=BERLIN)),
    ],
)
def test_a_digest_comes_when_it_was_wished(digest: Digest, until: datetime) -> None:
    letters = [*several("sent_back", 2), *several("plan_adopted", 1)]

    before = planned(letters, digest=digest)
    then = planned(letters, digest=digest, now=until)

    assert {(each.until, each.why) for each in before.later} == {(until, Why.DIGEST)}
    (gathering,) = then.gathered
    assert gathering.occasion is Occasion.DIGEST
    assert set(gathering.ids) == {each.id for each in letters}


def test_a_letter_that_was_tried_or_tells_others_goes_on_its_way() -> None:
    letters = [
        due(1, "review_requested", was_tried=True),
        due(2, "review_requested", was_tried=True),
        due(3, "requests"),
        due(4, "digest"),
    ]

    assert len(planned(letters, now=NIGHT, told=[NIGHT] * 9).now) == 4


def test_the_office_itself_shares_letters_and_never_waits() -> None:
    letters = several("review_requested", 4)

    sending = planned(letters, now=NIGHT, told=[NIGHT] * 9, own=ME)

    assert [len(each.ids) for each in sending.gathered] == [4]


occasions = st.sampled_from([each.value for each in Occasion])
letters_of_a_week = st.lists(
    st.builds(
        due,
        st.integers(0, 10_000),
        occasions,
        address=st.sampled_from([ME, "b@example.org"]),
        owed_at=st.datetimes(datetime(2027, 2, 1), datetime(2027, 3, 2), timezones=st.just(BERLIN)),  # noqa: DTZ001
        due_on=st.none() | st.dates(date(2027, 3, 1), date(2027, 4, 1)),
    ),
    unique_by=lambda each: each.id,
    max_size=25,
)


@given(
    letters=letters_of_a_week,
    now=st.datetimes(datetime(2027, 3, 2), datetime(2028, 3, 2), timezones=st.just(BERLIN)),  # noqa: DTZ001
    told=st.lists(st.just(TUESDAY), max_size=9),
    digest=st.sampled_from(Digest),
)
def test_every_letter_has_one_fate_and_none_is_forgotten(
    letters: list[Due], now: datetime, told: list[datetime], digest: Digest
) -> None:
    sending = planned(letters, now=now, told=told, digest=digest)

    by_id = {each.id: each for each in letters}
    gathered = [each for gathering in sending.gathered for each in gathering.ids]
    fates = [*sending.now, *(each.id for each in sending.later), *gathered]
    assert sorted(fates) == sorted(by_id)
    for each in sending.later:
        assert by_id[each.id].necessity is not Necessity.STATUTORY
        assert now < each.until <= now + timedelta(days=12)
    for gathering in sending.gathered:
        assert len(gathering.ids) > 1
        assert len({by_id[each].address for each in gathering.ids}) == 1
        assert not any(by_id[each].necessity is Necessity.STATUTORY for each in gathering.ids)


@given(count=st.integers(1, 1_000))
def test_a_thousand_triggers_make_one_mail(count: int) -> None:
    sending = planned(several("reminder", count))

    assert len(sending.now) + len(sending.gathered) == 1


@given(days=st.integers(1, 60), occasion=st.sampled_from(["sent_back", "review_requested"]))
def test_whoever_looks_every_hour_sends_everything_within_nine_days(days: int, occasion: str) -> None:
    letters, now = several(occasion, 3), TUESDAY + timedelta(days=days)
    letters = [due(number, occasion, owed_at=now) for number in range(3)]
    first = now
    while letters:
        sending = planned(letters, now=now, told=[now - timedelta(hours=1)] * 2)
        waiting = {each.id for each in sending.later}
        letters = [each for each in letters if each.id in waiting]
        now = min((each.until for each in sending.later), default=now)
    assert now - first <= timedelta(days=9)
