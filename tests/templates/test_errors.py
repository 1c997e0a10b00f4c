"""What people read when something is refused."""

import ast
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import steering
from models import StageState
from steering import errors
from steering.transitions import Event
from templates.errors import SUBJECTS, error_text, texts_by_file
from templates.words import LANGUAGES

TREE = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.SteeringError)
}
OF_THE_TREE = ["our_fault", *(kind.code for kind in TREE.values())]
REFUSALS = {*TREE, "NotPostable"}


@dataclass(frozen=True, kw_only=True)
class AFault:
    """A fault as a profile has it."""

    code: str
    all_facts: dict[str, object] = field(default_factory=dict)


def codes_raised() -> set[str]:
    """Every code with which the rules and the office refuse something."""
    folder = Path(steering.__file__).parent
    calls = [
        node
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSALS
    ]
    return {
        word.value.value
        for call in calls
        for word in call.keywords
        if word.arg == "code" and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_is_raised_has_a_text(language: str) -> None:
    worded = {code for texts in texts_by_file(language).values() for code in texts}

    assert not codes_raised() - worded
    assert not set(OF_THE_TREE) - worded


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_what_happened_and_what_to_do(language: str) -> None:
    for file, texts in texts_by_file(language).items():
        for code, parts in texts.items():
            if code == "fault_place":
                continue
            assert parts.get("what"), f"[{code}] in {file} does not say what happened."
            assert parts.get("mend"), f"[{code}] in {file} does not say what to do."


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_subjects_with_a_class_of_their_own_share_a_code(language: str) -> None:
    kept_apart = {f"errors_{subject}_{language}.toml" for subject in SUBJECTS.values()}
    counted = Counter(
        code for file, texts in texts_by_file(language).items() if file not in kept_apart for code in texts
    )

    assert [code for code, times in counted.items() if times > 1] == []


def test_a_shared_code_speaks_of_its_own_subject() -> None:
    of_profile = error_text(
        "not_a_table", {"field": "committees", "file": "x", "line": 3}, general="bad_profile"
    )
    of_source = error_text("not_a_table", {"file": "x", "row": 1, "symbol": "?"}, general="bad_source")

    assert of_profile.what != of_source.what
    assert "Tabelle" in of_source.what


def test_our_own_texts_stand_in_both_languages() -> None:
    german, english = (
        {
            **texts_by_file(language)[f"errors_{language}.toml"],
            **texts_by_file(language)[f"errors_office_{language}.toml"],
        }
        for language in LANGUAGES
    )

    assert german.keys() == english.keys()
    for code in german:
        facts_of = [
            set(re.findall(r"{(\w+)}", " ".join(texts[code].values()))) for texts in (german, english)
        ]
        assert facts_of[0] == facts_of[1], code


@pytest.mark.parametrize("code", OF_THE_TREE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_codes_of_the_tree_need_no_facts(code: str, language: str) -> None:
    text = error_text(code, {}, language)

    assert text.what.endswith(".")
    assert text.mend.endswith(".")
    assert "{" not in text.what + text.mend


def test_a_missing_record_is_named_in_words() -> None:
    text = error_text("not_there", {"kind": "Committee", "name": "heidekreis/schulausschuss"})

    assert text.what == "Das gibt es nicht: Gremium „heidekreis/schulausschuss“."


def test_states_and_stages_are_named_in_words() -> None:
    moved = error_text("moved_meanwhile", {"stage": "agree_topics"})
    stuck = error_text("stage_cannot_move", {"state": StageState.ACCEPTED, "event": Event.RETURN})
    unbegun = error_text("stage_cannot_move", {"state": "absent", "event": Event.ACCEPT}, "en")

    assert "„Abstimmung der Themen“" in moved.what
    assert stuck.what == "Der Schritt ist abgeschlossen. Deshalb kann man ihn jetzt nicht zurückgeben."
    assert unbegun.what == "The stage is not begun. So one cannot close it now."


def test_an_unknown_code_speaks_in_general_and_shows_the_developers_message() -> None:
    of_its_class = error_text("brand_new", {}, general="not_allowed_now", detail="Too early by a week.")
    of_none = error_text("brand_new", {}, detail="Too early by a week.")

    assert of_its_class.what == "Das ist im Augenblick nicht erlaubt. (Too early by a week.)"
    assert of_none.what == "Das war nicht möglich. (Too early by a week.)"


def test_our_fault_has_a_number_and_nothing_else() -> None:
    text = error_text("our_fault", {"report_id": "7f3a"}, detail="Traceback (most recent call last)")

    assert "7f3a" in text.what
    assert "Traceback" not in text.what + text.mend


def test_every_fault_of_a_profile_gets_its_line() -> None:
    faults = [
        AFault(code="file_missing", all_facts={"file": "region.toml", "line": 1, "field": ""}),
        AFault(code="brand_new", all_facts={"file": "plan.toml", "line": 14, "field": "title"}),
        "a fault in words",
    ]

    text = error_text("bad_profile", {"faults": faults})

    assert len(text.details) == 3
    assert "region.toml" in text.details[0]
    assert text.details[1].startswith("plan.toml, Zeile 14: ")
    assert text.details[2] == "a fault in words"


def test_an_unknown_language_is_answered_in_german() -> None:
    assert error_text("reason_missing", {}, "fr") == error_text("reason_missing")


@given(code=st.text(), name=st.text(), value=st.none() | st.text() | st.integers() | st.floats() | st.dates())
def test_an_error_about_an_error_never_happens(code: str, name: str, value: object) -> None:
    text = error_text(code, {name: value}, detail="{name} {0} {")

    assert text.what
    assert text.mend
