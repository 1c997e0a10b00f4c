"""Finale Aussprache und Beschluss (station 3): the strategy group recommends, the council decides.

The plan is one item, each budget-relevant measure another: the council may adopt the plan and
postpone a measure. Nothing is in force before every decision that is needed has been recorded.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from models import (
    Committee,
    CycleState,
    DecisionStatus,
    GateItem,
    ItemResult,
    MasterplanVersion,
    Measure,
    Paper,
    PlannedMeasure,
    Recommendation,
    Resolution,
    Topic,
    TopicState,
    VersionState,
)
from models.columns import key
from steering.changes import changed
from steering.cycle_calendar import next_revision_due
from steering.stage import Decided, Desk, Duties, Item
from templates.environment import day, euro
from templates.phrases import phrase

DECIDING = "resolution"
ADOPTED = frozenset({ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED})

MEASURE_OUTCOME = {
    ItemResult.ADOPTED: DecisionStatus.DECIDED,
    ItemResult.ADOPTED_AS_AMENDED: DecisionStatus.DECIDED,
    ItemResult.POSTPONED: DecisionStatus.POSTPONED,
    ItemResult.REJECTED: DecisionStatus.REJECTED,
    ItemResult.REFERRED_BACK: DecisionStatus.POSTPONED,
    ItemResult.NOTED: DecisionStatus.RECOMMENDED,
}


def write_papers(desk: Desk) -> list[SQLModel]:
    """One paper for each body that meets by its own office."""
    committees = {committee.key: committee for committee in desk.records.all(Committee)}
    return [_paper(desk, committees[each]) for each in ("executive_committee", "county_council")]


def _paper(desk: Desk, committee: Committee) -> Paper:
    target, base = _version(desk, desk.cycle.target_version_id), _version(desk, desk.cycle.base_version_id)
    planned = _planned(desk, target.id)
    facts = phrase(
        "paper.facts",
        opened_on=day(desk.cycle.opened_at),
        base_count=len(_planned(desk, base.id)),
        base_label=base.label,
        topic_count=sum(topic.state is TopicState.AGREED for topic in desk.records.all(Topic)),
        measure_count=len(planned),
        budget_count=sum(sheet.is_budget_relevant for sheet in planned),
    )
    advisors = next(c.title for c in desk.records.all(Committee) if c.key == "strategy_group")
    proposed = "\n".join(item.text for item in _items_for(desk, decides=committee.key == "county_council"))
    return Paper(
        id=key(desk.run.id, "paper", committee.key),
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        committee_id=committee.id,
        subject=phrase("paper.subject", **_period(target)),
        facts=facts,
        reasons=phrase("paper.reasons", committee=advisors),
        proposed_resolution=proposed,
        created_at=desk.now,
    )


def _version(desk: Desk, version_id: str) -> MasterplanVersion:
    return desk.records.by_id(MasterplanVersion)[version_id]


def _planned(desk: Desk, version_id: str) -> list[PlannedMeasure]:
    sheets = [p for p in desk.records.all(PlannedMeasure) if p.version_id == version_id]
    return sorted(sheets, key=lambda planned: planned.id)


def _period(version: MasterplanVersion) -> dict[str, Any]:
    return {
        "label": version.label,
        "period_from": version.period_from_year,
        "period_to": version.period_to_year,
    }


def items(desk: Desk, gate: str) -> list[Item]:
    """The plan as a whole, then each budget-relevant measure."""
    return _items_for(desk, decides=gate == DECIDING)


def _items_for(desk: Desk, *, decides: bool) -> list[Item]:
    wording = "decide" if decides else "recommend"
    target = _version(desk, desk.cycle.target_version_id)
    whole = Item(
        subject_id=target.id,
        title=phrase("item.plan", **_period(target)),
        text=phrase(f"item.plan.{wording}", **_period(target)),
    )
    measures = desk.records.by_id(Measure)
    singles = [
        Item(
            subject_id=sheet.id,
            title=phrase(
                "item.measure", code=measures[sheet.measure_id].code, title=measures[sheet.measure_id].title
            ),
            text=phrase(
                f"item.measure.{wording}",
                code=measures[sheet.measure_id].code,
                title=measures[sheet.measure_id].title,
                cost=euro(sheet.cost_eur or 0),
                cost_yearly=euro(sheet.cost_yearly_eur or 0),
                fiscal_year=sheet.fiscal_year,
            ),
        )
        for sheet in _planned(desk, target.id)
        if sheet.is_budget_relevant
    ]
    return [whole, *singles]


def settle(desk: Desk, decided: Decided) -> list[SQLModel]:
    """Recommendations of the advising bodies, resolutions of the council, one per item."""
    if decided.gate.key != DECIDING:
        return [_recommendation(item, decided) for item in decided.items]
    resolutions: list[SQLModel] = [_resolution(desk, item, decided) for item in decided.items]
    return resolutions + _decided_sheets(desk, decided.items)


def _recommendation(item: GateItem, decided: Decided) -> Recommendation:
    return Recommendation(
        gate_item_id=item.id,
        committee_id=decided.gate.committee_id,
        subject_id=item.subject_id,
        result=_result(item),
        text=decided.wording(item),
        on_date=decided.held_on,
        yes_count=item.yes_count,
        no_count=item.no_count,
        abstain_count=item.abstain_count,
        present_count=decided.present_count,
        is_simulated=decided.is_simulated,
    )


def _resolution(desk: Desk, item: GateItem, decided: Decided) -> Resolution:
    sheets = desk.records.by_id(PlannedMeasure)
    sheet = sheets.get(item.subject_id)
    return Resolution(
        gate_item_id=item.id,
        committee_id=decided.gate.committee_id,
        meeting_id=decided.meeting_id,
        subject_id=item.subject_id,
        result=_result(item),
        text=decided.wording(item),
        conditions=item.remark,
        fiscal_year=sheet.fiscal_year if sheet else None,
        on_date=decided.held_on,
        yes_count=item.yes_count,
        no_count=item.no_count,
        abstain_count=item.abstain_count,
        present_count=decided.present_count,
        is_simulated=decided.is_simulated,
    )


def _result(item: GateItem) -> ItemResult:
    return ItemResult.REJECTED if item.result is None else item.result


def _decided_sheets(desk: Desk, items: Sequence[GateItem]) -> list[SQLModel]:
    """Budget-relevant measures by their own item; the others stand and fall with the plan."""
    results = {item.subject_id: _result(item) for item in items}
    plan = results[desk.cycle.target_version_id]
    return [
        changed(
            sheet,
            decision_status=MEASURE_OUTCOME[plan if plan not in ADOPTED else results.get(sheet.id, plan)],
        )
        for sheet in _planned(desk, desk.cycle.target_version_id)
    ]


def conclude(desk: Desk) -> list[SQLModel]:
    """The plan is adopted, wholly or in part, or rejected; the next revision gets its date."""
    target = _version(desk, desk.cycle.target_version_id)
    resolutions = {resolution.subject_id: resolution for resolution in desk.records.all(Resolution)}
    decided = resolutions[target.id]
    if decided.result not in ADOPTED:
        rejected = changed(target, state=VersionState.REJECTED)
        return [rejected, changed(desk.cycle, state=CycleState.REJECTED, closed_at=desk.now)]
    is_whole = all(resolution.result in ADOPTED for resolution in resolutions.values())
    adopted = changed(target, state=VersionState.ADOPTED, adopted_on=decided.on_date)
    closed = changed(
        desk.cycle,
        state=CycleState.ADOPTED if is_whole else CycleState.PARTIALLY_ADOPTED,
        closed_at=desk.now,
        next_due_on=next_revision_due(target),
    )
    return [*put_in_force(adopted, desk.records.all(MasterplanVersion), desk.today), closed]


def put_in_force(
    adopted: MasterplanVersion, versions: Sequence[MasterplanVersion], today: date
) -> list[MasterplanVersion]:
    """The adopted version comes into force when its period begins; the old one ends the same day."""
    if today.year < adopted.period_from_year:
        return [adopted]
    ending = [
        changed(version, state=VersionState.SUPERSEDED)
        for version in versions
        if version.state is VersionState.IN_FORCE and version.masterplan_id == adopted.masterplan_id
    ]
    return [*ending, changed(adopted, state=VersionState.IN_FORCE)]


DUTIES = Duties(work=write_papers, items=items, settle=settle, conclude=conclude)
