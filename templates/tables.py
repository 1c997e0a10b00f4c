"""Tables of texts: `<stem>_<language>.toml`, and by subject `<stem>_<subject>_<language>.toml`.

A subject keeps its texts in a file of its own; readers see one table.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def by_file(stem: str, language: str) -> dict[str, dict[str, Any]]:
    """What each file of a stem says in a language, in the order of their names."""
    listed = sorted(files("templates").iterdir(), key=lambda entry: entry.name)
    return {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in listed
        if file.name.startswith(f"{stem}_") and file.name.endswith(f"_{language}.toml")
    }


@cache
def joined(stem: str, language: str) -> dict[str, Any]:
    """All files of a stem as one table. Raises ValueError for a text that stands twice."""
    whole: dict[str, Any] = {}
    for name, texts in by_file(stem, language).items():
        for key, text in texts.items():
            known = whole.get(key)
            if isinstance(known, dict) and isinstance(text, dict):
                _refuse_twice(name, set(known) & set(text))
                whole[key] = known | text
                continue
            _refuse_twice(name, {key} & set(whole))
            whole[key] = text
    return whole


def _refuse_twice(name: str, keys: set[str]) -> None:
    if keys:
        raise ValueError(f"{name} repeats {', '.join(sorted(keys))}, which another file words already.")
