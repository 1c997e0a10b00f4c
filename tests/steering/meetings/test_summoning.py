"""The summons: in time, late, second; and what each means for the quorum."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import AgendaPaper, SummonsKind, WaiverKind
from steering.calendar.notice import Period
from steering.calendar.working_days import RegionCalendar
from steering.decision import Rules, quorum_needed
from steering.errors import NotAllowedNow
from steering.meetings.summoning import (
    MeetingRules,
    kind_of,
    late_papers,
    late_summons,
    meeting_quorum,
    needed_now,
    notice_of,
    refuse_late,
    refuse_without_sentence,
    says,
)
from tests.steering.meetings.a_dossier import DAY, SHA, a_meeting, a_summons

CALENDAR = RegionCalendar(land_code="03")
RULES = MeetingRules(
    notice=Period(days=14), urgent=Period(days=3), first_of_term=Period(days=7), papers=Period(days=10)
)
SENTENCE = (
    "Die Gruppe ist bei dieser zweiten Ladung ohne Rücksicht auf die Anzahl der Mitglieder beschlussfähig."
)


def a_paper(laid_on: date, title: str = "Entwurf") -> AgendaPaper:
    return AgendaPaper(id="p", agenda_item_id="i", number=1, title=title, sha256=SHA, laid_on=laid_on)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_summons_is_late_when_fewer_full_days_lie_between_than_the_period_has(
    days: int, before: int
) -> None:
    sent_on = DAY - timedelta(days=before)

    late = late_summons(DAY, sent_on, Period(days=days), CALENDAR)

    assert bool(late) == (before - 1 < days)


def test_the_last_day_of_two_weeks_is_the_fifteenth_before() -> None:
    assert late_summons(DAY, DAY - timedelta(days=15), RULES.notice, CALENDAR) == []
    (late,) = late_summons(DAY, DAY - timedelta(days=14), RULES.notice, CALENDAR)
    assert (late.kind, late.latest_on) == (WaiverKind.NOTICE, DAY - timedelta(days=15))


def test_each_paper_has_its_own_last_day() -> None:
    early, today = DAY - timedelta(days=20), DAY - timedelta(days=11)

    late = late_papers(
        [a_paper(early), a_paper(early, "Kosten")], DAY, today + timedelta(days=1), RULES.papers, CALENDAR
    )

    assert late_papers([a_paper(early)], DAY, today, RULES.papers, CALENDAR) == []
    assert [each.subject for each in late] == ["Entwurf", "Kosten"]


def test_an_urgent_meeting_and_the_first_of_a_term_have_periods_of_their_own() -> None:
    assert notice_of(RULES, is_urgent=False, is_first_of_term=False).days == 14
    assert notice_of(RULES, is_urgent=True, is_first_of_term=False).days == 3
    assert notice_of(RULES, is_urgent=False, is_first_of_term=True).days == 7


@pytest.mark.parametrize(("reason", "given_by"), [("", ""), ("Eile", ""), ("", "Landrat"), (" ", " ")])
def test_a_late_summons_needs_a_reason_and_somebody_who_answers_for_it(reason: str, given_by: str) -> None:
    late = late_summons(DAY, DAY, RULES.notice, CALENDAR)

    with pytest.raises(NotAllowedNow) as refusal:
        refuse_late(late, reason=reason, given_by=given_by)

    assert refusal.value.code == "summons_late"
    assert refusal.value.facts["days"] == 14


def test_late_papers_are_refused_by_their_titles() -> None:
    late = late_papers([a_paper(DAY)], DAY, DAY, RULES.papers, CALENDAR)

    with pytest.raises(NotAllowedNow) as refusal:
        refuse_late(late, reason="", given_by="")

    assert (refusal.value.code, refusal.value.facts["titles"]) == ("papers_late", ["Entwurf"])


def test_whoever_answers_for_it_may_summon_late() -> None:
    refuse_late(late_summons(DAY, DAY, RULES.notice, CALENDAR), reason="Eile", given_by="Landrat")


def test_the_kind_of_a_summons_follows_from_what_went_before() -> None:
    assert kind_of(a_meeting(), []) is SummonsKind.FIRST
    assert kind_of(a_meeting(), [a_summons()]) is SummonsKind.AGENDA_CHANGED
    assert kind_of(a_meeting(is_second_summons=True), []) is SummonsKind.SECOND


def test_a_sentence_is_found_wherever_its_lines_break_and_nowhere_else() -> None:
    assert says("Wichtig:\n" + SENTENCE.replace(" ", "\n"), SENTENCE)
    assert not says(SENTENCE.replace("ohne", "mit"), SENTENCE)
    assert not says("Irgendetwas", "")


def test_a_second_summons_of_which_one_letter_lacks_the_sentence_is_refused() -> None:
    refuse_without_sentence([SENTENCE, SENTENCE], SENTENCE)
    with pytest.raises(NotAllowedNow) as refusal:
        refuse_without_sentence([SENTENCE, "Kommen Sie bitte."], SENTENCE)

    assert refusal.value.code == "sentence_missing"


@given(seats=st.integers(1, 60), present=st.integers(0, 60))
def test_only_the_sentence_makes_any_number_enough(seats: int, present: int) -> None:
    rules = Rules(seats_count=seats)

    with_it = meeting_quorum(
        rules, a_summons(sentence=SENTENCE), present=present, filled=seats, has_objection=False
    )
    without = meeting_quorum(rules, a_summons(), present=present, filled=seats, has_objection=False)

    assert with_it.is_met == (present > 0)
    assert without.is_met == (present >= quorum_needed(rules))


@given(filled=st.integers(0, 30), present=st.integers(0, 30), has_objection=st.booleans())
def test_after_a_late_summons_only_all_and_nobody_against_it_make_a_quorum(
    filled: int, present: int, *, has_objection: bool
) -> None:
    late = a_summons(is_in_time=False, sentence=SENTENCE)

    found = meeting_quorum(
        Rules(seats_count=30), late, present=present, filled=filled, has_objection=has_objection
    )

    assert found.is_met == (present >= filled > 0 and not has_objection)
    assert found.reason.code == ("quorum_healed" if found.is_met else "summons_not_proper")


def test_how_many_are_needed_depends_on_the_summons() -> None:
    rules = Rules(seats_count=23)

    assert needed_now(rules, a_summons(), 20) == 12
    assert needed_now(rules, a_summons(sentence=SENTENCE), 20) == 1
    assert needed_now(rules, a_summons(is_in_time=False), 20) == 20
