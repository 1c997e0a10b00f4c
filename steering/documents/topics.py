"""The facts of the list of topics (Themenliste) and the implementation plan."""

from models import (
    Ballot,
    Committee,
    ExpertForum,
    Fate,
    Finding,
    GateItem,
    Measure,
    Need,
    NeedState,
    Organisation,
    Topic,
    TopicFate,
    TopicNeed,
)
from steering.documents.front import front
from steering.drafting_chapters import focus_area_titled
from steering.needs.folder import Folder, folder_of
from steering.needs.items import ended, groups_counted
from steering.needs.stale import stale_findings
from steering.stage import Desk
from templates.document_facts import ForumFacts, NeedFacts, TopicFacts, TopicListFacts
from templates.phrases import phrase


def topic_list(desk: Desk) -> TopicListFacts:
    """All topics of the newest round, also those that were not agreed, and their forums."""
    mine = [topic for topic in desk.records.all(Topic) if topic.cycle_id == desk.cycle.id]
    newest = max((topic.round for topic in mine), default=0)
    topics = sorted(
        (topic for topic in mine if topic.round == newest),
        key=lambda topic: (topic.place is None, topic.place or 0, topic.number),
    )
    committees = {committee.key: committee.title for committee in desk.records.all(Committee)}
    return TopicListFacts(
        front=front(desk),
        committee=committees.get("strategy_group", ""),
        topics=tuple(_topic(desk, topic) for topic in topics),
        forums=_forums(desk, {topic.id: topic for topic in topics}),
        dropped=_dropped(desk),
    )


def _topic(desk: Desk, topic: Topic) -> TopicFacts:
    item = next((each for each in reversed(desk.records.all(GateItem)) if each.subject_id == topic.id), None)
    is_counted = item is not None and item.result is not None
    ballots = [each for each in desk.records.all(Ballot) if item and each.gate_item_id == item.id]
    return TopicFacts(
        number=topic.number,
        place=topic.place,
        title=topic.title,
        reason=topic.reason,
        focus_area=focus_area_titled(desk, topic.focus_area_key),
        state=topic.state,
        needs=_needs(desk, topic),
        measures=_measures(desk, topic),
        has_votes=is_counted,
        yes_count=item.yes_count if item else 0,
        no_count=item.no_count if item else 0,
        abstain_count=item.abstain_count if item else 0,
        is_simulated=any(each.is_simulated for each in ballots),
    )


def _needs(desk: Desk, topic: Topic) -> tuple[NeedFacts, ...]:
    needs = desk.records.by_id(Need)
    grounds = [needs[each.need_id] for each in desk.records.all(TopicNeed) if each.topic_id == topic.id]
    return tuple(_need(desk, need) for need in grounds)


def _dropped(desk: Desk) -> tuple[NeedFacts, ...]:
    """The needs of the newest round that were rejected; their reason is shown as long as they are."""
    mine = [need for need in desk.records.all(Need) if need.cycle_id == desk.cycle.id]
    newest = max((need.round for need in mine), default=0)
    rejected = [need for need in mine if (need.round, need.state) == (newest, NeedState.REJECTED)]
    return tuple(_need(desk, need) for need in sorted(rejected, key=lambda need: need.number))


def _need(desk: Desk, need: Need) -> NeedFacts:
    folder = folder_of(desk.records, cycle_id=need.cycle_id, round_number=need.round)
    stale = stale_findings(desk.records)
    versions = folder.versions_of(need)
    return NeedFacts(
        title=need.title,
        text=ended(need.text) if need.text else "",
        sentences=tuple(_told(folder, finding, stale) for finding in folder.findings_of(need)),
        evidence=tuple(folder.evidence_of(need)),
        reason=ended(versions[-1].reason) if versions and versions[-1].reason else "",
    )


def _told(folder: Folder, finding: Finding, stale: set[str]) -> str:
    """The finding with the counts behind its groups.

    What later figures tell differently is said at once, and nothing is altered.
    """
    told = f"{finding.sentence} {groups_counted(folder, finding)}".strip()
    mark = phrase("need.rests_on_changed")
    return f"{told} [{mark}]" if finding.id in stale else told


def _measures(desk: Desk, topic: Topic) -> tuple[str, ...]:
    fates, measures = desk.records.by_id(Fate), desk.records.by_id(Measure)
    found = (fates[each.fate_id] for each in desk.records.all(TopicFate) if each.topic_id == topic.id)
    return tuple(
        f"{measures[fate.measure_id].code} {measures[fate.measure_id].title}: {fate.reason}" for fate in found
    )


def _forums(desk: Desk, topics: dict[str, Topic]) -> tuple[ForumFacts, ...]:
    leads = desk.records.by_id(Organisation)
    mine = [each for each in desk.records.all(ExpertForum) if each.topic_id in topics]
    return tuple(
        ForumFacts(
            title=each.title,
            topic_title=topics[each.topic_id].title,
            lead=leads[each.lead_id].title if each.lead_id in leads else "",
            planned_on=each.planned_on,
            state=each.state,
        )
        for each in sorted(mine, key=lambda each: (each.planned_on, each.id))
    )
