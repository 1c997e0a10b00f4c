"""What a simulation foresees: mail per person and week, planned dates, and what would go wrong."""

import inspect
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import steering.simulate.rhythm
import steering.simulate.troubles
from models import (
    Cycle,
    CycleState,
    Gate,
    GateState,
    Mandate,
    MasterplanVersion,
    Message,
    StageRun,
    StageState,
)
from steering.calendar.spans import Span
from steering.calendar.working_days import RegionCalendar
from steering.changes import changed
from steering.office.clock import day_of
from steering.records import Records
from steering.simulate.mails import Mail, loads, mails, monday, of_person
from steering.simulate.rhythm import planned
from steering.simulate.troubles import Limits, Run, entries_by_day, troubles
from templates.command_line import has_text
from tests.steering.simulate.a_gate import OPENED_AT, a_gate

FIRST, LAST = date(2026, 11, 2), date(2031, 11, 1)
OFFICE = "office@example.org"
TERMS = [(date(2021, 11, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2031, 10, 31))]
days = st.dates(date(2026, 1, 1), date(2032, 12, 31))


def knowing(title: str, first: date, last: date) -> RegionCalendar:
    """The everyday calendar of a Land with one span of school holidays."""
    span = Span(title=title, from_on=first, to_on=last)
    return RegionCalendar(land_code="03", school_holidays=(span,)).everyday


SUMMERS = knowing("Sommerferien", date(2027, 7, 8), date(2031, 8, 18))


def a_mail(on: date, address: str = "seat-01@example.org", who: str = "Schulen") -> Mail:
    return Mail(on=on, who=who, address=address, subject="Bitte abstimmen", occasion="gate_opened")


def a_run(records: Records | None = None, *, sent: list[Mail] | None = None, **more: object) -> Run:
    facts: dict[str, object] = {
        "records": (records or Records()).with_replaced(
            [a_version("2.0", 2022, 2027), a_version("3.0", 2028, 2032)]
        ),
        "cycle": a_cycle(),
        "first": FIRST,
        "last": date(2030, 12, 31),
        "calendar": SUMMERS,
        "terms": TERMS,
        "sent": sent or [],
        "loads": loads(sent or []),
        "office_address": OFFICE,
        "entered": {},
        "limits": Limits(),
        "next_plan": "3.0",
    }
    return Run(**(facts | more))  # type: ignore[arg-type]


def a_version(label: str, begins: int, ends: int, *, adopted_on: date | None = None) -> MasterplanVersion:
    return MasterplanVersion(
        id=label,
        masterplan_id="plan",
        label=label,
        period_from_year=begins,
        period_to_year=ends,
        adopted_on=adopted_on or date(begins - 1, 12, 10),
    )


def a_cycle(state: CycleState = CycleState.ADOPTED) -> Cycle:
    return Cycle(
        id="c",
        region_key="r",
        base_version_id="2.0",
        target_version_id="3.0",
        state=state,
        opened_at=OPENED_AT,
    )


def codes(run: Run) -> set[str]:
    return {trouble.code for trouble in troubles(run)}


@given(sent=st.lists(st.builds(a_mail, on=days, address=st.sampled_from(["a@example.org", "b@example.org"]))))
def test_every_mail_is_counted_once_for_its_person(sent: list[Mail]) -> None:
    found = loads(sent)

    assert sum(load.count for load in found) == len(sent)
    for load in found:
        assert sum(load.by_week.values()) == sum(load.by_month.values()) == load.count
        assert load.peak_count == max(load.by_week.values()) == load.by_week[load.peak_week]
        assert all(week.weekday() == 0 for week in load.by_week)
    assert all(more.count >= fewer.count for more, fewer in pairwise(found))


def test_a_person_is_an_address_also_under_two_titles() -> None:
    sent = [a_mail(FIRST, who="Schulen"), a_mail(FIRST, who="Schulen"), a_mail(FIRST, who="Leitung")]

    assert [(load.who, load.count) for load in loads(sent)] == [("Schulen", 3)]
    assert len(of_person(sent, "seat-01")) == 3
    assert len(of_person(sent, "leitung")) == 1


def test_a_letter_belongs_to_the_day_where_the_committees_meet() -> None:
    late = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)
    letter = Message(
        id="1",
        stage_key="s",
        round=1,
        occasion="outcome",
        recipient="Schulen",
        address="a@example.org",
        subject="",
        text="",
        html="",
        mail_id="<1@example.org>",
        owed_at=late,
        not_before_at=late,
    )

    assert [mail.on for mail in mails([letter], day_of=day_of)] == [date(2027, 3, 28)]


@given(first=days, length=st.integers(0, 3000))
def test_planned_dates_lie_in_the_years_that_are_played_and_never_in_a_revision(
    first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    busy = [(first, first + timedelta(days=length // 2))]

    found = planned(first, last, terms=TERMS, busy=busy, calendar=RegionCalendar(land_code="03").everyday)

    assert all(first <= each.on <= last for each in found)
    yearly = [
        each for each in found if each.code in {"figures", "measure_check", "progress_report", "conference"}
    ]
    assert not any(busy[0][0] <= each.on <= busy[0][1] for each in yearly)
    assert all(each.on.isoweekday() < 6 for each in yearly)


def test_a_conference_is_foreseen_in_odd_years_and_an_election_at_the_end_of_a_term() -> None:
    found = planned(FIRST, LAST, terms=TERMS, busy=[], calendar=RegionCalendar(land_code="03").everyday)

    assert [each.on.year for each in found if each.code == "conference"] == [2027, 2029, 2031]
    assert [each.on for each in found if each.code == "election"] == [date(2031, 9, 14)]
    assert [each.on for each in found if each.code == "term_ends"] == [date(2031, 10, 31)]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 3, 26), "Karfreitag"),
        (date(2028, 2, 29), ""),
        (date(2027, 3, 28), "weekend"),
        (date(2027, 7, 15), "Sommerferien"),
    ],
)
def test_a_free_day_says_why_it_is_free(day: date, why: str) -> None:
    calendar = knowing("Sommerferien", date(2027, 7, 8), date(2027, 8, 18))

    assert calendar.why_free(day) == why


def test_a_run_in_which_all_goes_well_has_no_troubles() -> None:
    assert troubles(a_run()) == []


def test_what_goes_wrong_in_a_committee_is_told() -> None:
    records = a_gate(seats=3)
    gate = records.all(Gate)[0]
    ended = datetime(2027, 3, 29, 8, tzinfo=UTC)
    missed = changed(gate, state=GateState.INQUORATE, closed_at=ended, due_on=date(2027, 3, 26))
    vacant = [mandate for mandate in records.all(Mandate) if not mandate.seat_id.endswith("/03")]
    others = [each for each in records.everything() if not isinstance(each, (Mandate, Gate))]

    found = {trouble.code: trouble for trouble in troubles(a_run(Records([*others, missed, *vacant])))}

    assert found.keys() == {"deadline_on_a_free_day", "quorum_missed", "seats_vacant"}
    assert found["deadline_on_a_free_day"].facts["why"] == "Karfreitag"
    assert found["seats_vacant"].facts == {"committee": "Beirat", "vacant": 1, "seats": 3}


@pytest.mark.parametrize(
    ("state", "is_escalated", "code"),
    [
        (GateState.PASSED, True, "quorum_late"),
        (GateState.SENT_BACK, False, "gate_sent_back"),
        (GateState.REJECTED, False, "gate_rejected"),
        (GateState.OPEN, False, "gate_still_open"),
        (GateState.PASSED, False, None),
    ],
)
def test_the_end_of_a_gate_is_a_trouble_or_none(
    state: GateState,
    is_escalated: bool,  # noqa: FBT001 - a column of the table
    code: str | None,
) -> None:
    records = a_gate(seats=3)
    closed_at = None if state is GateState.OPEN else OPENED_AT + timedelta(days=21)
    gate = changed(records.all(Gate)[0], state=state, is_escalated=is_escalated, closed_at=closed_at)

    assert codes(a_run(records.with_replaced([gate]))) == ({code} if code else set())


def a_last_stage(opened_at: datetime, closed_at: datetime) -> StageRun:
    return StageRun(
        id="c/approve_plan/1",
        cycle_id="c",
        stage_key="approve_plan",
        round=1,
        state=StageState.ACCEPTED,
        opened_at=opened_at,
        closed_at=closed_at,
        due_on=date(2031, 9, 1),
    )


@pytest.mark.parametrize(("month", "is_near"), [(5, False), (8, True)])
def test_a_resolution_close_to_a_change_of_term_is_told(month: int, is_near: bool) -> None:  # noqa: FBT001
    last = a_last_stage(datetime(2031, month, 1, 8, tzinfo=UTC), datetime(2031, month, 28, 8, tzinfo=UTC))

    assert ("near_a_change_of_term" in codes(a_run(Records([last])))) is is_near


def test_a_stage_that_is_late_says_by_how_much() -> None:
    last = a_last_stage(datetime(2031, 3, 1, 8, tzinfo=UTC), datetime(2031, 9, 11, 8, tzinfo=UTC))

    found = [each for each in troubles(a_run(Records([last]))) if each.code == "stage_late"]

    assert [each.facts["days"] for each in found] == [10]


def test_a_plan_that_ends_before_the_next_one_begins_is_told() -> None:
    versions = Records([a_version("2.0", 2019, 2023), a_version("3.0", 2028, 2032)])

    assert codes(replace(a_run(), records=versions)) == {"plan_gap"}
    assert codes(a_run(cycle=a_cycle(CycleState.OPEN))) == {"not_finished"}


def test_the_next_revision_needs_a_plan_in_the_profile() -> None:
    last = date(2031, 12, 31)
    calendar = knowing("Weihnachtsferien", last, last)

    assert codes(a_run(last=last, calendar=calendar)) == {"next_plan_unnamed"}
    assert codes(a_run(last=last, calendar=calendar, next_plan="4.0")) == set()
    assert codes(a_run(last=last)) == {"next_plan_unnamed", "school_holidays_unknown"}


def test_too_much_in_one_week_is_told_for_members_and_for_the_office() -> None:
    week = date(2027, 3, 1)
    sent = [a_mail(week + timedelta(days=n)) for n in range(4)] + [a_mail(week, OFFICE)] * 4
    entered = entries_by_day([(week, "gate.answer")] * 20 + [(week, "gate.open")] * 20, ["gate.answer"])

    quiet = troubles(a_run(sent=sent, entered=entered, limits=Limits(mails_a_week=4, office_a_week=24)))
    told = troubles(a_run(sent=sent, entered=entered, limits=Limits(mails_a_week=3, office_a_week=23)))

    assert quiet == []
    assert {each.code: each.on for each in told} == {"too_much_mail": week, "office_overloaded": week}
    assert monday(week + timedelta(days=6)) == week
    facts = {each.code: each.facts for each in told}
    assert facts["too_much_mail"] == {"people": 1, "most": 4, "who": "Schulen", "limit": 3}
    assert facts["office_overloaded"] == {"entries": 20, "mails": 4, "limit": 23}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_trouble_and_every_planned_date_has_words(language: str) -> None:
    coded = {
        "trouble": inspect.getsource(steering.simulate.troubles),
        "planned": inspect.getsource(steering.simulate.rhythm),
    }

    found = {kind: set(re.findall(r'code="([a-z_]+)"', source)) for kind, source in coded.items()}
    found["trouble"] |= {"gate_sent_back", "gate_rejected"}
    found["planned"] |= {"figures", "measure_check", "progress_report", "conference"}

    assert all(len(codes) > 5 for codes in found.values())
    for kind, codes_of_kind in found.items():
        assert [code for code in codes_of_kind if not has_text(kind, code, language)] == []
