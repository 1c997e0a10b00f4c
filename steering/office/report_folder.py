"""An education report of a folder of official files: no profile, no database, nothing is kept."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

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
from steering.errors import NotThere
from steering.indicators.answering.peer_groups import usual_groups
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import Indicator
from steering.office.clock import day_of
from steering.office.data_folder import ReadFile, read_folder
from steering.records import CELL_COLUMNS, Records
from steering.releases.vintages import newest_cells
from steering.stage import Desk, duties_of
from templates.paper import region_name
from templates.phrases import phrase

CYCLE = "folder"
COUNTY_DIGITS = 5
LAND_DIGITS = 2
LICENCE = "dl-de/by-2-0"


def folder_desk(folder: Path, region_code: str, *, now: datetime) -> tuple[Desk, list[str]]:
    """A desk with the values of every table in a folder, and the names of files that could not be read.

    Where two files tell different figures and nobody knows which is newer, neither counts: the indicator
    is left out with its reason. Raises NotThere where there is no folder, no table, or nothing about the
    region.
    """
    if not folder.is_dir():
        raise NotThere(f"There is no folder {folder}.", code="no_report_folder", folder=str(folder))
    found = read_folder(folder)
    tables = [file for file in found.files if file.reading.table_code and not file.reading.cells.empty]
    if not tables:
        raise NotThere(f"No table in {folder}.", code="no_report_tables", folder=str(folder))
    catalogue = tuple(load_catalogue().values())
    known = {code for indicator in catalogue for code in indicator.table_codes}
    drawn = [file.drawn(rank=0 if file.reading.table_code in known else 1) for file in tables]
    cells = newest_cells(drawn)
    cells = cells[~cells["is_unsure"]].reset_index(drop=True)
    cells = cells.assign(id=range(1, len(cells) + 1))[list(CELL_COLUMNS)]
    if not (cells["region_code"] == region_code).any():
        raise NotThere(f"Nothing about {region_code}.", code="no_report_region", region=region_code)
    kept = [record for file in tables for record in _records(file, now)]
    desk = _desk(region_code, Records(kept, cells=cells), catalogue, now)
    unread = [name for name, _ in found.refused]
    unread += [file.name for file in found.files if file not in tables]
    return _computed(desk), unread


def _records(file: ReadFile, now: datetime) -> list[SQLModel]:
    """The file as a release of a source of its own: which of several counts is decided already."""
    content, reading = file.path.read_bytes(), file.reading
    source = Source(
        id=f"{CYCLE}/{file.name}",
        region_key=CYCLE,
        key=file.name,
        title=reading.title,
        table_code=reading.table_code,
        publisher=phrase("report.publisher"),
        licence=LICENCE,
        owner_id=CYCLE,
        expected_lag_days=0,
    )
    release = Release(
        id=file.name,
        source_id=source.id,
        table_code=reading.table_code,
        title=reading.title,
        file_name=file.name,
        sha256=sha256(content).hexdigest(),
        size_bytes=len(content),
        encoding=reading.encoding,
        layout=reading.layout,
        stand=reading.stand,
        attribution=reading.attribution,
        retrieved_at=now,
    )
    return [source, release, SnapshotRelease(snapshot_id=CYCLE, release_id=release.id)]


def _desk(region_code: str, records: Records, catalogue: tuple[Indicator, ...], now: datetime) -> Desk:
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
        catalogue=catalogue,
        region_code=region_code,
        land_code=land,
        region_title=region_name(region_code),
        land_title=region_name(land),
        peers=tuple(code for code in codes if _is_county(code, land)),
        groups=usual_groups(region_code),
    )


def _is_county(code: str, land: str) -> bool:
    """A county of the Land that there is; those that were dissolved stand in official files as well."""
    return len(code) == COUNTY_DIGITS and code.startswith(land) and region_name(code) != code


def _computed(desk: Desk) -> Desk:
    """The desk with what the analysis makes of the cells."""
    made = duties_of(ANALYSIS).work(desk)
    return Desk(**{**vars(desk), "records": desk.records.with_added(made)})
