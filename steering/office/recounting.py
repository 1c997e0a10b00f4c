"""A recount: the record of a closed gate is read and counted again."""

import json

from models import (
    AgendaItem,
    AgendaRecusal,
    Ballot,
    BallotReceipt,
    CirculationConsent,
    CirculationObjection,
    Committee,
    CommitteeRule,
    Cycle,
    Elector,
    Gate,
    GateExpiry,
    GateItem,
    GateLot,
    GateOutcome,
    GateVersion,
    ItemVersion,
    Meeting,
    Participation,
    PlannedMeasure,
    PublishedReceipt,
    Recusal,
    Seat,
    SecretBallot,
    StageRun,
    Tally,
)
from steering.office.opening import Office
from steering.recount_difference import Difference
from steering.recounting import recount

_RECORD = (
    AgendaItem,
    AgendaRecusal,
    Committee,
    CommitteeRule,
    Seat,
    Gate,
    GateExpiry,
    GateItem,
    GateVersion,
    ItemVersion,
    GateLot,
    GateOutcome,
    Elector,
    Ballot,
    BallotReceipt,
    CirculationConsent,
    CirculationObjection,
    PublishedReceipt,
    Recusal,
    Participation,
    PlannedMeasure,
    SecretBallot,
    Tally,
    Meeting,
)


def recounted(office: Office, gate_id: str) -> list[Difference]:
    """Where the record of a gate and what was published differ."""
    gate = office.archive.find(Gate, gate_id)
    run = office.archive.find(StageRun, gate.stage_run_id)
    records = office.look(office.archive.find(Cycle, run.cycle_id), *_RECORD)
    return recount(records, gate, in_trail=_in_trail(office, gate))


def _in_trail(office: Office, gate: Gate) -> str:
    """The hash of the outcome, as the audit trail has it."""
    for entry in reversed(office.archive.audit_trail()):
        if (entry.act, entry.subject) == ("gate.close", gate.id):
            return str(json.loads(entry.details).get("outcome", ""))
    return ""
