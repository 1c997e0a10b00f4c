"""Which records belong to a region or to a cycle, found by following each kind to its parent."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

import models as m

# A kind is found by its own column, or through the record it hangs on.
_OF_THE_REGION: dict[type[SQLModel], str] = {
    m.Region: "key",
    m.Organisation: "region_key",
    m.Committee: "region_key",
    m.Masterplan: "region_key",
    m.Measure: "region_key",
    m.Source: "region_key",
    m.QualityRun: "region_key",
    m.QualityFinding: "region_key",
    m.DeliveryReport: "region_key",
    m.UnreachableAddress: "region_key",
    m.Preference: "region_key",
}
_OF_THE_CYCLE: dict[type[SQLModel], str] = {
    m.Cycle: "id",
    m.StageRun: "cycle_id",
    m.Document: "cycle_id",
    m.DataSnapshot: "cycle_id",
    m.IndicatorValue: "cycle_id",
    m.Finding: "cycle_id",
    m.Need: "cycle_id",
    m.Topic: "cycle_id",
    m.Fate: "cycle_id",
    m.MeasureReview: "cycle_id",
    m.DraftVersion: "cycle_id",
    m.Paper: "cycle_id",
    m.Message: "cycle_id",
    m.Staleness: "cycle_id",
    m.DisclosureDecision: "cycle_id",
    m.Withheld: "cycle_id",
}
_THROUGH: dict[type[SQLModel], tuple[str, type[SQLModel]]] = {
    m.OrganisationName: ("organisation_id", m.Organisation),
    m.CommitteeRule: ("committee_id", m.Committee),
    m.Seat: ("committee_id", m.Committee),
    m.Mandate: ("seat_id", m.Seat),
    m.SeatingRules: ("committee_id", m.Committee),
    m.SeatQuota: ("committee_id", m.Committee),
    m.Constitution: ("committee_id", m.Committee),
    m.Delegation: ("committee_id", m.Committee),
    m.Absence: ("seat_id", m.Seat),
    m.Meeting: ("committee_id", m.Committee),
    m.AgendaItem: ("meeting_id", m.Meeting),
    m.AgendaEntry: ("meeting_id", m.Meeting),
    m.AgendaPaper: ("agenda_item_id", m.AgendaItem),
    m.Summons: ("meeting_id", m.Meeting),
    m.MeetingWaiver: ("meeting_id", m.Meeting),
    m.Attendance: ("meeting_id", m.Meeting),
    m.QuorumCheck: ("meeting_id", m.Meeting),
    m.AgendaRecusal: ("agenda_item_id", m.AgendaItem),
    m.Motion: ("meeting_id", m.Meeting),
    m.ItemVote: ("agenda_item_id", m.AgendaItem),
    m.AgendaNote: ("agenda_item_id", m.AgendaItem),
    m.MeetingDocument: ("meeting_id", m.Meeting),
    m.MinutesCorrection: ("meeting_id", m.Meeting),
    m.MinutesApproval: ("meeting_id", m.Meeting),
    m.MasterplanVersion: ("masterplan_id", m.Masterplan),
    m.FocusArea: ("version_id", m.MasterplanVersion),
    m.PlannedMeasure: ("version_id", m.MasterplanVersion),
    m.MeasureLineage: ("version_id", m.MasterplanVersion),
    m.MeasureStatus: ("measure_id", m.Measure),
    m.QualityRow: ("finding_id", m.QualityFinding),
    m.QualityCare: ("finding_id", m.QualityFinding),
    m.QualityEvent: ("finding_id", m.QualityFinding),
    m.QualityTold: ("event_id", m.QualityEvent),
    m.QualityCount: ("run_id", m.QualityRun),
    m.QualityScore: ("run_id", m.QualityRun),
    m.Release: ("source_id", m.Source),
    m.RejectedRow: ("release_id", m.Release),
    m.SnapshotRelease: ("snapshot_id", m.DataSnapshot),
    m.IndicatorInput: ("value_id", m.IndicatorValue),
    m.FindingGroup: ("finding_id", m.Finding),
    m.FindingGroupInput: ("finding_id", m.Finding),
    m.NeedFinding: ("need_id", m.Need),
    m.NeedVersion: ("need_id", m.Need),
    m.NeedEvidence: ("need_id", m.Need),
    m.NeedLineage: ("from_need_id", m.Need),
    m.TopicNeed: ("topic_id", m.Topic),
    m.TopicFate: ("topic_id", m.Topic),
    m.ExpertForum: ("topic_id", m.Topic),
    m.Passage: ("draft_id", m.DraftVersion),
    m.Evidence: ("draft_id", m.DraftVersion),
    m.Request: ("stage_run_id", m.StageRun),
    m.Escalation: ("stage_run_id", m.StageRun),
    m.GateExpiry: ("gate_id", m.Gate),
    m.CirculationObjection: ("gate_id", m.Gate),
    m.CirculationConsent: ("gate_id", m.Gate),
    m.GateLot: ("gate_id", m.Gate),
    m.Gate: ("stage_run_id", m.StageRun),
    m.GateItem: ("gate_id", m.Gate),
    m.Elector: ("gate_id", m.Gate),
    m.GateVersion: ("gate_id", m.Gate),
    m.GateOutcome: ("gate_id", m.Gate),
    m.BallotReceipt: ("gate_id", m.Gate),
    m.PublishedReceipt: ("gate_id", m.Gate),
    m.ReadReceipt: ("gate_id", m.Gate),
    m.Participation: ("gate_id", m.Gate),
    m.Comment: ("gate_id", m.Gate),
    m.Ballot: ("gate_item_id", m.GateItem),
    m.Recusal: ("gate_item_id", m.GateItem),
    m.Tally: ("gate_item_id", m.GateItem),
    m.ItemVersion: ("gate_item_id", m.GateItem),
    m.SecretBallot: ("gate_item_id", m.GateItem),
    m.MinorityStatement: ("gate_item_id", m.GateItem),
    m.Recommendation: ("gate_item_id", m.GateItem),
    m.Resolution: ("gate_item_id", m.GateItem),
    m.DeliveryAttempt: ("message_id", m.Message),
}

# What nobody asks of a gate that is counted for good.
_OF_OPEN_GATES = (m.Elector, m.GateVersion, m.BallotReceipt, m.Participation)
_OF_OPEN_ITEMS = (m.Ballot, m.Tally, m.ItemVersion, m.SecretBallot)

# As many as a file has lines: whoever needs them asks for the rows of one finding.
_ASKED_FOR_ALONE: set[type[SQLModel]] = {m.QualityRow}
_ALL: set[type[SQLModel]] = {*_OF_THE_REGION, *_OF_THE_CYCLE, *_THROUGH, m.TerritorialStatus}
_ALL -= _ASKED_FOR_ALONE
SCOPED: tuple[type[SQLModel], ...] = tuple(sorted(_ALL, key=lambda kind: kind.__name__))


@cache
def within(kind: type[SQLModel]) -> SelectOfScalar[Any]:
    """The query for all records of a kind that belong to a region and, where it has one, a cycle.

    Its parameters are `region_key` and `cycle_id`. It is built once: a look at the standing asks
    for forty kinds.
    """
    query = select(kind)
    if kind in _OF_THE_REGION:
        return query.where(_column(kind, _OF_THE_REGION[kind]) == bindparam("region_key"))
    if kind in _OF_THE_CYCLE:
        return query.where(_column(kind, _OF_THE_CYCLE[kind]) == bindparam("cycle_id"))
    if kind in _THROUGH:
        column, parent = _THROUGH[kind]
        return query.where(_column(kind, column).in_(_ids(parent)))
    return query


@cache
def within_open_gates(kind: type[SQLModel]) -> SelectOfScalar[Any]:
    """The same, but votes only of gates that are open: those of closed ones are counted for good."""
    gates = select(col(m.Gate.id)).where(col(m.Gate.state) == m.GateState.OPEN)
    if kind in _OF_OPEN_GATES:
        return within(kind).where(_column(kind, "gate_id").in_(gates))
    if kind in _OF_OPEN_ITEMS:
        items = select(col(m.GateItem.id)).where(col(m.GateItem.gate_id).in_(gates))
        return within(kind).where(_column(kind, "gate_item_id").in_(items))
    return within(kind)


def _ids(kind: type[SQLModel]) -> Any:
    return within(kind).with_only_columns(_column(kind, "id"))


def _column(kind: type[SQLModel], name: str) -> Any:
    return col(getattr(kind, name))
