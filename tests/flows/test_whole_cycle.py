"""The whole cycle, from the first delivery to the resolution, read from what is kept at its end.

Also its letters, as those who get them find them: to play a revision once more for them would be dear.
"""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from flows.anatomy import clock_at
from models import (
    Answer,
    Ballot,
    Comment,
    CommentState,
    CycleState,
    DecisionStatus,
    Disposition,
    Document,
    DraftVersion,
    Fate,
    Gate,
    GateState,
    ItemResult,
    MasterplanVersion,
    Measure,
    Message,
    MessageState,
    Need,
    NeedAct,
    NeedState,
    NeedVersion,
    Passage,
    PlannedMeasure,
    Recommendation,
    Request,
    RequestKind,
    Resolution,
    StageRun,
    StageState,
    Topic,
    TopicState,
    VersionState,
)
from steering.calendar.conflicts import budget_deadline
from steering.calendar.of_region import region_calendar
from steering.cycle import CYCLE
from steering.documents.kinds import facts_of
from steering.drafting import amended_wording
from steering.necessity import TOLD_IN_A_LINE
from steering.office.clock import StandingClock, day_of
from steering.office.opening import open_office
from steering.office.profiles import load_profile
from steering.office.report_scope import scope_for
from steering.office.reports import report_desk
from templates.documents import write_document
from templates.occasions import Occasion
from tests.flows.conftest import BEGINS_ON, FinishedRevision
from tests.templates.pages import faults

pytestmark = pytest.mark.slow

DRAFT_ROUNDS = 2
LINK = re.compile(r"https://\S+")
REASON = re.compile(r"Sie erhalten diese Nachricht.*", re.DOTALL)
LEADS_TO_ITS_DOCUMENT = {
    Occasion.GATE_OPENED,
    Occasion.SECOND_SUMMONS,
    Occasion.PAPER_READY,
    Occasion.OUTCOME,
    Occasion.RECEIPT,
    Occasion.ESCALATION,
    Occasion.PLAN_ADOPTED,
}


def _gates(revision: FinishedRevision, key: str) -> list[Gate]:
    found = [gate for gate in revision.records.all(Gate) if gate.key == key]
    return sorted(found, key=lambda gate: gate.opened_at)


def test_six_stages_are_closed_and_the_plan_is_adopted_in_part(finished_revision: FinishedRevision) -> None:
    records = finished_revision.records

    closed = {run.stage_key for run in records.all(StageRun) if run.state is StageState.ACCEPTED}

    assert closed == {stage.key for stage in CYCLE}
    assert finished_revision.cycle.state is CycleState.PARTIALLY_ADOPTED
    target = records.by_id(MasterplanVersion)[finished_revision.cycle.target_version_id]
    assert target.state is VersionState.ADOPTED
    assert target.adopted_on == finished_revision.ends_on


def test_the_kreistag_decides_in_time_for_the_budget_after_fifteen_months(
    finished_revision: FinishedRevision,
) -> None:
    decided_on = {resolution.on_date for resolution in finished_revision.records.all(Resolution)}

    assert len(decided_on) == 1
    assert date(2027, 11, 1) <= decided_on.pop() <= budget_deadline(2028, "01-01")
    assert 430 <= (finished_revision.ends_on - BEGINS_ON).days <= 460


def test_no_last_day_falls_on_a_day_off_or_into_the_holidays(finished_revision: FinishedRevision) -> None:
    calendar = region_calendar(load_profile(finished_revision.settings).region)
    records = finished_revision.records

    # A gate without quorum is given a week more, whatever day that ends on.
    last_days = [gate.due_on for gate in records.all(Gate) if not gate.is_escalated]
    last_days += [each.due_on for each in (*records.all(StageRun), *records.all(Request))]

    assert [day for day in last_days if not calendar.is_open(day)] == []


def test_few_days_are_enough_and_each_comes_after_the_one_before(finished_revision: FinishedRevision) -> None:
    days = [day.on for day in finished_revision.days]

    assert len(days) <= 70
    assert all(earlier < later for earlier, later in pairwise(days))
    assert all(day.isoweekday() <= 5 for day in days)


def test_one_committee_misses_its_quorum_and_is_summoned_again(finished_revision: FinishedRevision) -> None:
    gates = finished_revision.records.all(Gate)

    missed = [gate.key for gate in gates if gate.state is GateState.INQUORATE]

    assert missed == ["topics"]
    first, second = _gates(finished_revision, "topics")
    assert first.is_escalated
    assert second.is_second_summons
    assert second.state is GateState.PASSED


def test_the_draft_comes_back_once_with_a_reason_and_is_then_released(
    finished_revision: FinishedRevision,
) -> None:
    first, second = _gates(finished_revision, "draft")

    assert (first.state, second.state) == (GateState.SENT_BACK, GateState.PASSED)
    assert "nicht beratungsreif" in first.reason
    rounds = {
        run.round: run.state
        for run in finished_revision.records.all(StageRun)
        if run.stage_key == "draft_plan"
    }
    assert rounds == {1: StageState.RETURNED, 2: StageState.ACCEPTED}


def test_the_second_draft_holds_every_wording_that_was_promised_for_it(
    finished_revision: FinishedRevision,
) -> None:
    records = finished_revision.records
    newest = max(records.all(DraftVersion), key=lambda draft: draft.round)
    text = " ".join(passage.text for passage in records.all(Passage) if passage.draft_id == newest.id)
    promised = [
        comment
        for comment in records.all(Comment)
        if comment.draft_id != newest.id and comment.state is not CommentState.DECLINED
    ]

    assert newest.round == DRAFT_ROUNDS
    assert len(promised) == 7
    assert [each.answer for each in promised if amended_wording(each.answer) not in text] == []
    assert all(comment.answer for comment in records.all(Comment))


def test_the_kreistag_postpones_one_measure_that_needs_money_and_adopts_three(
    finished_revision: FinishedRevision,
) -> None:
    records = finished_revision.records
    measures = records.by_id(Measure)
    sheets = records.by_id(PlannedMeasure)

    decided = {
        measures[sheets[each.subject_id].measure_id].code: each
        for each in records.all(Resolution)
        if each.subject_id in sheets
    }

    results = {code: each.result for code, each in decided.items()}
    assert results.pop("M03") is ItemResult.POSTPONED
    assert results == dict.fromkeys(("M04", "M11", "3.0-N01"), ItemResult.ADOPTED)
    assert "Vertagung" in decided["M03"].conditions
    assert sheets[decided["M03"].subject_id].decision_status is DecisionStatus.POSTPONED


def test_nothing_is_decided_that_was_not_recommended_before(finished_revision: FinishedRevision) -> None:
    records = finished_revision.records
    recommended = {(each.subject_id, each.on_date) for each in records.all(Recommendation)}

    for resolution in records.all(Resolution):
        before = [on for subject, on in recommended if subject == resolution.subject_id]
        assert len(before) == 2
        assert max(before) < resolution.on_date


def test_no_measure_vanishes(finished_revision: FinishedRevision) -> None:
    records, cycle = finished_revision.records, finished_revision.cycle
    base = {
        each.measure_id for each in records.all(PlannedMeasure) if each.version_id == cycle.base_version_id
    }
    planned = [each for each in records.all(PlannedMeasure) if each.version_id == cycle.target_version_id]

    fates = {fate.measure_id: fate.disposition for fate in records.all(Fate) if fate.is_confirmed}

    assert set(fates) == base
    assert Counter(fates.values()) == {
        Disposition.CONTINUED: 11,
        Disposition.REORIENTED: 3,
        Disposition.COMPLETED: 2,
        Disposition.DROPPED: 2,
    }
    assert Counter(each.disposition for each in planned) == {
        Disposition.CONTINUED: 11,
        Disposition.REORIENTED: 3,
        Disposition.NEW: 3,
    }


def test_new_measures_answer_to_the_needs_and_bear_their_own_titles(
    finished_revision: FinishedRevision,
) -> None:
    records = finished_revision.records

    titles = [each.title for each in records.all(Measure) if each.code.startswith("3.0-N")]

    assert len(titles) == 3
    assert not any("Neue Maßnahme zum Thema" in title for title in titles)
    states = Counter(need.state for need in records.all(Need))
    assert states == {NeedState.ACKNOWLEDGED: 3, NeedState.REJECTED: 1}
    assert Counter(topic.state for topic in records.all(Topic)) == {TopicState.AGREED: 6}


def test_the_internal_steering_group_rewords_a_need_and_drops_one_of_its_own_with_a_reason(
    finished_revision: FinishedRevision,
) -> None:
    records = finished_revision.records
    needs = {need.title: need for need in records.all(Need)}
    reworded = needs["Mehr junge Menschen über die berufsbildenden Schulen zur Hochschulreife führen"]
    dropped = needs["Schulwege mit Bus und Bahn verbessern"]

    told = {
        need.id: [each.act for each in records.all(NeedVersion) if each.need_id == need.id]
        for need in (reworded, dropped)
    }

    assert told[reworded.id] == [NeedAct.PROPOSED, NeedAct.EDITED, NeedAct.ACKNOWLEDGED]
    assert told[dropped.id] == [NeedAct.ADDED, NeedAct.REJECTED]
    assert reworded.title in {topic.title for topic in records.all(Topic)}
    (topic_list,) = (each.html for each in records.all(Document) if each.kind == "topic_list_decided")
    assert dropped.title in topic_list
    assert "Über Bus und Bahn entscheidet der Kreistag mit dem Nahverkehrsplan." in topic_list


def test_some_answer_late_some_by_deputy_and_some_abstain(finished_revision: FinishedRevision) -> None:
    records = finished_revision.records
    late = Counter(
        request.kind
        for request in records.all(Request)
        if request.answered_at is not None and day_of(request.answered_at) > request.due_on
    )

    assert late == {RequestKind.DELIVERY: 1, RequestKind.REVIEW: 2}
    assert all(request.answered_at is not None for request in records.all(Request))
    ballots = records.all(Ballot)
    assert any(ballot.is_by_deputy for ballot in ballots)
    assert {ballot.answer for ballot in ballots} == set(Answer)


def test_ballots_come_while_the_gate_is_open(finished_revision: FinishedRevision) -> None:
    records = finished_revision.records
    gates = records.by_id(Gate)

    for ballot in records.all(Ballot):
        gate = gates[ballot.gate_item_id.rsplit("/", maxsplit=1)[0]]
        assert gate.opened_at < ballot.cast_at
        assert day_of(ballot.cast_at) <= gate.due_on
        assert gate.closed_at is None or ballot.cast_at <= gate.closed_at


def test_all_that_invented_people_did_is_marked(finished_revision: FinishedRevision) -> None:
    records = finished_revision.records

    acts: list[Ballot | Comment | Resolution | Recommendation | Message] = [
        *records.all(Ballot),
        *records.all(Comment),
        *records.all(Resolution),
        *records.all(Recommendation),
        *records.all(Message),
    ]

    assert acts
    assert all(act.is_simulated for act in acts)


def test_every_stage_leaves_its_documents_and_letters(finished_revision: FinishedRevision) -> None:
    settings = finished_revision.settings

    written = {document.kind for document in finished_revision.records.all(Document)}

    assert {kind for stage in CYCLE for kind in stage.documents} <= written
    assert len(list(settings.documents.rglob("*.html"))) >= len(written)
    letters = finished_revision.records.all(Message)
    told_in_another = [each for each in letters if each.state is MessageState.MERGED]
    assert {each.occasion for each in told_in_another} <= {occasion.value for occasion in TOLD_IN_A_LINE}
    assert len(list(settings.outbox.glob("*.eml"))) == len(letters) - len(told_in_another)
    assert {each.state for each in letters} == {MessageState.SENT, MessageState.MERGED}


def test_the_adopted_version_keeps_the_hash_of_the_text_that_the_letters_lead_to(
    finished_revision: FinishedRevision,
) -> None:
    records, cycle = finished_revision.records, finished_revision.cycle
    adopted = records.by_id(MasterplanVersion)[cycle.target_version_id]

    (text,) = (each for each in records.all(Document) if each.kind == "masterplan")

    assert text.title == f"Masterplan Bildung {adopted.label}"
    assert adopted.document_sha256 == text.html_sha256
    assert "zurückgestellt durch den Kreistag" in text.html
    letters = [each for each in records.all(Message) if each.occasion == "plan_adopted"]
    assert letters
    assert all("/approve_plan/1/masterplan.html" in each.text for each in letters)


def test_the_education_report_is_built_again_to_the_byte_a_year_later(
    finished_revision: FinishedRevision,
) -> None:
    written = finished_revision.records.all(Document)
    laid = next(each for each in written if (each.kind, each.round) == ("education_report", 1))

    with open_office(finished_revision.settings, clock=clock_at(None)) as office:
        desk = report_desk(office, cycle_id=finished_revision.cycle.id, round_number=1)
        again = write_document(
            "education_report", facts_of("education_report", desk, scope=scope_for(office, desk))
        )

    assert again == laid.html


def letters_of(revision: FinishedRevision) -> list[Message]:
    clock = StandingClock(at=revision.days[-1].cycle.opened_at)
    with open_office(revision.settings, clock=clock) as office:
        return office.archive.messages()


def test_every_link_of_every_letter_leads_to_a_file_that_lies_there(
    finished_revision: FinishedRevision,
) -> None:
    settings = finished_revision.settings
    written = letters_of(finished_revision)

    links = {link for letter in written for link in LINK.findall(letter.text)}

    assert len(written) > 500
    assert links
    missing = {
        link
        for link in links
        if not (settings.documents / link.removeprefix(f"{settings.base_url}/")).is_file()
    }
    assert missing == set()


def test_a_letter_about_a_question_leads_to_what_lies_before_the_committee(
    finished_revision: FinishedRevision,
) -> None:
    about = [letter for letter in letters_of(finished_revision) if letter.occasion in LEADS_TO_ITS_DOCUMENT]

    lists = {letter.occasion for letter in about if LINK.findall(letter.text)[0].endswith("/index.html")}

    assert {letter.occasion for letter in about} == LEADS_TO_ITS_DOCUMENT
    assert lists == set()


def test_nobody_gets_the_same_letter_twice_on_one_day(finished_revision: FinishedRevision) -> None:
    written = Counter(
        (day_of(letter.owed_at), letter.address, letter.occasion, REASON.sub("", letter.text))
        for letter in letters_of(finished_revision)
    )

    assert [key[:3] for key, count in written.items() if count > 1] == []


def test_an_organisation_is_told_once_that_a_revision_begins(finished_revision: FinishedRevision) -> None:
    opened = Counter(
        letter.recipient
        for letter in letters_of(finished_revision)
        if letter.occasion == Occasion.CYCLE_OPENED and letter.recipient == "Agentur für Arbeit"
    )

    assert opened == {"Agentur für Arbeit": 1}


def test_no_letter_shows_a_key_of_the_code(finished_revision: FinishedRevision) -> None:
    raw = re.compile(r"\b[a-z]+_[a-z_]+\b")

    shown = {
        found
        for letter in letters_of(finished_revision)
        for found in raw.findall(LINK.sub("", letter.subject + letter.text))
    }

    assert shown == set()


def test_every_outcome_says_what_really_comes_next(finished_revision: FinishedRevision) -> None:
    told = {
        (letter.stage_key, sentence)
        for letter in letters_of(finished_revision)
        if letter.occasion == Occasion.OUTCOME
        for sentence in re.findall(
            r"(?:Als Nächstes|Damit ist die Forts|Der Schritt)[^.]*\.", " ".join(letter.text.split())
        )
    }

    assert ("collect_data", "Als Nächstes beginnt der Schritt „Indikatorenanalyse“.") in told
    assert ("agree_topics", "Als Nächstes wird die Strategiegruppe Bildung ein zweites Mal gefragt.") in told
    assert ("approve_plan", "Als Nächstes wird der Kreisausschuss gefragt.") in told
    assert ("approve_plan", "Als Nächstes wird der Kreistag gefragt.") in told
    assert ("approve_plan", "Damit ist die Fortschreibung abgeschlossen.") in told


def test_the_pages_that_letters_lead_to_are_accessible_and_marked_as_an_exercise(
    finished_revision: FinishedRevision,
) -> None:
    folder = finished_revision.settings.documents
    pages = [folder / "index.html", folder / finished_revision.cycle.id / "index.html"]

    for page in pages:
        written = page.read_text(encoding="utf-8")
        assert faults(written) == []
        assert "Übung" in written
        linked = re.findall(r'href="([^"#:]+)"', written)
        assert linked
        assert [link for link in linked if not (page.parent / link).is_file()] == []
