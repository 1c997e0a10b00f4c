"""A small committee for the rules of seating: three seats, each with a member, the first with a deputy."""

from datetime import UTC, date, datetime
from typing import Any

from models import (
    Absence,
    Committee,
    CommitteeKind,
    Delegation,
    Elector,
    Gate,
    GateKind,
    GateState,
    Mandate,
    Recusal,
    RecusalDecision,
    RecusalGround,
    Role,
    Seat,
    SeatingRules,
    StatedBy,
)
from steering.seating.filled import default_rules

TODAY = date(2027, 3, 10)
AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
BOARD = "r/board"


def a_board(**changed: Any) -> Committee:
    facts: dict[str, Any] = {
        "id": BOARD,
        "region_key": "r",
        "key": "board",
        "title": "Beirat",
        "kind": CommitteeKind.ADVISORY_BOARD,
        "seats_count": 3,
        "deputies_allowed": True,
    }
    return Committee(**facts | changed)


def rules(**changed: Any) -> SeatingRules:
    made = default_rules(BOARD, CommitteeKind.ADVISORY_BOARD)
    for name, value in {"delegation_allowed": True, **changed}.items():
        setattr(made, name, value)
    return made


def a_seat(number: int, **changed: Any) -> Seat:
    facts: dict[str, Any] = {
        "id": f"{BOARD}/{number:02d}",
        "committee_id": BOARD,
        "number": number,
        "title": f"Sitz {number}",
        "is_chair": number == 1,
        "has_vote": True,
    }
    return Seat(**facts | changed)


def a_mandate(number: int, role: Role = Role.MEMBER, **changed: Any) -> Mandate:
    facts: dict[str, Any] = {
        "id": f"{BOARD}/{number:02d}/{role}",
        "seat_id": f"{BOARD}/{number:02d}",
        "role": role,
        "title": f"Funktion {number} {role}",
        "address": f"{role}-{number}@example.org",
        "from_on": date(2026, 11, 1),
    }
    return Mandate(**facts | changed)


def a_gate(**changed: Any) -> Gate:
    facts: dict[str, Any] = {
        "id": "g",
        "stage_run_id": "run",
        "committee_id": BOARD,
        "key": "topics",
        "kind": GateKind.RANK,
        "question": "Welche Themen?",
        "state": GateState.OPEN,
        "content_sha256": "a" * 64,
        "opened_at": AT,
        "due_on": date(2027, 4, 1),
    }
    return Gate(**facts | changed)


def an_elector(number: int, **changed: Any) -> Elector:
    return Elector(**{"gate_id": "g", "seat_id": f"{BOARD}/{number:02d}", "has_vote": True} | changed)


def an_absence(number: int = 1, **changed: Any) -> Absence:
    facts: dict[str, Any] = {
        "id": f"absence-{number}",
        "seat_id": f"{BOARD}/{number:02d}",
        "mandate_id": f"{BOARD}/{number:02d}/member",
        "from_on": date(2027, 3, 5),
        "to_on": date(2027, 3, 15),
        "entered_by": "coordinator",
        "entered_at": AT,
    }
    return Absence(**facts | changed)


def a_delegation(number: int = 1, to: int = 2, **changed: Any) -> Delegation:
    facts: dict[str, Any] = {
        "id": f"delegation-{number}-{to}",
        "committee_id": BOARD,
        "seat_id": f"{BOARD}/{number:02d}",
        "mandate_id": f"{BOARD}/{number:02d}/member",
        "delegate_mandate_id": f"{BOARD}/{to:02d}/member",
        "gate_id": "g",
        "from_on": date(2027, 3, 1),
        "granted_by": "coordinator",
        "granted_at": AT,
    }
    return Delegation(**facts | changed)


def a_recusal(seat: int = 1, *, item: str = "i", **changed: Any) -> Recusal:
    facts: dict[str, Any] = {
        "id": f"recusal-{item}-{seat}",
        "gate_item_id": item,
        "seat_id": f"{BOARD}/{seat:02d}",
        "number": 1,
        "decision": RecusalDecision.EXCLUDED,
        "ground": RecusalGround.EMPLOYER,
        "stated_by": StatedBy.MEMBER,
        "entered_by": "coordinator",
        "entered_at": AT,
    }
    return Recusal(**facts | changed)
