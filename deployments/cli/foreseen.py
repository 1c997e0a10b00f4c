"""Letters that would go out, as values for programs and as lines for people."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.opening import Office
    from steering.office.previewing import Foreseen


def foreseen_row(each: "Foreseen") -> dict[str, Any]:
    """One letter that would go, for programs."""
    from steering.necessity import necessity_of

    letter = each.message
    return {
        "id": letter.id,
        "recipient": letter.recipient,
        "address": letter.address,
        "occasion": letter.occasion,
        "necessity": necessity_of(letter.occasion),
        "subject": letter.subject,
        "text": letter.text,
        "at": each.at,
        "why": each.standing,
        "tells": each.told,
    }


def show_foreseen(door: Door, going: "Sequence[Foreseen]", *, shows_text: bool = False) -> None:
    """The same for people: each recipient by function and address, and why now or later."""
    if not going:
        door.line("preview_none")
        return
    if shows_text:
        for each in going:
            facts = {"recipient": each.message.recipient, "address": each.message.address}
            door.line("preview_letter", **facts, subject=each.message.subject, when=_when(door, each))
            typer.echo(f"{each.message.text}\n")
    else:
        rows = [
            (f"{each.message.recipient} <{each.message.address}>", each.message.subject, _when(door, each))
            for each in going
        ]
        door.table(("who", "subject", "when"), rows)
    door.say("preview_counted", letters=len(going), people=len({each.message.address for each in going}))


def show_letters_of(door: Door, office: "Office", act: "Callable[[Office], object]") -> None:
    """The letters that an act would cause, found by trying it; nothing of it remains."""
    from steering.office.previewing import rehearse

    caused = rehearse(office, act)
    if caused:
        door.say("act_letters")
        show_foreseen(door, caused)


def _when(door: Door, each: "Foreseen") -> str:
    return door.text(f"why_{each.standing.value}", at=each.at, count=len(each.told))
