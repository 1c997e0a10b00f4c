"""What is known of the needs of a revision: wording, grounds, history, and what rests on changed values."""

from dataclasses import dataclass
from datetime import datetime

from models import (
    Cycle,
    Finding,
    FindingGroup,
    FocusArea,
    Need,
    NeedAct,
    NeedEvidence,
    NeedFinding,
    NeedLineage,
    NeedState,
    NeedVersion,
    Staleness,
)
from steering.needs.folder import Folder, folder_of
from steering.needs.items import groups_counted
from steering.needs.stale import stale_findings
from steering.office.opening import Office

KINDS = (
    FocusArea,
    Finding,
    FindingGroup,
    Need,
    NeedFinding,
    NeedEvidence,
    NeedLineage,
    NeedVersion,
    Staleness,
)


@dataclass(frozen=True, kw_only=True)
class ToldGroup:
    """A group that a finding tells of: its share, and from which counts it comes."""

    breakdown: str
    cases: float
    base: float
    value: float


@dataclass(frozen=True, kw_only=True)
class ToldFinding:
    """A finding in its sentence, and whether the value on which it rests has changed since."""

    id: str
    indicator: str
    pattern: str
    sentence: str
    is_stale: bool
    counted: str = ""
    groups: tuple[ToldGroup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToldVersion:
    """A version of a need: who, when, why."""

    number: int
    act: NeedAct
    state: NeedState
    title: str
    text: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ToldNeed:
    """A need with its grounds and its history."""

    number: int
    id: str
    title: str
    text: str
    state: NeedState
    life_stage: str
    focus_area_key: str
    focus_area: str
    is_own: bool
    version: int
    reason: str
    went_into: tuple[int, ...]
    came_from: tuple[int, ...]
    findings: tuple[ToldFinding, ...]
    evidence: tuple[str, ...]
    versions: tuple[ToldVersion, ...]

    @property
    def is_stale(self) -> bool:
        """Whether a value on which it rests has changed since the analysis."""
        return any(finding.is_stale for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class ToldNeeds:
    """The needs of the newest round, and findings that call for no action."""

    round: int
    needs: tuple[ToldNeed, ...]
    other_findings: tuple[ToldFinding, ...]


def needs_of(office: Office, cycle: Cycle, *, language: str = "de") -> ToldNeeds:
    """The needs of the newest round of a revision that has any."""
    records = office.archive.read(KINDS, region_key=office.region_key, cycle_id=cycle.id)
    rounds = [*(each.round for each in records.all(Need)), *(each.round for each in records.all(Finding))]
    folder = folder_of(records, cycle_id=cycle.id, round_number=max(rounds, default=0))
    stale = stale_findings(records)
    told = {finding.id: _finding(folder, finding, stale, language) for finding in folder.findings}
    areas = {area.key: area.title for area in records.all(FocusArea)}
    taken = {each.finding_id for each in folder.grounds}
    return ToldNeeds(
        round=folder.round,
        needs=tuple(_need(folder, need, told, areas) for need in folder.needs),
        other_findings=tuple(finding for name, finding in told.items() if name not in taken),
    )


def _finding(folder: Folder, finding: Finding, stale: set[str], language: str) -> ToldFinding:
    in_english = language != "de" and finding.sentence_en
    return ToldFinding(
        id=finding.id,
        indicator=finding.indicator_key,
        pattern=finding.pattern.value,
        sentence=finding.sentence_en if in_english else finding.sentence,
        is_stale=finding.id in stale,
        counted=groups_counted(folder, finding, language),
        groups=tuple(
            ToldGroup(breakdown=each.breakdown, cases=each.numerator, base=each.denominator, value=each.value)
            for each in folder.groups_of(finding)
        ),
    )


def _need(folder: Folder, need: Need, told: dict[str, ToldFinding], areas: dict[str, str]) -> ToldNeed:
    versions = tuple(
        ToldVersion(
            number=each.number,
            act=each.act,
            state=each.state,
            title=each.title,
            text=each.text,
            reason=each.reason,
            by=each.actor,
            at=each.at,
        )
        for each in folder.versions_of(need)
    )
    return ToldNeed(
        number=need.number,
        id=need.id,
        title=need.title,
        text=need.text,
        state=need.state,
        life_stage=need.life_stage,
        focus_area_key=need.focus_area_key,
        focus_area=areas.get(need.focus_area_key, need.focus_area_key),
        is_own=need.is_own,
        version=folder.newest_version(need),
        reason=versions[-1].reason if versions else "",
        went_into=tuple(other.number for other in folder.went_into(need)),
        came_from=tuple(other.number for other in folder.came_from(need)),
        findings=tuple(told[finding.id] for finding in folder.findings_of(need)),
        evidence=tuple(folder.evidence_of(need)),
        versions=versions,
    )
