"""The command line `masterplan`: its commands, each with a help text from templates/cli_*.toml.

Nothing heavy is imported here: each command imports what it needs when it is called.
"""

import gc
from typing import Any

import typer
from typer.main import get_command

from deployments.cli import (
    audit,
    calendar,
    config,
    cycle,
    data,
    data_state,
    decisions,
    demonstration,
    disclosure,
    doctor,
    documents,
    finding,
    finding_care,
    flow,
    gate,
    gate_acts,
    indicators,
    indicators_compared,
    indicators_explained,
    measure,
    meeting,
    meeting_minutes,
    meeting_room,
    meeting_sending,
    need,
    need_acts,
    outbox,
    outbox_acts,
    outbox_returns,
    profile,
    report,
    rules,
    seat_acts,
    seat_terms,
    seats,
)
from deployments.cli.commanding import Root, root, with_shared_options
from deployments.cli.door import language
from templates.command_line import command_text, has_text

OBJECTS_BEFORE_A_LOOK = 50_000
GROUPS = {
    "cycle": cycle.app,
    "gate": gate.app,
    "rules": rules.app,
    "seats": seats.app,
    "measure": measure.app,
    "meeting": meeting.app,
    "finding": finding.app,
    "indicators": indicators.app,
    "need": need.app,
    "data": data.app,
    "outbox": outbox.app,
    "documents": documents.app,
    "report": report.app,
    "calendar": calendar.app,
    "decisions": decisions.app,
    "disclosure": disclosure.app,
    "audit": audit.app,
    "flows": flow.app,
    "config": config.app,
}


def assemble() -> typer.Typer:
    """All commands, still without their texts."""
    app = typer.Typer(name="masterplan", cls=Root, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(with_shared_options(root))
    for module in (profile, doctor, demonstration):
        module.register(app)
    gate_acts.register(gate.app)
    finding_care.register(finding.app)
    need_acts.register(need.app)
    data_state.register(data.app)
    for room in (meeting_sending, meeting_room, meeting_minutes):
        room.register(meeting.app)
    indicators_explained.register(indicators.app)
    indicators_compared.register(indicators.app)
    seat_acts.register(seats.app)
    seat_terms.register(seats.app)
    outbox_acts.register(outbox.app)
    outbox_returns.register(outbox.app)
    for name, group in GROUPS.items():
        app.add_typer(group, name=name)
    return app


def build(spoken: str | None = None) -> Any:
    """The command line in one language."""
    made = get_command(assemble())
    _word(made, "", spoken or language())
    return made


def _word(command: Any, path: str, spoken: str) -> None:
    """Give a command, its options and everything below it their texts."""
    command.help = command_text("help", path or "masterplan", spoken)
    command.short_help = command.help.splitlines()[0]
    for inner, below in getattr(command, "commands", {}).items():
        _word(below, f"{path} {inner}".strip(), spoken)
    if not hasattr(command, "commands"):
        example = command_text("example", path, spoken)
        command.help += f"\n\n\b\n{command_text('word', 'example', spoken)}:\n  {example}"
    for parameter in command.params:
        own = f"{path} {parameter.name}".strip()
        key = own if has_text("option", own, spoken) else str(parameter.name)
        if has_text("option", key, spoken):
            parameter.help = command_text("option", key, spoken)


def run() -> None:
    """Entry point of the program `masterplan`."""
    # A command lives for a moment. Python's collector would look through all that was just imported, again
    # and again, and find nothing: with its usual thresholds that takes a fifth of the time of a command.
    gc.set_threshold(OBJECTS_BEFORE_A_LOOK, 10, 10)
    build()(prog_name="masterplan")
