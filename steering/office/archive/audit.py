"""The audit chain: each entry carries the hash of the one before it.

The hash covers number, moment, actor, origin, act, cycle, subject and details in canonical JSON
(RFC 8785 in spirit: sorted keys, no spaces, UTF-8), so that anyone can recompute it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC

from models import AuditEntry

BEGINNING = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The first entry that does not fit, and why."""

    number: int
    reason: str


def canonical(details: Mapping[str, object]) -> str:
    """Details as text that has only one form."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def hash_of(entry: AuditEntry) -> str:
    """The SHA-256 of an entry's content and of the hash before it."""
    content = canonical(
        {
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "origin": entry.origin,
            "act": entry.act,
            "cycle": entry.cycle_id,
            "subject": entry.subject,
            "details": entry.details,
            "previous": entry.previous_sha256,
        }
    )
    return hashlib.sha256(content.encode()).hexdigest()


def first_break(entries: Iterable[AuditEntry]) -> Broken | None:
    """The first entry at which the chain is not whole, or None. Entries come in order of number."""
    previous, expected = BEGINNING, 1
    for entry in entries:
        if entry.number != expected:
            return Broken(number=expected, reason="missing")
        if entry.previous_sha256 != previous:
            return Broken(number=entry.number, reason="does_not_follow")
        if entry.sha256 != hash_of(entry):
            return Broken(number=entry.number, reason="changed")
        previous, expected = entry.sha256, expected + 1
    return None
