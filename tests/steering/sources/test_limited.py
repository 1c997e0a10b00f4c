"""The child that takes a workbook apart has no doors, and whatever becomes of it, we stay up."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from steering.errors import BadSource
from steering.sources import limited
from tests.steering.sources.traps import a_sheet, with_parts, with_sheet
from tests.steering.sources.workbooks import Sheet, a_workbook

BOOK = a_workbook({"B": Sheet(rows=[["x", 5]])})
LIMITED = "from steering.sources.workbooks.child import limit_self; limit_self(); "


def _inside(act: str) -> str:
    """What an act ends with inside of the limits."""
    code = f"import socket\n{LIMITED}\ntry:\n    {act}\n    print('done')\nexcept BaseException as error:\n"
    code += "    print(type(error).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        ("b'x' * (2 << 30)", "MemoryError"),
        ("open('/etc/passwd')", "OSError"),
        ("socket.socket()", "OSError"),
        ("len('x')", "done"),
    ],
)
def test_the_child_has_no_doors(act: str, ends: str) -> None:
    assert _inside(act) == ends


def test_the_child_can_set_itself_no_wider_limits() -> None:
    wider = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))"

    assert _inside(wider) in {"ValueError", "PermissionError"}


@pytest.mark.parametrize("end", ["kill -ABRT $$", "kill -KILL $$", "exit 1", "echo '{'"])
def test_a_child_that_dies_is_a_refusal(end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "python"
    dying.write_text(f"#!/bin/sh\ncat >/dev/null\n{end}\n")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))

    with pytest.raises(BadSource, match="workbook_too_heavy"):
        limited.workbook(BOOK, file_name="b.xlsx")


def test_a_child_that_never_answers_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping = tmp_path / "python"
    sleeping.write_text("#!/bin/sh\nexec sleep 30\n")
    sleeping.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(sleeping))
    monkeypatch.setattr(limited, "SECONDS", 0.2)
    started = time.monotonic()

    with pytest.raises(BadSource, match="workbook_too_heavy"):
        limited.workbook(BOOK, file_name="b.xlsx")

    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "heavy",
    [
        with_sheet(a_sheet('<row><c s="1"/></row>' + "<mergeCell ref='A1:B2'/>" * 100_001)),
        with_parts(
            {"xl/styles.xml": "<styleSheet><cellXfs>" + "<xf/>" * 100_001 + "</cellXfs></styleSheet>"}
        ),
        with_parts(
            {"xl/styles.xml": f"<styleSheet><numFmt numFmtId='1' formatCode='{'[' * 2000}'/></styleSheet>"}
        ),
    ],
    ids=["ranges", "styles", "format"],
)
def test_what_no_spreadsheet_program_writes_is_refused(heavy: bytes) -> None:
    with pytest.raises(BadSource, match="workbook_too_heavy"):
        limited.workbook(heavy, file_name="b.xlsx")


def test_deep_nesting_ends_in_a_refusal() -> None:
    with pytest.raises(BadSource):
        limited.workbook(with_sheet("<a>" * 400_000), file_name="b.xlsx")

    assert limited.workbook(BOOK, file_name="b.xlsx")[0].sheets[0].rows == (("x", "5"),)


def test_the_child_knows_nothing_of_our_libraries() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path.cwd())!r}); import steering.sources.workbooks.child; "
        "print({name.split('.')[0] for name in sys.modules} & {'pandas', 'numpy', 'sqlmodel', 'lxml'})"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"
