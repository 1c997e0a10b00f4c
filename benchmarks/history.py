"""What was measured before, one line per run, so that a slow release shows."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent / "history"


def keep(name: str, seconds: Mapping[str, float], *, known: str, folder: Path = FOLDER) -> Path:
    """Append a measurement to the history of a benchmark."""
    folder.mkdir(exist_ok=True)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "seconds": {way: round(taken, 4) for way, taken in seconds.items()},
        "ratio": {way: round(taken / seconds[known], 3) for way, taken in seconds.items()},
    }
    place = folder / f"{name}.jsonl"
    with place.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return place
