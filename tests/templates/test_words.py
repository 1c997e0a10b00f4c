"""One term, one wording: for everything that a record can hold."""

import tomllib
from enum import StrEnum
from importlib.resources import files

import pytest
from sqlmodel import SQLModel

import models
from models import CommentState, CycleState, Disposition, GateState, QualityState
from templates.words import LANGUAGES, word

ENUMS = [kind for kind in vars(models).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
RECORDS = [
    name for name, kind in vars(models).items() if isinstance(kind, type) and issubclass(kind, SQLModel)
]
MEMBERS = [member for kind in ENUMS for member in kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member}")
def test_every_value_of_a_record_has_a_wording(member: StrEnum, language: str) -> None:
    worded = word(member, language)

    assert worded.strip()
    assert "_" not in worded


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_has_a_wording(language: str) -> None:
    assert [name for name in RECORDS if not word(name, language, kind="record")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_values_of_one_kind_are_called_the_same(language: str) -> None:
    for kind in ENUMS:
        wordings = [word(member, language) for member in kind]
        assert len(set(wordings)) == len(wordings), kind.__name__


def test_both_languages_word_the_same_terms() -> None:
    german, english = (
        tomllib.loads(files("templates").joinpath(f"words_{language}.toml").read_text("utf-8"))
        for language in LANGUAGES
    )

    assert german.keys() == english.keys()
    for name, table in german.items():
        if isinstance(table, dict):
            assert table.keys() == english[name].keys(), name


def test_one_value_is_worded_by_its_kind() -> None:
    assert word(GateState.OPEN) == "läuft"
    assert word(CommentState.OPEN) == "noch nicht beantwortet"
    assert word("open", kind="quality_state") == "weiter offen"
    assert word(CycleState.ADOPTED, "en") == "adopted"


def test_a_bare_value_is_worded_where_all_kinds_agree() -> None:
    assert word("dropped") == word(Disposition.DROPPED) == "eingestellt"
    assert word("new") == word(QualityState.NEW) == "neu"
    assert word("collect_data") == "Datenerhebung"


def test_a_bare_value_with_several_wordings_must_say_its_kind() -> None:
    with pytest.raises(KeyError, match="say which kind"):
        word("open")


def test_an_unworded_term_is_an_error() -> None:
    with pytest.raises(KeyError, match="'nonsense'"):
        word("nonsense")

    with pytest.raises(KeyError, match="gate_state"):
        word("nonsense", kind="gate_state")
