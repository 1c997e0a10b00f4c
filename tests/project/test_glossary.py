"""One German term, one English name, and the code knows the name."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.project.house import ROOMS, modules, text_of

GLOSSARY = Path("docs/glossary.md")
ROW = re.compile(r"^\| ([^|]+) \| `([^`|]+)` \| ([^|]+) \|$", re.MULTILINE)


def _rows() -> list[tuple[str, str, str]]:
    return ROW.findall(text_of(GLOSSARY))


@pytest.fixture(scope="module")
def names_in_code() -> set[str]:
    """Every name and every word in quotation marks: committees are named by the cycle's table."""
    found: set[str] = set()
    for file in modules(*ROOMS):
        for node in ast.walk(ast.parse(text_of(file))):
            for each in (getattr(node, "name", None), getattr(node, "id", None), getattr(node, "attr", None)):
                if isinstance(each, str):
                    found.add(each)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            if isinstance(node, ast.arg | ast.keyword) and node.arg:
                found.add(node.arg)
    return found


def test_every_row_of_the_glossary_is_read() -> None:
    lines = [line for line in text_of(GLOSSARY).splitlines() if line.startswith("| ")]

    assert len(_rows()) == len([line for line in lines if "`" in line])
    assert len(_rows()) > 40


def test_the_code_knows_every_english_name(names_in_code: set[str]) -> None:
    assert [name for _, name, _ in _rows() if name not in names_in_code] == []


def test_a_german_term_has_one_english_name() -> None:
    terms = Counter(term.strip() for terms, _, _ in _rows() for term in terms.split(","))

    assert [term for term, count in terms.items() if count > 1] == []


def test_an_english_name_stands_for_one_thing() -> None:
    names = Counter(name for _, name, _ in _rows())

    assert [name for name, count in names.items() if count > 1] == []


def test_the_short_glossary_of_the_readme_says_the_same() -> None:
    short = re.findall(r"\| ([^|`]+) \| `([^`]+)` (?=\|)", text_of(Path("README.md")).split("## Words")[1])

    whole = {(term.strip(), name) for terms, name, _ in _rows() for term in terms.split(",")}
    told = {(term.strip(), name) for terms, name in short for term in terms.split(",")}
    assert len(told) > 10
    assert told - whole == set()
