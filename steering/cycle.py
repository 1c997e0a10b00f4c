"""The cycle: one revision (Fortschreibung) of one region's masterplan, whole, on one screen.

Each row is a stage. A stage is closed when all its gates have passed, in order; what is closed
is skipped, so resuming is running again. What a stage reads, an earlier one (or the profile) wrote.
"""

import models as m
from models import GateKind as Do
from models import RequestKind
from steering.errors import NotThere
from steering.stage import Question, Stage

CYCLE: tuple[Stage, ...] = (
    Stage(
        key="collect_data",
        title="Datenerhebung",
        asks=RequestKind.DELIVERY,
        reads=(m.Source, m.Release, m.Observation, m.RejectedRow),
        writes=(m.DataSnapshot, m.SnapshotRelease),
        documents=("quality_report",),
        gates=(Question(key="quality_release", committee="internal_steering_group", kind=Do.RELEASE),),
    ),
    Stage(
        key="analyse_indicators",
        title="Indikatorenanalyse",
        reads=(m.Source, m.Release, m.Observation, m.DataSnapshot, m.SnapshotRelease),
        writes=(
            m.IndicatorValue,
            m.IndicatorInput,
            m.DisclosureDecision,
            m.Withheld,
            m.Finding,
            m.FindingGroup,
            m.FindingGroupInput,
            m.Need,
            m.NeedFinding,
            m.NeedVersion,
            m.NeedEvidence,
            m.NeedLineage,
        ),
        documents=("education_report",),
        gates=(Question(key="report", committee="internal_steering_group", kind=Do.ACKNOWLEDGE),),
    ),
    Stage(
        key="review_measures",
        title="Überprüfung der Maßnahmen",
        asks=RequestKind.REVIEW,
        reads=(m.Measure, m.PlannedMeasure, m.MeasureReview, m.IndicatorValue),
        writes=(m.Fate,),
        documents=("review_report",),
        gates=(Question(key="fates", committee="internal_steering_group", kind=Do.CONFIRM),),
    ),
    Stage(
        key="agree_topics",
        title="Abstimmung der Themen und Umsetzungsplan",
        reads=(
            m.Need,
            m.NeedFinding,
            m.NeedVersion,
            m.NeedEvidence,
            m.NeedLineage,
            m.Finding,
            m.FindingGroup,
            m.Fate,
            m.Measure,
            m.PlannedMeasure,
            m.FocusArea,
        ),
        writes=(
            m.Topic,
            m.TopicNeed,
            m.TopicFate,
            m.ExpertForum,
            m.Measure,
            m.PlannedMeasure,
            m.MeasureLineage,
        ),
        documents=("topic_list",),
        gates=(
            Question(key="topics", committee="strategy_group", kind=Do.RANK),
            Question(key="implementation_plan", committee="strategy_group", kind=Do.CONFIRM),
        ),
    ),
    Stage(
        key="draft_plan",
        title="Vorlage des Entwurfs",
        asks=RequestKind.MEASURE_SHEET,
        reads=(
            m.Topic,
            m.TopicNeed,
            m.TopicFate,
            m.ExpertForum,
            m.Fate,
            m.Measure,
            m.PlannedMeasure,
            m.Need,
            m.IndicatorValue,
            m.DisclosureDecision,
            m.Withheld,
            m.Comment,
        ),
        writes=(m.DraftVersion, m.Passage, m.Evidence),
        documents=("draft_plan",),
        gates=(
            Question(
                key="consultation", committee="education_conference", kind=Do.COMMENT, is_asked_once=True
            ),
            Question(key="draft", committee="strategy_group", kind=Do.COMMENT),
        ),
    ),
    Stage(
        key="approve_plan",
        title="Finale Aussprache und Beschluss",
        reads=(m.DraftVersion, m.PlannedMeasure, m.Measure, m.Topic, m.Comment, m.Committee),
        writes=(m.Paper, m.Recommendation, m.Resolution, m.PlannedMeasure, m.MasterplanVersion, m.Cycle),
        documents=("resolution_paper",),
        closing_documents=("masterplan",),
        has_closing_check=True,
        gates=(
            Question(
                key="final_discussion",
                committee="strategy_group",
                kind=Do.RECOMMEND,
                sends_back_to="draft_plan",
            ),
            Question(key="preparation", committee="executive_committee", kind=Do.RECOMMEND, has_paper=True),
            Question(key="resolution", committee="county_council", kind=Do.DECIDE, has_paper=True),
        ),
    ),
)


def stage_named(key: str) -> Stage:
    """The stage with this key."""
    for stage in CYCLE:
        if stage.key == key:
            return stage
    raise NotThere(f"No stage is called {key!r}.", code="no_such_stage", stage=key)


def place_of(key: str) -> int:
    """The stage's place in the cycle, from 1."""
    return CYCLE.index(stage_named(key)) + 1


def stages_after(key: str) -> tuple[Stage, ...]:
    """The stages that follow; a reopened stage makes their rounds outdated."""
    return CYCLE[place_of(key) :]
