"""The needs with which a round begins: what its findings propose, and what people had worked on before.

A stage that is sent back analyses anew. What the internal steering group had edited, merged, split,
added or rejected in the round before is taken over with its reason, as far as its findings come again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import SQLModel

from models import Finding, Need, NeedAct, NeedEvidence, NeedFinding, NeedState, NeedVersion
from models.columns import key
from steering.indicators.defining.indicator import LIFE_STAGES, Indicator
from steering.indicators.judging.findings import Conspicuity, ProposedNeed, needs_from
from steering.indicators.judging.wording import need_headline
from steering.needs.acts import Entered, version_of
from steering.needs.folder import Folder
from steering.stage import Desk
from templates.phrases import phrase

PROPOSER = "analyse_indicators"
COMMITTEE = "internal_steering_group"
_ANY_ROUND = 0


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """A need before it is numbered."""

    title: str
    text: str = ""
    life_stage: str
    focus_area_key: str
    state: NeedState = NeedState.PROPOSED
    is_own: bool = False
    findings: tuple[Finding, ...] = ()
    evidence: tuple[str, ...] = ()
    act: NeedAct = NeedAct.PROPOSED
    entered_by: str = PROPOSER
    reason: str = ""


def propose(
    desk: Desk,
    found: Sequence[tuple[Conspicuity, Finding]],
    catalogue: Mapping[str, Indicator],
    before: Folder | None = None,
) -> list[SQLModel]:
    """The needs of a new round with all that hangs on them, numbered along the course of life."""
    kept = {id(each): finding for each, finding in found}
    calling = [kept[id(each)] for need in needs_from(_each(found), catalogue) for each in need.findings]
    drafts = list(_taken_over(before, calling)) if before else []
    settled = {finding.id for draft in drafts for finding in draft.findings}
    rest = [each for each, finding in found if finding.id not in settled]
    for need in needs_from(rest, catalogue):
        drafts.append(_fresh(need, catalogue, tuple(kept[id(each)] for each in need.findings)))
    drafts.sort(key=lambda draft: (LIFE_STAGES.index(draft.life_stage), draft.focus_area_key))
    return [record for number, draft in enumerate(drafts, 1) for record in _written(desk, number, draft)]


def _each(found: Sequence[tuple[Conspicuity, Finding]]) -> list[Conspicuity]:
    return [each for each, _ in found]


def _fresh(need: ProposedNeed, catalogue: Mapping[str, Indicator], findings: tuple[Finding, ...]) -> _Draft:
    return _Draft(
        title=need_headline(need, catalogue),
        life_stage=need.life_stage,
        focus_area_key=need.focus_area_key,
        findings=findings,
    )


def _taken_over(before: Folder, calling: Sequence[Finding]) -> Iterator[_Draft]:
    for need in before.needs:
        last = _last_by_people(before, need)
        if need.state is NeedState.REPLACED or last is None:
            continue
        mine = {(old.indicator_key, old.pattern) for old in before.findings_of(need)}
        again = tuple(each for each in calling if (each.indicator_key, each.pattern) in mine)
        evidence = tuple(before.evidence_of(need))
        if again or evidence:
            yield _Draft(
                title=need.title,
                text=need.text,
                life_stage=need.life_stage,
                focus_area_key=need.focus_area_key,
                state=NeedState.REJECTED if last.act is NeedAct.REJECTED else NeedState.PROPOSED,
                is_own=need.is_own,
                findings=again,
                evidence=evidence,
                act=last.act,
                entered_by=last.actor,
                reason=_carried(before.round, last.reason),
            )


def _last_by_people(folder: Folder, need: Need) -> NeedVersion | None:
    """The last version that somebody entered; what the analysis proposed and the vote are none."""
    by_people = [
        each
        for each in folder.versions_of(need)
        if each.act is not NeedAct.PROPOSED and each.actor != COMMITTEE
    ]
    return by_people[-1] if by_people else None


def _carried(round_number: int, reason: str) -> str:
    """The reason with the round from which it comes; of a reason that has come far, the last round only."""
    told = phrase("need.carried", round=_ANY_ROUND, reason="")
    plain = re.sub("^" + re.escape(told).replace(str(_ANY_ROUND), r"\d+", 1), "", reason)
    return phrase("need.carried", round=round_number, reason=plain)


def _written(desk: Desk, number: int, draft: _Draft) -> list[SQLModel]:
    need = Need(
        id=key(desk.run.id, f"need-{number:02d}"),
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        number=number,
        title=draft.title,
        text=draft.text,
        life_stage=draft.life_stage,
        focus_area_key=draft.focus_area_key,
        state=draft.state,
        is_own=draft.is_own,
    )
    entered = Entered(actor=draft.entered_by, at=desk.now, reason=draft.reason)
    return [
        need,
        version_of(need, 1, draft.act, entered),
        *(NeedFinding(need_id=need.id, finding_id=finding.id) for finding in draft.findings),
        *(
            NeedEvidence(need_id=need.id, number=place, text=proof)
            for place, proof in enumerate(draft.evidence, start=1)
        ),
    ]
