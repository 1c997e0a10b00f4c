"""The follow-up list of a region's decisions, of all its revisions, as it stands at this moment."""

from dataclasses import asdict
from typing import Any

import models as m
from models import Cycle, StageRun
from steering.csv_text import csv_text
from steering.cycle import CYCLE
from steering.follow_up import Target, follow_up
from steering.office.opening import Office
from steering.office.steps import whole_desk
from steering.records import Records
from templates.document_facts import FollowedDecision, FollowUpListFacts, IndicatorStanding
from templates.documents import write_document
from templates.paper import term

KINDS = (
    m.Region,
    m.Organisation,
    m.Committee,
    m.Masterplan,
    m.MasterplanVersion,
    m.Measure,
    m.MeasureStatus,
    m.PlannedMeasure,
    m.Cycle,
    m.GateItem,
    m.Recommendation,
    m.Resolution,
    m.MeasureReview,
    m.IndicatorValue,
)
COLUMNS = (
    "code",
    "title",
    "body",
    "is_binding",
    "on_date",
    "result",
    "yes_count",
    "no_count",
    "abstain_count",
    "present_count",
    "wording",
    "conditions",
    "owner",
    "money",
    "cost_eur",
    "cost_yearly_eur",
    "fiscal_year",
    "indicator",
    "value",
    "period",
    "target_lower",
    "target_upper",
    "standing",
    "implementation",
    "reported_on",
    "lacking",
)


def decisions(office: Office) -> FollowUpListFacts:
    """Every decision that the region follows up, newest first. Raises NotThere before the first revision."""
    newest = office.archive.latest_cycle(office.region_key)
    kept: dict[tuple[str, str], Any] = {}
    for cycle_id in _cycles(office):
        found = office.archive.read(KINDS, region_key=office.region_key, cycle_id=cycle_id)
        for record in found.everything():
            kept[type(record).__name__, _identity(record)] = record
    run = StageRun(
        id=f"{newest.id}/follow_up",
        cycle_id=newest.id,
        stage_key=CYCLE[-1].key,
        round=1,
        opened_at=office.now,
        due_on=office.today,
    )
    desk = whole_desk(office, newest, run, Records(kept.values()))
    return follow_up(desk, targets_of(office))


def _cycles(office: Office) -> list[str]:
    rows = office.archive.table(Cycle).to_dict("records")
    mine = [row for row in rows if row["region_key"] == office.region_key]
    return [row["id"] for row in sorted(mine, key=lambda row: row["opened_at"])]


def _identity(record: Any) -> str:
    keys = type(record).__table__.primary_key.columns.keys()
    return repr([getattr(record, key) for key in keys])


def targets_of(office: Office) -> dict[str, Target]:
    """The corridors that the region's profile names, each set by a resolution."""
    return {
        chosen.key: Target(lower=chosen.target.lower, upper=chosen.target.upper, year=chosen.target.year)
        for chosen in office.profile.indicators.indicator
        if chosen.target is not None
    }


def as_page(facts: FollowUpListFacts, language: str) -> str:
    """The list as a document."""
    return write_document("follow_up_list", facts, language=language)


def as_values(decision: FollowedDecision) -> dict[str, Any]:
    """One decision for programs."""
    return asdict(decision)


def as_table(facts: FollowUpListFacts, language: str) -> str:
    """The list as CSV, in words that people read."""
    return csv_text(
        [term(f"column_{name}", language) for name in COLUMNS],
        [[_cell(each, name, language) for name in COLUMNS] for each in facts.decisions],
    )


def _cell(decision: FollowedDecision, name: str, language: str) -> object:
    indicator = decision.indicator
    special: dict[str, object] = {
        "result": term(decision.result, language),
        "money": term(f"money_{decision.money}", language),
        "standing": term(f"standing_{decision.standing}", language),
        "implementation": term(decision.implementation, language) if decision.implementation else None,
        "lacking": ", ".join(term(f"lacking_{what}", language) for what in decision.lacking),
        "indicator": indicator.title if indicator else None,
        "value": _rounded(indicator),
        "period": indicator.period if indicator else None,
        "target_lower": indicator.lower if indicator else None,
        "target_upper": indicator.upper if indicator else None,
    }
    return special[name] if name in special else getattr(decision, name)


def _rounded(indicator: IndicatorStanding | None) -> float | None:
    """The value with as many digits as the catalogue says."""
    if indicator is None or indicator.value is None:
        return None
    return round(indicator.value, indicator.digits)
