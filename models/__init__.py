"""What is remembered: SQLModel records, one file per aggregate.

Importing this package registers every record with the one metadata that the migrations compare
themselves against.
"""

from models.audit import AuditEntry
from models.committee import (
    Committee,
    CommitteeKind,
    CommitteeRule,
    Majority,
    MajorityBase,
    Mandate,
    Role,
    Seat,
    Tie,
    Voting,
)
from models.cycle import Cycle, CycleState, Document, Request, RequestKind, StageRun, StageState
from models.draft import Comment, CommentState, DraftVersion, Evidence, Passage
from models.gate import Answer, Ballot, Elector, Gate, GateItem, GateKind, GateState, ItemResult, Tally
from models.gate_content import GateVersion, ItemVersion
from models.indicator import Assessment, IndicatorInput, IndicatorStatus, IndicatorValue
from models.masterplan import FocusArea, Masterplan, MasterplanVersion, VersionState
from models.measure import (
    DecisionStatus,
    Disposition,
    Fate,
    ImplementationStatus,
    LineageRelation,
    Measure,
    MeasureLineage,
    MeasureReview,
    MeasureStatus,
    PlannedMeasure,
)
from models.meeting import AgendaItem, Meeting, MeetingState, Paper, PaperKind
from models.need import (
    ExpertForum,
    Finding,
    ForumState,
    Need,
    NeedFinding,
    NeedState,
    Pattern,
    Topic,
    TopicFate,
    TopicNeed,
    TopicState,
)
from models.organisation import Organisation, OrganisationName
from models.outbox import DeliveryAttempt, DeliveryOutcome, Message, MessageState
from models.proof import BallotReceipt, GateOutcome, PublishedReceipt, ReadReceipt
from models.quality import QualityFinding, QualityRun, QualityState, Severity
from models.region import Region, TerritorialStatus
from models.resolution import Recommendation, Resolution
from models.secret import Participation, SecretBallot
from models.source import (
    WITH_NUMBER,
    DataSnapshot,
    Observation,
    RejectedRow,
    Release,
    SnapshotRelease,
    Source,
    ValueStatus,
)
from models.statement import MinorityStatement

__all__ = [
    "WITH_NUMBER",
    "AgendaItem",
    "Answer",
    "Assessment",
    "AuditEntry",
    "Ballot",
    "BallotReceipt",
    "Comment",
    "CommentState",
    "Committee",
    "CommitteeKind",
    "CommitteeRule",
    "Cycle",
    "CycleState",
    "DataSnapshot",
    "DecisionStatus",
    "DeliveryAttempt",
    "DeliveryOutcome",
    "Disposition",
    "Document",
    "DraftVersion",
    "Elector",
    "Evidence",
    "ExpertForum",
    "Fate",
    "Finding",
    "FocusArea",
    "ForumState",
    "Gate",
    "GateItem",
    "GateKind",
    "GateOutcome",
    "GateState",
    "GateVersion",
    "ImplementationStatus",
    "IndicatorInput",
    "IndicatorStatus",
    "IndicatorValue",
    "ItemResult",
    "ItemVersion",
    "LineageRelation",
    "Majority",
    "MajorityBase",
    "Mandate",
    "Masterplan",
    "MasterplanVersion",
    "Measure",
    "MeasureLineage",
    "MeasureReview",
    "MeasureStatus",
    "Meeting",
    "MeetingState",
    "Message",
    "MessageState",
    "MinorityStatement",
    "Need",
    "NeedFinding",
    "NeedState",
    "Observation",
    "Organisation",
    "OrganisationName",
    "Paper",
    "PaperKind",
    "Participation",
    "Passage",
    "Pattern",
    "PlannedMeasure",
    "PublishedReceipt",
    "QualityFinding",
    "QualityRun",
    "QualityState",
    "ReadReceipt",
    "Recommendation",
    "Region",
    "RejectedRow",
    "Release",
    "Request",
    "RequestKind",
    "Resolution",
    "Role",
    "Seat",
    "SecretBallot",
    "Severity",
    "SnapshotRelease",
    "Source",
    "StageRun",
    "StageState",
    "Tally",
    "TerritorialStatus",
    "Tie",
    "Topic",
    "TopicFate",
    "TopicNeed",
    "TopicState",
    "ValueStatus",
    "VersionState",
    "Voting",
]
