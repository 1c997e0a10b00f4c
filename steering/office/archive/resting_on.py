"""From a cell to everything that rests on it: values, findings, needs, figures of drafts."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Finding, IndicatorValue, Need, Observation, Release, Source
from models.staleness import Dependent, StaleReason
from steering.errors import NotThere
from steering.indicators.defining.catalogue import Indicator
from steering.office.rounds import rounds
from steering.releases.resting import Round, dependencies_of
from steering.releases.staleness import Node, Place, stale

_HASH = 6


@dataclass(frozen=True, kw_only=True)
class Resting:
    """One thing that rests on a cell: by its own input, or only by what it is compared with."""

    kind: Dependent
    id: str
    reason: StaleReason
    told: str = ""
    region_code: str = ""
    period: str = ""
    value: float | None = None
    round: int = 0


@dataclass(frozen=True, kw_only=True)
class CellFound:
    """A cell by its place in a file."""

    observation: Observation
    release: Release


def cell_at(session: Session, region_key: str, file: str, row: int, column: int) -> CellFound:
    """The cell at a line and column of a file that was taken in (by name or hash). Raises NotThere."""
    mine = select(Source.id).where(Source.region_key == region_key)
    releases = session.exec(select(Release).where(col(Release.source_id).in_(mine))).all()
    named = [
        each
        for each in releases
        if each.file_name == file or (len(file) >= _HASH and each.sha256.startswith(file.lower()))
    ]
    for release in reversed(named):
        found = session.exec(
            select(Observation).where(
                Observation.release_id == release.id,
                Observation.row_number == row,
                Observation.column_number == column,
            )
        ).first()
        if found is not None:
            return CellFound(observation=found, release=release)
    place = f"{file}:{row}:{column}"
    raise NotThere(f"There is no cell {place}.", code="no_such_cell", cell=place)


def resting_on(
    session: Session, cycle_id: str, cell: CellFound, catalogue: Mapping[str, Indicator]
) -> list[Resting]:
    """Everything of a revision that a change of this cell would make stale, values first."""
    observation = cell.observation
    place = Place(
        variable=observation.variable,
        region_code=observation.region_code,
        period=observation.period,
        breakdown=observation.breakdown,
    )
    found: dict[Node, Resting] = {}
    for one in rounds(session, cycle_id):
        places = _places(session, one)
        reasons = stale([place], dependencies_of(one, places, {}, catalogue))
        for node, reason in reasons.items():
            found[node] = _told(one, node, reason)
    order = list(Dependent)
    return sorted(found.values(), key=lambda each: (order.index(each.kind), each.reason, each.id))


def _places(session: Session, one: Round) -> dict[int, Place]:
    ids = sorted(one.cells)
    step = 500
    places: dict[int, Place] = {}
    for start in range(0, len(ids), step):
        query = select(Observation).where(col(Observation.id).in_(ids[start : start + step]))
        for each in session.exec(query).all():
            places[each.id] = Place(
                variable=each.variable,
                region_code=each.region_code,
                period=each.period,
                breakdown=each.breakdown,
            )
    return places


def _told(one: Round, node: Node, reason: StaleReason) -> Resting:
    kind, name = node
    known: dict[str, IndicatorValue | Finding | Need] = {each.id: each for each in one.computed}
    known |= {each.id: each for each in one.findings}
    known |= {each.id: each for each in one.needs}
    record = known.get(name)
    if isinstance(record, IndicatorValue):
        return Resting(
            kind=kind,
            id=name,
            reason=reason,
            told=record.indicator_key,
            region_code=record.region_code,
            period=record.period,
            value=record.value,
            round=record.round,
        )
    if isinstance(record, Finding):
        return Resting(kind=kind, id=name, reason=reason, told=record.sentence, round=record.round)
    if isinstance(record, Need):
        return Resting(kind=kind, id=name, reason=reason, told=record.title, round=record.round)
    return Resting(kind=kind, id=name, reason=reason, told=name.rpartition("/")[2])
