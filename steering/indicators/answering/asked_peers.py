"""The peer groups of what was asked of files: the members as the files tell them."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from models.indicator import IndicatorStatus
from steering.indicators.answering.asking import Asked
from steering.indicators.answering.file_cells import CITY
from steering.indicators.answering.peer_standing import Member, PeerStanding, beside_peers
from steering.indicators.answering.row_of_a_table import RowOfATable
from steering.indicators.defining.formula import QUOTIENTS
from steering.indicators.measuring.marks import STATES, UNSURE
from steering.indicators.measuring.rows import maybe
from steering.indicators.statistics import Dispersions
from steering.indicators.statistics.peers import PeerGroup

_LAND_DIGITS = 2


def peers_of(asked: Asked, table: RowOfATable) -> tuple[PeerStanding, ...]:
    """How the region stands to each of the groups that the question names."""
    if asked.measured.formula.kind not in QUOTIENTS:
        return ()
    found = (_beside(asked, table, group) for group in asked.question.groups)
    return tuple(each for each in found if each is not None)


def _beside(asked: Asked, table: RowOfATable, group: PeerGroup) -> PeerStanding | None:
    own = asked.measured.regions[asked.region]
    rows = {code: _row(asked, code) for code in group.members}
    known = [row for row in rows.values() if row is not None]
    secret = table.regions_staying_back(dict.fromkeys([*known, asked.region]))
    members = list(_members(asked, {code: row for code, row in rows.items() if row != asked.region}, secret))
    return beside_peers(
        group,
        asked.indicator,
        _member(asked, own, asked.region, secret),
        members,
        scatter=_scatter(asked),
    )


def _members(asked: Asked, rows: Mapping[str, int | None], secret: Collection[int]) -> Iterator[Member]:
    for code, row in rows.items():
        if row is None:
            yield Member(code=code, k=None, n=None, status=IndicatorStatus.INPUT_MISSING)
        else:
            yield _member(asked, code, row, secret)


def _member(asked: Asked, code: str, row: int, secret: Collection[int]) -> Member:
    measured, at = asked.measured, (row, asked.period)
    # What two files tell differently counts for none of them.
    is_unsure = bool(measured.inputs.marks[at] & UNSURE)
    return Member(
        code=code,
        k=maybe(measured.k[at]),
        n=maybe(measured.n[at]),
        status=IndicatorStatus.INPUT_MISSING if is_unsure else STATES[measured.states[at]],
        is_told=bool(measured.is_publishable[at]) and row not in secret,
    )


def _row(asked: Asked, code: str) -> int | None:
    """Where a county stands in the files; a city that is its own Land may stand there as the Land."""
    place = asked.measured.observations.place_of
    if code in place or not code.endswith(CITY):
        return place.get(code)
    return place.get(code[:_LAND_DIGITS])


def _scatter(asked: Asked) -> float | None:
    """By how much more than chance the counties of the Land scatter; None where nobody can tell."""
    comparison = asked.measured.comparison
    if comparison is None or not np.isfinite(comparison.phi[asked.period]):
        return None
    phi, count = (each[asked.period] for each in (comparison.phi, comparison.regions_count))
    return float(Dispersions(phi_raw=phi, phi=phi, regions_count=count).factor)
