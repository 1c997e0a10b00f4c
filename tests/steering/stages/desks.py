"""Desks for the tests of stages: one revision of an invented region, with the records that a test names."""

from datetime import UTC, date, datetime

from sqlmodel import SQLModel

from models import (
    Cycle,
    Disposition,
    Fate,
    Gate,
    GateItem,
    GateKind,
    ItemResult,
    MasterplanVersion,
    Measure,
    PlannedMeasure,
    StageRun,
    VersionState,
)
from steering.cycle import stage_named
from steering.records import Records
from steering.stage import Decided, Desk

AT = datetime(2027, 11, 15, 8, tzinfo=UTC)
TODAY = AT.date()
BASE, TARGET = "r/2.0", "r/3.0"


def a_version(label: str, *, state: VersionState, first_year: int) -> MasterplanVersion:
    return MasterplanVersion(
        id=f"r/{label}",
        masterplan_id="r",
        label=label,
        period_from_year=first_year,
        period_to_year=first_year + 4,
        state=state,
    )


VERSIONS = (
    a_version("2.0", state=VersionState.IN_FORCE, first_year=2018),
    a_version("3.0", state=VersionState.DRAFTING, first_year=2028),
)


def a_desk(stage_key: str, *records: SQLModel, round_number: int = 1, today: date = TODAY) -> Desk:
    """The desk of a stage with these records on it, and the two versions of the plan."""
    cycle = Cycle(id="r-3.0", region_key="r", base_version_id=BASE, target_version_id=TARGET, opened_at=AT)
    run = StageRun(
        id=f"r-3.0/{stage_key}/{round_number}",
        cycle_id=cycle.id,
        stage_key=stage_key,
        round=round_number,
        opened_at=AT,
        due_on=date(2028, 1, 31),
    )
    return Desk(
        cycle=cycle,
        run=run,
        records=Records([cycle, *VERSIONS, *records]),
        now=AT,
        today=today,
        catalogue=(),
        region_code="03358",
        land_code="03",
        region_title="Landkreis",
        land_title="Land",
    )


def a_measure(code: str) -> Measure:
    return Measure(id=f"r/{code}", region_key="r", code=code, title=f"Maßnahme {code}")


def a_sheet(code: str, version: str = TARGET, *, is_budget_relevant: bool = False) -> PlannedMeasure:
    return PlannedMeasure(
        id=f"{version}/{code}",
        version_id=version,
        measure_id=f"r/{code}",
        focus_area_key="transitions",
        owner_id="r/office",
        is_budget_relevant=is_budget_relevant,
        cost_eur=1000,
        cost_yearly_eur=0,
        fiscal_year=2029 if is_budget_relevant else None,
    )


def a_fate(code: str, disposition: Disposition, *, round_number: int = 1, is_confirmed: bool = True) -> Fate:
    return Fate(
        id=f"r-3.0/review_measures/{round_number}/{code}",
        cycle_id="r-3.0",
        round=round_number,
        measure_id=f"r/{code}",
        review_id=f"{round_number}/{code}",
        disposition=disposition,
        reason="Grund.",
        is_confirmed=is_confirmed,
    )


def decided(key: str, results: dict[str, ItemResult], *, places: dict[str, int] | None = None) -> Decided:
    """A gate that closed with these results, by subject."""
    gate = Gate(
        id=f"g/{key}",
        stage_run_id="s",
        committee_id="r/county_council",
        key=key,
        kind=GateKind.DECIDE,
        question="?",
        content_sha256="",
        opened_at=AT,
        due_on=AT.date(),
    )
    items = tuple(
        GateItem(
            id=f"g/{key}/{number}",
            gate_id=gate.id,
            number=number,
            subject_id=subject,
            title="",
            text="",
            result=result,
            yes_count=3,
        )
        for number, (subject, result) in enumerate(results.items(), start=1)
    )
    return Decided(
        gate=gate, items=items, held_on=AT.date(), places=places or {}, meeting_id="m", present_count=3
    )


def declared(stage_key: str, made: list[SQLModel]) -> bool:
    """Whether a stage made only what its row in the cycle names."""
    return {type(record) for record in made} <= set(stage_named(stage_key).writes)
