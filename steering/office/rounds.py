"""The rounds of an analysis as they were decided: values, inputs, findings, needs, and what a draft cites."""

from collections.abc import Iterable, Iterator, Mapping

from sqlmodel import Session, col, select

import models as m
from models import IndicatorValue
from steering.releases.resting import Round


def rounds(session: Session, cycle_id: str) -> Iterator[Round]:
    """The newest round of the analysis, and an earlier one from which the newest draft still cites."""
    drafts = session.exec(
        select(m.DraftVersion).where(m.DraftVersion.cycle_id == cycle_id).order_by(col(m.DraftVersion.round))
    ).all()
    cited = (
        session.exec(select(m.Evidence).where(m.Evidence.draft_id == drafts[-1].id)).all() if drafts else []
    )
    values = session.exec(select(IndicatorValue).where(IndicatorValue.cycle_id == cycle_id)).all()
    newest = max((value.round for value in values), default=0)
    rounds = {value.round for value in values if value.id in {each.value_id for each in cited}} | {newest}
    for number in sorted(rounds):
        mine = {value.id: value for value in values if value.round == number}
        yield _round(session, cycle_id, number, mine, [each for each in cited if each.value_id in mine])


def _round(
    session: Session,
    cycle_id: str,
    number: int,
    values: Mapping[str, IndicatorValue],
    cited: Iterable[m.Evidence],
) -> Round:
    inputs = session.exec(
        select(m.IndicatorInput)
        .join(IndicatorValue, col(IndicatorValue.id) == col(m.IndicatorInput.value_id))
        .where(IndicatorValue.cycle_id == cycle_id, IndicatorValue.round == number)
    ).all()
    findings = session.exec(
        select(m.Finding).where(m.Finding.cycle_id == cycle_id, m.Finding.round == number)
    ).all()
    groups = session.exec(
        select(m.FindingGroupInput)
        .join(m.Finding, col(m.Finding.id) == col(m.FindingGroupInput.finding_id))
        .where(m.Finding.cycle_id == cycle_id, m.Finding.round == number)
    ).all()
    needs = session.exec(select(m.Need).where(m.Need.cycle_id == cycle_id, m.Need.round == number)).all()
    grounds = session.exec(
        select(m.NeedFinding).where(col(m.NeedFinding.need_id).in_([need.id for need in needs]))
    ).all()
    return Round(
        computed=tuple(values.values()),
        inputs=tuple(inputs),
        findings=tuple(findings),
        group_inputs=tuple(groups),
        needs=tuple(needs),
        need_findings=tuple(grounds),
        evidence=tuple(cited),
    )
