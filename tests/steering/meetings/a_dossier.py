"""Meetings for tests of the rules: no database, only what a rule looks at."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    Committee,
    CommitteeKind,
    Mandate,
    Meeting,
    Motion,
    MotionKind,
    MotionState,
    Presence,
    Role,
    Seat,
    Summons,
    SummonsKind,
)
from steering.meetings.dossier import MeetingDossier

DAY = date(2027, 3, 12)
START = datetime(2027, 3, 12, 14, tzinfo=UTC)
SHA = "a" * 64


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def a_committee(**changed: Any) -> Committee:
    facts: dict[str, Any] = {
        "id": "r/board",
        "region_key": "r",
        "key": "board",
        "title": "Strategiegruppe Bildung",
        "kind": CommitteeKind.ADVISORY_BOARD,
        "seats_count": 5,
    }
    return Committee(**facts | changed)


def a_seat(number: int, **changed: Any) -> Seat:
    facts = {
        "id": f"r/board/{number:02d}",
        "committee_id": "r/board",
        "number": number,
        "title": f"Sitz {number}",
    }
    return Seat(**facts | changed)


def a_mandate(number: int, role: Role = Role.MEMBER, **changed: Any) -> Mandate:
    facts: dict[str, Any] = {
        "id": f"m/{number:02d}/{role}",
        "seat_id": f"r/board/{number:02d}",
        "role": role,
        "title": f"{role} {number}",
        "address": f"m{number}@example.org",
        "from_on": date(2027, 1, 1),
    }
    return Mandate(**facts | changed)


def an_item(number: str, /, **changed: Any) -> AgendaItem:
    facts: dict[str, Any] = {
        "id": f"item/{number}",
        "meeting_id": "mt",
        "position": 1,
        "number": number,
        "title": f"Punkt {number}",
        "kind": AgendaKind.MATTER,
        "proposal": "Wir tun das Eine und das Andere.",
        "is_public": True,
    }
    return AgendaItem(**facts | changed)


def a_stay(number: int, came: int = 0, left: int | None = None, **changed: Any) -> Attendance:
    facts: dict[str, Any] = {
        "id": f"stay/{number}/{came}",
        "meeting_id": "mt",
        "number": number,
        "presence": Presence.MEMBER,
        "title": f"Sitz {number}",
        "seat_id": f"r/board/{number:02d}",
        "mandate_id": f"m/{number:02d}/member",
        "came_at": after(came),
        "left_at": None if left is None else after(left),
    }
    return Attendance(**facts | changed)


def a_motion(number: int, kind: MotionKind = MotionKind.AMENDMENT, **changed: Any) -> Motion:
    facts: dict[str, Any] = {
        "id": f"motion/{number}",
        "meeting_id": "mt",
        "agenda_item_id": "item/1",
        "number": number,
        "place": number,
        "kind": kind,
        "moved_by": "Sitz 1",
        "state": MotionState.OPEN,
        "moved_at": START,
    }
    return Motion(**facts | changed)


def a_summons(**changed: Any) -> Summons:
    facts: dict[str, Any] = {
        "id": "s/1",
        "meeting_id": "mt",
        "number": 1,
        "kind": SummonsKind.FIRST,
        "sent_at": START - timedelta(days=20),
        "held_on": DAY,
        "agenda_sha256": SHA,
        "papers_sha256": SHA,
        "notice_days": 14,
        "latest_on": DAY - timedelta(days=15),
        "is_in_time": True,
        "letters_count": 5,
    }
    return Summons(**facts | changed)


def a_meeting(**changed: Any) -> Meeting:
    return Meeting(**{"id": "mt", "committee_id": "r/board", "held_on": DAY, "starts_at": START} | changed)


def a_dossier(**changed: Any) -> MeetingDossier:
    facts: dict[str, Any] = {
        "meeting": a_meeting(),
        "committee": a_committee(),
        "seats": tuple(a_seat(number) for number in range(1, 6)),
        "mandates": tuple(a_mandate(number) for number in range(1, 6)),
        "items": (an_item("1"),),
    }
    return MeetingDossier(**facts | changed)
