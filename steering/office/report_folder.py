"""An education report of a folder of official files: no profile, no database, nothing is kept."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd
from sqlmodel import SQLModel

from models import (
    Cycle,
    DataSnapshot,
    Release,
    SnapshotRelease,
    Source,
    StageRun,
)
from steering.documents.education import ANALYSIS
from steering.errors import NotThere, SteeringError
from steering.indicators.catalogue import load_catalogue
from steering.office.clock import day_of
from steering.office.inbox import preview
from steering.records import CELL_COLUMNS, Records
from steering.sources.cells import Reading
from steering.stage import Desk, duties_of
from templates.paper import region_name
from templates.phrases import phrase

CYCLE = "folder"
COUNTY_DIGITS = 5
LAND_DIGITS = 2
LICENCE = "dl-de/by-2-0"


def folder_desk(folder: Path, region_code: str, *, now: datetime) -> tuple[Desk, list[str]]:
    """A desk with the values of every table in a folder, and the names of files that could not be read.

    Raises NotThere where there is no folder, no table in it, or nothing about the region.
    """
    if not folder.is_dir():
        raise NotThere(f"There is no folder {folder}.", code="no_report_folder", folder=str(folder))
    read, refused = _read(folder)
    if not read:
        raise NotThere(f"No table in {folder}.", code="no_report_tables", folder=str(folder))
    kept: list[SQLModel] = []
    cells: list[pd.DataFrame] = []
    for path, reading in _chained(read):
        source, release = _records(path, reading, kept, now)
        kept += [source] if source is not None else []
        kept += [release, SnapshotRelease(snapshot_id=CYCLE, release_id=release.id)]
        cells.append(reading.cells.assign(release_id=release.id))
    whole = pd.concat(cells, ignore_index=True)
    whole = whole.assign(id=range(1, len(whole) + 1))[list(CELL_COLUMNS)]
    if not (whole["region_code"] == region_code).any():
        raise NotThere(f"Nothing about {region_code}.", code="no_report_region", region=region_code)
    desk = _desk(region_code, Records(kept, cells=whole), now)
    return _computed(desk), refused


def _read(folder: Path) -> tuple[list[tuple[Path, Reading]], list[str]]:
    read: list[tuple[Path, Reading]] = []
    refused: list[str] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.name[0] != "."):
        try:
            _, reading = preview(path)
        except SteeringError:
            refused.append(path.relative_to(folder).as_posix())
            continue
        if reading.table_code and not reading.cells.empty:
            read.append((path, reading))
        else:
            refused.append(path.relative_to(folder).as_posix())
    return read, refused


def _chained(read: list[tuple[Path, Reading]]) -> list[tuple[Path, Reading]]:
    """The files in the order in which they were drawn: of the same figures the later file speaks."""

    def drawn(each: tuple[Path, Reading]) -> tuple[str, str]:
        day, _, rest = each[1].stand.partition(" ")
        return ("-".join(reversed(day.split("."))) + rest, each[0].name)

    return sorted(read, key=drawn)


def _records(
    path: Path, reading: Reading, kept: list[SQLModel], now: datetime
) -> tuple[Source | None, Release]:
    source_id = f"{CYCLE}/{reading.table_code}"
    before = [each for each in kept if isinstance(each, Release) and each.source_id == source_id]
    content = path.read_bytes()
    digest = sha256(content).hexdigest()
    source = Source(
        id=source_id,
        region_key=CYCLE,
        key=reading.table_code,
        title=reading.title,
        table_code=reading.table_code,
        publisher=phrase("report.publisher"),
        licence=LICENCE,
        owner_id=CYCLE,
        expected_lag_days=0,
    )
    release = Release(
        id=f"{source_id}/{digest[:12]}",
        source_id=source_id,
        table_code=reading.table_code,
        title=reading.title,
        file_name=path.name,
        sha256=digest,
        size_bytes=len(content),
        encoding=reading.encoding,
        layout=reading.layout,
        stand=reading.stand,
        attribution=reading.attribution,
        supersedes_id=before[-1].id if before else None,
        retrieved_at=now,
    )
    return (None if before else source), release


def _desk(region_code: str, records: Records, now: datetime) -> Desk:
    land = region_code[:LAND_DIGITS]
    codes = sorted({str(code) for code in records.cells["region_code"].unique()})
    cycle = Cycle(id=CYCLE, region_key=CYCLE, base_version_id="", target_version_id="", opened_at=now)
    snapshot = DataSnapshot(id=CYCLE, cycle_id=CYCLE, round=1, sha256="0" * 64, taken_at=now)
    run = StageRun(
        id=f"{CYCLE}/{ANALYSIS}/1",
        cycle_id=CYCLE,
        stage_key=ANALYSIS,
        round=1,
        opened_at=now,
        due_on=day_of(now),
    )
    return Desk(
        cycle=cycle,
        run=run,
        records=records.with_added([cycle, snapshot, run]),
        now=now,
        today=day_of(now),
        catalogue=tuple(load_catalogue().values()),
        region_code=region_code,
        land_code=land,
        region_title=region_name(region_code),
        land_title=region_name(land),
        peers=tuple(code for code in codes if _is_county(code, land)),
    )


def _is_county(code: str, land: str) -> bool:
    """A county of the Land that there is; those that were dissolved stand in official files as well."""
    return len(code) == COUNTY_DIGITS and code.startswith(land) and region_name(code) != code


def _computed(desk: Desk) -> Desk:
    """The desk with what the analysis makes of the cells."""
    made = duties_of(ANALYSIS).work(desk)
    return Desk(**{**vars(desk), "records": desk.records.with_added(made)})
