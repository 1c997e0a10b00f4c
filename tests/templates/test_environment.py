"""Numbers, days and amounts as the language writes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from templates.environment import (
    NO_BREAK,
    clip,
    clock,
    counted,
    day,
    deadline,
    environment,
    euro,
    number,
    sentence,
    short_day,
    subject_day,
    weekday,
)

A_FRIDAY = date(2027, 3, 12)


def test_days_in_german() -> None:
    assert day(A_FRIDAY) == f"12.{NO_BREAK}März{NO_BREAK}2027"
    assert weekday(A_FRIDAY) == "Freitag"
    assert short_day(A_FRIDAY) == "Fr 12.03.2027"
    assert subject_day(A_FRIDAY) == "Fr 12.03."
    assert deadline(A_FRIDAY) == f"Freitag, 12.{NO_BREAK}März{NO_BREAK}2027"


def test_days_in_english() -> None:
    assert day(A_FRIDAY, language="en") == f"12{NO_BREAK}March{NO_BREAK}2027"
    assert short_day(A_FRIDAY, language="en") == "Fri 12 Mar 2027"
    assert subject_day(A_FRIDAY, language="en") == "Fri 12 Mar"


def test_a_moment_is_told_as_the_clock_on_the_wall_tells_it() -> None:
    before_midnight_in_summer = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)

    assert day(before_midnight_in_summer) == f"2.{NO_BREAK}Juli{NO_BREAK}2027"
    assert clock(before_midnight_in_summer) == f"00:30{NO_BREAK}Uhr"
    assert clock(before_midnight_in_summer, language="en") == "00:30"


def test_numbers_and_amounts() -> None:
    assert number(1477) == "1.477"
    assert number(1477, language="en") == "1,477"
    assert number(4.25, 1) == "4,2"
    assert number(None) == "–"
    assert euro(12000) == f"12.000{NO_BREAK}€"
    assert euro(None) == "–"
    assert counted(1, "Tag", "Tage") == f"1{NO_BREAK}Tag"
    assert counted(0, "Tag", "Tage") == f"0{NO_BREAK}Tage"


def test_a_sentence_gets_the_full_stop_that_it_lacks() -> None:
    assert sentence("Kosten fehlen") == "Kosten fehlen."
    assert sentence("Warum? ") == "Warum?"
    assert sentence("Kosten fehlen.") == "Kosten fehlen."


@given(text=st.text(), length=st.integers(2, 120))
def test_a_clipped_text_is_never_too_long(text: str, length: int) -> None:
    clipped = clip(text, length)

    assert len(clipped) <= length
    assert clipped == " ".join(text.split()) or clipped.endswith("…")


def test_a_text_is_clipped_between_words() -> None:
    assert clip("Kodex für gute Ausbildung", 20) == "Kodex für gute …"
    assert clip("Donaudampfschifffahrtsgesellschaft", 10) == "Donaudamp…"


@pytest.mark.parametrize(
    "form", ["day", "number", "deadline", "euro", "clip(3)", "word", "sentence", "the", "opening"]
)
def test_a_missing_fact_is_an_error_in_every_form(form: str) -> None:
    with pytest.raises(UndefinedError, match="missing"):
        environment("de").from_string(f"{{{{ missing | {form} }}}}").render()


def test_pages_are_escaped_and_texts_are_not() -> None:
    made = environment("de")

    assert made.autoescape("notices/layout.html.j2") is True  # type: ignore[operator]
    assert made.autoescape("notices/de/frame.txt.j2") is False  # type: ignore[operator]
