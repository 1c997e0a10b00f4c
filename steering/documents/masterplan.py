"""The facts of the adopted plan: the released draft's text with what the council decided on it."""

from datetime import date

from models import Committee, DraftVersion, Evidence, GateItem, Masterplan, MasterplanVersion, Resolution
from steering.documents.draft import measure_sheet, passages_of
from steering.documents.evidence import evidence_facts, used_sources
from steering.documents.front import front
from steering.documents.resolution import vote_facts
from steering.drafting_chapters import planned_measures
from steering.errors import NotThere
from steering.stage import Desk
from templates.document_facts import AdoptedMeasure, MasterplanFacts, PassageFacts


def masterplan(desk: Desk) -> MasterplanFacts:
    """The plan as people will use it: no marks of its making, every decision with its votes."""
    target = desk.records.by_id(MasterplanVersion)[desk.cycle.target_version_id]
    base = desk.records.by_id(MasterplanVersion)[desk.cycle.base_version_id]
    draft = _released(desk)
    votes = {each.subject_id: each for each in _resolutions(desk)}
    if target.id not in votes:
        raise NotThere(f"The council has not decided on the plan {target.label}.")
    items = desk.records.by_id(GateItem)
    committee = desk.records.by_id(Committee)[votes[target.id].committee_id]
    evidence = evidence_facts(
        desk, (each for each in desk.records.all(Evidence) if each.draft_id == draft.id)
    )
    return MasterplanFacts(
        front=front(desk),
        title=f"{desk.records.by_id(Masterplan)[target.masterplan_id].title} {target.label}",
        motto=target.motto,
        valid_from=date(target.period_from_year, 1, 1),
        valid_until=date(target.period_to_year, 12, 31),
        committee=committee.title,
        resolution=vote_facts(items, votes[target.id]),
        replaces_label=base.label,
        passages=tuple(
            PassageFacts(anchor=each.anchor, heading=each.heading, text=each.text)
            for each in passages_of(desk, draft)
        ),
        measures=tuple(
            AdoptedMeasure(
                sheet=measure_sheet(desk, sheet, measure),
                vote=vote_facts(items, votes[sheet.id]) if sheet.id in votes else None,
            )
            for sheet, measure in planned_measures(desk)
        ),
        evidence=evidence,
        sources=used_sources(desk, evidence),
    )


def _released(desk: Desk) -> DraftVersion:
    """The draft on which the council decided: the newest, for none is written after its release."""
    drafts = [each for each in desk.records.all(DraftVersion) if each.cycle_id == desk.cycle.id]
    if not drafts:
        raise NotThere("No draft has been written in this cycle.", code="no_draft", cycle=desk.cycle.id)
    return max(drafts, key=lambda each: each.round)


def _resolutions(desk: Desk) -> list[Resolution]:
    """What was resolved, oldest first: a later resolution on the same subject counts."""
    return sorted(desk.records.all(Resolution), key=lambda each: (each.on_date, each.gate_item_id))
