"""The follow-up list of decisions (Beschlusskontrolle): derived from the records, so it is always current.

A decision leads to a measure, its money and its indicator. What became of it is read from the newest
report; nothing about it is stored a second time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models import (
    Committee,
    DecisionStatus,
    ImplementationStatus,
    IndicatorValue,
    ItemResult,
    MasterplanVersion,
    Measure,
    MeasureReview,
    MeasureStatus,
    Organisation,
    PlannedMeasure,
    Recommendation,
    Resolution,
    VersionState,
)
from steering.documents.front import front
from steering.documents.values import number_of, reference_time
from steering.measures import leaves_the_plan
from steering.stage import Desk
from templates.document_facts import (
    FollowedDecision,
    FollowUpListFacts,
    IndicatorStanding,
    Lacking,
    Money,
    Standing,
)

ADOPTED = frozenset({ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED})
AT_WORK = frozenset({ImplementationStatus.IN_PROGRESS, ImplementationStatus.PERMANENT})
FINISHED = frozenset({ImplementationStatus.IMPLEMENTED, ImplementationStatus.PERMANENT})
STOPPED = frozenset({ImplementationStatus.ENDED, ImplementationStatus.ON_HOLD})
Decision = Recommendation | Resolution


@dataclass(frozen=True, kw_only=True)
class Target:
    """The corridor that a resolution set for an indicator."""

    lower: float | None = None
    upper: float | None = None
    year: int | None = None

    def is_met(self, value: float) -> bool:
        """Whether a value lies within the corridor."""
        return (self.lower is None or value >= self.lower) and (self.upper is None or value <= self.upper)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The newest that anybody said of the state of a measure."""

    status: ImplementationStatus
    on_date: date


def follow_up(desk: Desk, targets: Mapping[str, Target] | None = None) -> FollowUpListFacts:
    """Every decision on the plan and its measures, newest first, with what became of it."""
    sheets = desk.records.by_id(PlannedMeasure)
    versions = desk.records.by_id(MasterplanVersion)
    decided = _newest(desk.records.all(Resolution))
    advised = _newest(desk.records.all(Recommendation))
    found = [
        _of_the_plan(desk, versions[subject], decision, advised.get(subject))
        for subject, decision in {**advised, **decided}.items()
        if subject in versions
    ]
    for sheet in sheets.values():
        # A measure that was not voted on singly was decided with the plan that holds it.
        decision = decided.get(sheet.id) or advised.get(sheet.id) or decided.get(sheet.version_id)
        if decision is not None and not (sheet.disposition and leaves_the_plan(sheet.disposition)):
            found.append(_of_a_measure(desk, sheet, decision, advised.get(sheet.id), targets or {}))
    ordered = sorted(found, key=lambda each: (-each.on_date.toordinal(), each.code))
    return FollowUpListFacts(front=front(desk), decisions=tuple(ordered))


def _newest(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """What was decided last on each subject."""
    ordered = sorted(decisions, key=lambda each: (each.on_date, each.gate_item_id))
    return {each.subject_id: each for each in ordered}


def _of_the_plan(
    desk: Desk, version: MasterplanVersion, decision: Decision, advice: Decision | None
) -> FollowedDecision:
    states = {
        VersionState.IN_FORCE: Standing.IN_PROGRESS,
        VersionState.SUPERSEDED: Standing.DONE,
        VersionState.REJECTED: Standing.NOTHING_TO_DO,
        VersionState.WITHDRAWN: Standing.NOTHING_TO_DO,
    }
    is_binding = isinstance(decision, Resolution)
    return FollowedDecision(
        code=version.label,
        title=f"Masterplan Bildung {version.label}",
        owner="",
        money=Money.NOT_NEEDED,
        cost_eur=None,
        cost_yearly_eur=None,
        fiscal_year=None,
        indicator=None,
        standing=states.get(version.state, Standing.NOT_BEGUN),
        implementation=None,
        reported_on=None,
        lacking=() if is_binding else (Lacking.RESOLUTION,),
        is_plan=True,
        **_as_decided(desk, decision, advice),  # type: ignore[arg-type]
    )


def _of_a_measure(
    desk: Desk,
    sheet: PlannedMeasure,
    decision: Decision,
    advice: Decision | None,
    targets: Mapping[str, Target],
) -> FollowedDecision:
    measure = desk.records.by_id(Measure)[sheet.measure_id]
    owner = desk.records.by_id(Organisation).get(sheet.owner_id or "")
    report = newest_report(desk, measure)
    period_ends = desk.records.by_id(MasterplanVersion)[sheet.version_id].period_to_year
    indicator = _indicator(desk, sheet.indicator_key, targets)
    money = money_of(sheet, decision)
    return FollowedDecision(
        code=measure.code,
        title=measure.title,
        owner=owner.title if owner else "",
        money=money,
        cost_eur=sheet.cost_eur,
        cost_yearly_eur=sheet.cost_yearly_eur,
        fiscal_year=_fiscal_year(sheet, decision),
        indicator=indicator,
        standing=standing_of(decision, report, sheet.fiscal_year, period_ends, desk.today),
        implementation=report.status if report else None,
        reported_on=report.on_date if report else None,
        lacking=_lacking(sheet, decision, report, indicator, money),
        **_as_decided(desk, decision, advice),  # type: ignore[arg-type]
    )


def _as_decided(desk: Desk, decision: Decision, advice: Decision | None) -> dict[str, object]:
    """Body, day, wording, result and votes, as the record has them."""
    return {
        "key": decision.gate_item_id,
        "body": desk.records.by_id(Committee)[decision.committee_id].title,
        "is_binding": isinstance(decision, Resolution),
        "on_date": decision.on_date,
        "wording": decision.text,
        "result": decision.result,
        "conditions": decision.conditions if isinstance(decision, Resolution) else "",
        "yes_count": decision.yes_count,
        "no_count": decision.no_count,
        "abstain_count": decision.abstain_count,
        "present_count": decision.present_count,
        "advice": advice.result if advice is not None and advice is not decision else None,
        "is_simulated": decision.is_simulated,
    }


def newest_report(desk: Desk, measure: Measure) -> Report | None:
    """The newest of what was noted and what the owner reported, up to today."""
    noted = [
        Report(status=each.status, on_date=each.on_date)
        for each in desk.records.all(MeasureStatus)
        if each.measure_id == measure.id and each.on_date <= desk.today
    ]
    reported = [
        Report(status=each.status, on_date=each.answered_at.date())
        for each in desk.records.all(MeasureReview)
        if each.measure_id == measure.id and each.answered_at.date() <= desk.today
    ]
    return max([*noted, *reported], key=lambda each: each.on_date, default=None)


def money_of(sheet: PlannedMeasure, decision: Decision) -> Money:
    """What was decided about the money."""
    if not sheet.is_budget_relevant:
        return Money.NOT_NEEDED
    if not isinstance(decision, Resolution):
        return Money.OPEN
    if sheet.decision_status is DecisionStatus.DECIDED_WITH_BUDGET_RESERVATION:
        return Money.RESERVED
    return {
        ItemResult.ADOPTED: Money.FUNDED,
        ItemResult.ADOPTED_AS_AMENDED: Money.REDUCED,
        ItemResult.POSTPONED: Money.POSTPONED,
        ItemResult.REFERRED_BACK: Money.POSTPONED,
        ItemResult.REJECTED: Money.REJECTED,
    }.get(decision.result, Money.OPEN)


def _fiscal_year(sheet: PlannedMeasure, decision: Decision) -> int | None:
    decided = decision.fiscal_year if isinstance(decision, Resolution) else None
    return decided or sheet.fiscal_year


def standing_of(
    decision: Decision, report: Report | None, fiscal_year: int | None, period_ends: int, today: date
) -> Standing:
    """How far it is: what was reported since, held against what was decided."""
    is_since = report is not None and report.on_date >= decision.on_date
    status = report.status if report else None
    if decision.result is ItemResult.REJECTED:
        return Standing.CONTRADICTED if is_since and status in AT_WORK else Standing.NOTHING_TO_DO
    if decision.result not in ADOPTED:
        return Standing.NOT_BEGUN
    if status in FINISHED:
        return Standing.DONE
    if is_since and status in STOPPED:
        return Standing.CONTRADICTED
    is_at_work = status in AT_WORK
    if today.year > period_ends or (fiscal_year is not None and today.year > fiscal_year and not is_at_work):
        return Standing.OVERDUE
    return Standing.IN_PROGRESS if is_at_work else Standing.NOT_BEGUN


def _lacking(
    sheet: PlannedMeasure,
    decision: Decision,
    report: Report | None,
    indicator: IndicatorStanding | None,
    money: Money,
) -> tuple[Lacking, ...]:
    if decision.result is ItemResult.REJECTED:
        return ()
    needs_money = money in {Money.FUNDED, Money.REDUCED, Money.RESERVED}
    checks = {
        Lacking.RESOLUTION: not isinstance(decision, Resolution),
        Lacking.NEW_DATE: decision.result not in ADOPTED,
        Lacking.CONDITIONS: isinstance(decision, Resolution) and bool(decision.conditions),
        Lacking.OWNER: sheet.owner_id is None,
        Lacking.FISCAL_YEAR: needs_money and _fiscal_year(sheet, decision) is None,
        Lacking.REPORT: report is None or report.on_date < decision.on_date,
        Lacking.INDICATOR: indicator is None,
        Lacking.VALUE: indicator is not None and indicator.value is None,
        Lacking.TARGET: indicator is not None and indicator.lower is None and indicator.upper is None,
    }
    return tuple(what for what, is_missing in checks.items() if is_missing)


def _indicator(desk: Desk, key: str | None, targets: Mapping[str, Target]) -> IndicatorStanding | None:
    known = {each.key: each for each in desk.catalogue}
    if key is None or key not in known:
        return None
    indicator = known[key]
    values = desk.records.all(IndicatorValue)
    # What an earlier round told may have been revised since, or stays back now.
    latest = max(((value.cycle_id, value.round) for value in values), default=None)
    mine = [
        value
        for value in values
        if (value.cycle_id, value.round) == latest
        and value.indicator_key == key
        and value.region_code == desk.region_code
        and number_of(value) is not None
    ]
    newest = max(mine, key=lambda value: value.period, default=None)
    number, target = number_of(newest), targets.get(key, Target())
    has_target = target.lower is not None or target.upper is not None
    return IndicatorStanding(
        title=indicator.title,
        unit=indicator.unit,
        digits=indicator.digits,
        value=number,
        period=newest.period if newest else "",
        reference_time=reference_time(indicator),
        lower=target.lower,
        upper=target.upper,
        target_year=target.year,
        is_met=target.is_met(number) if has_target and number is not None else None,
    )
