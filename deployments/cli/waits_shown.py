"""What waits for whom, as values for programs and as lines for people; and who would be told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door, language

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Cycle, Message
    from steering.office.opening import Office
    from steering.records import Records


def told(office: "Office", cycle: "Cycle", records: "Records | None" = None) -> list[dict[str, Any]]:
    """Each wait with its days, its reminders, the next step that comes by itself, and what it holds up."""
    from steering.office.waits_told import told_waits

    return [
        {
            "kind": each.wait.kind,
            "stage": each.wait.stage_key,
            "id": each.wait.subject_id,
            "what": each.wait.what,
            "who": each.wait.who,
            "since_on": each.wait.since_on,
            "due_on": each.wait.due_on,
            "days_late": each.days_late,
            "reminded_count": each.reminded_count,
            "next_step": each.next_step,
            "next_on": each.next_on,
            "holds_up": each.holds_up,
            "moves_draft_by_working_days": each.moved_days,
            "last_harmless_on": each.last_harmless_on,
        }
        for each in told_waits(office, cycle, language(), records=records)
    ]


def show(door: Door, waits: Sequence[dict[str, Any]]) -> None:
    """The same for people."""
    if not waits:
        door.line("status_free")
        return
    for wait in waits:
        what = f"{door.text('wait_' + wait['kind'])}: {wait['what']}"
        door.line("wait_who", who=wait["who"], what=what)
        late = door.text("wait_late", count=wait["days_late"]) if wait["days_late"] else ""
        door.line("wait_since", since_on=wait["since_on"], due_on=wait["due_on"], late=late or "")
        door.line("wait_reminded", count=wait["reminded_count"])
        if wait["next_step"]:
            door.line("wait_next", step=door.text("wait_next_" + wait["next_step"]), on=wait["next_on"])
        door.line("wait_holds_up", what=wait["holds_up"])
        if wait["moves_draft_by_working_days"]:
            door.line("wait_moves", count=wait["moves_draft_by_working_days"])
        elif wait["last_harmless_on"]:
            door.line("wait_harmless", on=wait["last_harmless_on"])


def say_who_is_told(door: Door, letters: "Sequence[Message]") -> None:
    """Everyone who would get a letter, with its subject."""
    door.say("letters_preview", count=len(letters))
    for letter in letters:
        door.say("letter_preview", recipient=letter.recipient, address=letter.address, subject=letter.subject)
