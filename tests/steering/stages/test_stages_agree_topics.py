"""Topics come from needs and fates, take their places, and bring sheets for measures."""

from models import (
    Disposition,
    ExpertForum,
    ItemResult,
    MeasureLineage,
    Need,
    NeedState,
    PlannedMeasure,
    Topic,
    TopicFate,
    TopicNeed,
    TopicState,
)
from steering.stages.agree_topics import DUTIES
from tests.steering.stages.desks import BASE, TARGET, a_desk, a_fate, a_measure, a_sheet, decided, declared

STAGE = "agree_topics"
MEASURES = tuple(map(a_measure, ("M01", "M02", "M03")))
SHEETS = tuple(a_sheet(code, BASE) for code in ("M01", "M02", "M03"))


def a_need(number: int, state: NeedState = NeedState.ACKNOWLEDGED) -> Need:
    return Need(
        id=f"need-{number}",
        cycle_id="r-3.0",
        round=1,
        number=number,
        title=f"Bedarf {number}",
        life_stage="school",
        focus_area_key="transitions",
        state=state,
    )


def a_topic(number: int, state: TopicState = TopicState.PROPOSED) -> Topic:
    return Topic(
        id=f"t{number}",
        cycle_id="r-3.0",
        round=1,
        number=number,
        title=f"Thema {number}",
        reason="",
        focus_area_key="transitions",
        state=state,
    )


def test_a_topic_comes_from_each_acknowledged_need_and_each_measure_to_be_reoriented() -> None:
    desk = a_desk(
        STAGE,
        a_need(1),
        a_need(2, NeedState.REJECTED),
        a_fate("M01", Disposition.CONTINUED),
        a_fate("M02", Disposition.REORIENTED),
        a_fate("M03", Disposition.REORIENTED, is_confirmed=False),
        *MEASURES,
        *SHEETS,
    )

    made = DUTIES.work(desk)

    assert [link.need_id for link in made if isinstance(link, TopicNeed)] == ["need-1"]
    assert [link.fate_id for link in made if isinstance(link, TopicFate)] == [
        a_fate("M02", Disposition.REORIENTED).id
    ]
    topics = [record for record in made if isinstance(record, Topic)]
    forums = [record for record in made if isinstance(record, ExpertForum)]
    assert [topic.number for topic in topics] == [1, 2]
    assert [forum.topic_id for forum in forums] == [topic.id for topic in topics]
    assert all(forum.planned_on.isoweekday() <= 5 for forum in forums)
    assert declared(STAGE, made)


def test_agreed_topics_take_their_places_among_the_agreed() -> None:
    desk = a_desk(STAGE, *map(a_topic, (1, 2, 3)))
    results = {"t1": ItemResult.ADOPTED, "t2": ItemResult.REJECTED, "t3": ItemResult.ADOPTED}

    made = DUTIES.settle(desk, decided("topics", results, places={"t2": 1, "t3": 2, "t1": 3}))

    settled = [(t.id, t.state, t.place) for t in made if isinstance(t, Topic)]
    assert settled == [
        ("t1", TopicState.AGREED, 2),
        ("t2", TopicState.REJECTED, None),
        ("t3", TopicState.AGREED, 1),
    ]


def test_every_measure_that_stays_gets_a_sheet_and_a_line_back_to_the_old_plan() -> None:
    desk = a_desk(
        STAGE,
        a_fate("M01", Disposition.CONTINUED),
        a_fate("M02", Disposition.DROPPED),
        a_fate("M03", Disposition.REORIENTED),
        *MEASURES,
        *SHEETS,
    )

    made = DUTIES.settle(desk, decided("implementation_plan", {}))

    sheets = [record for record in made if isinstance(record, PlannedMeasure)]
    lines = [record for record in made if isinstance(record, MeasureLineage)]
    assert [(sheet.id, sheet.disposition) for sheet in sheets] == [
        (f"{TARGET}/M01", Disposition.CONTINUED),
        (f"{TARGET}/M03", Disposition.REORIENTED),
    ]
    assert [line.from_measure_id for line in lines] == ["r/M01", "r/M03"]
    assert declared(STAGE, made)


def test_a_second_round_makes_no_second_sheet_and_loses_no_words() -> None:
    filled = a_sheet("M01")
    filled.goal = "Weniger Abbrüche."
    desk = a_desk(STAGE, a_fate("M01", Disposition.CONTINUED), filled, *MEASURES, *SHEETS, round_number=2)

    made = DUTIES.settle(desk, decided("implementation_plan", {}))

    (sheet,) = [record for record in made if isinstance(record, PlannedMeasure)]
    assert (sheet.id, sheet.goal) == (filled.id, "Weniger Abbrüche.")
