"""What documents are given: frozen facts, one file per document. No record, no session, no wording."""

from templates.document_facts.charts import (
    ChartLine,
    ChartPoint,
    ChartRow,
    ComparisonChart,
    LineChart,
    StripChart,
)
from templates.document_facts.draft import (
    CommentFacts,
    DraftMeasureFacts,
    DraftPlanFacts,
    PassageChange,
    PassageFacts,
    Stretch,
)
from templates.document_facts.education import (
    ChapterFacts,
    EducationReportFacts,
    IndicatorFacts,
    LeftOut,
    ValueRow,
)
from templates.document_facts.evidence import CellFacts, EvidenceFacts, SourceFacts
from templates.document_facts.follow_up import (
    FollowedDecision,
    FollowUpListFacts,
    IndicatorStanding,
    Lacking,
    Money,
    Standing,
)
from templates.document_facts.front import Front
from templates.document_facts.masterplan import AdoptedMeasure, MasterplanFacts
from templates.document_facts.quality import (
    MissingSource,
    QualityFindingFacts,
    QualityReportFacts,
    RejectedFacts,
    ReleaseFacts,
)
from templates.document_facts.resolution import (
    AnnexFacts,
    ConsultationFacts,
    FinanceFacts,
    ItemFacts,
    ResolutionPaperFacts,
    StatementFacts,
    VoteFacts,
)
from templates.document_facts.review import FateCount, ReviewFacts, ReviewReportFacts
from templates.document_facts.topics import ForumFacts, NeedFacts, TopicFacts, TopicListFacts

__all__ = [
    "AdoptedMeasure",
    "AnnexFacts",
    "CellFacts",
    "ChapterFacts",
    "ChartLine",
    "ChartPoint",
    "ChartRow",
    "CommentFacts",
    "ComparisonChart",
    "ConsultationFacts",
    "DraftMeasureFacts",
    "DraftPlanFacts",
    "EducationReportFacts",
    "EvidenceFacts",
    "FateCount",
    "FinanceFacts",
    "FollowUpListFacts",
    "FollowedDecision",
    "ForumFacts",
    "Front",
    "IndicatorFacts",
    "IndicatorStanding",
    "ItemFacts",
    "Lacking",
    "LeftOut",
    "LineChart",
    "MasterplanFacts",
    "MissingSource",
    "Money",
    "NeedFacts",
    "PassageChange",
    "PassageFacts",
    "QualityFindingFacts",
    "QualityReportFacts",
    "RejectedFacts",
    "ReleaseFacts",
    "ResolutionPaperFacts",
    "ReviewFacts",
    "ReviewReportFacts",
    "SourceFacts",
    "Standing",
    "StatementFacts",
    "Stretch",
    "StripChart",
    "TopicFacts",
    "TopicListFacts",
    "ValueRow",
    "VoteFacts",
]
