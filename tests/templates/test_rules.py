"""Every rule says in both languages what is wrong and how to mend it."""

from string import Formatter

import pytest

from expectations.check import Rule
from expectations.sources import contracts
from templates.rules import LATENESS, PLACE, place_text, rule_text, rule_texts
from tests.expectations.a_good_county import SUITES

RULES = [*(rule for suite in SUITES.values() for rule in suite.rules), *contracts.RULES]
LANGUAGES = ("de", "en")


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_has_its_texts_and_they_use_what_it_gives(rule: Rule, language: str) -> None:
    wording = rule_texts(language)[rule.key]

    assert set(wording) == {"what", "mend"}
    for text in wording.values():
        assert text.strip()
        assert placeholders(text) <= {*rule.place, *rule.told, "count", "observed"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_both_languages_name_the_same_facts(rule: Rule) -> None:
    german, english = (rule_texts(language)[rule.key] for language in LANGUAGES)

    assert placeholders(german["what"]) == placeholders(english["what"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_without_its_rule(language: str) -> None:
    assert set(rule_texts(language)) == {rule.key for rule in RULES} | {PLACE, LATENESS}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.place], ids=lambda rule: rule.key)
def test_every_place_is_named_in_both_languages(rule: Rule) -> None:
    facts = dict.fromkeys(rule.place, "X")

    for language in LANGUAGES:
        assert "X" in place_text(language, rule.place, facts)


def test_a_missing_fact_is_shown_as_missing_and_not_as_a_gap() -> None:
    text = rule_text("de", "planned_measure_has_goal", {"code": "M3", "title": None})

    assert text.what == "Die Maßnahme M3 „–“ hat kein Ziel."


def test_a_fact_that_nobody_gives_is_an_error() -> None:
    with pytest.raises(KeyError):
        rule_text("de", "planned_measure_has_goal", {"code": "M3"})


def test_a_place_leaves_out_what_is_empty() -> None:
    place = place_text(
        "de",
        ("file_name", "row_number", "breakdown"),
        {"file_name": "a.csv", "row_number": 7, "breakdown": ""},
    )

    assert place == "Datei a.csv, Zeile 7"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (20, "seit 20 Tagen"),
        (319, "seit 10 Monaten"),
        (707, "seit mehr als einem Jahr"),
        (1167, "seit mehr als drei Jahren"),
        (3700, "seit mehr als 10 Jahren"),
    ],
)
def test_lateness_is_told_as_exactly_as_it_helps(days: int, told: str) -> None:
    row = {
        "source_key": "Bevölkerung",
        "title": "Bevölkerung",
        "newest_period": "2021-12-31",
        "days_late": days,
    }

    text = rule_text("de", "newest_period_is_not_late", row)

    assert f"müssten {told} veröffentlicht sein" in text.what
    assert "endet mit 31. Dezember 2021" in text.what


def test_a_source_is_named_once_and_its_days_in_words() -> None:
    row = {"source_key": "Bevölkerung", "title": "Bevölkerung", "period": "2021-12-31"}

    place = place_text("de", ("source_key", "title", "period"), row)

    assert place == "Quelle „Bevölkerung“, Zeitraum 31.\u00a0Dezember\u00a02021"
