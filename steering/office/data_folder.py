"""A folder of official files, read without a profile and without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from steering.errors import NotThere, SteeringError
from steering.office.inbox import preview
from steering.office.vintage import vintage
from steering.releases.vintages import Drawn
from steering.sources.reading import Reading


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
    """What lies in a folder: files that were read, and those that could not be, with the reason."""

    path: Path
    files: tuple[ReadFile, ...]
    refused: tuple[tuple[str, SteeringError], ...]

    @property
    def table_codes(self) -> tuple[str, ...]:
        """The tables that are there, in order."""
        return tuple(sorted({file.reading.table_code for file in self.files if file.reading.table_code}))


def read_folder(folder: Path) -> Folder:
    """Every file below a folder, hidden ones left out. Raises NotThere where there is no such folder."""
    if not folder.is_dir():
        raise NotThere(f"There is no folder {folder}.", code="no_data_folder", folder=str(folder))
    read: list[ReadFile] = []
    refused: list[tuple[str, SteeringError]] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            _, reading = preview(path)
        except SteeringError as error:
            refused.append((name, error))
            continue
        read.append(ReadFile(path=path, name=name, reading=reading))
    return Folder(path=folder, files=tuple(read), refused=tuple(refused))


def _files(folder: Path) -> Sequence[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
