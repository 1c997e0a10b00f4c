"""The cycle is whole: each row has what its key promises, and nobody reads what is not yet written."""

from importlib import import_module

import pytest
from sqlmodel import SQLModel

import models as m
from expectations.stages import suite_named
from models import GateKind, RequestKind
from steering.cycle import CYCLE, place_of, stage_named, stages_after
from steering.errors import NotThere
from steering.office.profiles import load_profile
from steering.office.settings import Settings
from steering.stage import Duties, Stage, duties_of
from templates.phrases import phrase
from templates.words import LANGUAGES, word

# What is there before a stage begins: the profile brings it, or people act while the stage is open.
FROM_THE_PROFILE = frozenset(
    {
        m.Source,
        m.Measure,
        m.PlannedMeasure,
        m.FocusArea,
        m.Committee,
        m.Organisation,
        m.MasterplanVersion,
        m.Cycle,
    }
)
FROM_ACTS = frozenset({m.Release, m.Observation, m.RejectedRow, m.MeasureReview, m.Comment})
KEYS = [stage.key for stage in CYCLE]


def test_the_cycle_has_the_six_stages_of_the_revision_in_their_order() -> None:
    assert KEYS == [
        "collect_data",
        "analyse_indicators",
        "review_measures",
        "agree_topics",
        "draft_plan",
        "approve_plan",
    ]


@pytest.mark.parametrize("stage", CYCLE, ids=KEYS)
def test_a_stages_key_is_its_name_everywhere(stage: Stage) -> None:
    module = import_module(f"steering.stages.{stage.key}")
    frames = import_module(f"steering.frames.{stage.key}")

    assert isinstance(duties_of(stage.key), Duties)
    assert module.__doc__
    assert frames.frames
    assert suite_named(stage.key).key == stage.key
    assert all(word(stage.key, language) for language in LANGUAGES)


@pytest.mark.parametrize("stage", CYCLE, ids=KEYS)
def test_a_stage_reads_only_what_is_written_before_it(stage: Stage) -> None:
    earlier = {kind for each in CYCLE[: place_of(stage.key) - 1] for kind in each.writes}
    # Drafts answer the remarks on the draft before them: a stage may read what it wrote in an earlier round.
    own = set(stage.writes)

    unexplained = set(stage.reads) - earlier - own - FROM_THE_PROFILE - FROM_ACTS

    assert {kind.__name__ for kind in unexplained} == set()


def test_nothing_is_read_that_nobody_brings() -> None:
    written = {kind for stage in CYCLE for kind in stage.writes}
    from_outside = {kind for stage in CYCLE for kind in stage.reads} - written

    assert from_outside <= FROM_THE_PROFILE | FROM_ACTS


@pytest.mark.parametrize("stage", CYCLE, ids=KEYS)
def test_what_a_stage_writes_is_read_later_or_is_its_deliverable(stage: Stage) -> None:
    later: set[type[SQLModel]] = {kind for each in (stage, *stages_after(stage.key)) for kind in each.reads}
    # Proofs, lineage and decisions are read by documents and by people, not by a later stage.
    ends = {
        m.IndicatorInput,
        m.FindingGroupInput,
        m.TopicNeed,
        m.TopicFate,
        m.MeasureLineage,
        m.Passage,
        m.Evidence,
        m.Paper,
        m.Recommendation,
        m.Resolution,
        m.MasterplanVersion,
        m.Cycle,
    }

    assert {kind.__name__ for kind in set(stage.writes) - later - ends} == set()


@pytest.mark.parametrize("stage", CYCLE, ids=KEYS)
def test_every_question_has_words_and_a_committee_of_the_profile(stage: Stage) -> None:
    committees = {committee.key: committee for committee in load_profile(Settings()).committees.committee}

    for question in stage.gates:
        assert phrase(f"question.{question.key}")
        assert question.committee in committees
        if question.kind is GateKind.DECIDE:
            assert committees[question.committee].decides
        if question.sends_back_to:
            assert place_of(question.sends_back_to) <= place_of(stage.key)


def test_only_the_county_council_decides_and_it_decides_last() -> None:
    deciding = [(stage.key, q.committee) for stage in CYCLE for q in stage.gates if q.kind is GateKind.DECIDE]

    assert deciding == [("approve_plan", "county_council")]
    assert CYCLE[-1].gates[-1].kind is GateKind.DECIDE


def test_every_question_is_named_once() -> None:
    keys = [question.key for stage in CYCLE for question in stage.gates]

    assert len(keys) == len(set(keys))


def test_each_kind_of_request_belongs_to_one_stage() -> None:
    asking = [stage.asks for stage in CYCLE if stage.asks]

    assert sorted(asking) == sorted(RequestKind)


def test_a_stage_is_found_by_its_key_and_its_place() -> None:
    for number, stage in enumerate(CYCLE, start=1):
        assert stage_named(stage.key) is stage
        assert place_of(stage.key) == number
        assert stages_after(stage.key) == CYCLE[number:]
    with pytest.raises(NotThere) as refusal:
        stage_named("vote_again")
    assert refusal.value.code == "no_such_stage"
