"""What members get about a meeting: when, where, what for; and the sentence that must be there."""

import re
from datetime import date

import pytest

from templates.envelope import Capacity, Occasion, Recipient
from templates.meeting_occasions import AgendaLine
from templates.notices import write_notice
from templates.words import LANGUAGES
from tests.templates.occasions_of_a_cycle import some_facts
from tests.templates.occasions_of_a_meeting import BODY, OF_MEETINGS, SENTENCE
from tests.templates.test_notices import MONSTER, Links

SUBJECTS = {
    Occasion.MEETING_SUMMONS: r"Bitte kommen am Fr 12\.03\., 15:00 Uhr: Strategiegruppe Bildung",
    Occasion.AGENDA_CHANGED: r"Neue Tagesordnung am Fr 12\.03\.: Strategiegruppe Bildung",
    Occasion.MEETING_MOVED: r"Verlegt auf Fr 12\.03\., 15:00 Uhr: Strategiegruppe Bildung",
    Occasion.MEETING_CANCELLED: r"Abgesagt am Fr 12\.03\.: Strategiegruppe Bildung",
    Occasion.MINUTES_READY: r"Bitte Niederschrift prüfen bis Fr 26\.03\.: Strategiegruppe Bildung",
    Occasion.MINUTES_APPROVED: r"Niederschrift genehmigt: Strategiegruppe Bildung, Fr 12\.03\.",
}


def flowing(occasion: Occasion, language: str = "de", **changed: object) -> str:
    return " ".join(write_notice(occasion, some_facts(occasion, **changed), language=language).text.split())


@pytest.mark.parametrize("occasion", sorted(OF_MEETINGS))
def test_a_subject_says_what_happened_and_when(occasion: Occasion) -> None:
    assert re.fullmatch(SUBJECTS[occasion], write_notice(occasion, some_facts(occasion)).subject)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_summons_holds_the_sentence_word_for_word(language: str) -> None:
    told = flowing(Occasion.MEETING_SUMMONS, language, is_second=True, sentence=SENTENCE)

    assert SENTENCE in told
    assert ("zum zweiten Mal" if language == "de" else "a second time") in told
    assert SENTENCE not in flowing(Occasion.MEETING_SUMMONS, language)


def test_a_second_summons_without_the_sentence_is_never_written() -> None:
    with pytest.raises(ValueError, match="section 65"):
        some_facts(Occasion.MEETING_SUMMONS, is_second=True)


@pytest.mark.parametrize(("is_statutory", "told"), [(True, "§ 65 Absatz 2"), (False, "eigenen Regeln")])
def test_only_an_organ_is_told_of_the_law(is_statutory: bool, told: str) -> None:  # noqa: FBT001
    text = flowing(Occasion.MEETING_SUMMONS, is_second=True, sentence=SENTENCE, is_statutory=is_statutory)

    assert told in text
    assert ("§ 65" in text) is is_statutory


def test_a_late_summons_says_so_and_a_punctual_one_does_not() -> None:
    late = flowing(Occasion.MEETING_SUMMONS, is_late=True, reason="Der Saal war erst gestern frei")

    assert "Die Ladungsfrist ist nicht eingehalten. Der Grund ist: Der Saal war erst gestern frei." in late
    assert "wenn alle Mitglieder da sind und niemand ihn rügt" in late
    assert "Ladungsfrist" not in flowing(Occasion.MEETING_SUMMONS)


def test_a_late_or_urgent_summons_gives_its_reason() -> None:
    for name in ("is_late", "is_urgent"):
        with pytest.raises(ValueError, match="reason"):
            some_facts(Occasion.MEETING_SUMMONS, **{name: True})


def test_everybody_learns_as_what_they_are_summoned() -> None:
    deputy = Recipient(capacity=Capacity.DEPUTY, committee=BODY)

    assert "weil das Mitglied verhindert ist" in flowing(Occasion.MEETING_SUMMONS, recipient=deputy)
    assert "ohne Stimme" in flowing(Occasion.MEETING_SUMMONS, has_vote=False)
    assert "per Video" in flowing(Occasion.MEETING_SUMMONS, has_remote_access=True)


def test_minutes_without_corrections_say_so() -> None:
    assert "Berichtigungen gab es keine." in flowing(Occasion.MINUTES_APPROVED, corrections_count=0)
    assert "1 Berichtigung beschlossen" in flowing(Occasion.MINUTES_APPROVED)
    assert "2 Berichtigungen beschlossen" in flowing(Occasion.MINUTES_APPROVED, corrections_count=2)


def test_draft_minutes_of_an_inquorate_meeting_say_so() -> None:
    told = flowing(Occasion.MINUTES_READY, was_inquorate=True, due_on=date(2027, 3, 26))

    assert "nicht beschlussfähig" in told
    assert "Freitag, 26. März 2027" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", [Occasion.MEETING_SUMMONS, Occasion.AGENDA_CHANGED])
def test_a_hostile_title_on_an_agenda_stays_text(occasion: Occasion, language: str) -> None:
    agenda = (AgendaLine(number="1", title=MONSTER + "\n\n>> Knopf"),)

    notice = write_notice(occasion, some_facts(occasion, agenda=agenda, reason=MONSTER), language=language)

    assert "script" not in Links(notice.html).tags
    assert len(Links(notice.html).addresses) == 1
    assert "\u202e" not in notice.text
    assert "<script>" in notice.text
