"""Realistic facts for every occasion of a meeting."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from templates.envelope import Occasion
from templates.meeting_occasions import AgendaLine

BODY = "Strategiegruppe Bildung"
STARTS_AT = datetime(2027, 3, 12, 15, tzinfo=ZoneInfo("Europe/Berlin"))
SENTENCE = (
    "Die Strategiegruppe Bildung ist bei dieser zweiten Ladung ohne Rücksicht auf die Anzahl "
    "der anwesenden Mitglieder beschlussfähig."
)
AGENDA = (
    AgendaLine(number="1", title="Eröffnung und Feststellung der Beschlussfähigkeit"),
    AgendaLine(number="2", title="Empfehlung zum Masterplan Bildung 3.0"),
    AgendaLine(number="8.1", title="Personalfrage der Anlaufstelle", is_public=False),
)
EVERYWHERE: dict[str, Any] = {
    "committee": BODY,
    "meeting_at": STARTS_AT,
    "place": "Kreishaus Bad Fallingbostel, Saal 1",
}

OF_MEETINGS: dict[Occasion, dict[str, Any]] = {
    Occasion.MEETING_SUMMONS: {**EVERYWHERE, "agenda": AGENDA, "papers_count": 2},
    Occasion.AGENDA_CHANGED: {**EVERYWHERE, "agenda": AGENDA, "papers_count": 1},
    Occasion.MEETING_MOVED: {
        **EVERYWHERE,
        "before_at": datetime(2027, 3, 5, 15, tzinfo=ZoneInfo("Europe/Berlin")),
        "reason": "Der Saal ist belegt.",
    },
    Occasion.MEETING_CANCELLED: {**EVERYWHERE, "reason": "Die Zahlen für den Entwurf fehlen noch."},
    Occasion.MINUTES_READY: {**EVERYWHERE, "due_on": date(2027, 3, 26)},
    Occasion.MINUTES_APPROVED: {**EVERYWHERE, "approved_on": date(2027, 4, 16), "corrections_count": 1},
}
