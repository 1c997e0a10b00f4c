import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.profile.lines import Path, lines_of
from tests.steering.profile.a_profile import heidekreis

TRICKY = '''\
# comment = "no key"
a.b.c = 1
a.b."d e" = 'literal # no comment'
"quoted = key" = """
many = "lines"
[not a table]
"""

[x.y]  # a table
list = [ # opened here
  "one, two",
  [3, 4],
  { k = "v", "in ner".deep = [1] },
] # closed

[[entry]]
title = "first"
[[entry.part]]
n = 1
[[entry.part]]
n = 2
[entry.part.deep]
m = 2018-12-31
[[entry]]
title = \'\'\'
[[entry]]\'\'\'
[[entry.part]]
n = 3
'''


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, (*path, name))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))


def test_each_key_of_a_tricky_text_is_found_in_its_line() -> None:
    lines = lines_of(TRICKY)

    assert set(lines) == set(paths(tomllib.loads(TRICKY)))
    assert lines["a", "b", "c"] == 2
    assert lines[("quoted = key",)] == 4
    assert lines["x", "y"] == 9
    assert lines["x", "y", "list", 2, "in ner", "deep", 0] == 13
    assert lines["entry", 0, "part", 1, "n"] == 21
    assert lines["entry", 0, "part", 1, "deep", "m"] == 23
    assert lines["entry", 1, "part", 0, "n"] == 28


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_key_of_heidekreis_stands_in_the_line_that_is_named(line_end: str) -> None:
    for content in heidekreis().values():
        text = content.decode().replace("\n", line_end)
        rows = text.splitlines()

        lines = lines_of(text)

        assert set(lines) == set(paths(tomllib.loads(text)))
        for path, line in lines.items():
            if path and isinstance(path[-1], str):
                assert path[-1] in rows[line - 1]


keys = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
scalars = st.one_of(
    st.integers(-9, 9).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    texts.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'),
    texts.filter(lambda text: "'" not in text).map(lambda text: f"'''\n{text}'''"),
    st.dates().map(str),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[ # list\n" + ",\n".join(items) + "\n]"),
        st.dictionaries(keys, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{name} = {value}" for name, value in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@given(
    top=st.dictionaries(keys, values, max_size=4),
    sections=st.lists(st.tuples(keys, st.dictionaries(keys, values, max_size=3)), max_size=4),
)
def test_no_key_of_any_text_is_lost_or_made_up(
    top: dict[str, str], sections: list[tuple[str, dict[str, str]]]
) -> None:
    written = [f"{name} = {value} # why\n" for name, value in top.items()]
    for name, table in sections:
        written.append(f"\n[[s_{name}]]\n")
        written.extend(f"{key} = {value}\n" for key, value in table.items())
    text = "".join(written)

    # Some of what we write spreads an inline table over lines, which TOML 1.0 refuses.
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return

    assert set(lines_of(text)) == set(paths(table))
