"""In which line of a TOML text each key and each list entry stands.

The standard parser tells values without their places, and a fault without its line helps nobody.
This walk trusts that the text is valid TOML: the standard parser has read it before.
"""

import re
import tomllib
from collections.abc import Mapping

Path = tuple[str | int, ...]

_KEY_PART = re.compile(r'\s*(?:(?P<bare>[A-Za-z0-9_-]+)|(?P<quoted>"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'))[ \t]*')
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_PLAIN = re.compile(r"[^,\]}\s#][^,\]}\n#]*")
_GAP = re.compile(r"(?:\s|#[^\n]*)*")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line of each key and list entry, from 1; the whole file is the empty path."""
    return _Walk(text.replace("\r\n", "\n")).whole()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {(): 1}
        self.counts: dict[Path, int] = {}
        self._counted_to = 0
        self._line = 1

    def whole(self) -> Mapping[Path, int]:
        """Every header and every key of the text, from top to bottom."""
        table: Path = ()
        self._skip_gap()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._skip_gap()
        return self.lines

    def _skip_gap(self) -> None:
        gap = _GAP.match(self.text, self.at)
        self.at = gap.end() if gap else self.at

    def _here(self) -> int:
        """The line of the present place; places only grow, so each line break is counted once."""
        self._line += self.text.count("\n", self._counted_to, self.at)
        self._counted_to = self.at
        return self._line

    def _note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    def _header(self) -> Path:
        line = self._here()
        is_list = self.text.startswith("[[", self.at)
        self.at += 2 if is_list else 1
        parts = self._key()
        self.at += 2 if is_list else 1
        path = self._under((), parts if not is_list else parts[:-1], line)
        if not is_list:
            self.lines[path] = line
            return path
        path = (*path, parts[-1])
        self._note(path, line)
        number = self.counts.get(path, 0)
        self.counts[path] = number + 1
        self._note((*path, number), line)
        return (*path, number)

    def _under(self, table: Path, parts: list[str], line: int) -> Path:
        """The path of dotted parts; a list of tables means its latest entry."""
        path = table
        for part in parts:
            path = (*path, part)
            self._note(path, line)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _key(self) -> list[str]:
        parts = []
        while True:
            part = _KEY_PART.match(self.text, self.at)
            if part is None:  # pragma: no cover - valid TOML has a key here
                raise ValueError(f"No key at {self.at}.")
            self.at = part.end()
            quoted = part["quoted"]
            parts.append(part["bare"] if quoted is None else tomllib.loads(f"k = {quoted}")["k"])
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _pair(self, table: Path) -> None:
        line = self._here()
        path = self._under(table, self._key(), line)
        self.at += 1
        self._skip_gap()
        self._value(path)

    def _value(self, path: Path) -> None:
        if self.text.startswith("[", self.at):
            self._list(path)
            return
        if self.text.startswith("{", self.at):
            self._inline_table(path)
            return
        for form in (*_STRINGS, _PLAIN):
            found = form.match(self.text, self.at)
            if found:
                self.at = found.end()
                return

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        self._skip_gap()
        while not self.text.startswith("]", self.at):
            self._note((*path, number), self._here())
            self._value((*path, number))
            number += 1
            self._skip_comma()
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip_gap()
        while not self.text.startswith("}", self.at):
            self._pair(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip_gap()
        if self.text.startswith(",", self.at):
            self.at += 1
        self._skip_gap()
