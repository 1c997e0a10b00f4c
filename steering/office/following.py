"""What comes next after a committee has answered, in a sentence for its members."""

from models import Committee, GateState
from steering.cycle import stages_after
from steering.office.asking import Case
from steering.office.standing import living_round
from steering.stage import Question, Stage
from steering.transitions import CLOSED
from templates.phrases import committee_named, phrase
from templates.words import word


def next_step(case: Case, state: GateState, language: str = "de") -> str:
    """The next committee of this stage, the next stage, a new round, a second summons, or the end."""
    if state is GateState.INQUORATE:
        return phrase("next.asked_again", language, committee=committee_named(case.committee.title, language))
    if state is GateState.SENT_BACK:
        target = case.question.sends_back_to or case.stage.key
        return phrase("next.new_round", language, stage=word(target, language))
    if state is GateState.REJECTED:
        return phrase("next.rejected", language)
    question = _following_question(case)
    if question is not None:
        return phrase("next.committee", language, committee=_committee(case, question, language))
    stage = _following_stage(case)
    if stage is not None:
        return phrase("next.stage", language, stage=word(stage.key, language))
    return phrase("next.end", language)


def _following_question(case: Case) -> Question | None:
    """The question that this round puts after this one."""
    place = case.stage.gates.index(case.question)
    later = case.stage.gates[place + 1 :]
    return next((each for each in later if not (each.is_asked_once and case.run.round > 1)), None)


def _committee(case: Case, question: Question, language: str) -> str:
    titles = {each.key: each.title for each in case.records.all(Committee)}
    return committee_named(titles[question.committee], language)


def _following_stage(case: Case) -> Stage | None:
    """The next stage that is not closed: one that was skipped does not come again."""
    for stage in stages_after(case.stage.key):
        run = living_round(case.records, stage.key)
        if run is None or run.state not in CLOSED:
            return stage
    return None
