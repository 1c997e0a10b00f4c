"""Abstimmung der Themen (station 1) and Umsetzungsplan (station 2).

Topics come from acknowledged needs and from measures that are to be reoriented. The strategy
group votes on them and ranks them; then it fixes which expert forum works on which topic when.
"""

from collections import Counter
from datetime import timedelta

from sqlmodel import SQLModel

from models import (
    Disposition,
    ExpertForum,
    Fate,
    ForumState,
    ItemResult,
    LineageRelation,
    Measure,
    MeasureLineage,
    Need,
    NeedState,
    Organisation,
    PlannedMeasure,
    Topic,
    TopicFate,
    TopicNeed,
    TopicState,
)
from models.columns import key
from steering.changes import changed
from steering.measures import confirmed, leaves_the_plan
from steering.needs.items import ended
from steering.stage import Decided, Desk, Duties, Item
from templates.environment import day
from templates.phrases import phrase

# Station 2 needs time: also after a second summons there is a week to invite to the first forum.
# One forum a week: then all have met before the measure sheets are due.
FIRST_FORUM_AFTER = timedelta(weeks=11)
BETWEEN_FORUMS = timedelta(weeks=1)


def propose_topics(desk: Desk) -> list[SQLModel]:
    """A topic for each acknowledged need and for each measure to be reoriented."""
    kept: list[SQLModel] = []
    number = 0
    for need in _acknowledged_needs(desk):
        number += 1
        topic = _topic(desk, number, need.focus_area_key, phrase("topic.need", title=need.title))
        reason = phrase("topic.need.reason", number=need.number)
        topic.reason = f"{reason} {ended(need.text)}" if need.text else reason
        kept += [topic, TopicNeed(topic_id=topic.id, need_id=need.id), _forum(desk, topic, number)]
    measures = desk.records.by_id(Measure)
    for fate in confirmed(desk.records.all(Fate)):
        if fate.disposition is not Disposition.REORIENTED:
            continue
        number += 1
        measure = measures[fate.measure_id]
        topic = _topic(
            desk,
            number,
            _focus_area(desk, measure.id),
            phrase("topic.fate", code=measure.code, title=measure.title),
        )
        topic.reason = phrase("topic.fate.reason", code=measure.code)
        kept += [topic, TopicFate(topic_id=topic.id, fate_id=fate.id), _forum(desk, topic, number)]
    return kept


def _acknowledged_needs(desk: Desk) -> list[Need]:
    needs = desk.records.all(Need)
    newest = max((need.round for need in needs), default=0)
    mine = [need for need in needs if need.round == newest and need.state is NeedState.ACKNOWLEDGED]
    return sorted(mine, key=lambda need: need.number)


def _topic(desk: Desk, number: int, focus_area_key: str, title: str) -> Topic:
    return Topic(
        id=key(desk.run.id, f"T{number:02d}"),
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        number=number,
        title=title,
        reason="",
        focus_area_key=focus_area_key,
    )


def _forum(desk: Desk, topic: Topic, number: int) -> ExpertForum:
    return ExpertForum(
        id=key(topic.id, "forum"),
        topic_id=topic.id,
        title=phrase("forum.title", topic=topic.title),
        lead_id=_lead(desk, topic.focus_area_key),
        planned_on=desk.calendar.next_open(desk.today + FIRST_FORUM_AFTER + (number - 1) * BETWEEN_FORUMS),
    )


def _base(desk: Desk) -> list[PlannedMeasure]:
    return [p for p in desk.records.all(PlannedMeasure) if p.version_id == desk.cycle.base_version_id]


def _focus_area(desk: Desk, measure_id: str) -> str:
    return next((planned.focus_area_key for planned in _base(desk) if planned.measure_id == measure_id), "")


def _lead(desk: Desk, focus_area_key: str) -> str:
    """The organisation that owns most measures of the focus area, or of the plan."""
    base = _base(desk)
    near = [p.owner_id for p in base if p.focus_area_key == focus_area_key and p.owner_id]
    owners = Counter(near or [p.owner_id for p in base if p.owner_id])
    return min(owners, key=lambda owner: (-owners[owner], owner))


def items(desk: Desk, gate: str) -> list[Item]:
    """The topics to vote on; then the forums of the topics that were agreed."""
    if gate == "topics":
        return [
            Item(
                subject_id=topic.id,
                title=phrase("item.topic", title=topic.title),
                text=phrase("item.topic.text", title=topic.title, reason=topic.reason),
            )
            for topic in _topics_of_the_round(desk)
        ]
    organisations = desk.records.by_id(Organisation)
    topics = {topic.id: topic for topic in _topics_of_the_round(desk) if topic.state is TopicState.AGREED}
    forums = [forum for forum in desk.records.all(ExpertForum) if forum.topic_id in topics]
    return [
        Item(
            subject_id=forum.id,
            title=phrase("item.forum", title=forum.title, planned_on=day(forum.planned_on)),
            text=phrase(
                "item.forum.text",
                topic=topics[forum.topic_id].title,
                title=forum.title,
                planned_on=day(forum.planned_on),
                lead=organisations[forum.lead_id].title,
            ),
        )
        for forum in sorted(forums, key=lambda forum: forum.planned_on)
    ]


def _topics_of_the_round(desk: Desk) -> list[Topic]:
    topics = [topic for topic in desk.records.all(Topic) if topic.round == desk.run.round]
    return sorted(topics, key=lambda topic: topic.number)


def settle(desk: Desk, decided: Decided) -> list[SQLModel]:
    """Topics become agreed or rejected, in their order; then forums are fixed and sheets laid out."""
    if decided.gate.key == "topics":
        return _settle_topics(desk, decided)
    adopted = {item.subject_id for item in decided.items if item.result is ItemResult.ADOPTED}
    forums = [forum for forum in desk.records.all(ExpertForum) if forum.id in adopted]
    return [*(changed(forum, state=ForumState.FIXED) for forum in forums), *_lay_out_sheets(desk)]


def _settle_topics(desk: Desk, decided: Decided) -> list[SQLModel]:
    """Agreed topics take their place among the agreed; the others have none."""
    adopted = {item.subject_id for item in decided.items if item.result is ItemResult.ADOPTED}
    in_order = sorted(adopted, key=lambda subject: decided.places[subject])
    place = {subject: number for number, subject in enumerate(in_order, start=1)}
    return [
        changed(
            topic,
            state=TopicState.AGREED if topic.id in adopted else TopicState.REJECTED,
            place=place.get(topic.id),
        )
        for topic in _topics_of_the_round(desk)
    ]


def _lay_out_sheets(desk: Desk) -> list[SQLModel]:
    """A sheet for each measure that stays, and for each new one that an agreed topic brings.

    A sheet that was filled in an earlier round keeps its words; a measure that no longer comes
    keeps its sheet too, as dropped, so that nothing vanishes silently.
    """
    laid: list[SQLModel] = []
    base = {planned.measure_id: planned for planned in _base(desk)}
    for fate in confirmed(desk.records.all(Fate)):
        if not leaves_the_plan(fate.disposition):
            laid += _old_sheet(desk, fate, base[fate.measure_id])
    for topic in _topics_that_bring_measures(desk):
        laid += _new_sheet(desk, topic)
    kept = {record.id for record in laid if isinstance(record, PlannedMeasure)}
    gone = [sheet for sheet in _target_sheets(desk) if sheet.id not in kept]
    return [*laid, *(changed(sheet, disposition=Disposition.DROPPED) for sheet in gone)]


def _target_sheets(desk: Desk) -> list[PlannedMeasure]:
    return [p for p in desk.records.all(PlannedMeasure) if p.version_id == desk.cycle.target_version_id]


def _topics_that_bring_measures(desk: Desk) -> list[Topic]:
    """Agreed topics that rest on a need; those on a fate already have their measure."""
    grounded = {link.topic_id for link in desk.records.all(TopicNeed)}
    agreed = [topic for topic in _topics_of_the_round(desk) if topic.state is TopicState.AGREED]
    return [topic for topic in agreed if topic.id in grounded]


def _old_sheet(desk: Desk, fate: Fate, before: PlannedMeasure) -> list[SQLModel]:
    is_reoriented = fate.disposition is Disposition.REORIENTED
    code = fate.measure_id.rsplit("/", maxsplit=1)[-1]
    empty = PlannedMeasure(
        id=key(desk.cycle.target_version_id, code),
        version_id=desk.cycle.target_version_id,
        measure_id=fate.measure_id,
        focus_area_key=before.focus_area_key,
        life_stage=before.life_stage,
        owner_id=before.owner_id,
    )
    filled = desk.records.by_id(PlannedMeasure).get(empty.id, empty)
    return [
        changed(filled, disposition=fate.disposition),
        MeasureLineage(
            version_id=desk.cycle.target_version_id,
            from_measure_id=fate.measure_id,
            to_measure_id=fate.measure_id,
            relation=LineageRelation.REORIENTS if is_reoriented else LineageRelation.CONTINUES,
        ),
    ]


def _new_sheet(desk: Desk, topic: Topic) -> list[SQLModel]:
    titles = {each.id: each.title for each in desk.records.all(Topic)}
    for sheet in _target_sheets(desk):
        # The same topic of an earlier round has another id; its title says that it is the same.
        if sheet.topic_id and titles.get(sheet.topic_id) == topic.title:
            return [changed(sheet, topic_id=topic.id, disposition=Disposition.NEW)]
    label = desk.cycle.target_version_id.rsplit("/", maxsplit=1)[-1]
    code = f"N{topic.number:02d}"
    if topic.round > 1:
        # Numbers begin anew with every round, codes of measures never.
        code = f"N{topic.number:02d}R{topic.round}"
    measure = Measure(
        id=key(desk.cycle.target_version_id, "measure", code),
        region_key=desk.cycle.region_key,
        code=f"{label}-{code}",
        title=phrase("measure.new", topic=topic.title),
        title_source=topic.id,
    )
    forums = {forum.topic_id: forum for forum in desk.records.all(ExpertForum)}
    sheet = PlannedMeasure(
        id=key(desk.cycle.target_version_id, code),
        version_id=desk.cycle.target_version_id,
        measure_id=measure.id,
        disposition=Disposition.NEW,
        focus_area_key=topic.focus_area_key,
        owner_id=forums[topic.id].lead_id,
        topic_id=topic.id,
    )
    return [measure, sheet]


DUTIES = Duties(work=propose_topics, items=items, settle=settle)
