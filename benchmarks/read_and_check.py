"""Reading and checking a table of a million cells, beside `pandas.read_csv` of the same bytes.

The table is invented in the layout of the population statistics: 400 regions, 47 years, 18 rows of age
groups, three columns. pandas reads texts and figures; our reader also finds the encoding, gives every cell
its meaning, status and place. The suite is the one that every delivery must pass.
"""

import hashlib
import io
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from benchmarks.measuring import show, take_turns
from expectations import check
from expectations.stages import collect_data
from models import Region, Release, Source
from steering.frames import frames_for
from steering.records import CELL_COLUMNS, Records
from steering.sources.reading import Reading, read

ROUNDS = 3
SEED = 2019
YEARS = range(1978, 2025)
REGIONS = [f"{land:02d}{number:03d}" for land in range(1, 17) for number in range(1, 26)]
OWN = "03001"
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)
FILE = "12411-02-03-4.csv"
AGES = (
    *("unter 3 Jahre", "3 bis unter 6 Jahre", "6 bis unter 10 Jahre", "10 bis unter 15 Jahre"),
    *("15 bis unter 18 Jahre", "18 bis unter 20 Jahre", "20 bis unter 25 Jahre", "25 bis unter 30 Jahre"),
    *("30 bis unter 35 Jahre", "35 bis unter 40 Jahre", "40 bis unter 45 Jahre", "45 bis unter 50 Jahre"),
    *("50 bis unter 55 Jahre", "55 bis unter 60 Jahre", "60 bis unter 65 Jahre", "65 bis unter 75 Jahre"),
    "75 Jahre und mehr",
)
HEAD = """GENESIS-Tabelle: 12411-02-03-4
Bevölkerung nach Geschlecht und Altersgruppen (17) -;;;;;;
Stichtag 31.12. - regionale Tiefe: Kreise und krfr. Städte;;;;;;
Fortschreibung des Bevölkerungsstandes;;;;;;
Bevölkerungsstand (Anzahl);;;;;;
;;;;Insgesamt;männlich;weiblich
"""
FOOT = """__________
© Statistische Ämter des Bundes und der Länder, Deutschland, 2025.
Stand: 02.02.2025 / 11:35:02
"""


def a_table() -> bytes:
    """The table, with totals that are the sums of their parts."""
    rng = np.random.default_rng(SEED)
    people = rng.integers(10, 9_000, size=(len(YEARS), len(REGIONS), len(AGES), 2))
    people = np.concatenate([people, people.sum(axis=2, keepdims=True)], axis=2)
    lines = [
        f"31.12.{year};{code};Kreis {code};{age};{men + women};{men};{women}"
        for year, regions in zip(YEARS, people, strict=True)
        for code, ages in zip(REGIONS, regions, strict=True)
        for age, (men, women) in zip((*AGES, "Insgesamt"), ages, strict=True)
    ]
    return (HEAD + "\n".join(lines) + "\n" + FOOT).encode("cp1252")


def by_pandas(content: bytes) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(content),
        sep=";",
        encoding="cp1252",
        skiprows=6,
        header=None,
        names=range(7),
        dtype={1: "str"},
    )


def a_desk(reading: Reading, content: bytes) -> Records:
    """What lies on the desk when the delivery is checked."""
    region = Region(key="benchmark", region_code=OWN, title="Kreis", land_code=OWN[:2])
    source = Source(
        id="benchmark/population",
        region_key=region.key,
        key="population",
        title=reading.title,
        table_code=reading.table_code,
        publisher="Statistische Ämter des Bundes und der Länder",
        licence="dl-de/by-2-0",
        owner_id="benchmark/office",
        expected_lag_days=400,
    )
    release = Release(
        id=FILE,
        source_id=source.id,
        table_code=reading.table_code,
        title=reading.title,
        file_name=FILE,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        encoding=reading.encoding,
        layout=reading.layout,
        retrieved_at=NOW,
    )
    cells = reading.cells.assign(release_id=release.id, id=np.arange(1, len(reading.cells) + 1))
    return Records([region, source, release], cells=cells[list(CELL_COLUMNS)])


def measure() -> tuple[int, dict[str, float]]:
    content = a_table()
    reading = read(content, file_name=FILE)
    desk = a_desk(reading, content)
    frames = frames_for("collect_data", desk, today=date(2026, 1, 12))
    check.warm_up()
    report = check.run(collect_data.SUITE, frames)
    critical = [fault.rule_key for fault in report.faults if fault.severity == "critical"]
    if critical:
        raise ValueError(f"The invented table does not pass: {critical}.")
    ways = {
        "pandas.read_csv": lambda: by_pandas(content),
        "pandas.read_csv, laid out long": lambda: by_pandas(content).melt(id_vars=range(4)),
        "read, every cell with its meaning": lambda: read(content, file_name=FILE),
        "lay out for the checks": lambda: frames_for("collect_data", desk, today=date(2026, 1, 12)),
        f"check, {report.rules_count} rules": lambda: check.run(collect_data.SUITE, frames),
    }
    return len(reading.cells), take_turns(ways, rounds=ROUNDS)


if __name__ == "__main__":
    count, seconds = measure()
    show(f"A table of {count:,} cells, median of {ROUNDS}", seconds, known="pandas.read_csv")
