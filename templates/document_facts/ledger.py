"""What the ledger of deliveries (Zustellnachweis) is given."""

from dataclasses import dataclass
from datetime import datetime

from models import MessageState
from templates.document_facts.front import Front


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One letter: to which function, about what, when it was handed over, and what the other side said."""

    number: int
    recipient: str
    subject: str
    owed_at: datetime
    state: MessageState
    handed_over_at: datetime | None
    attempts_count: int
    code: int | None
    answer: str
    mail_id: str
    text_sha256: str
    told_in: int | None = None


@dataclass(frozen=True, kw_only=True)
class LedgerFacts:
    """All letters of a revision, or of one question or meeting, in the order in which they were owed."""

    front: Front
    about: str
    made_at: datetime
    rows: tuple[LedgerRow, ...]

    @property
    def arrived_count(self) -> int:
        """How many the other side has taken."""
        return sum(row.state is MessageState.SENT for row in self.rows)
