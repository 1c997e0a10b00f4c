"""The shelf: every delivered file, unaltered, under its hash, so that a figure can be shown in its own line.

A file is written whole and made durable before its release is committed, under a name that says that it
is not finished, and gets its own name afterwards. Whoever dies in between leaves either a release with
its file or neither: the next delivery finishes the one and throws away the other.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

UNFINISHED = ".part"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


def lay(folder: Path, sha256: str, suffix: str, content: bytes) -> Path:
    """Write a file beside its place, durably; gives where, or where it stands already."""
    folder.mkdir(parents=True, exist_ok=True)
    # Names of files come from anywhere; only an ordinary ending is taken over.
    place = folder / f"{sha256}{suffix.lower() if _ENDING.fullmatch(suffix) else ''}"
    if place.exists():
        return place
    unfinished = place.with_name(f".{place.name}{UNFINISHED}")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return unfinished


def finish(laid: Path) -> None:
    """Give a file its own name, once its release is kept."""
    if laid.name.endswith(UNFINISHED):
        laid.replace(laid.with_name(laid.name.removeprefix(".").removesuffix(UNFINISHED)))


def drop(laid: Path) -> None:
    """Take away a file whose release came to nothing; one that stood there before stays."""
    if laid.name.endswith(UNFINISHED):
        laid.unlink(missing_ok=True)


def settle(folder: Path, is_kept: Callable[[str], bool]) -> None:
    """Finish what somebody left behind who died after the commit, and drop what was never committed."""
    for laid in _unfinished(folder):
        sha256 = laid.name.removeprefix(".").partition(".")[0]
        finish(laid) if is_kept(sha256) else drop(laid)


def find(folder: Path, sha256: str) -> Path | None:
    """Where the file with this hash stands, or None."""
    for pattern in (f"{sha256}*", f".{sha256}*{UNFINISHED}"):
        for place in sorted(folder.glob(pattern)):
            return place
    return None


def _unfinished(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob(f".*{UNFINISHED}"))
