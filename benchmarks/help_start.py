"""How long `masterplan --help` takes, beside the library it is made with and beside Prefect's own command."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import show, take_turns

ROUNDS = 7
PROGRAMS = Path(sys.executable).parent


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        alone = {**os.environ, "HOME": folder, "PREFECT_HOME": folder}

        def run(*words: str | Path) -> None:
            subprocess.run(words, env=alone, check=True, stdout=subprocess.DEVNULL)

        ways: dict[str, Callable[[], object]] = {
            "python -c 'import typer'": lambda: run(sys.executable, "-c", "import typer"),
            "masterplan --help": lambda: run(PROGRAMS / "masterplan", "--help"),
            "prefect --help": lambda: run(PROGRAMS / "prefect", "--help"),
        }
        # Once for the disk.
        take_turns(ways, rounds=1)
        return take_turns(ways, rounds=ROUNDS)


if __name__ == "__main__":
    show(f"Start of a command, median of {ROUNDS}", measure(), known="python -c 'import typer'")
