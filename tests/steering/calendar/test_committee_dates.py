"""The dates of a committee: what is in the records, and what is planned and not yet asked."""

from datetime import UTC, date, datetime, timedelta

from models import Committee, Cycle, Gate, GateKind, GateState, Meeting, MeetingState, StageRun
from models.columns import key
from steering.calendar.committee_dates import (
    Feeding,
    committee_events,
    gate_title,
    listed_events,
    planned_events,
)
from steering.calendar.event import CalendarEvent, EventState, Party
from steering.profile import to_records
from steering.records import Records
from tests.steering.calendar.a_plan import heidekreis_ground, profile

OPENED_AT = datetime(2027, 1, 8, 8, tzinfo=UTC)
GROUP = key("heidekreis", "strategy_group")


def a_gate(name: str, **changes: object) -> Gate:
    facts: dict[str, object] = {
        "id": f"c/agree_topics/1/{name}/1",
        "stage_run_id": "c/agree_topics/1",
        "committee_id": GROUP,
        "key": name,
        "kind": GateKind.RANK,
        "question": "Welche Themen?",
        "content_sha256": "",
        "opened_at": OPENED_AT,
        "due_on": date(2027, 5, 25),
    }
    return Gate(**{**facts, **changes})  # type: ignore[arg-type]


def some_records(*more: Gate | Meeting) -> Records:
    cycle = Cycle(
        id="c",
        region_key="heidekreis",
        base_version_id="b",
        target_version_id="t",
        opened_at=OPENED_AT,
        opened_by="coordinator",
    )
    run = StageRun(
        id="c/agree_topics/1",
        cycle_id="c",
        stage_key="agree_topics",
        round=1,
        opened_at=OPENED_AT,
        due_on=date(2027, 6, 1),
    )
    committees = [each for each in to_records(profile(), on=OPENED_AT.date()) if isinstance(each, Committee)]
    return Records([cycle, run, *committees, *more])


def feeding(records: Records, language: str = "de") -> Feeding:
    return Feeding(
        committee=records.by_id(Committee)[GROUP],
        organiser=Party(title="Stabsstelle", address="bildung@example.org"),
        mail_domain="example.org",
        link="https://masterplan.example.org",
        language=language,
    )


def titles(events: list[CalendarEvent]) -> list[str]:
    return [event.title for event in events]


def test_open_questions_stand_in_the_calendar_with_their_last_day() -> None:
    records = some_records(a_gate("topics", lock_version=3), a_gate("report", committee_id="other"))

    (event,) = committee_events(records, feeding(records))

    assert event.title == "Strategiegruppe Bildung: letzter Tag für „Themen“"
    assert event.starts == date(2027, 5, 25)
    assert event.sequence == 3
    assert event.state is EventState.CONFIRMED
    assert event.uid == "gate-c-agree_topics-1-topics-1@example.org"
    assert event.is_all_day


def test_a_question_that_was_withdrawn_is_taken_out() -> None:
    records = some_records(a_gate("topics", state=GateState.CANCELLED))

    (event,) = committee_events(records, feeding(records))

    assert event.state is EventState.CANCELLED


def test_meetings_stand_with_their_hour_and_their_place_and_are_cancelled_when_dropped() -> None:
    starts_at = datetime(2027, 5, 25, 14, tzinfo=UTC)
    held = Meeting(
        id="m/1",
        committee_id=GROUP,
        held_on=starts_at.date(),
        starts_at=starts_at,
        place="Kreishaus",
        sequence=2,
    )
    dropped = Meeting(
        id="m/2", committee_id=GROUP, held_on=date(2027, 6, 4), state=MeetingState.CANCELLED, sequence=1
    )
    records = some_records(held, dropped)

    first, second = committee_events(records, feeding(records))

    assert (first.starts, first.place, first.sequence) == (starts_at, "Kreishaus", 2)
    assert first.title == "Strategiegruppe Bildung: Sitzung"
    assert first.ends == starts_at + timedelta(hours=2)
    assert second.state is EventState.CANCELLED


def test_what_nobody_has_asked_yet_is_planned_from_the_day_on_which_the_revision_began() -> None:
    records = some_records(a_gate("topics"))
    layout = heidekreis_ground().layout()

    early = planned_events(records, layout, feeding(records), date(2027, 3, 1))
    late = planned_events(records, layout, feeding(records), date(2027, 9, 1))

    assert titles(early) == [
        "Strategiegruppe Bildung: „Umsetzungsplan“ (geplant)",
        "Strategiegruppe Bildung: „Entwurf“ (geplant)",
        "Strategiegruppe Bildung: „Finale Aussprache“ (geplant)",
    ]
    assert all(event.state is EventState.TENTATIVE for event in early)
    assert late == early[1:]


def test_published_days_keep_their_name_and_a_feed_speaks_english_where_asked() -> None:
    records = some_records()
    days = [date(2027, 12, 10), date(2027, 9, 24)]

    events = listed_events(days, feeding(records, "en"), OPENED_AT)

    assert [event.starts for event in events] == sorted(days)
    assert titles(events)[0] == "Strategiegruppe Bildung: meeting"
    assert len({event.uid for event in events}) == 2
    assert gate_title("topics", "en") == "Topics"
