"""A file of a profile as it was read: its text as a table, and the line of each key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steering.profile.faults import Fault
from steering.profile.lines import Path, lines_of

_NAMING = ("key", "code")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One table of a list in a file, e.g. one committee, as raw as it was written."""

    sheet: "Sheet"
    path: Path
    table: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """The value of a field, if it is a text."""
        value = self.table.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        """The value of a field, if it is a whole number."""
        value = self.table.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def entries(self, name: str) -> "list[Entry]":
        """The tables of a list in this table."""
        return list(_entries(self.sheet, self.path, self.table, name))

    def texts(self, name: str) -> list[tuple[Path, str]]:
        """The texts of a list in this table, each with its path."""
        listed = self.table.get(name)
        if not isinstance(listed, list):
            return []
        return [
            ((*self.path, name, place), text) for place, text in enumerate(listed) if isinstance(text, str)
        ]

    def fault(self, name: str, code: str, *, is_warning: bool = False, **facts: object) -> Fault:
        """A fault of a field of this table."""
        return self.sheet.fault((*self.path, name), code, is_warning=is_warning, **facts)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One file of a profile."""

    file: str
    table: Mapping[str, Any]
    lines: Mapping[Path, int]

    @property
    def whole(self) -> Entry:
        """The file's own table."""
        return Entry(sheet=self, path=(), table=self.table)

    def entries(self, name: str) -> list[Entry]:
        """The tables of one list of the file."""
        return self.whole.entries(name)

    def line(self, path: Path) -> int:
        """The line of a field; of what holds it, where the field is absent."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def fault(self, path: Path, code: str, *, is_warning: bool = False, **facts: object) -> Fault:
        """A fault of the field at this path."""
        return Fault(
            file=self.file,
            line=self.line(path),
            field=self.spoken(path),
            code=code,
            facts=facts,
            is_warning=is_warning,
        )

    def spoken(self, path: Path) -> str:
        """A path as a person says it: committee strategy_group: seats_count."""
        words: list[str] = []
        here: Any = self.table
        for part in path:
            if isinstance(part, int):
                here = here[part] if isinstance(here, list) and part < len(here) else None
                words.append(_name_of(here) or str(part + 1))
                continue
            here = here.get(part) if isinstance(here, Mapping) else None
            words.append(part)
        return " ".join(words)


def _name_of(entry: object) -> str | None:
    if not isinstance(entry, Mapping):
        return None
    return next((entry[name] for name in _NAMING if isinstance(entry.get(name), str)), None)


def _entries(sheet: Sheet, path: Path, table: Mapping[str, Any], name: str) -> Iterator[Entry]:
    listed = table.get(name)
    if not isinstance(listed, list):
        return
    for place, entry in enumerate(listed):
        if isinstance(entry, Mapping):
            yield Entry(sheet=sheet, path=(*path, name, place), table=entry)


def read_sheet(file: str, content: bytes) -> Sheet | Fault:
    """The file as a table with lines, or why it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        return Fault(
            file=file, line=line, field="", code="not_utf8", facts={"byte": f"0x{content[trouble.start]:02X}"}
        )
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        return _syntax_fault(file, text, str(trouble))
    except RecursionError:
        return Fault(file=file, line=1, field="", code="nested_too_deep")
    return Sheet(file=file, table=table, lines=lines_of(text))


def _syntax_fault(file: str, text: str, said: str) -> Fault:
    place = re.search(r"\(at line (\d+), column (\d+)\)", said)
    if place is None:
        return Fault(
            file=file, line=text.count("\n") + 1, field="", code="syntax_at_end", facts={"said": said}
        )
    return Fault(
        file=file,
        line=int(place[1]),
        field="",
        code="syntax",
        facts={"column": int(place[2]), "said": said[: place.start()].strip()},
    )
