"""The facts of the draft (Entwurf): passages, changes, measure sheets, comments, evidence."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from models import (
    Comment,
    DraftVersion,
    Evidence,
    Masterplan,
    MasterplanVersion,
    Measure,
    Organisation,
    Passage,
    PlannedMeasure,
)
from steering.documents.evidence import evidence_facts, used_sources
from steering.documents.front import front
from steering.documents.values import indicator_titled
from steering.drafting_chapters import (
    agreed_topics,
    focus_area_titled,
    is_titled_in_sources,
    planned_measures,
    route_titles,
)
from steering.errors import NotThere
from steering.stage import Desk
from templates.document_facts import (
    CommentFacts,
    DraftMeasureFacts,
    DraftPlanFacts,
    PassageChange,
    PassageFacts,
    Stretch,
)

MEASURE = "measure-"
_WORDS = re.compile(r"\s+|[^\s]+")


def draft_plan(desk: Desk) -> DraftPlanFacts:
    """The newest draft of the cycle, compared with the one before."""
    drafts = sorted(
        (each for each in desk.records.all(DraftVersion) if each.cycle_id == desk.cycle.id),
        key=lambda each: each.round,
    )
    if not drafts:
        raise NotThere("No draft has been written in this cycle.", code="no_draft", cycle=desk.cycle.id)
    draft = drafts[-1]
    previous = desk.records.by_id(DraftVersion).get(draft.previous_id or "")
    passages, before = passages_of(desk, draft), passages_of(desk, previous) if previous else []
    target = desk.records.by_id(MasterplanVersion)[desk.cycle.target_version_id]
    evidence = evidence_facts(
        desk, (each for each in desk.records.all(Evidence) if each.draft_id == draft.id)
    )
    changes = compared(before, passages, named=_names(desk)) if previous else ()
    kinds = {change.anchor: change.change for change in changes}
    return DraftPlanFacts(
        front=front(desk),
        title=draft.title or desk.records.by_id(Masterplan)[target.masterplan_id].title,
        motto=target.motto,
        period=f"{target.period_from_year}–{target.period_to_year}",
        passages=tuple(
            PassageFacts(
                anchor=each.anchor, heading=each.heading, text=each.text, change=kinds.get(each.anchor, "")
            )
            for each in passages
        ),
        measures=tuple(measure_sheet(desk, sheet, measure) for sheet, measure in planned_measures(desk)),
        changes=changes,
        previous_round=previous.round if previous else None,
        comments=_comments(desk, drafts, {each.anchor: each.heading for each in [*before, *passages]}),
        evidence=evidence,
        sources=used_sources(desk, evidence),
        sha256=draft.sha256,
    )


def passages_of(desk: Desk, draft: DraftVersion) -> list[Passage]:
    """The passages of a draft in their order."""
    mine = [each for each in desk.records.all(Passage) if each.draft_id == draft.id]
    return sorted(mine, key=lambda each: each.number)


def compared(
    before: Sequence[Passage], after: Sequence[Passage], *, named: Mapping[str, str]
) -> tuple[PassageChange, ...]:
    """What changed between two drafts, passage by passage; what is gone comes last."""
    old, new = {each.anchor: each for each in before}, {each.anchor: each for each in after}
    changes = [
        PassageChange(
            anchor=each.anchor,
            heading=each.heading,
            change="changed" if each.anchor in old else "new",
            stretches=stretches(old[each.anchor].text if each.anchor in old else "", each.text),
            name=named.get(each.anchor, ""),
        )
        for each in after
        if each.anchor not in old or old[each.anchor].text != each.text
    ]
    gone = [
        PassageChange(
            anchor=each.anchor,
            heading=each.heading,
            change="dropped",
            stretches=stretches(each.text, ""),
            name=named.get(each.anchor, ""),
        )
        for each in before
        if each.anchor not in new
    ]
    return (*changes, *gone)


def _names(desk: Desk) -> dict[str, str]:
    """What passages are about whose chapter holds many: the measure, the indicator, the topic."""
    measures = {f"{MEASURE}{each.code}": f"{each.code} {each.title}" for each in desk.records.all(Measure)}
    figures = {f"figure-{each.key}": each.title for each in desk.catalogue}
    return {**measures, **figures, **{f"topic-{each.number}": each.title for each in agreed_topics(desk)}}


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Two texts as one, word by word: what stayed, what went, what came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Stretch] = []
    for tag, a_start, a_end, b_start, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch(kind="same", text="".join(old[a_start:a_end])))
            continue
        if a_end > a_start:
            found.append(Stretch(kind="removed", text="".join(old[a_start:a_end])))
        if b_end > b_start:
            found.append(Stretch(kind="added", text="".join(new[b_start:b_end])))
    return tuple(found)


def measure_sheet(desk: Desk, sheet: PlannedMeasure, measure: Measure) -> DraftMeasureFacts:
    """One measure sheet (Maßnahmenblatt)."""
    owners = desk.records.by_id(Organisation)
    return DraftMeasureFacts(
        code=measure.code,
        title=measure.title,
        title_is_in_sources=is_titled_in_sources(sheet, measure),
        disposition=sheet.disposition,
        decision_status=sheet.decision_status,
        focus_area=focus_area_titled(desk, sheet.focus_area_key),
        life_stage=sheet.life_stage,
        owner=owners[sheet.owner_id].title if sheet.owner_id else "",
        goal=sheet.goal,
        indicator_title=indicator_titled(desk, sheet.indicator_key),
        is_budget_relevant=sheet.is_budget_relevant,
        cost_eur=sheet.cost_eur,
        cost_yearly_eur=sheet.cost_yearly_eur,
        fiscal_year=sheet.fiscal_year,
        route=tuple(route_titles(desk, sheet)),
        is_simulated=sheet.is_simulated,
    )


def _comments(
    desk: Desk, drafts: Sequence[DraftVersion], headings: dict[str, str]
) -> tuple[CommentFacts, ...]:
    mine = {draft.id for draft in drafts}
    made = [each for each in desk.records.all(Comment) if each.draft_id in mine]
    return tuple(
        CommentFacts(
            author=each.author,
            heading=_place(each.anchor, headings),
            text=each.text,
            state=each.state,
            answer=each.answer,
            is_simulated=each.is_simulated,
        )
        for each in sorted(made, key=lambda each: (each.made_at, each.id))
    )


def _place(anchor: str, headings: dict[str, str]) -> str:
    """The chapter of a passage; a measure is named, for its chapter holds many."""
    heading = headings.get(anchor, "")
    return f"{heading}: {anchor.removeprefix(MEASURE)}" if heading and anchor.startswith(MEASURE) else heading
