"""`masterplan gate list` and `show`: which questions are open, and who has yet to answer."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Gate
    from steering.records import Records

app = a_group()
GateName = Annotated[str, typer.Argument()]


def gate_named(records: "Records", name: str) -> "Gate":
    """A gate by its id, or an open one by its short key."""
    from models import Gate, GateState

    gates = records.by_id(Gate)
    if name in gates:
        return gates[name]
    meant = [gate for gate in gates.values() if gate.key == name and gate.state is GateState.OPEN]
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
    rows = [_row(records, gate) for gate in gates if shows_all or gate.state is GateState.OPEN]
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
            ", ".join(row["missing"]),
        )
        for row in rows
    ]
    door.table(("gate", "committee", "state", "due", "answered", "missing"), shown)


def _row(records: "Records", gate: "Gate") -> dict[str, Any]:
    from models import Committee, CommitteeKind, GateState, Voting
    from steering.office.waiting import is_reported, missing_seats, who_answered

    committee = records.by_id(Committee)[gate.committee_id]
    by_ballot = committee.voting is Voting.BALLOTS and committee.kind is not CommitteeKind.CONFERENCE
    missing: list[str] = []
    done = expected = 0
    if by_ballot:
        who = who_answered(records, gate)
        done, expected = len(who.seats), len(who.seats) + len(who.missing)
        missing = missing_seats(records, gate) if gate.state is GateState.OPEN else []
    elif committee.voting is Voting.TALLY and not is_reported(records, gate):
        missing = [committee.title]
    return {
        "id": gate.id,
        "key": gate.key,
        "committee": committee.title,
        "question": gate.question,
        "kind": gate.kind,
        "state": gate.state,
        "opened_at": gate.opened_at,
        "due_on": gate.due_on,
        "answered_count": done,
        "expected_count": expected,
        "missing": missing,
        "reason": gate.reason,
    }


@command(app, "show")
def show(door: Door, *, gate: GateName, is_json: AsJson = False) -> None:
    """One question with its items and remarks; results only after it is closed."""
    from models import Comment
    from steering.office.waiting import items_of

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        records = office.glance(cycle)
    found = gate_named(records, gate)
    row = _row(records, found)
    items = [_item(item) for item in items_of(records, found)]
    remarks = [_remark(said) for said in records.all(Comment) if said.gate_id == found.id]
    if is_json:
        door.json(cycle=cycle.id, gate=row, items=items, comments=remarks)
        return
    state = door.word(found.state.value, "gate_state")
    door.line(
        "gate_shown", question=found.question, committee=row["committee"], state=state, due_on=found.due_on
    )
    if found.reason:
        typer.echo(found.reason)
    for item in items:
        if item["result"] is None:
            # Nobody sees a result before the close: it would sway those who have yet to answer.
            door.line("gate_item_open", **item)
            continue
        door.line("gate_item", **{**item, "result": door.word(item["result"].value, "item_result")})
    for remark in remarks:
        state = door.word(remark["state"].value, "comment_state")
        door.line("gate_remark", **{**remark, "state": state})
    if row["missing"]:
        door.line("gate_missing", who=", ".join(row["missing"]))


def _item(item: Any) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "text": item.text,
        "result": item.result,
        "yes_count": item.yes_count,
        "no_count": item.no_count,
        "abstain_count": item.abstain_count,
    }


def _remark(said: Any) -> dict[str, Any]:
    return {
        "id": said.id,
        "author": said.author,
        "anchor": said.anchor,
        "text": said.text,
        "state": said.state,
        "answer": said.answer,
    }
