"""The needs and fates on which topics rest, and the topics."""

from collections import Counter

import pandas as pd

from models import Fate, Need, NeedEvidence, NeedFinding, NeedState, Topic, TopicFate, TopicNeed
from steering.frames.given import Given, newest, table
from steering.needs.stale import stale_findings
from steering.records import Records

GROUNDS = ("kind", "title")
TOPICS = ("number", "title", "grounds_count")
NEEDS = ("number", "title", "findings_count", "stale_count", "topics_count", "is_due")


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """Grounds (acknowledged needs, confirmed fates), topics, and the acknowledged needs."""
    records = given.records
    needs = [need for need in newest(records.all(Need)) if need.state == NeedState.ACKNOWLEDGED]
    fates = [fate for fate in newest(records.all(Fate)) if fate.is_confirmed]
    grounds = [{"kind": "need", "title": need.title} for need in needs]
    grounds += [{"kind": "fate", "title": fate.measure_id} for fate in fates]
    return {
        "grounds": table(grounds, GROUNDS),
        "topics": _topics(records, {need.id for need in needs}, {fate.id for fate in fates}),
        "needs": _needs(records, needs),
    }


def _topics(records: Records, needs: set[str], fates: set[str]) -> pd.DataFrame:
    resting = Counter(link.topic_id for link in records.all(TopicNeed) if link.need_id in needs)
    resting += Counter(link.topic_id for link in records.all(TopicFate) if link.fate_id in fates)
    rows = (
        {"number": topic.number, "title": topic.title, "grounds_count": resting[topic.id]}
        for topic in newest(records.all(Topic))
    )
    return table(rows, TOPICS)


def _needs(records: Records, needs: list[Need]) -> pd.DataFrame:
    topics = {topic.id for topic in newest(records.all(Topic))}
    taken_up = Counter(link.need_id for link in records.all(TopicNeed) if link.topic_id in topics)
    grounded = Counter(link.need_id for link in records.all(NeedFinding))
    grounded += Counter(proof.need_id for proof in records.all(NeedEvidence))
    stale = stale_findings(records)
    changed = Counter(link.need_id for link in records.all(NeedFinding) if link.finding_id in stale)
    rows = (
        {
            "number": need.number,
            "title": need.title,
            "findings_count": grounded[need.id],
            "stale_count": changed[need.id],
            "topics_count": taken_up[need.id],
            # Before the topics are written, no need can have been taken up.
            "is_due": bool(topics),
        }
        for need in needs
    )
    return table(rows, NEEDS)
