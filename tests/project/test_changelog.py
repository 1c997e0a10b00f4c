"""The list of changes is for the coordinator: one plain sentence each."""

import re
from pathlib import Path

from tests.project.house import declared, text_of

CHANGELOG = text_of(Path("CHANGELOG.md"))


def test_the_newest_chapter_is_the_version_that_is_declared() -> None:
    chapters = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)

    assert chapters[0] == declared()["project"]["version"]  # type: ignore[index]


def test_each_change_is_one_whole_sentence() -> None:
    changes = re.findall(r"^- (.+)$", CHANGELOG, re.MULTILINE)

    assert changes
    assert [each for each in changes if not re.fullmatch(r"[A-Z][^.!?]+\.", each)] == []


def test_no_change_is_told_in_the_words_of_programmers() -> None:
    changes = re.findall(r"^- (.+)$", CHANGELOG, re.MULTILINE)

    words = re.compile(r"`|_|\b(refactor|API|SQL|pytest|commit|merge|bug|module|class|function)\b")
    assert [each for each in changes if words.search(each)] == []
