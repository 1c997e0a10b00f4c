"""Letters put straight onto the desk, owed to anybody on any occasion."""

from datetime import date, datetime
from typing import Any

from models import Message
from models.columns import key
from steering.office.clock import StandingClock
from steering.office.opening import Office
from tests.steering.office.an_office import the_cycle


def owe(
    office: Office,
    occasion: str,
    *,
    count: int = 1,
    address: str = "member@example.org",
    at: datetime | None = None,
    due_on: date | None = None,
    **more: Any,
) -> list[Message]:
    """Letters that are owed since a moment, and due at once."""
    cycle = the_cycle(office)
    at = at or office.now
    letters = []
    for number in range(count):
        identity = key(cycle.id, "test", occasion, address, at.isoformat(), number)
        facts: dict[str, Any] = {
            "id": identity,
            "cycle_id": cycle.id,
            "stage_key": "collect_data",
            "round": 1,
            "occasion": occasion,
            "recipient": f"Mitglied {address}",
            "address": address,
            "subject": f"{occasion} {number}",
            "text": f"Guten Tag,\n\ndas ist Nummer {number}.\n",
            "html": "<p>Guten Tag.</p>",
            "title": f"Gegenstand {number}",
            "gist": f"Das ist Nummer {number}.",
            "link": "https://masterplan.example.org",
            "due_on": due_on,
            "mail_id": f"<{abs(hash(identity)):x}@example.org>",
            "owed_at": at,
            "not_before_at": at,
        }
        letters.append(Message(**facts | more))
    with office.archive.writing(clock=StandingClock(at=at), actor="test", origin="flow") as tx:
        tx.owe(letters)
    return letters
