"""The timeline of a revision: what each day brought, in words, read from the audit trail alone."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from models import AuditEntry, Committee, Gate, GateState
from steering.cycle import place_of
from steering.office.clock import day_of
from steering.records import Records
from templates.phrases import phrase
from templates.words import word

# Acts that many people do on one day are told as a number.
COUNTED = (
    "data.import",
    "measure.review",
    "measure.sheet",
    "gate.answer",
    "draft.comment",
    "draft.answer_comment",
    "message.remind",
    "deadline.escalate",
)
TOLD = (
    "cycle.start",
    "stage.open",
    "quality.run",
    "stage.submit",
    "gate.open",
    "gate.escalate",
    "meeting.report",
    "need.edit",
    "need.add",
    "need.reject",
    "gate.close",
    "cycle.send_back",
    "stage.accept",
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the timeline: what happened, and how it should look."""

    on: date
    act: str
    text: str
    is_good: bool = True


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the lines of the timeline draw on: records, and the titles of written documents by round."""

    records: Records
    titles: Mapping[str, Sequence[str]]
    language: str


def lines_of(
    entries: Sequence[AuditEntry], records: Records, titles: Mapping[str, Sequence[str]], language: str = "de"
) -> Iterator[Line]:
    """The lines for these entries, day by day, in the order in which things were done."""
    scene = Scene(records=records, titles=titles, language=language)
    for on, of_the_day in groupby(entries, key=lambda entry: day_of(entry.at)):
        counts: Counter[str] = Counter()
        told: list[Line] = []
        letters = 0
        for entry in of_the_day:
            counts[entry.act] += entry.act in COUNTED
            letters += entry.act == "message.end"
            if entry.act in TOLD:
                told += _told(entry, scene, on)
        yield from (
            Line(on=on, act=act, text=counted(f"timeline.{act}", count, language))
            for act, count in counts.items()
            if count
        )
        yield from told
        if letters:
            yield Line(on=on, act="letters", text=counted("timeline.letters", letters, language))


def counted(key: str, count: int, language: str = "de") -> str:
    """A number of things, in the right number."""
    return phrase(f"{key}.one" if count == 1 else key, language, count=count)


def _told(entry: AuditEntry, scene: Scene, on: date) -> list[Line]:
    facts = {**json.loads(entry.details), **_context(entry, scene)}
    is_bad = facts.get("state_key") in {GateState.SENT_BACK, GateState.INQUORATE, GateState.REJECTED}
    is_bad = is_bad or entry.act in {"cycle.send_back", "gate.escalate"} or bool(facts.get("critical"))
    text = phrase(f"timeline.{entry.act}", scene.language, **facts)
    line = Line(on=on, act=entry.act, text=text, is_good=not is_bad)
    if entry.act == "stage.open" and facts["asked"]:
        asked = counted("timeline.asked", int(str(facts["asked"])), scene.language)
        return [line, Line(on=on, act="asked", text=asked)]
    return [line]


def _context(entry: AuditEntry, scene: Scene) -> dict[str, Any]:
    subject = entry.subject.split("/")
    if entry.act.startswith(("stage.", "cycle.send_back")):
        return _of_a_stage(entry, scene)
    if entry.act == "quality.run":
        return {"suite": word(subject[2].partition(":")[0], scene.language)}
    if entry.act.startswith("gate."):
        return _of_a_gate(entry, scene)
    if entry.act == "meeting.report":
        return {"committee": scene.records.by_id(Committee)["/".join(subject[:2])].title}
    return {}


def _of_a_stage(entry: AuditEntry, scene: Scene) -> dict[str, Any]:
    _, stage_key, number = entry.subject.split("/")
    is_again = int(number) > 1
    return {
        "stage": word(stage_key, scene.language),
        "place": place_of(stage_key),
        "round": phrase("timeline.round", scene.language, round=number) if is_again else "",
        "documents": ", ".join(scene.titles.get(entry.subject, ())),
    }


def _of_a_gate(entry: AuditEntry, scene: Scene) -> dict[str, Any]:
    gate = scene.records.by_id(Gate)[entry.subject]
    state = word(gate.state, scene.language)
    return {
        "committee": scene.records.by_id(Committee)[gate.committee_id].title,
        "question": gate.question,
        "state": state[:1].upper() + state[1:],
        "state_key": gate.state,
        "reason": gate.reason,
    }
