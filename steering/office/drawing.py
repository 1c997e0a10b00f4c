"""Drawing a lot: with a word that nobody could know before the last vote was cast."""

from collections.abc import Callable
from dataclasses import replace

from models import GateLot
from models.columns import key
from steering.counting import Counted
from steering.office.asking import Case
from steering.office.chance import Chance, SeededChance
from steering.records import Records

WORD_BYTES = 8


def with_lot(case: Case, gate_id: str, count: Callable[[Records], Counted]) -> Counted:
    """A count at the close; where the lot has to decide, its word is drawn now and never before.

    Without a word the hash of the question would tell everybody in advance how a tie ends.
    """
    counted = count(case.records)
    if not counted.needs_lot:
        return counted
    lot = GateLot(gate_id=gate_id, word=_chance(case, gate_id).draw(WORD_BYTES).hex())
    return replace(count(case.records.with_added([lot])), word=lot.word)


def _chance(case: Case, gate_id: str) -> Chance:
    """The office's chance; a simulated revision draws the same every time."""
    return SeededChance(key(gate_id, "lot")) if case.cycle.is_simulated else case.office.chance
