"""Marking what a new release made stale: noted beside the records, which stay as they were decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from sqlmodel import Session, col, select

import models as m
from models import Dependent, IndicatorStatus, IndicatorValue, Release, Staleness, StaleReason
from steering.errors import SteeringError
from steering.indicators.defining.catalogue import Indicator, load_catalogue
from steering.indicators.measuring.periods import shifted
from steering.indicators.measuring.recomputing import ChangedCell, affected, recompute
from steering.office.archive import Transaction
from steering.office.archive.cells import read_cells_of
from steering.office.archive.counting_cells import Wanted, cells_with, counting_cells
from steering.office.opening import Office
from steering.office.rounds import rounds
from steering.profile import peers
from steering.profile.peer_groups import peer_groups_of
from steering.releases.current import covered, current
from steering.releases.difference import CELL_KEY, difference
from steering.releases.resting import Content, Round, changed_places, dependencies_of
from steering.releases.staleness import Dependencies, Node, Place, changed_count, stale

_YEAR = 4
_TOLD = ("value", "status", "unit", "reference_time")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is there when a release comes: all releases of the region, and the cells on which revisions rest.

    `cells` are those that the values of their rounds were computed from, `counting` what counts today of the
    variables and years of which these values speak.
    """

    release: Release
    number: int
    releases: tuple[Release, ...]
    cells: pd.DataFrame = field(repr=False)
    counting: pd.DataFrame = field(repr=False)
    catalogue: Mapping[str, Indicator] = field(repr=False)


def mark(tx: Transaction, office: Office, release: Release) -> list[Staleness]:
    """Note what a release made stale, or good again, in every revision of the region."""
    cycles = tx.session.exec(select(m.Cycle).where(m.Cycle.region_key == office.region_key)).all()
    if not cycles:
        return []
    examined = {cycle.id: list(rounds(tx.session, cycle.id)) for cycle in cycles}
    known = _known(tx.session, office, release, [one for listed in examined.values() for one in listed])
    noted: list[Staleness] = []
    for cycle in cycles:
        verdicts = list(_of_cycle(tx.session, office, cycle, examined[cycle.id], known))
        tx.session.add_all(verdicts)
        noted += verdicts
    tx.session.flush()
    return noted


def _known(session: Session, office: Office, release: Release, examined: Sequence[Round]) -> Known:
    mine = select(m.Source.id).where(m.Source.region_key == office.region_key)
    releases = session.exec(select(Release).where(col(Release.source_id).in_(mine))).all()
    number = session.exec(
        select(m.ReleaseNumber.number).where(m.ReleaseNumber.release_id == release.id)
    ).one()
    catalogue = load_catalogue()
    cells = cells_with(session, releases, frozenset[int]().union(*(one.cells for one in examined)))
    return Known(
        release=release,
        number=number,
        releases=tuple(releases),
        cells=cells,
        counting=counting_cells(session, releases, _wanted(examined, cells, catalogue)),
        catalogue=catalogue,
    )


def _wanted(examined: Iterable[Round], cells: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> Wanted:
    """The variables and years of which the values of some rounds speak, by their cells and their formulas."""
    variables, years = (
        set(cells["variable"].unique()),
        {str(each)[:_YEAR] for each in cells["period"].unique()},
    )
    asked = {(value.indicator_key, value.period) for one in examined for value in one.computed}
    for key, period in asked:
        for term in catalogue[key].formula.terms if key in catalogue else ():
            variables.add(term.variable)
            years |= {shifted(period, lag)[:_YEAR] for lag in term.lags}
    return Wanted(variables=frozenset(variables), years=frozenset(years))


def _of_cycle(
    session: Session, office: Office, cycle: m.Cycle, examined: Iterable[Round], known: Known
) -> Iterator[Staleness]:
    """The verdicts that are new in one revision."""
    before = _verdicts(session, cycle.id)
    reasons: dict[Node, StaleReason] = {}
    counted: dict[Node, int] = {}
    considered: set[Node] = set()
    moved: set[Place] = set()
    kept: dict[str, IndicatorValue] = {}
    for one in examined:
        dependencies, changed = _examined(one, known)
        considered |= {*dependencies.cells, *dependencies.rests_on}
        moved |= changed
        for node, reason in stale(changed, dependencies).items():
            if reasons.get(node) is not StaleReason.INPUT:
                reasons[node] = reason
            counted[node] = counted.get(node, 0) + changed_count(node, changed, dependencies)
        kept |= {value.id: value for value in one.computed}
    for snapshot, count in _snapshots(session, cycle.id, known):
        considered.add(snapshot)
        counted[snapshot] = count
        if count:
            reasons[snapshot] = StaleReason.INPUT
    after = (
        _recomputed(office, known, [kept[name] for kind, name in reasons if kind in _VALUES], moved)
        if reasons
        else {}
    )
    for node in sorted(considered):
        last = before.get(node)
        reason = reasons.get(node, StaleReason.RESTORED)
        if reason is StaleReason.RESTORED and (last is None or last.reason is StaleReason.RESTORED):
            continue
        value = kept.get(node[1]) if node[0] in _VALUES else None
        verdict = Staleness(
            release_id=known.release.id,
            kind=node[0],
            subject_id=node[1],
            cycle_id=cycle.id,
            reason=reason,
            number=known.number,
            cells_count=counted.get(node, 0) if node in reasons else 0,
            value_before=value.value if value else None,
            value_after=after.get(_key(value)) if value else None,
            noted_at=office.now,
        )
        if last is None or _said(last) != _said(verdict):
            yield verdict


_VALUES = (Dependent.INDICATOR_VALUE,)


def _said(verdict: Staleness) -> tuple[object, ...]:
    return verdict.reason, verdict.cells_count, verdict.value_after


def _verdicts(session: Session, cycle_id: str) -> dict[Node, Staleness]:
    query = select(Staleness).where(Staleness.cycle_id == cycle_id).order_by(col(Staleness.number))
    return {(each.kind, each.subject_id): each for each in session.exec(query).all()}


def _examined(one: Round, known: Known) -> tuple[Dependencies, set[Place]]:
    """What a round rests on, and the places among it that tell something else today."""
    frozen = known.cells[known.cells["id"].isin(one.cells)]
    terms = {
        term.variable
        for key in {value.indicator_key for value in one.computed} & set(known.catalogue)
        for term in known.catalogue[key].formula.terms
    }
    regions = {value.region_code for value in one.computed}
    is_near = known.counting["variable"].isin(terms | set(frozen["variable"].unique()))
    now = _contents(known.counting[is_near & known.counting["region_code"].isin(regions)])
    places = dict(zip(frozen["id"].tolist(), _places(frozen), strict=True))
    dependencies = dependencies_of(one, places, now, known.catalogue)
    wanted = frozenset().union(*dependencies.cells.values()) if dependencies.cells else frozenset()
    then = _contents(frozen)
    return dependencies, changed_places(
        then, {place: now[place] for place in wanted if place in now}
    ) & wanted


def _places(cells: pd.DataFrame) -> list[Place]:
    rows = zip(*(cells[name].astype(object) for name in CELL_KEY), strict=True)
    return [Place(variable=v, region_code=r, period=p, breakdown=b) for v, r, p, b in rows]


def _contents(cells: pd.DataFrame) -> dict[Place, Content]:
    values = [None if pd.isna(value) else float(value) for value in cells["value"]]
    others = (cells[name].astype(object) for name in _TOLD[1:])
    contents = zip(values, *others, strict=True)
    return dict(zip(_places(cells), contents, strict=True))


def _snapshots(session: Session, cycle_id: str, known: Known) -> Iterator[tuple[Node, int]]:
    """The newest snapshot of a revision, and how many of the cells that it froze are told differently."""
    query = select(m.DataSnapshot).where(m.DataSnapshot.cycle_id == cycle_id)
    newest = session.exec(query.order_by(col(m.DataSnapshot.round).desc())).first()
    if newest is None:
        return
    links = select(m.SnapshotRelease.release_id).where(m.SnapshotRelease.snapshot_id == newest.id)
    frozen_ids = set(session.exec(links).all())
    source_id = known.release.source_id
    mine = {each.id for each in known.releases if each.source_id == source_id}
    cells = read_cells_of(session, mine)
    frozen = current(cells, known.releases, among=frozen_ids & mine)
    now = current(cells, known.releases, among=mine)
    found = difference(frozen, covered(now, by=frozen))
    yield (Dependent.SNAPSHOT, newest.id), len(found.cells)


def _recomputed(
    office: Office, known: Known, values: Iterable[IndicatorValue], moved: Iterable[Place]
) -> dict[tuple[str, str, str], float | None]:
    """What the values would be with the cells that count now; nothing where they cannot be computed.

    Only the indicators and periods on which a changed cell bears are computed.
    """
    keys = {value.indicator_key for value in values} & set(known.catalogue)
    chosen = [known.catalogue[key] for key in sorted(keys)]
    changed = {ChangedCell(variable=place.variable, period=place.period) for place in moved}
    region = office.profile.region
    codes = [str(code) for code in known.counting["region_code"].unique()]
    try:
        computed = recompute(
            chosen,
            known.counting,
            affected(chosen, changed),
            land_code=region.land_code,
            peers=(region.region_code, *peers(region, codes, on=office.today)),
            others=[code for group in peer_groups_of(region) for code in group.members],
        )
    except SteeringError:
        return {}
    return {
        (each.indicator_key, each.region_code, each.period): each.value
        for each in computed
        if each.status is IndicatorStatus.COMPUTED
    }


def _key(value: IndicatorValue) -> tuple[str, str, str]:
    return value.indicator_key, value.region_code, value.period
