"""Reading a million cells into typed observations, beside what others need to read the same bytes.

    python -m benchmarks.reading [PYTHON]

PYTHON is an interpreter with the peers (pyarrow, polars, pystatis); pystatis needs an older pandas than we
do. Without it the peers that are installed here are taken. All ways take turns in one run, and each run is
kept as one line of `benchmarks/history/reading.jsonl`.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.measuring import show
from benchmarks.read_and_check import REGIONS, YEARS, a_table
from steering.sources.reading import read

ROUNDS = 5
SEED = 2019
# Of flat lines fewer fit into the largest file that is taken in.
ROWS = {"classic": 1_000_000, "flat": 600_000}
HISTORY = Path(__file__).parent / "history" / "reading.jsonl"
PEERS = Path(__file__).parent / "reading_peers.py"
OURS = "{}: ours, every cell typed and placed"
FLAT_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;"
    "1_variable_code;1_variable_label;1_variable_attribute_code;1_variable_attribute_label;"
    "2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;"
    "3_variable_code;3_variable_label;3_variable_attribute_code;3_variable_attribute_label;"
    "value;value_unit;value_variable_code;value_variable_label"
)
SEXES = ("GESM;männlich", "GESW;weiblich", ";Insgesamt")


def a_flat_file(rows: int) -> bytes:
    """A flat file of the population by year, region and sex, in no order."""
    dice = np.random.default_rng(SEED)
    ages = range(-(-rows // (len(REGIONS) * len(SEXES) * len(YEARS))))
    facts = [
        (year, region, sex, age) for year in YEARS for region in REGIONS for sex in SEXES for age in ages
    ][:rows]
    people = dice.integers(10, 90_000, size=len(facts)).tolist()
    lines = [
        f"12411;Fortschreibung des Bevölkerungsstandes;JAHR;Jahr;{year};"
        f"KREISE;Kreise und kreisfreie Städte;{region};Kreis {region};GES;Geschlecht;{sex};"
        f"ALT;Alter;ALT{age:03d};{age} Jahre alt;{count};Anzahl;BEVSTD;Bevölkerungsstand"
        for (year, region, sex, age), count in zip(facts, people, strict=True)
    ]
    order = dice.permutation(len(lines))
    return "\n".join([FLAT_HEAD, *(lines[place] for place in order), ""]).encode("utf-8-sig")


def measure(python: str) -> dict[str, float]:
    """The median seconds of each way."""
    files = {"classic": a_table(), "flat": a_flat_file(ROWS["flat"])}
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in files.items():
            paths.append(Path(folder) / f"{name}.csv")
            paths[-1].write_bytes(content)
        for _ in range(ROUNDS):
            answer = subprocess.run(
                [python, str(PEERS), *map(str, paths)], capture_output=True, text=True, check=True
            )
            for way, seconds in json.loads(answer.stdout).items():
                taken.setdefault(way, []).append(seconds)
            for name, content in files.items():
                began = time.perf_counter()
                reading = read(content, file_name=f"{name}.csv")
                taken.setdefault(OURS.format(name), []).append(time.perf_counter() - began)
                assert len(reading.cells) >= ROWS[name]
    return {way: median(seconds) for way, seconds in taken.items()}


def keep(seconds: dict[str, float], memory_mb: int) -> None:
    """One line of history."""
    HISTORY.parent.mkdir(exist_ok=True)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "memory_mb": memory_mb,
        "seconds": {way: round(taken, 4) for way, taken in seconds.items()},
    }
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    taken = measure(sys.argv[1] if len(sys.argv) > 1 else sys.executable)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for kind in ("classic", "flat"):
        part = {
            way: taken[way] for way in sorted(taken, key=lambda way: "ours" in way) if way.startswith(kind)
        }
        show(f"{ROWS[kind]:,} cells, {kind} layout, median of {ROUNDS}", part, known=next(iter(part)))
    print(f"\n  largest memory of our process: {memory} MB (the files of the benchmark among it)")
    keep(taken, memory)
