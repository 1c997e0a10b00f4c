"""A workbook's bytes in, its texts out as JSON: run alone, with little memory, time and no doors.

The child can open no file and no socket, and starts no process: its limits are set before the first
byte of the workbook is looked at.
"""

# These are imported by name later on, when no file can be opened any more.
import encodings.ascii
import encodings.cp437
import encodings.utf_8
import io
import json
import resource
import sys
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from steering.sources.workbooks.parts import Refused, understand_parts
from steering.sources.workbooks.sheet_cells import SheetReader

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 30
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
_LIMITS = (
    (resource.RLIMIT_AS, MEMORY_BYTES),
    (resource.RLIMIT_CPU, CPU_SECONDS),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NPROC, 0),
    # Input and output are open already; a further file or socket cannot be.
    (resource.RLIMIT_NOFILE, 3),
)
PRELOADED = (encodings.ascii, encodings.cp437, encodings.utf_8)


def main() -> None:
    """Read a workbook from the input, write its sheets or the reason of a refusal."""
    limit_self()
    content = sys.stdin.buffer.read()
    json.dump(answer(content), sys.stdout, ensure_ascii=True, separators=(",", ":"))
    sys.stdout.flush()


def limit_self() -> None:
    """Give up memory, time, files, sockets and processes, for good."""
    for which, most in _LIMITS:
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (bound, bound))


def answer(content: bytes) -> dict[str, Any]:
    """The sheets of a workbook, or why there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = understand_parts(archive)
            return {
                "has_macros": parts.has_macros,
                "has_links": parts.has_links,
                "sheets": [SheetReader(listed, parts).read(archive) for listed in parts.sheets],
            }
    except Refused as refused:
        return {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        return {"refused": "workbook_too_heavy", "facts": {}}
    except _BROKEN:
        return {"refused": "broken_workbook", "facts": {}}


if __name__ == "__main__":
    main()
