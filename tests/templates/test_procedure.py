"""Rules in words: every rule of every preset is a whole sentence with its source, in both languages."""

import re

import pytest

from steering.decision import quorum_needed
from steering.profile import load
from steering.rules_of_procedure import Rules, rules_to_facts
from templates.laws import law_text
from templates.procedure import RuleSentence, rule_sentences
from templates.reasons import reason_text
from templates.tables import joined
from templates.words import LANGUAGES
from tests.steering.profile.a_profile import heidekreis

FACTS: dict[str, object] = {
    "present": 3,
    "needed": 12,
    "seats": 23,
    "recused": 12,
    "yes": 4,
    "no": 2,
    "abstain": 1,
    "majority": "simple",
    "says_yes": True,
    "line": "3fa92c 7 13 21",
    "word": "7 13 21",
    "silent": 2,
    "answers": 0,
    "objections": 1,
    "consents": 4,
    "days": 10,
    "method": "schulze",
    "count": 2,
}


def told(rules: Rules, language: str = "de") -> dict[str, RuleSentence]:
    facts = {**rules_to_facts(rules), "quorum_needed": quorum_needed(rules)}
    return {each.key: each for each in rule_sentences(facts, rules.sources, language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_every_committee_is_a_whole_sentence(language: str) -> None:
    for book in load(heidekreis()).rule_books.values():
        for matter in book.matters:
            for each in told(book.on(matter), language).values():
                assert each.sentence[0].isupper()
                assert each.sentence.endswith(".")
                assert "  " not in each.sentence
                assert "_" not in each.sentence
                assert each.source


def test_a_rule_is_told_with_its_paragraph() -> None:
    council = told(load(heidekreis()).rule_books["county_council"].default)

    assert council["quorum_share"].sentence == (
        "Beschlussfähig ist das Gremium, wenn mehr als die Hälfte der 51 Mitglieder anwesend ist, "
        "also mindestens 26."
    )
    assert council["quorum_share"].source == "Paragraf 65 Absatz 1 NKomVG"
    assert council["special_meeting_share"].sentence == (
        "Auf Verlangen eines Drittels der Mitglieder muss eingeladen werden."
    )


def test_both_languages_tell_the_same_rules() -> None:
    assert joined("procedure", "de").keys() == joined("procedure", "en").keys()
    rules = load(heidekreis()).rule_books["strategy_group"].default

    assert told(rules, "de").keys() == told(rules, "en").keys()


@pytest.mark.parametrize(
    ("source", "german", "english"),
    [
        ("§ 66 (1) NKomVG", "Paragraf 66 Absatz 1 NKomVG", "section 66 (1) NKomVG"),
        ("§ 67 NKomVG", "Paragraf 67 NKomVG", "section 67 NKomVG"),
        (
            "§§ 78 (4), 65 (1) NKomVG",
            "Paragrafen 78 Absatz 4 und 65 Absatz 1 NKomVG",
            "sections 78 (4) and 65 (1) NKomVG",
        ),
        (
            "Geschäftsordnung vom 3. Mai 2026",
            "Geschäftsordnung vom 3. Mai 2026",
            "Geschäftsordnung vom 3. Mai 2026",
        ),
        (
            "proposed",
            "Vorschlag, solange keine eigene Regel gilt",
            "proposal, as long as there is no rule of its own",
        ),
        ("", "Vorgabe des Programms", "default of the program"),
    ],
)
def test_a_source_can_be_read_aloud(source: str, german: str, english: str) -> None:
    assert (law_text(source), law_text(source, "en")) == (german, english)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(joined("reasons", "de")))
def test_every_reason_takes_a_paragraph_and_stays_a_sentence(code: str, language: str) -> None:
    if code not in _own(language):
        return

    bare = reason_text(code, FACTS, language)
    quoted = reason_text(code, {**FACTS, "law": "§ 65 (1) NKomVG"}, language)

    assert re.match(r"[A-Z0-9]", bare)
    assert bare.endswith(".")
    assert quoted == f"{bare[:-1]} ({law_text('§ 65 (1) NKomVG', language)})."


def _own(language: str) -> set[str]:
    from templates.tables import by_file

    return set(by_file("reasons", language)[f"reasons_rules_{language}.toml"])


def test_both_languages_give_the_same_reasons() -> None:
    assert _own("de") == _own("en")
