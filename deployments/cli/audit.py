"""`masterplan audit`: every act, and the proof that none was changed."""

from typing import Annotated

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import Exit

app = a_group()


@command(app, "verify")
def verify(door: Door, *, is_json: AsJson = False) -> None:
    """Prove that the chain of acts is whole."""
    from steering.office.archive.audit import first_break

    with door.reading() as office:
        trail = office.archive.audit_trail()
    broken = first_break(trail)
    last = trail[-1].sha256 if trail else ""
    if is_json:
        found = {"number": broken.number, "reason": broken.reason} if broken else None
        door.json(is_whole=broken is None, entries=len(trail), last_sha256=last, broken=found)
    elif broken is None:
        door.line("audit_whole", count=len(trail), sha256=last)
    else:
        door.line("audit_broken", number=broken.number, reason=door.text(f"audit_{broken.reason}"))
    if broken is not None:
        raise typer.Exit(int(Exit.CHECKS_FAILED))


@command(app, "list")
def list_acts(
    door: Door, *, last: Annotated[int, typer.Option("--last", min=1)] = 20, is_json: AsJson = False
) -> None:
    """The newest acts, in order."""
    with door.reading() as office:
        trail = office.archive.audit_trail()[-last:]
    if is_json:
        door.json(entries=[each.model_dump() for each in trail])
        return
    rows = [(each.number, each.at, each.actor, each.origin, each.act, each.subject) for each in trail]
    door.table(("number", "since", "who", "origin", "act", "about"), rows)
