"""The needs of one round of the analysis, with all that hangs on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from models import (
    Finding,
    FindingGroup,
    Need,
    NeedEvidence,
    NeedFinding,
    NeedLineage,
    NeedState,
    NeedVersion,
)
from steering.errors import NotThere
from steering.records import Records

Hanging = TypeVar("Hanging", NeedFinding, NeedEvidence, NeedVersion)

LIVE = frozenset({NeedState.PROPOSED, NeedState.ACKNOWLEDGED})


@dataclass(frozen=True, kw_only=True)
class Folder:
    """One round's needs by number; what is not in it belongs to another round and is not touched."""

    cycle_id: str
    round: int
    needs: tuple[Need, ...]
    findings: tuple[Finding, ...]
    grounds: tuple[NeedFinding, ...]
    evidence: tuple[NeedEvidence, ...]
    lineage: tuple[NeedLineage, ...]
    versions: tuple[NeedVersion, ...]
    groups: tuple[FindingGroup, ...] = ()

    @property
    def next_number(self) -> int:
        """The number of the next need; numbers are never given twice."""
        return max((need.number for need in self.needs), default=0) + 1

    def numbered(self, number: int) -> Need:
        """The need with this number. Raises NotThere."""
        for need in self.needs:
            if need.number == number:
                return need
        known = ", ".join(str(need.number) for need in self.needs)
        raise NotThere(f"No need {number}.", code="no_such_need", number=number, known=known or "–")

    def findings_of(self, need: Need) -> list[Finding]:
        """The findings on which a need rests, in the order in which they were found."""
        mine = {each.finding_id for each in self.grounds if each.need_id == need.id}
        return [finding for finding in self.findings if finding.id in mine]

    def groups_of(self, finding: Finding) -> list[FindingGroup]:
        """The groups that a finding holds against each other, in the order of its sentence."""
        mine = (each for each in self.groups if each.finding_id == finding.id)
        return sorted(mine, key=lambda each: each.number)

    def evidence_of(self, need: Need) -> list[str]:
        """What a need rests on beside findings."""
        mine = (each for each in self.evidence if each.need_id == need.id)
        return [each.text for each in sorted(mine, key=lambda each: each.number)]

    def versions_of(self, need: Need) -> list[NeedVersion]:
        """The versions of a need, the oldest first."""
        mine = (each for each in self.versions if each.need_id == need.id)
        return sorted(mine, key=lambda each: each.number)

    def newest_version(self, need: Need) -> int:
        """The number of the version that holds; 0 for a need from before there were versions."""
        return max((each.number for each in self.versions if each.need_id == need.id), default=0)

    def went_into(self, need: Need) -> list[Need]:
        """The needs that took this one over."""
        heirs = {each.to_need_id for each in self.lineage if each.from_need_id == need.id}
        return [other for other in self.needs if other.id in heirs]

    def came_from(self, need: Need) -> list[Need]:
        """The needs that this one took over."""
        before = {each.from_need_id for each in self.lineage if each.to_need_id == need.id}
        return [other for other in self.needs if other.id in before]


def folder_of(records: Records, *, cycle_id: str, round_number: int) -> Folder:
    """The folder of a round, from the records of its revision."""
    needs = [each for each in records.all(Need) if (each.cycle_id, each.round) == (cycle_id, round_number)]
    ids = {need.id for need in needs}
    findings = tuple(
        each for each in records.all(Finding) if (each.cycle_id, each.round) == (cycle_id, round_number)
    )
    return Folder(
        cycle_id=cycle_id,
        round=round_number,
        needs=tuple(sorted(needs, key=lambda need: need.number)),
        findings=findings,
        grounds=tuple(_of(ids, records.all(NeedFinding))),
        evidence=tuple(_of(ids, records.all(NeedEvidence))),
        lineage=tuple(each for each in records.all(NeedLineage) if each.from_need_id in ids),
        versions=tuple(_of(ids, records.all(NeedVersion))),
        groups=tuple(_of_findings({finding.id for finding in findings}, records.all(FindingGroup))),
    )


def _of_findings(ids: set[str], groups: Iterable[FindingGroup]) -> list[FindingGroup]:
    return [each for each in groups if each.finding_id in ids]


def _of(ids: set[str], records: Iterable[Hanging]) -> list[Hanging]:
    return [each for each in records if each.need_id in ids]
