"""Indikatorenanalyse: from the frozen cells to values, findings and needs for action."""

from collections.abc import Iterable

import pandas as pd
from sqlmodel import SQLModel

from models import (
    DataSnapshot,
    Finding,
    IndicatorInput,
    IndicatorValue,
    ItemResult,
    Need,
    NeedFinding,
    NeedState,
    Release,
    SnapshotRelease,
)
from models.columns import key
from steering.changes import changed
from steering.disclosure.gate import judged
from steering.disclosure.keeping import records_of
from steering.disclosure.preparing import Given
from steering.documents.releasing import given_of, told_before
from steering.indicators.computing import FEDERATION_CODE, ComputedValue, compute
from steering.indicators.findings import Conspicuity, find_conspicuous, needs_from
from steering.indicators.wording import finding_headline, need_headline
from steering.releases.current import current
from steering.stage import Decided, Desk, Duties, Item
from templates.phrases import phrase

REPORT = "report"


def analyse(desk: Desk) -> list[SQLModel]:
    """Values of every chosen indicator, what stands out, and which needs follow."""
    catalogue = {indicator.key: indicator for indicator in desk.catalogue}
    computed = compute(desk.catalogue, frozen_cells(desk), land_code=desk.land_code, peers=desk.peers)
    computed, decision = judged(computed, catalogue, _given(desk, computed))
    standing_out = find_conspicuous(
        computed, catalogue, region_code=desk.region_code, land_code=desk.land_code
    )
    names = {
        desk.region_code: desk.region_title,
        desk.land_code: desk.land_title,
        FEDERATION_CODE: "Deutschland",
    }
    findings = {
        _identity(each): Finding(
            id=key(desk.run.id, "finding", *_identity(each)),
            cycle_id=desk.cycle.id,
            round=desk.run.round,
            indicator_key=each.indicator_key,
            value_id=_value_id(desk, each.value),
            reference_value_id=_value_id(desk, each.reference) if each.reference else None,
            pattern=each.pattern,
            sentence=finding_headline(catalogue[each.indicator_key], each, names=names),
        )
        for each in standing_out
    }
    kept: list[SQLModel] = [record for value in computed for record in _value_records(desk, value)]
    kept += records_of(
        decision, cycle_id=desk.cycle.id, round_number=desk.run.round, figures_count=len(computed)
    )
    kept += findings.values()
    for proposed in needs_from(standing_out, catalogue):
        need = Need(
            id=key(desk.run.id, f"need-{proposed.number:02d}"),
            cycle_id=desk.cycle.id,
            round=desk.run.round,
            number=proposed.number,
            title=need_headline(proposed, catalogue),
            life_stage=proposed.life_stage,
            focus_area_key=proposed.focus_area_key,
        )
        kept.append(need)
        kept += [
            NeedFinding(need_id=need.id, finding_id=findings[_identity(each)].id)
            for each in proposed.findings
        ]
    return kept


def frozen_cells(desk: Desk) -> pd.DataFrame:
    """The cells that count among the releases of the newest snapshot, and no others."""
    snapshot = max(desk.records.all(DataSnapshot), key=lambda snapshot: snapshot.round)
    releases = {
        link.release_id for link in desk.records.all(SnapshotRelease) if link.snapshot_id == snapshot.id
    }
    return current(desk.records.cells, desk.records.all(Release), among=releases)


def _given(desk: Desk, computed: Iterable[ComputedValue]) -> Given:
    """What disclosure control is given: the cells behind the values, and what earlier rounds let be told."""
    inputs = {cell for value in computed if value.value is not None for cell, _ in value.inputs}
    return given_of(desk, inputs, before=told_before(desk, desk.run.round))


def _identity(standing_out: Conspicuity) -> tuple[str, str, str]:
    return (standing_out.indicator_key, standing_out.value.period, standing_out.pattern.value)


def _value_id(desk: Desk, value: ComputedValue) -> str:
    return key(desk.run.id, value.indicator_key, value.region_code, value.period)


def _value_records(desk: Desk, value: ComputedValue) -> list[SQLModel]:
    identity = _value_id(desk, value)
    record = IndicatorValue(
        id=identity,
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        indicator_key=value.indicator_key,
        indicator_version=value.indicator_version,
        region_code=value.region_code,
        period=value.period,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        ci_low=value.ci_low,
        ci_high=value.ci_high,
        method=value.method,
        status=value.status,
        assessment=value.assessment,
        z_adjusted=value.z_adjusted,
        is_publishable=value.is_publishable,
        remark=value.remark,
    )
    inputs: dict[int, IndicatorInput] = {}
    for observation_id, name in value.inputs:
        inputs.setdefault(
            observation_id, IndicatorInput(value_id=identity, observation_id=observation_id, name=name)
        )
    return [record, *inputs.values()]


def items(desk: Desk, _gate: str) -> list[Item]:
    """The report as a whole, then each need for action by itself."""
    report = Item(
        subject_id=key(desk.run.id, REPORT),
        title=phrase("item.report", round=desk.run.round),
        text=phrase("item.report.text"),
    )
    needs = [
        Item(
            subject_id=need.id,
            title=phrase("item.need", title=need.title),
            text=phrase("item.need.text", title=need.title),
        )
        for need in _needs_of_the_round(desk)
    ]
    return [report, *needs]


def _needs_of_the_round(desk: Desk) -> list[Need]:
    needs = [need for need in desk.records.all(Need) if need.round == desk.run.round]
    return sorted(needs, key=lambda need: need.number)


def settle(desk: Desk, decided: Decided) -> list[SQLModel]:
    """A need is acknowledged or rejected by its own item."""
    results = {item.subject_id: item.result for item in decided.items}
    return [
        changed(
            need,
            state=NeedState.ACKNOWLEDGED
            if results.get(need.id) is ItemResult.ADOPTED
            else NeedState.REJECTED,
        )
        for need in _needs_of_the_round(desk)
    ]


DUTIES = Duties(work=analyse, items=items, settle=settle)
