"""Every paper of a cycle, written by the product's own stages from one analysis, and what stands in each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlmodel import SQLModel

from models import Document, Need, NeedFinding, NeedState, Paper, PlannedMeasure, StageRun, Topic, TopicState
from steering.changes import changed
from steering.documents.education import education_report, reported_now
from steering.documents.education_map import Boundaries, read_boundaries
from steering.documents.education_scope import EVERYTHING, ReportKind, Scope
from steering.documents.kinds import FACTS, facts_of
from steering.needs.items import groups_counted
from steering.stage import Desk
from steering.stages.agree_topics import propose_topics
from steering.stages.analyse_indicators import needs_of_the_round
from steering.stages.approve_plan import write_papers
from steering.stages.draft_plan import write_draft
from templates.documents import write_document
from tests.steering.disclosure.a_round import OWN, PEERS, Leavers, a_land, leavers, with_land
from tests.steering.documented.council import council, resolved
from tests.steering.documented.measures import agreed, reviews
from tests.steering.documented.names import CYCLE, NOW, TODAY

EDUCATION = ("education_report", "education_data_sheet")
OTHERS = tuple(kind for kind in FACTS if kind not in EDUCATION)
WOMEN = 0.45
CERTIFICATES = ("lv_no", "lv_hsa", "lv_mid", "lv_ahr")


def by_sex(counted: Leavers, women: Mapping[str, float] | None = None) -> Leavers:
    """Leavers with the women among them, certificate by certificate."""
    female = women or {name: round(counted[name] * WOMEN) for name in CERTIFICATES}
    told = {name: number for name, number in counted.items() if not name.endswith("[f]")}
    return {
        **told,
        **{f"{name}[f]": float(female[name]) for name in CERTIFICATES},
        "lv[f]": sum(female.values()),
    }


def a_world(revised: Mapping[str, Leavers] | None = None) -> dict[tuple[str, str], Leavers]:
    """Three years of a county with gaps between women and men; two of all have the highest certificate.

    Another county has two without any, and few of the vocational schools' leavers stand in a sum.
    """
    own = {
        "2021": leavers(60, 120, 300, 200),
        "2022": leavers(50, 110, 290, 180),
        "2023": leavers(55, 115, 310, 2),
    } | dict(revised or {})
    others = {("03352", "2023"): leavers(2, 90, 200, 100)}
    women = {"lv_no": 12, "lv_hsa": 40, "lv_mid": 188, "lv_ahr": 1}
    vocational = {"vlv": 300.0, "vlv_fhr": 40.0, "vlv_ahr": 60.0}
    made = {
        place: {
            **by_sex(counted, women if place == (OWN, "2023") else None),
            **vocational,
            **({"vlv_fhr": 2.0} if place == (OWN, "2023") else {}),
        }
        for place, counted in a_land(own, others).items()
    }
    return with_land(made)


def in_stage(desk: Desk, key: str, more: list[SQLModel]) -> Desk:
    """The desk in another stage, with more records on it."""
    run = StageRun(id=f"{CYCLE}/{key}/1", cycle_id=CYCLE, stage_key=key, round=1, opened_at=NOW, due_on=TODAY)
    return replace(desk, run=run, records=desk.records.with_added(more))


def after_all_stages(desk: Desk) -> Desk:
    """The desk at the end of the cycle: needs acknowledged, topics agreed, draft written, plan resolved."""
    known = [changed(each, state=NeedState.ACKNOWLEDGED) for each in desk.records.all(Need)]
    desk = replace(desk, records=desk.records.with_replaced(known))
    desk = in_stage(desk, "agree_topics", [*reviews(), *_all_findings(desk)])
    topics = propose_topics(desk)
    for place, topic in enumerate((each for each in topics if isinstance(each, Topic)), start=1):
        topic.state, topic.place = TopicState.AGREED, place
    planned = [each for each in agreed() if isinstance(each, PlannedMeasure)]
    # The measure is followed by the indicator whose newest figure stays back.
    sheets = [changed(each, topic_id=None, indicator_key="D19") for each in planned]
    desk = in_stage(desk, "draft_plan", [*topics, *sheets])
    desk = in_stage(desk, "approve_plan", write_draft(desk))
    gates = [each for each in council() if not isinstance(each, (Paper, Document))]
    return in_stage(desk, "approve_plan", [*gates, *resolved(), *write_papers(desk)])


def _all_findings(desk: Desk) -> list[SQLModel]:
    """The findings that call for no action by themselves, put under the first need by the steering group."""
    folder = needs_of_the_round(desk)
    known = {each.finding_id for each in folder.grounds}
    return [
        NeedFinding(need_id=folder.needs[0].id, finding_id=each.id)
        for each in folder.findings
        if each.id not in known
    ]


def a_map() -> Boundaries:
    """Every county as a square."""
    shapes = []
    for place, code in enumerate(PEERS):
        x, y = 8 + 0.3 * (place % 4), 52 + 0.3 * (place // 4)
        ring = [[x, y], [x + 0.3, y], [x + 0.3, y + 0.3], [x, y + 0.3], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        shapes.append({"type": "Feature", "properties": {"AGS": code, "GEN": code}, "geometry": geometry})
    return read_boundaries(json.dumps({"type": "FeatureCollection", "features": shapes}).encode())


def report(desk: Desk, language: str = "de", scope: Scope = EVERYTHING) -> str:
    """The education report as a page."""
    return write_document("education_report", education_report(desk, language, scope), language=language)


def pages(desk: Desk) -> dict[str, str]:
    """All papers of a cycle that are pages, by name; English ones end in `/en`. The desk is the analysis'."""
    thematic = Scope(kind=ReportKind.THEMATIC, keys=("D15", "D19"))
    end = after_all_stages(desk)
    made = {kind: write_document(kind, facts_of(kind, end)) for kind in OTHERS}
    made |= {
        "thematic": report(desk, scope=thematic),
        "thematic/en": report(desk, "en", thematic),
        "map": report(desk, scope=Scope(boundaries=a_map())),
    }
    for kind in EDUCATION:
        for language, name in (("de", kind), ("en", f"{kind}/en")):
            made[name] = write_document(kind, facts_of(kind, desk, language), language=language)
    return made


def sentences(desk: Desk, language: str = "de") -> Iterator[str]:
    """What `need list` tells of the findings, also of those that call for no action."""
    folder = needs_of_the_round(desk)
    for finding in folder.findings:
        told = finding.sentence if language == "de" else finding.sentence_en
        yield f"{told} {groups_counted(folder, finding, language)}".strip()


def for_programs(desk: Desk) -> str:
    """What a report shows, as JSON: `report build` lays it beside the paper."""
    return json.dumps(reported_now(desk, EVERYTHING).as_json())
