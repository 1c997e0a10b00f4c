import re
from pathlib import Path
from string import Formatter

import pytest

from templates.profile_faults import fault_texts, fault_words

RULES = Path(__file__).parents[2] / "steering" / "profile"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_word_the_same_faults_with_the_same_facts() -> None:
    german, english = fault_texts("de"), fault_texts("en")

    assert set(german) == set(english)
    for code in german:
        for part in ("what", "mend"):
            assert placeholders(german[code][part]) == placeholders(english[code][part]), code


def test_no_text_is_for_a_fault_that_nobody_finds() -> None:
    rules = "".join(file.read_text(encoding="utf-8") for file in RULES.glob("*.py"))
    found = set(re.findall(r'"([a-z0-9_]+)"', rules))

    assert set(fault_texts("de")) <= found


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    words = fault_words("address_bad", {"value": "{mail}@"}, "en")

    assert words.what.startswith('"{mail}@"')


def test_a_value_as_long_as_a_page_is_cut_short() -> None:
    words = fault_words("key_bad", {"value": "x" * 5000}, "en")

    assert len(words.what) < 120


def test_a_code_without_words_is_an_error_for_us() -> None:
    with pytest.raises(KeyError):
        fault_words("nobody_wrote_this", {}, "de")
