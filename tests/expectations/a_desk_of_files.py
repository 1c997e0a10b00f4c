"""What lies on the desk when files are checked: each a release of a source of its own."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from sqlmodel import SQLModel

import models as m
from steering.records import CELL_COLUMNS, Records
from steering.sources.cells import Reading
from steering.sources.reading import read

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def a_desk_of_files(
    paths: Iterable[Path],
    *,
    expected_lag_days: int,
    key: Callable[[Path, Reading], str] = lambda path, _reading: path.name,
    more: Sequence[SQLModel] = (),
) -> Records:
    """The records of these files for the Heidekreis; `key` names each source."""
    kept: list[SQLModel] = [
        m.Region(key="heidekreis", region_code="03358", title="Heidekreis", land_code="03")
    ]
    cells = []
    for path in paths:
        content = path.read_bytes()
        reading = read(content, file_name=path.name)
        name = key(path, reading)
        source = m.Source(
            id=f"heidekreis/{name}",
            region_key="heidekreis",
            key=name,
            title=reading.title,
            table_code=reading.table_code,
            publisher="Statistische Ämter des Bundes und der Länder",
            licence="dl-de/by-2-0",
            owner_id="heidekreis/office",
            expected_lag_days=expected_lag_days,
        )
        release = m.Release(
            id=path.name,
            source_id=source.id,
            table_code=reading.table_code,
            title=reading.title,
            file_name=path.name,
            sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(content),
            encoding=reading.encoding,
            layout=reading.layout,
            stand=reading.stand,
            attribution=reading.attribution,
            footnotes=reading.footnotes,
            retrieved_at=NOW,
        )
        kept += [source, release]
        cells.append(reading.cells.assign(release_id=release.id))
    together = pd.concat(cells, ignore_index=True).assign(id=lambda frame: range(1, len(frame) + 1))
    return Records([*kept, *more], cells=together[list(CELL_COLUMNS)])
