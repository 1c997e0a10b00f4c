"""`masterplan outbox hold`, `release`, `undo`, `retry`, `prefer`: what a person does about letters."""

from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import DryRun, Yes, command
from deployments.cli.door import Door
from steering.errors import BadUsage

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from collections.abc import Callable

    from steering.office.opening import Office
    from steering.office.stopping import Stopped

Letters = Annotated[list[str] | None, typer.Argument()]
Reason = Annotated[str, typer.Option("--reason")]
Every = Annotated[bool, typer.Option("--all")]


def register(app: typer.Typer) -> None:
    """Put the acts beside `list` and `show`."""
    for name, act in (
        ("hold", hold),
        ("release", release),
        ("undo", undo),
        ("retry", retry),
        ("prefer", prefer),
    ):
        command(app, name)(act)


def hold(
    door: Door,
    *,
    letters: Letters = None,
    reason: Reason,
    takes_all: Every = False,
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Stop letters until somebody lets them go."""
    from steering.office import stopping

    _named_or_all(letters, takes_all=takes_all)
    _stop(
        door,
        lambda office: stopping.hold(office, letters or [], reason=reason),
        "held",
        is_agreed=is_agreed,
        is_only_shown=is_only_shown,
    )


def release(
    door: Door,
    *,
    letters: Letters = None,
    reason: Reason,
    takes_all: Every = False,
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Let held letters go."""
    from steering.office import stopping

    _named_or_all(letters, takes_all=takes_all)
    _stop(
        door,
        lambda office: stopping.release(office, letters or [], reason=reason),
        "released",
        is_agreed=is_agreed,
        is_only_shown=is_only_shown,
    )


def undo(
    door: Door,
    *,
    letters: Letters = None,
    reason: Reason,
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Take letters back that have not gone; without names, those that were caused last."""
    from steering.office import stopping

    _stop(
        door,
        lambda office: stopping.undo(office, letters or [], reason=reason),
        "undone",
        is_agreed=is_agreed,
        is_only_shown=is_only_shown,
    )


def _named_or_all(letters: list[str] | None, *, takes_all: bool) -> None:
    if bool(letters) == takes_all:
        raise BadUsage("Name letters or take all.", code="letters_or_all")


def _stop(
    door: Door,
    act: "Callable[[Office], Stopped]",
    done: str,
    *,
    is_agreed: bool,
    is_only_shown: bool,
) -> None:
    """Show which letters it is about, warn of those that the law demands, then do it."""
    from steering.office.previewing import tried

    with door.reading() as office:
        found = tried(office, act)
        if found.letters:
            rows = [(each.recipient, each.subject) for each in found.letters]
            door.table(("who", "subject"), rows)
        if found.statutory and done != "released":
            door.say("letters_statutory", count=len(found.statutory))
        if is_only_shown or not found.letters:
            door.line("only_shown" if is_only_shown else "letters_none_of_these")
            return
        door.confirm(is_agreed=is_agreed)
        stopped = act(office)
    door.line(f"letters_{done}", count=len(stopped.letters))


def retry(
    door: Door,
    *,
    letter: Annotated[str, typer.Argument()],
    reason: Reason,
    address: Annotated[str, typer.Option("--address")] = "",
) -> None:
    """Send a letter again that did not arrive."""
    from steering.office import stopping

    with door.reading() as office:
        again = stopping.retry(office, letter, reason=reason, address=address)
    door.line("letter_retried", recipient=again.recipient, subject=again.subject)


def prefer(
    door: Door,
    *,
    address: Annotated[str, typer.Argument()],
    digest: Annotated[str, typer.Option("--digest")],
) -> None:
    """Keep how often somebody wants what is only news to them."""
    from models import Digest
    from steering.office import preferring

    wish = one_of(Digest, digest, "--digest")
    with door.reading() as office:
        kept = preferring.prefer(office, address, digest=wish)
    door.line("preferred", address=kept.address, digest=door.word(kept.digest.value, "digest"))
