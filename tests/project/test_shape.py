"""The shape of the house: its rooms, the size of its files, its words."""

import ast
import re
from pathlib import Path

from tests.project.house import BESIDE, ROOMS, ROOT, TEXT, modules, ours, text_of

LONGEST = 300
LONGEST_TEST = 500  # A test file mirrors one module, and its sentences are read one at a time.
LONG_WITH_REASON = {
    "models/migrations/versions/0001_first_records.py": "written out once and never edited again",
    "models/migrations/versions/0006_meetings.py": "written out once and never edited again",
    "tests/templates/test_notices.py": "one sentence per kind of letter, in both languages",
}

GERMAN_WITH_REASON = {
    "steering/figures/parts.py": "the words by which official labels say that a figure may grow and shrink",
    "steering/sources/flat_heads.py": "the names of columns as the offices spell them",
    "steering/documents/evidence.py": "the attribution is prescribed word for word",
    "steering/meetings/lifecycle.py": "the words of the OParl standard",
    "steering/office/compose.py": "the letter that a mail library spells wrongly",
    "steering/office/mail_folder.py": "letters that a file name spells out",
    "steering/profile/kinds.py": "the mark of a text that is still to be filled in",
    "steering/profile/scaffold.py": "names of the Länder, and letters that a key spells out",
    "steering/references.py": "patterns that read German sentences",
    "steering/sources/encoding.py": "patterns that read German tables",
    "steering/sources/gv_columns.py": "heads of German tables",
    "steering/sources/vocabulary.py": "patterns that read German tables",
}

NOT_A_NAME = {"manager", "helper", "helpers", "util", "utils", "misc", "common", "handler", "process", "info"}
NAMES_WITH_REASON = {
    "Process": "what process.toml of a region describes",
    "data": "the file of the commands `masterplan data`",
}


def test_the_top_of_the_house_has_the_rooms_of_the_design() -> None:
    found = {file.parts[0] for file in ours() if len(file.parts) > 1 and file.suffix == ".py"}

    assert found <= {*ROOMS, *BESIDE}
    assert set(ROOMS) <= found


def test_every_folder_with_modules_is_a_package_that_says_what_it_is() -> None:
    folders = {file.parent for file in modules(*ROOMS)} - {
        file.parent for file in modules(*ROOMS) if "migrations/versions" in file.as_posix()
    }

    silent = [
        folder.as_posix()
        for folder in sorted(folders)
        if not (ROOT / folder / "__init__.py").is_file()
        or not ast.get_docstring(ast.parse(text_of(folder / "__init__.py")))
    ]

    assert silent == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    written = [file for file in ours() if file.suffix in {".py", ".j2", ".css", ".typ"}]

    too_long = {}
    for file in written:
        length = len(text_of(file).splitlines())
        if length > (LONGEST_TEST if file.parts[0] == "tests" else LONGEST):
            too_long[file.as_posix()] = length

    assert set(too_long) <= set(LONG_WITH_REASON), too_long


def test_a_reason_for_a_long_file_names_a_file_that_is_there() -> None:
    named = [*LONG_WITH_REASON, *GERMAN_WITH_REASON]

    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_german_stands_in_titles_docstrings_templates_and_regions_only() -> None:
    """Umlauts in other strings need a file with a reason; names are English everywhere."""
    rooms = [room for room in ROOMS if room != "templates"]

    german = {
        f"{file}:{line}"
        for file in modules(*rooms)
        if file.as_posix() not in GERMAN_WITH_REASON
        for line in _german_strings(text_of(file))
    }

    assert german == set()


def test_names_are_english_letters() -> None:
    spelt = re.compile(r"^[A-Za-z0-9_]+$")

    strange = {
        f"{file}: {name}"
        for file in modules(*ROOMS)
        for name in _names(text_of(file))
        if not spelt.match(name)
    }

    assert strange == set()


def test_files_and_classes_are_named_by_what_they_are() -> None:
    found = set()
    for file in modules(*ROOMS):
        tree = ast.parse(text_of(file))
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        for name in (file.stem, file.parent.name, *classes):
            words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}
            if words & NOT_A_NAME or words == {"data"}:
                found.add(name)

    assert found <= set(NAMES_WITH_REASON), found


def test_no_file_names_a_place_where_packages_are_fetched() -> None:
    # Put together here, so that this file does not name them either.
    hosts = [".".join(parts) for parts in _HOSTS]

    named = [f"{file}: {host}" for file in _written() for host in hosts if host in text_of(file).lower()]

    assert named == []


def test_nothing_is_left_for_later_or_tied_to_one_machine() -> None:
    marks = [
        "TO" + "DO",
        "FIX" + "ME",
        "X" * 3 + ":",
        "from __future__ import " + "annotations",
        "/wo" + "rk/",
        "/ho" + "me/",
    ]

    left = [f"{file}: {mark}" for file in _written() for mark in marks if mark in text_of(file)]

    assert left == []


_HOSTS = (
    ("py" + "pi", "org"),
    ("py" + "pi", "python", "org"),
    ("files", "python" + "hosted", "org"),
    ("registry", "npm" + "js", "org"),
    ("registry", "yarn" + "pkg", "com"),
    ("crates", "io"),
    ("proxy", "golang", "org"),
    ("conda", "anaconda", "org"),
)


def _written() -> list[Path]:
    return [file for file in ours() if file.suffix in TEXT]


def _names(source: str) -> set[str]:
    tree = ast.parse(source)
    return {
        name
        for node in ast.walk(tree)
        for name in (getattr(node, "id", None), getattr(node, "name", None), getattr(node, "arg", None))
        if isinstance(name, str) and not name.startswith("*") and "." not in name
    }


def _german_strings(source: str) -> list[int]:
    tree = ast.parse(source)
    said = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said.add(id(node.value))
        if isinstance(node, ast.Call):
            said |= {id(each.value) for each in node.keywords if each.arg in {"title", "description", "help"}}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in said
        and re.search("[äöüÄÖÜß]", node.value)
    ]
