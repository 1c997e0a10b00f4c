"""Indikatorenanalyse: from the frozen cells to values, findings and needs for action."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd
from sqlmodel import SQLModel

from models import (
    Committee,
    DataSnapshot,
    Finding,
    FindingGroup,
    FindingGroupInput,
    GateItem,
    IndicatorInput,
    IndicatorValue,
    Need,
    NeedAct,
    NeedState,
    Release,
    SnapshotRelease,
)
from models.columns import key
from steering.changes import changed
from steering.counting import ADOPTED
from steering.disclosure.gate import judged
from steering.disclosure.groups import offered, told
from steering.disclosure.keeping import records_of
from steering.disclosure.preparing import REMARK, Given
from steering.documents.releasing import given_of, told_before
from steering.indicators.defining.breaking import fitting
from steering.indicators.defining.indicator import Indicator
from steering.indicators.judging.conspicuity import Pair
from steering.indicators.judging.findings import Conspicuity, find_conspicuous
from steering.indicators.judging.groups import groups_of
from steering.indicators.judging.wording import finding_headline
from steering.indicators.measuring.computing import FEDERATION_CODE, ComputedValue, compute
from steering.indicators.measuring.observations import observed
from steering.needs.acts import Entered, version_of
from steering.needs.folder import Folder, folder_of
from steering.needs.items import need_item
from steering.needs.proposing import COMMITTEE, propose
from steering.releases.current import current
from steering.stage import Decided, Desk, Duties, Item
from templates.phrases import phrase

REPORT = "report"


def analyse(desk: Desk) -> list[SQLModel]:
    """Values of every chosen indicator, what stands out, and which needs follow."""
    catalogue = {indicator.key: indicator for indicator in desk.catalogue}
    cells = frozen_cells(desk)
    computed = compute(
        desk.catalogue, cells, land_code=desk.land_code, peers=desk.peers, others=_others(desk, cells)
    )
    newest = _newest(desk, computed)
    pairs = _pairs(desk, cells, newest)
    groups = list(offered(pairs, newest, catalogue))
    computed, decision = judged(computed, catalogue, _given(desk, computed, pairs), beside=groups)
    standing_out = find_conspicuous(
        computed,
        catalogue,
        region_code=desk.region_code,
        land_code=desk.land_code,
        targets=desk.targets,
        groups=told(pairs, newest, decision),
    )
    names = {
        desk.region_code: desk.region_title,
        desk.land_code: desk.land_title,
        FEDERATION_CODE: "Deutschland",
    }
    found = [(each, _finding(desk, each, catalogue, names)) for each in standing_out]
    return [
        *(record for value in computed for record in _value_records(desk, value)),
        *records_of(
            decision,
            cycle_id=desk.cycle.id,
            round_number=desk.run.round,
            figures_count=len(computed) + len(groups),
        ),
        *(finding for _, finding in found),
        *(
            record
            for each, finding in found
            for record in _group_records(each, finding, catalogue[each.indicator_key])
        ),
        *propose(desk, found, catalogue, _round_before(desk)),
    ]


def _others(desk: Desk, cells: pd.DataFrame) -> tuple[str, ...]:
    """Members of peer groups that are no yardstick, as far as the tables tell anything of them."""
    there = set(cells["region_code"].unique())
    named = dict.fromkeys(code for group in desk.groups for code in group.members)
    return tuple(code for code in named if code in there and code not in desk.peers)


def _newest(desk: Desk, computed: Iterable[ComputedValue]) -> dict[str, ComputedValue]:
    """The newest figure of our own region for each indicator."""
    newest: dict[str, ComputedValue] = {}
    for value in sorted(computed, key=lambda value: value.period):
        if value.region_code == desk.region_code and value.value is not None:
            newest[value.indicator_key] = value
    return newest


def _pairs(desk: Desk, cells: pd.DataFrame, newest: Mapping[str, ComputedValue]) -> dict[str, list[Pair]]:
    """The groups that could be held against each other in the newest figure of each indicator.

    A figure of too few has no groups; one that others might give away is judged together with its own.
    """
    variables = set(cells["variable"].unique())
    chosen = [
        fitting(indicator, variables)
        for indicator in desk.catalogue
        if indicator.key in newest
        and (newest[indicator.key].is_publishable or REMARK in newest[indicator.key].remark)
    ]
    variables = {term.variable for indicator in chosen for term in indicator.formula.terms}
    observations = observed(cells, [desk.region_code, desk.land_code], variables=variables)
    return groups_of(chosen, observations, region_code=desk.region_code, land_code=desk.land_code)


def _finding(
    desk: Desk, found: Conspicuity, catalogue: Mapping[str, Indicator], names: Mapping[str, str]
) -> Finding:
    sentence, sentence_en = (
        finding_headline(catalogue[found.indicator_key], found, names=names, language=language)
        for language in ("de", "en")
    )
    return Finding(
        id=key(desk.run.id, "finding", found.indicator_key, found.value.period, found.pattern.value),
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        indicator_key=found.indicator_key,
        value_id=_value_id(desk, found.value),
        reference_value_id=_value_id(desk, found.reference) if found.reference else None,
        pattern=found.pattern,
        sentence=sentence,
        sentence_en=sentence_en,
    )


def _round_before(desk: Desk) -> Folder | None:
    """The needs of the last round that had any."""
    rounds = [need.round for need in desk.records.all(Need) if need.round < desk.run.round]
    if not rounds:
        return None
    return folder_of(desk.records, cycle_id=desk.cycle.id, round_number=max(rounds))


def frozen_cells(desk: Desk) -> pd.DataFrame:
    """The cells that count among the releases of the newest snapshot, and no others."""
    snapshot = max(desk.records.all(DataSnapshot), key=lambda snapshot: snapshot.round)
    releases = {
        link.release_id for link in desk.records.all(SnapshotRelease) if link.snapshot_id == snapshot.id
    }
    return current(desk.records.cells, desk.records.all(Release), among=releases)


def _given(desk: Desk, computed: Iterable[ComputedValue], pairs: Mapping[str, Iterable[Pair]]) -> Given:
    """What disclosure control is given: the cells behind the figures, and what earlier rounds let be told."""
    inputs = {cell for value in computed if value.value is not None for cell, _ in value.inputs}
    groups = (group for listed in pairs.values() for pair in listed for group in pair)
    inputs |= {cell for group in groups for cell, _ in group.inputs}
    return given_of(desk, inputs, before=told_before(desk, desk.run.round))


def _group_records(found: Conspicuity, finding: Finding, indicator: Indicator) -> Iterator[SQLModel]:
    """The groups of which a finding tells, each with the cells from which it was counted."""
    pair = (found.gap.first, found.gap.second) if found.gap else ()
    for number, group in enumerate((group for group in pair if group is not None), start=1):
        yield FindingGroup(
            finding_id=finding.id,
            breakdown=group.breakdown,
            number=number,
            numerator=group.numerator,
            denominator=group.denominator,
            value=indicator.factor * group.numerator / group.denominator,
        )
        for cell, name in dict(group.inputs).items():
            yield FindingGroupInput(
                finding_id=finding.id, breakdown=group.breakdown, observation_id=cell, name=name
            )


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
    folder = needs_of_the_round(desk)
    return [report, *(need_item(folder, need) for need in folder.needs)]


def needs_of_the_round(desk: Desk) -> Folder:
    """The needs of this round, with their findings, evidence and versions."""
    return folder_of(desk.records, cycle_id=desk.cycle.id, round_number=desk.run.round)


def settle(desk: Desk, decided: Decided) -> list[SQLModel]:
    """A need that still lives is acknowledged or rejected by its own item; the others stay as they are."""
    items = {item.subject_id: item for item in decided.items}
    folder = needs_of_the_round(desk)
    return [
        record
        for need in folder.needs
        if need.state is NeedState.PROPOSED
        for record in _settled(desk, folder, need, items.get(need.id))
    ]


def _settled(desk: Desk, folder: Folder, need: Need, item: GateItem | None) -> list[SQLModel]:
    is_adopted = item is not None and item.result in ADOPTED
    committee = next(each for each in desk.records.all(Committee) if each.key == COMMITTEE)
    reason = phrase(
        "need.acknowledged",
        committee=committee.title,
        yes=item.yes_count if item else 0,
        no=item.no_count if item else 0,
        abstain=item.abstain_count if item else 0,
    )
    state = NeedState.ACKNOWLEDGED if is_adopted else NeedState.REJECTED
    act = NeedAct.ACKNOWLEDGED if is_adopted else NeedAct.REJECTED
    entered = Entered(actor=COMMITTEE, at=desk.now, reason=reason)
    after = changed(need, state=state)
    return [after, version_of(after, folder.newest_version(need) + 1, act, entered)]


DUTIES = Duties(work=analyse, items=items, settle=settle)
