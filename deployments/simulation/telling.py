"""What a simulation has to tell: the calendar, the mail of each person, and what would go wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any

from deployments.demo.timeline import COUNTED, lines_of
from deployments.simulation.years import Played
from models import Committee, Gate, MasterplanVersion, Meeting, Message, StageRun
from steering.calendar.of_region import region_calendar
from steering.cycle import stage_named
from steering.office.clock import day_of
from steering.simulate.mails import Load, Mail, loads, mails
from steering.simulate.rhythm import Planned, planned
from steering.simulate.troubles import Limits, Run, Trouble, entries_by_day, troubles
from templates.command_line import command_text
from templates.phrases import phrase

BETWEEN = frozenset({"plan.in_force", "cycle.propose"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """Everything a simulation tells."""

    happened: tuple[tuple[date, str], ...]
    planned: tuple[Planned, ...]
    sent: tuple[Mail, ...]
    loads: tuple[Load, ...]
    troubles: tuple[Trouble, ...]


def told(played: Played, limits: Limits, language: str) -> Told:
    """What there is to tell, in the order of its days."""
    region = played.profile.region
    calendar = region_calendar(region).everyday
    sent = mails(played.records.all(Message), day_of=day_of)
    each = loads(sent)
    busy = [(played.wanted.starts_on, played.ended_on)]
    terms = [(span.from_on, span.to_on) for span in region.council_term]
    run = Run(
        records=played.records,
        cycle=played.cycle,
        first=played.wanted.starts_on,
        last=played.wanted.ends_on,
        calendar=calendar,
        terms=terms,
        sent=sent,
        loads=each,
        office_address=played.office_address,
        entered=entries_by_day(((day_of(entry.at), entry.act) for entry in played.trail), COUNTED),
        limits=limits,
        next_plan=played.profile.process.next_plan.label,
    )
    return Told(
        happened=tuple(_happened(played, sent, language)),
        planned=tuple(
            planned(played.wanted.starts_on, played.wanted.ends_on, terms=terms, busy=busy, calendar=calendar)
        ),
        sent=tuple(sent),
        loads=tuple(each),
        troubles=tuple(troubles(run)),
    )


def _happened(played: Played, sent: Sequence[Mail], language: str) -> Iterator[tuple[date, str]]:
    """What happened day by day, in words: the acts of the revision, the letters, and what followed it."""
    in_revision = [entry for entry in played.trail if entry.act not in (*BETWEEN, "message.remind")]
    lines = [
        (line.on, line.text) for line in lines_of(in_revision, played.records, _papers(played), language)
    ]
    lines += [
        (day_of(entry.at), command_text("simulated", entry.act, language))
        for entry in played.trail
        if entry.act in BETWEEN
    ]
    lines += [(on, _letters(list(mine), language)) for on, mine in groupby(sent, key=lambda mail: mail.on)]
    yield from sorted(lines, key=lambda line: line[0])


def _letters(mine: Sequence[Mail], language: str) -> str:
    reminders = sum(mail.occasion == "reminder" for mail in mine)
    key = "letters" if len(mine) > 1 else "letters.one"
    text = command_text("simulated", key, language, count=len(mine))
    if not reminders or len(mine) == 1:
        return text if not reminders else command_text("simulated", "letters.one_reminder", language)
    key = "reminders" if reminders > 1 else "reminders.one"
    return text + command_text("simulated", key, language, count=reminders)


def _papers(played: Played) -> dict[str, list[str]]:
    """The titles of what each round would lay before its committee."""
    label = played.records.by_id(MasterplanVersion)[played.cycle.target_version_id].label
    return {
        run.id: [phrase(f"document.{kind}", label=label) for kind in stage_named(run.stage_key).documents]
        for run in played.records.all(StageRun)
    }


def for_programs(played: Played, say: Told, shown: Sequence[Mail]) -> dict[str, Any]:
    """The same for programs."""
    return {
        **_revision(played),
        "letters": dict(sorted(Counter(mail.who for mail in say.sent).items())),
        "starts_on": played.wanted.starts_on,
        "ends_on": played.wanted.ends_on,
        "calendar": [{"on": on, "what": what, "is_planned": False} for on, what in say.happened]
        + [{"on": each.on, "what": each.code, "is_planned": True} for each in say.planned],
        "mails": [_load(load) for load in say.loads],
        "person": [asdict(mail) for mail in shown],
        "troubles": [{"on": each.on, "code": each.code, **each.facts} for each in say.troubles],
    }


def _load(load: Load) -> dict[str, Any]:
    return {**asdict(load), "by_week": {week.isoformat(): count for week, count in load.by_week.items()}}


def _revision(played: Played) -> dict[str, Any]:
    records = played.records
    runs = sorted(records.all(StageRun), key=lambda run: (run.opened_at, run.id))
    gates = sorted(records.all(Gate), key=lambda gate: (gate.opened_at, gate.id))
    committees = records.by_id(Committee)
    return {
        "cycle": played.cycle.id,
        "state": played.cycle.state,
        "ended_on": played.ended_on,
        "days_with_acts": played.days,
        "stages": [
            {
                "stage": run.stage_key,
                "round": run.round,
                "state": run.state,
                "opened_on": day_of(run.opened_at),
                "closed_on": day_of(run.closed_at) if run.closed_at else None,
            }
            for run in runs
        ],
        "gates": [
            {
                "gate": gate.key,
                "committee": committees[gate.committee_id].key,
                "attempt": gate.attempt,
                "state": gate.state,
                "opened_on": day_of(gate.opened_at),
                "due_on": gate.due_on,
                "closed_on": day_of(gate.closed_at) if gate.closed_at else None,
            }
            for gate in gates
        ],
        "meetings": [
            {"committee": committees[meeting.committee_id].key, "held_on": meeting.held_on}
            for meeting in sorted(records.all(Meeting), key=lambda meeting: meeting.held_on)
        ],
    }
