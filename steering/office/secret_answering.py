"""Answering in a secret round: the box takes the ballot, and nothing else learns what is in it."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from models import Gate, Mandate, StageRun
from steering.gate_letters import confirm_secret_receipt
from steering.office.archive import Transaction
from steering.office.at_gate import frame_in
from steering.office.clock import BERLIN, day_of
from steering.office.opening import Office
from steering.office.receipts import Codes, addressee_in, chance_for
from steering.office.secret_box import Choice, put


def cast(
    office: Office,
    tx: Transaction,
    gate: Gate,
    mandate: Mandate,
    choices: Mapping[str, Choice],
    shown: Mapping[str, str],
    *,
    code: str,
) -> Codes:
    """Put a whole ballot into the box; gives the receipt, and once the code that opens it again.

    The trail and the letter know the day only, and the trail not even the seat: who took part
    stands in the list of participants, what was answered in the box.
    """
    chance = chance_for(office, tx, gate, mandate.seat_id, code)
    done = put(tx.session, gate, mandate.seat_id, choices, shown, code=code, chance=chance)
    if done.new:
        tx.now = beginning_of(tx.now)
        day = office.at(tx.now)
        cycle_id = tx.get(StageRun, gate.stage_run_id).cycle_id
        tx.enter("gate.answer", gate.id, {"secret": True, "content": gate.content_sha256}, cycle_id=cycle_id)
        to = addressee_in(tx, gate, mandate)
        letter = confirm_secret_receipt(frame_in(day, tx, gate), to, gate, done.receipt, done.revision)
        tx.owe([letter])
    return Codes(new=done.new, receipt=done.receipt, secret_code="" if code else done.code)


def beginning_of(moment: datetime) -> datetime:
    """The beginning of the day on which a moment falls where the committees meet."""
    return datetime.combine(day_of(moment), time(), BERLIN).astimezone(UTC)
