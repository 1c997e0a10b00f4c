"""A need as it is put before the internal steering group: everything that it is asked to acknowledge."""

from typing import Any

from models import Finding, Need, NeedState
from steering.needs.folder import Folder
from steering.stage import Item
from templates.findings import CountedGroup, counted
from templates.phrases import phrase


def need_item(folder: Folder, need: Need) -> Item:
    """The item of a need. What was rejected or replaced is shown as such: nothing vanishes silently."""
    facts: dict[str, Any] = {
        "number": need.number,
        "title": need.title,
        "others": _others(folder, need),
        "reason": _reason(folder, need),
    }
    return Item(
        subject_id=need.id,
        title=phrase(_wording(need, "title"), **facts),
        text=" ".join([phrase(_wording(need, "text"), **facts), *_grounds(folder, need)]),
    )


def _wording(need: Need, part: str) -> str:
    named = {NeedState.REJECTED: "rejected", NeedState.REPLACED: "replaced"}
    return f"item.need.{named.get(need.state, 'live')}.{part}"


def _grounds(folder: Folder, need: Need) -> list[str]:
    """What a need rests on, in the words that are acknowledged with it."""
    if need.state is NeedState.REPLACED:
        return []
    sentences = [finding.sentence for finding in folder.findings_of(need)]
    evidence = folder.evidence_of(need)
    told = [ended(need.text)] if need.text else []
    if sentences:
        key = "item.need.finding" if len(sentences) == 1 else "item.need.findings"
        told.append(phrase(key, count=len(sentences), sentences=_numbered(sentences)))
    if evidence:
        told.append(phrase("item.need.evidence", evidence=ended("; ".join(evidence))))
    return told


def ended(text: str) -> str:
    """The text as a sentence: with a sign at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def groups_counted(folder: Folder, finding: Finding, language: str = "de") -> str:
    """From which counts the shares come that a finding holds against each other."""
    return counted(
        [
            CountedGroup(breakdown=each.breakdown, cases=each.numerator, base=each.denominator)
            for each in folder.groups_of(finding)
        ],
        language,
    )


def _numbered(sentences: list[str]) -> str:
    if len(sentences) == 1:
        return sentences[0]
    return " ".join(f"({number}) {sentence}" for number, sentence in enumerate(sentences, start=1))


def _others(folder: Folder, need: Need) -> str:
    """Handlungsbedarf 1; den Handlungsbedarfen 3 und 4."""
    numbers = [str(other.number) for other in folder.went_into(need)]
    if len(numbers) <= 1:
        return phrase("need.in_one", number="".join(numbers))
    return phrase("need.in_several", first=", ".join(numbers[:-1]), last=numbers[-1])


def _reason(folder: Folder, need: Need) -> str:
    versions = folder.versions_of(need)
    return ended(versions[-1].reason) if versions and versions[-1].reason else ""
