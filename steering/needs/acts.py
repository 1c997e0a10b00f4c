"""What the internal steering group may do to a need: each act gives new records, or says why not.

Nothing is deleted. A need that is merged or split is replaced by others which bear its findings and
its evidence, so that every finding lies in one need that lives, or in one that was rejected for a reason.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel import SQLModel

from models import Finding, Need, NeedAct, NeedEvidence, NeedFinding, NeedLineage, NeedState, NeedVersion
from models.columns import key
from steering.changes import changed
from steering.errors import NotAllowedNow, NotThere
from steering.needs.folder import LIVE, Folder

Thing = TypeVar("Thing")


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Who enters an act, when and why."""

    actor: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How a need shall read; what is None stays."""

    title: str | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class OwnNeed:
    """A need that the internal steering group adds: where it belongs, and what proves it."""

    title: str
    text: str = ""
    life_stage: str
    focus_area_key: str
    evidence: tuple[str, ...]


def edit(folder: Folder, number: int, wording: Wording, entered: Entered) -> list[SQLModel]:
    """Give a need another title or text; nothing where it reads so already."""
    need = _live(folder, number)
    title, text = tidy(wording.title, need.title), tidy(wording.text, need.text)
    if (title, text) == (need.title, need.text):
        return []
    return _now(folder, changed(need, title=title, text=text), NeedAct.EDITED, entered)


def merge(
    folder: Folder, into: int, others: Collection[int], wording: Wording, entered: Entered
) -> list[SQLModel]:
    """Let other needs go into one, which bears their findings and evidence from now on."""
    numbers = sorted(set(others) - {into})
    if not numbers:
        raise NotAllowedNow("A need is not merged with itself.", code="need_merged_with_itself", number=into)
    target = folder.numbered(into)
    taken = [folder.numbered(number) for number in numbers]
    if all(target in folder.went_into(other) for other in taken):
        return []
    target = _live(folder, into)
    taken = [_live(folder, number) for number in numbers]
    title, text = tidy(wording.title, target.title), tidy(wording.text, target.text)
    findings = _once_each(folder.findings_of(need) for need in (target, *taken))
    evidence = _once_each(folder.evidence_of(need) for need in (target, *taken))
    return [
        *(record for other in taken for record in _replaced(folder, other, [target], entered)),
        *_now(folder, changed(target, title=title, text=text), NeedAct.MERGED, entered),
        *_more_findings(folder, target, findings),
        *_more_evidence(folder, target, evidence),
    ]


def split(
    folder: Folder, number: int, indicators: Collection[str], wording: Wording, entered: Entered
) -> list[SQLModel]:
    """Take the findings of some indicators out of a need: one for them and one for the rest replace it."""
    need = _live(folder, number)
    findings = folder.findings_of(need)
    known = {finding.indicator_key for finding in findings}
    for strange in sorted(set(indicators) - known):
        raise NotThere(
            f"{need.id} does not rest on {strange}.",
            code="need_without_this_indicator",
            number=number,
            indicator=strange,
            known=", ".join(sorted(known)) or "–",
        )
    taken = [finding for finding in findings if finding.indicator_key in indicators]
    rest = [finding for finding in findings if finding not in taken]
    if not taken or not rest:
        raise NotAllowedNow(f"{need.id} cannot be split so.", code="need_split_leaves_nothing", number=number)
    _refuse_without_title(wording.title)
    first, second = folder.next_number, folder.next_number + 1
    remaining = _new(folder, first, need, title=need.title, text=need.text)
    apart = _new(folder, second, need, title=tidy(wording.title, ""), text=tidy(wording.text, ""))
    return [
        *_now(folder, remaining, NeedAct.SPLIT, entered),
        *_now(folder, apart, NeedAct.SPLIT, entered),
        *_replaced(folder, need, [remaining, apart], entered),
        *_more_findings(folder, remaining, rest),
        *_more_findings(folder, apart, taken),
        *_more_evidence(folder, remaining, folder.evidence_of(need)),
    ]


def reject(folder: Folder, number: int, entered: Entered) -> list[SQLModel]:
    """Let a need not be followed up; it stays to be seen with its reason."""
    need = folder.numbered(number)
    if need.state is NeedState.REJECTED and _last_reason(folder, need) == entered.reason:
        return []
    return _now(folder, changed(_live(folder, number), state=NeedState.REJECTED), NeedAct.REJECTED, entered)


def restore(folder: Folder, number: int, entered: Entered) -> list[SQLModel]:
    """Take a rejection back."""
    need = folder.numbered(number)
    if need.state is not NeedState.REJECTED:
        raise NotAllowedNow(f"{need.id} is {need.state}.", code="need_not_rejected", number=number)
    return _now(folder, changed(need, state=NeedState.PROPOSED), NeedAct.RESTORED, entered)


def add(folder: Folder, own: OwnNeed, entered: Entered) -> list[SQLModel]:
    """Put a need of one's own beside those that the values propose; without evidence it is none."""
    _refuse_without_title(own.title)
    title, text = tidy(own.title, ""), tidy(own.text, "")
    evidence = [proof.strip() for proof in own.evidence if proof.strip()]
    if not evidence:
        raise NotAllowedNow("A need wants evidence.", code="need_without_evidence")
    for known in folder.needs:
        if known.state in LIVE and known.title == title:
            if known.is_own and known.text == text and folder.evidence_of(known) == evidence:
                return []
            raise NotAllowedNow(
                f"{known.id} has this title.", code="need_title_taken", number=known.number, title=title
            )
    need = Need(
        id=key(_stem(folder), f"need-{folder.next_number:02d}"),
        cycle_id=folder.cycle_id,
        round=folder.round,
        number=folder.next_number,
        title=title,
        text=text,
        life_stage=own.life_stage,
        focus_area_key=own.focus_area_key,
        is_own=True,
    )
    return [*_now(folder, need, NeedAct.ADDED, entered), *_more_evidence(folder, need, evidence)]


def tidy(wanted: str | None, known: str) -> str:
    """The wording without stray blanks and line ends; the known one where nothing is wanted."""
    return " ".join(wanted.split()) if wanted is not None and wanted.strip() else known


def version_of(need: Need, number: int, act: NeedAct, entered: Entered) -> NeedVersion:
    """The need as it reads after an act."""
    return NeedVersion(
        need_id=need.id,
        number=number,
        act=act,
        state=need.state,
        title=need.title,
        text=need.text,
        reason=entered.reason,
        actor=entered.actor,
        at=entered.at,
    )


def _live(folder: Folder, number: int) -> Need:
    need = folder.numbered(number)
    if need.state not in LIVE:
        raise NotAllowedNow(
            f"{need.id} is {need.state}.",
            code=f"need_is_{need.state.value}",
            number=number,
            others=", ".join(str(other.number) for other in folder.went_into(need)),
            reason=_last_reason(folder, need),
        )
    return need


def _last_reason(folder: Folder, need: Need) -> str:
    versions = folder.versions_of(need)
    return versions[-1].reason if versions else ""


def _now(folder: Folder, need: Need, act: NeedAct, entered: Entered) -> list[SQLModel]:
    """The need as it is now, and the version that says since when and why."""
    return [need, version_of(need, folder.newest_version(need) + 1, act, entered)]


def _replaced(folder: Folder, need: Need, heirs: Sequence[Need], entered: Entered) -> list[SQLModel]:
    return [
        *_now(folder, changed(need, state=NeedState.REPLACED), NeedAct.REPLACED, entered),
        *(NeedLineage(from_need_id=need.id, to_need_id=heir.id) for heir in heirs),
    ]


def _new(folder: Folder, number: int, like: Need, *, title: str, text: str) -> Need:
    return Need(
        id=key(_stem(folder), f"need-{number:02d}"),
        cycle_id=folder.cycle_id,
        round=folder.round,
        number=number,
        title=title,
        text=text,
        life_stage=like.life_stage,
        focus_area_key=like.focus_area_key,
        is_own=like.is_own,
    )


def _stem(folder: Folder) -> str:
    return key(folder.cycle_id, "analyse_indicators", folder.round)


def _more_findings(folder: Folder, need: Need, findings: Iterable[Finding]) -> list[NeedFinding]:
    known = {finding.id for finding in folder.findings_of(need)}
    return [
        NeedFinding(need_id=need.id, finding_id=finding.id) for finding in findings if finding.id not in known
    ]


def _more_evidence(folder: Folder, need: Need, evidence: Iterable[str]) -> list[NeedEvidence]:
    known = folder.evidence_of(need)
    new = [proof for proof in evidence if proof not in known]
    return [
        NeedEvidence(need_id=need.id, number=number, text=proof)
        for number, proof in enumerate(new, start=len(known) + 1)
    ]


def _once_each(lists: Iterable[Iterable[Thing]]) -> list[Thing]:
    found: list[Thing] = []
    for listed in lists:
        found += [each for each in listed if each not in found]
    return found


def _refuse_without_title(title: str | None) -> None:
    if title is None or not title.strip():
        raise NotAllowedNow("A need wants a title.", code="need_without_title")
