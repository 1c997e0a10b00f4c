"""A folder of official files, read without a profile and without a database."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from steering.errors import NotThere, SteeringError
from steering.office.inbox import preview
from steering.office.vintage import vintage
from steering.releases.vintages import Drawn
from steering.sources.reading import Reading

_LARGE = 20_000
_MOST_NAMES = 1_000_000
_STATISTIC = 5
_ARCHIVE = b"PK\x03\x04"
_SHEETS = "xl/workbook.xml"


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A file of the folder that could be read."""

    path: Path
    name: str
    reading: Reading

    def drawn(self, *, rank: int) -> Drawn:
        """The file as one among several that may tell of the same cells."""
        return Drawn(
            name=self.name,
            table_code=self.reading.table_code,
            layout=self.reading.layout,
            stand_at=vintage(self.reading.stand),
            cells=self.reading.cells,
            rank=rank,
        )


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What lies in a folder: files that were read, and those that could not be, with the reason.

    `left_out` are large files that do not name any of the tables that are wanted.
    """

    path: Path
    files: tuple[ReadFile, ...]
    refused: tuple[tuple[str, SteeringError], ...]
    left_out: tuple[str, ...] = ()

    @property
    def table_codes(self) -> tuple[str, ...]:
        """The tables that are there, in order."""
        return tuple(sorted({file.reading.table_code for file in self.files if file.reading.table_code}))


def read_folder(folder: Path, *, tables: Sequence[str] = ()) -> Folder:
    """Every file below a folder, hidden ones left out. Raises NotThere where there is no such folder.

    With `tables`, large files in which none of their statistics is named are not read.
    """
    if not folder.is_dir():
        raise NotThere(f"There is no folder {folder}.", code="no_data_folder", folder=str(folder))
    read: list[ReadFile] = []
    refused: list[tuple[str, SteeringError]] = []
    left_out: list[str] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if tables and path.stat().st_size > _LARGE and not may_hold(path, tables):
            left_out.append(name)
            continue
        try:
            _, reading = preview(path)
        except SteeringError as error:
            refused.append((name, error))
            continue
        read.append(ReadFile(path=path, name=name, reading=reading))
    return Folder(path=folder, files=tuple(read), refused=tuple(refused), left_out=tuple(left_out))


def may_hold(path: Path, tables: Sequence[str]) -> bool:
    """Whether a file may hold one of these tables: it names the statistic, or cannot be looked into.

    A list of all municipalities takes seconds to read; that it is no table of the statistic is seen at once.
    """
    statistics = b"|".join(re.escape(table[:_STATISTIC].encode()) for table in tables)
    content = path.read_bytes()
    if content.startswith(_ARCHIVE):
        content = _names_inside(path)
    # Text of two bytes per letter spells no code in plain letters.
    # Among other digits a code is no code: lists of municipalities are full of them.
    named = re.search(rb"(?<![0-9])(?:" + statistics + rb")(?![0-9])", content)
    return not content or b"\x00" in content or named is not None


def _names_inside(path: Path) -> bytes:
    """The names of the sheets of a workbook; nothing of another archive."""
    try:
        with ZipFile(path) as archive:
            entry = archive.getinfo(_SHEETS)
            return archive.read(entry) if entry.file_size < _MOST_NAMES else b""
    except (BadZipFile, KeyError, OSError, RuntimeError, zlib.error):
        return b""


def _files(folder: Path) -> Sequence[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
