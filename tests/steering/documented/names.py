"""The names that the records of the documented cycle share."""

import hashlib
from datetime import UTC, date, datetime

NOW = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)
TODAY = date(2027, 3, 12)
CYCLE = "heidekreis-2028"
BASE = "heidekreis/masterplan/2.0"
TARGET = "heidekreis/masterplan/3.0"
COUNTIES = [f"03{number}" for number in range(351, 362) if number != 356] + [
    f"034{n:02}" for n in range(51, 63)
]
CHOSEN = ("A11", "D15", "D19", "A12")

LONG_TITLE = (
    "Weiterentwicklung der Zusammenarbeit zwischen Kindertagesstätten, Grundschulen und weiterführenden "
    "Schulen einschließlich Donaudampfschifffahrtsgesellschaftskapitänsausbildungsberatung im ländlichen Raum"
)
SCRIPT = "<script>alert('x')</script> & #eval[\"böse\"] $x$ \\ 'Zitat'"
RESOLVED = (
    "Die Maßnahme M01 wird mit 12.000 € einmalig und 45.000 € jährlich ab dem Haushaltsjahr 2028 beschlossen."
)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
