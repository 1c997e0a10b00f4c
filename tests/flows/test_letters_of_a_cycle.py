"""The letters of a whole revision, as those who get them find them."""

import re
from collections import Counter

import pytest

from models import Message
from steering.office.clock import StandingClock, day_of
from steering.office.opening import open_office
from templates.occasions import Occasion
from tests.flows.conftest import FinishedRevision
from tests.templates.pages import faults

pytestmark = pytest.mark.slow

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


def letters(revision: FinishedRevision) -> list[Message]:
    clock = StandingClock(at=revision.days[-1].cycle.opened_at)
    with open_office(revision.settings, clock=clock) as office:
        return office.archive.messages()


def test_every_link_of_every_letter_leads_to_a_file_that_lies_there(
    finished_revision: FinishedRevision,
) -> None:
    settings = finished_revision.settings
    written = letters(finished_revision)

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
    about = [letter for letter in letters(finished_revision) if letter.occasion in LEADS_TO_ITS_DOCUMENT]

    lists = {letter.occasion for letter in about if LINK.findall(letter.text)[0].endswith("/index.html")}

    assert {letter.occasion for letter in about} == LEADS_TO_ITS_DOCUMENT
    assert lists == set()


def test_nobody_gets_the_same_letter_twice_on_one_day(finished_revision: FinishedRevision) -> None:
    written = Counter(
        (day_of(letter.owed_at), letter.address, letter.occasion, REASON.sub("", letter.text))
        for letter in letters(finished_revision)
    )

    assert [key[:3] for key, count in written.items() if count > 1] == []


def test_an_organisation_is_told_once_that_a_revision_begins(finished_revision: FinishedRevision) -> None:
    opened = Counter(
        letter.recipient
        for letter in letters(finished_revision)
        if letter.occasion == Occasion.CYCLE_OPENED and letter.recipient == "Agentur für Arbeit"
    )

    assert opened == {"Agentur für Arbeit": 1}


def test_no_letter_shows_a_key_of_the_code(finished_revision: FinishedRevision) -> None:
    raw = re.compile(r"\b[a-z]+_[a-z_]+\b")

    shown = {
        found
        for letter in letters(finished_revision)
        for found in raw.findall(LINK.sub("", letter.subject + letter.text))
    }

    assert shown == set()


def test_every_outcome_says_what_really_comes_next(finished_revision: FinishedRevision) -> None:
    told = {
        (letter.stage_key, sentence)
        for letter in letters(finished_revision)
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
