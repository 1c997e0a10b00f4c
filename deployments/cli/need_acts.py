"""`masterplan need edit`, `merge`, `split`, `reject`, `restore`, `add`, `acknowledge`: working on needs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import DryRun, command
from deployments.cli.door import Door
from deployments.cli.foreseen import show_letters_of
from deployments.cli.need import Number

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Cycle
    from steering.needs.acts import Wording
    from steering.office.need_acts import Done
    from steering.office.opening import Office

Reason = Annotated[str, typer.Option("--reason")]
Title = Annotated[str | None, typer.Option("--title")]
Text = Annotated[str | None, typer.Option("--text")]
Version = Annotated[int, typer.Option("--version", min=0)]


def register(app: typer.Typer) -> None:
    """Put the acts beside `list` and `show`."""
    for name, act in (
        ("edit", edit),
        ("merge", merge),
        ("split", split),
        ("reject", reject),
        ("restore", restore),
        ("add", add),
        ("acknowledge", acknowledge),
    ):
        command(app, name)(act)


def edit(
    door: Door,
    *,
    number: Number,
    reason: Reason,
    title: Title = None,
    text: Text = None,
    version: Version = 0,
    is_only_shown: DryRun = False,
) -> None:
    """Give a need another title or text."""
    from steering.errors import BadUsage
    from steering.office import need_acts

    if title is None and text is None:
        raise BadUsage("No new wording.", code="need_wording_not_given")
    act = partial(
        need_acts.edit, number=number, wording=_wording(title, text), reason=reason, expected=version
    )
    _do(door, act, number, is_only_shown=is_only_shown)


def merge(
    door: Door,
    *,
    number: Number,
    others: Annotated[list[int], typer.Option("--with", min=1)],
    reason: Reason,
    title: Title = None,
    text: Text = None,
    version: Version = 0,
    is_only_shown: DryRun = False,
) -> None:
    """Let other needs go into this one."""
    from steering.office import need_acts

    wording = _wording(title, text)
    act = partial(
        need_acts.merge, into=number, others=others, wording=wording, reason=reason, expected=version
    )
    _do(door, act, number, is_only_shown=is_only_shown)


def split(
    door: Door,
    *,
    number: Number,
    indicators: Annotated[list[str], typer.Option("--indicator")],
    title: Annotated[str, typer.Option("--title")],
    reason: Reason,
    text: Text = None,
    version: Version = 0,
    is_only_shown: DryRun = False,
) -> None:
    """Take the findings of some indicators out of a need and make a need of them."""
    from steering.office import need_acts

    wording = _wording(title, text)
    act = partial(
        need_acts.split,
        number=number,
        indicators=indicators,
        wording=wording,
        reason=reason,
        expected=version,
    )
    _do(door, act, number, is_only_shown=is_only_shown)


def reject(
    door: Door, *, number: Number, reason: Reason, version: Version = 0, is_only_shown: DryRun = False
) -> None:
    """Propose that a need is not followed up; it stays to be seen with its reason."""
    from steering.office import need_acts

    act = partial(need_acts.reject, number=number, reason=reason, expected=version)
    _do(door, act, number, is_only_shown=is_only_shown)


def restore(
    door: Door, *, number: Number, reason: Reason, version: Version = 0, is_only_shown: DryRun = False
) -> None:
    """Take a rejection back."""
    from steering.office import need_acts

    act = partial(need_acts.restore, number=number, reason=reason, expected=version)
    _do(door, act, number, is_only_shown=is_only_shown)


def add(
    door: Door,
    *,
    title: Annotated[str, typer.Option("--title")],
    evidence: Annotated[list[str], typer.Option("--evidence")],
    station: Annotated[str, typer.Option("--station")],
    focus_area: Annotated[str, typer.Option("--focus-area")],
    reason: Reason,
    text: Text = None,
    is_only_shown: DryRun = False,
) -> None:
    """Put a need of one's own beside the others; it needs evidence."""
    from steering.needs.acts import OwnNeed
    from steering.office import need_acts

    own = OwnNeed(
        title=title,
        text=text or "",
        life_stage=station,
        focus_area_key=focus_area,
        evidence=tuple(evidence),
    )

    _do(door, partial(need_acts.add, own=own, reason=reason), 0, is_only_shown=is_only_shown)


def acknowledge(
    door: Door,
    *,
    seat: Annotated[str, typer.Option("--seat")],
    numbers: Annotated[list[int] | None, typer.Argument(min=1, metavar="[NUMBER]...")] = None,
    is_deputy: Annotated[bool, typer.Option("--deputy")] = False,
    version: Annotated[int | None, typer.Option("--version", min=1)] = None,
) -> None:
    """Acknowledge for a seat of the internal steering group what it was shown; without numbers all of it."""
    from deployments.cli.answers import mandate_named
    from deployments.cli.gate_acts import hash_of
    from models import Answer
    from steering.needs.folder import folder_of
    from steering.needs.table import on_the_table
    from steering.office import acts
    from steering.office.waiting import items_of

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        table = on_the_table(records)
        folder = folder_of(records, cycle_id=cycle.id, round_number=table.run.round)
        wanted = {folder.numbered(number).id for number in numbers or ()}
        mandate = mandate_named(office, records, seat, is_deputy=is_deputy)
        said = {
            item.number: acts.Given(answer=Answer.YES)
            for item in items_of(records, table.gate)
            if not wanted or item.subject_id in wanted
        }
        envelope = acts.Envelope(seen=hash_of(records, table.gate, version))
        kept = acts.cast(office, table.gate.id, mandate.id, said, envelope=envelope)
    door.line("needs_acknowledged", seat=mandate.title, count=kept.new)
    if kept.receipt:
        door.line("receipt_given", code=kept.receipt)


def _wording(title: str | None, text: str | None) -> "Wording":
    from steering.needs.acts import Wording

    return Wording(title=title, text=text)


def _do(
    door: Door,
    act: "Callable[[Office, Cycle], Done]",
    number: int,
    *,
    is_only_shown: bool,
) -> None:
    """Do it, or show the letters that it would cause; then say how the need reads now."""
    with door.steering() as (office, cycle):
        if is_only_shown:
            show_letters_of(door, office, lambda inside: act(inside, cycle))
            door.line("only_shown")
            return
        done = act(office, cycle)
    folder = done.folder
    need = folder.numbered(number) if number else folder.needs[-1]
    state = door.word(need.state.value, "need_state")
    door.line("need", number=need.number, title=need.title, state=state, version=folder.newest_version(need))
    for heir in folder.went_into(need):
        door.line("need_heir", number=heir.number, title=heir.title)
    for other in folder.came_from(need):
        door.line("need_taken", number=other.number, title=other.title)
    door.say("need_shown_anew" if done.is_new else "need_stays")
