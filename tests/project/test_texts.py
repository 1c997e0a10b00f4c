"""What newcomers read leads somewhere, and its commands exist."""

import re
from functools import cache
from pathlib import Path

import pytest

from deployments.cli.main import build
from tests.project.house import ROOT, ours, text_of

PAGES = [
    file for file in ours() if file.suffix == ".md" and (file.parts[0] == "docs" or len(file.parts) == 1)
]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_to_a_file_of_ours(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text_of(page))

    inner = [target for target in targets if "://" not in target]
    assert [each for each in inner if not (ROOT / page.parent / each).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_place_in_the_house_that_is_named_exists(page: Path) -> None:
    places = re.findall(
        r"`((?:deployments|flows|steering|expectations|templates|models|tests|docs)/[^`<>*{} ]*)`",
        text_of(page),
    )

    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"(?:`|/)masterplan ((?:[a-z][a-z-]* ?)+)", text_of(page))

    assert [words for words in named if not _is_known(_program(), words.split())] == []


@cache
def _program() -> object:
    return build("en")


def _is_known(command: object, words: list[str]) -> bool:
    """Whether the words are a command; what follows a command are its arguments."""
    for word in words:
        inner = getattr(command, "commands", None)
        if inner is None:
            return True
        if word not in inner:
            return False
        command = inner[word]
    return True


def test_decisions_are_numbered_and_begin_with_their_name() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    numbers = [record.name[:4] for record in records]
    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() for number in numbers)
    assert [each.name for each in records if not each.read_text(encoding="utf-8").startswith("# ")] == []
