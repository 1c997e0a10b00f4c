"""One-line wordings: complete in both languages, with the same facts in both."""

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from templates.phrases import committee_named, phrase
from templates.words import LANGUAGES


def phrases(language: str) -> dict[str, str]:
    return tomllib.loads(files("templates").joinpath(f"phrases_{language}.toml").read_text("utf-8"))


def gaps(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}


def test_both_languages_word_the_same_phrases() -> None:
    assert phrases("de").keys() == phrases("en").keys()


@pytest.mark.parametrize("key", sorted(phrases("de")))
def test_a_phrase_asks_for_the_same_facts_in_both_languages(key: str) -> None:
    assert gaps(phrases("de")[key]) == gaps(phrases("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty(language: str) -> None:
    assert [key for key, wording in phrases(language).items() if not wording.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in phrases("de") if key.startswith("next.")])
def test_what_comes_next_is_a_whole_sentence(key: str, language: str) -> None:
    said = phrase(key, language, committee=committee_named("Kreistag", language), stage="Beschluss")

    assert said[0].isupper()
    assert said.endswith(".")


def test_a_committee_takes_its_article() -> None:
    assert committee_named("Kreistag") == "der Kreistag"
    assert committee_named("Strategiegruppe Bildung", "en") == "the Strategiegruppe Bildung"


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError, match="stage"):
        phrase("next.stage")
