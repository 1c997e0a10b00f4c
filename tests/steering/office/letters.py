"""Messages for the tests of the post."""

from datetime import UTC, datetime
from typing import Any

from models import Message

OWED_AT = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)
SENDER = "Bildungsbüro <office@example.org>"
REPLY_TO = "coordinator@example.org"


def a_message(**changed: Any) -> Message:
    facts: dict[str, Any] = {
        "id": "heidekreis-2028/agree_topics/1/invitation/seat-07",
        "stage_key": "agree_topics",
        "round": 1,
        "occasion": "invitation",
        "recipient": "Mitglied für den Kreiselternrat, Süd",
        "address": "parents@example.org",
        "subject": "Rückmeldung bis Fr 12.03.2027: Ihre Themen für den Landkreis Heidekreis – bitte ordnen",
        "text": "Guten Tag,\n\n.ein Punkt am Anfang, Grüße aus dem Büro.\n" + "lang " * 60 + "\n",
        "html": "<p>Guten Tag, Grüße aus dem Büro.</p>",
        "mail_id": "<heidekreis-2028/agree_topics/1/invitation/seat-07@example.org>",
        "owed_at": OWED_AT,
        "not_before_at": OWED_AT,
    }
    return Message(**facts | changed)
