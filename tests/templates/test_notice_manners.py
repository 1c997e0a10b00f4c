"""What every notice owes its reader, whatever it is about."""

import re
from dataclasses import replace

import pytest

from templates.notices import write_notice
from templates.occasions import Occasion
from templates.words import LANGUAGES
from tests.templates.occasions_of_a_cycle import EVERYWHERE, LINK, some_facts

EVERY = [(occasion, language) for occasion in Occasion for language in LANGUAGES]


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_without_a_telephone_there_is_no_gap(occasion: Occasion, language: str) -> None:
    contact = replace(EVERYWHERE["contact"], phone="")

    notice = write_notice(occasion, some_facts(occasion, contact=contact), language=language)

    assert not re.search(r"Telefon|phone|, ,|,,", notice.text)
    assert "masterplan@example.org" in notice.text


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_nothing_in_a_notice_watches_its_reader(occasion: Occasion, language: str) -> None:
    notice = write_notice(occasion, some_facts(occasion), language=language)

    # One address, written out as it is: no picture, no detour, no mark of the reader.
    assert re.findall(r"https?://[^\s\"<]+", notice.html) == [LINK, LINK]
    assert not re.search(r"<img|<script|url\(|utm_|pixel|track", notice.html, re.IGNORECASE)


@pytest.mark.parametrize(("occasion", "language"), EVERY)
def test_a_digest_can_tell_each_notice_in_two_paragraphs(occasion: Occasion, language: str) -> None:
    gist = write_notice(occasion, some_facts(occasion), language=language).gist

    assert 20 <= len(gist) <= 400
    assert "masterplan@example.org" not in gist
    assert not gist.endswith(":")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gist_of_an_exercise_is_that_of_the_letter(language: str) -> None:
    in_earnest, exercise = (
        write_notice(
            Occasion.SENT_BACK, some_facts(Occasion.SENT_BACK, is_simulated=simulated), language=language
        )
        for simulated in (False, True)
    )

    assert exercise.gist == in_earnest.gist
    assert "Die Kosten der Maßnahmen fehlen" in exercise.gist
