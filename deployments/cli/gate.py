"""`masterplan gate list` and `show`: which questions are open, and who has yet to answer."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from deployments.cli.gate_shown import (
    consents_told,
    print_consents,
    print_rules,
    print_told,
    rules_told,
    told_of,
)
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Gate
    from steering.records import Records

app = a_group()
GateName = Annotated[str, typer.Argument()]


def gate_named(records: "Records", name: str, *, is_closed_too: bool = False) -> "Gate":
    """A gate by its id, or an open one by its short key; for a look back the newest by its key."""
    from models import Gate, GateState

    gates = records.by_id(Gate)
    if name in gates:
        return gates[name]
    meant = [gate for gate in gates.values() if gate.key == name and gate.state is GateState.OPEN]
    if not meant and is_closed_too:
        meant = sorted((g for g in gates.values() if g.key == name), key=lambda gate: gate.opened_at)[-1:]
    if not meant:
        raise NotThere(f"No gate {name!r}.", code="no_such_gate", gate=name)
    if len(meant) > 1:
        raise BadUsage(f"{name} is several gates.", code="several_gates", gates=[gate.id for gate in meant])
    return meant[0]


@command(app, "list")
def list_gates(
    door: Door, *, shows_all: Annotated[bool, typer.Option("--all")] = False, is_json: AsJson = False
) -> None:
    """The open questions with who is missing; with --all the closed ones too."""
    from models import Gate, GateState

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        records = office.glance(cycle)
    gates = sorted(records.all(Gate), key=lambda gate: (gate.opened_at, gate.id))
    rows = [_row(records, gate, door.language) for gate in gates if shows_all or gate.state is GateState.OPEN]
    if is_json:
        door.json(cycle=cycle.id, gates=rows)
        return
    if not rows:
        door.line("gates_none")
        return
    shown = [
        (
            row["id"],
            row["committee"],
            door.word(row["state"].value, "gate_state"),
            row["due_on"],
            f"{row['answered_count']}/{row['expected_count']}" if row["expected_count"] else None,
            door.text("gate_meeting") if row["needs_meeting"] else ", ".join(row["missing"]),
        )
        for row in rows
    ]
    door.table(("gate", "committee", "state", "due", "answered", "missing"), shown)


def _row(records: "Records", gate: "Gate", language: str) -> dict[str, Any]:
    from models import Committee, GateState, Voting
    from steering.circulating import is_circulated, why_meet
    from steering.meetings.taking_up import is_taken_from_members
    from steering.office.waiting import is_reported, missing_seats, who_answered
    from templates.reasons import reason_text

    committee = records.by_id(Committee)[gate.committee_id]
    by_ballot = is_circulated(committee, gate) and not (
        gate.state is GateState.OPEN and is_taken_from_members(records, gate)
    )
    missing: list[str] = []
    done = expected = 0
    if by_ballot:
        who = who_answered(records, gate)
        done, expected = len(who.seats), len(who.seats) + len(who.missing)
        missing = missing_seats(records, gate) if gate.state is GateState.OPEN else []
    elif committee.voting is Voting.TALLY and not is_reported(records, gate):
        missing = [committee.title]
    needed = why_meet(records, gate) if gate.state is GateState.OPEN else None
    return {
        "id": gate.id,
        "key": gate.key,
        "committee": committee.title,
        "question": gate.question,
        "kind": gate.kind,
        "state": gate.state,
        "opened_at": gate.opened_at,
        "due_on": gate.due_on,
        "is_secret": gate.is_secret,
        "needs_meeting": needed is not None,
        "meeting_reason": reason_text(needed.code, needed.facts, language) if needed else "",
        "answered_count": done,
        "expected_count": expected,
        "missing": missing,
        "reason": gate.reason,
    }


@command(app, "show")
def show(door: Door, *, gate: GateName, is_json: AsJson = False) -> None:
    """One question with its items and remarks; results only after it is closed."""
    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        records = office.glance(cycle)
    found = gate_named(records, gate, is_closed_too=True)
    told = told_of(records, found)
    row = {
        **_row(records, found, door.language),
        "rules": rules_told(records, found, door.language),
        "consents": consents_told(records, found),
    }
    if is_json:
        door.json(cycle=cycle.id, gate=row, **told)
        return
    state = door.word(found.state.value, "gate_state")
    door.line(
        "gate_shown", question=found.question, committee=row["committee"], state=state, due_on=found.due_on
    )
    if row["needs_meeting"]:
        door.line("gate_needs_meeting", why=row["meeting_reason"])
    print_consents(door, row["consents"])
    print_rules(door, row["rules"])
    if row["expected_count"]:
        door.line("gate_answered", done=row["answered_count"], expected=row["expected_count"])
    if found.reason:
        typer.echo(found.reason)
    print_told(door, told)
    if row["missing"]:
        door.line("gate_missing", who=", ".join(row["missing"]))
