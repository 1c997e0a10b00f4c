"""What a round of a revision rests on, found in its records: from cells to values, findings and drafts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from models import (
    Evidence,
    Finding,
    FindingGroupInput,
    IndicatorInput,
    IndicatorValue,
    Need,
    NeedFinding,
)
from models.need import Pattern
from models.staleness import Dependent
from steering.indicators.defining.catalogue import Indicator, Join
from steering.indicators.measuring.comparing import COMPARABLE
from steering.indicators.measuring.periods import shifted
from steering.releases.staleness import Dependencies, Node, Place

Content = tuple[float | None, str, str, str]
"""What a cell tells: value, status, unit, reference time. Two cells that agree in it are the same."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """The values of one round, with the cells that they were computed from and what was made of them.

    `group_inputs` are the cells behind the groups that findings hold against each other.
    """

    computed: tuple[IndicatorValue, ...]
    inputs: tuple[IndicatorInput, ...]
    findings: tuple[Finding, ...] = ()
    group_inputs: tuple[FindingGroupInput, ...] = ()
    needs: tuple[Need, ...] = ()
    need_findings: tuple[NeedFinding, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def cells(self) -> frozenset[int]:
        """The numbers of all cells that something in the round was computed from."""
        behind_values = (each.observation_id for each in self.inputs)
        return frozenset([*behind_values, *(each.observation_id for each in self.group_inputs)])


def changed_places(frozen: Mapping[Place, Content], now: Mapping[Place, Content]) -> set[Place]:
    """The places whose cell tells something else than it did, is gone, or has come."""
    return {place for place in {*frozen, *now} if frozen.get(place) != now.get(place)}


def dependencies_of(
    kept: Round,
    cells: Mapping[int, Place],
    now: Mapping[Place, Content],
    catalogue: Mapping[str, Indicator],
) -> Dependencies:
    """Who rests on what in a round; `cells` are the inputs by their number, `now` is what counts today."""
    inputs: dict[str, list[IndicatorInput]] = defaultdict(list)
    for each in kept.inputs:
        inputs[each.value_id].append(each)
    there = {
        value.id: {
            each.name
            for each in inputs[value.id]
            if each.observation_id in cells and cells[each.observation_id].region_code == value.region_code
        }
        for value in kept.computed
    }
    missing = _missing_inputs(kept.computed, there, now, catalogue)
    own = {
        _value(value): frozenset(
            {cells[each.observation_id] for each in inputs[value.id] if each.observation_id in cells}
            | missing[value.id]
        )
        for value in kept.computed
    }
    compared = _compared(kept.computed, catalogue)
    of_groups: dict[str, set[Place]] = defaultdict(set)
    for part in kept.group_inputs:
        of_groups[part.finding_id] |= {cells[part.observation_id]} if part.observation_id in cells else set()
    of_findings = {
        _finding(each): _of_finding(each, kept.computed, own) | of_groups[each.id] for each in kept.findings
    }
    rests_on: dict[Node, frozenset[Node]] = {
        _finding(each): frozenset({_named(each.value_id)})
        for each in kept.findings
        if each.pattern not in OVER_TIME
    }
    for need in kept.needs:
        mine = {each.finding_id for each in kept.need_findings if each.need_id == need.id}
        rests_on[Dependent.NEED, need.id] = frozenset((Dependent.FINDING, each) for each in mine)
    drafts: dict[str, set[Node]] = defaultdict(set)
    for proof in kept.evidence:
        node = (Dependent.EVIDENCE, f"{proof.draft_id}/{proof.reference}")
        rests_on[node] = frozenset({_named(proof.value_id)})
        drafts[proof.draft_id].add(node)
    rests_on |= {(Dependent.DRAFT, draft): frozenset(nodes) for draft, nodes in drafts.items()}
    return Dependencies(cells=own | of_findings, rests_on=rests_on, compared_with=compared)


def _value(value: IndicatorValue) -> Node:
    return _named(value.id)


def _named(value_id: str) -> Node:
    return Dependent.INDICATOR_VALUE, value_id


def _finding(finding: Finding) -> Node:
    return Dependent.FINDING, finding.id


def _missing_inputs(
    values: Iterable[IndicatorValue],
    there: Mapping[str, set[str]],
    now: Mapping[Place, Content],
    catalogue: Mapping[str, Indicator],
) -> dict[str, set[Place]]:
    """Cells that a formula names and that were not there, but are there today.

    `there` are the names of the inputs that are cells of the value's own region.
    """
    by_year: dict[tuple[str, str, str, str], list[Place]] = defaultdict(list)
    for place in now:
        by_year[place.variable, place.region_code, place.period[:4], place.breakdown].append(place)
    found: dict[str, set[Place]] = {}
    for value in values:
        found[value.id] = set()
        indicator = catalogue.get(value.indicator_key)
        if indicator is None or indicator.version != value.indicator_version:
            continue
        for term in indicator.formula.terms:
            if term.name in there[value.id]:
                continue
            for lag in term.lags:
                period = shifted(value.period, lag)
                key = (term.variable, value.region_code, period[:4], term.breakdown)
                found[value.id] |= {
                    place
                    for place in by_year.get(key, ())
                    if now[place][3] in indicator.reference_times
                    and (indicator.join is Join.SAME_YEAR or place.period == period)
                }
    return found


def _compared(
    values: Collection[IndicatorValue], catalogue: Mapping[str, Indicator]
) -> dict[Node, frozenset[Node]]:
    """What is judged beside the other regions, and withheld beside the parts of its whole."""
    beside: dict[tuple[object, ...], set[Node]] = defaultdict(set)
    groups: dict[Node, list[tuple[object, ...]]] = {}
    for value in values:
        indicator = catalogue.get(value.indicator_key)
        if indicator is None or indicator.formula.kind not in COMPARABLE:
            continue
        regions = ("regions", value.indicator_key, value.period)
        parts = ("parts", indicator.formula.denominator, value.region_code, value.period)
        for group in (regions, parts):
            beside[group].add(_value(value))
        groups[_value(value)] = [parts] if len(value.region_code) != COUNTY_KEY else [regions, parts]
    return {node: frozenset().union(*(beside[group] for group in mine)) for node, mine in groups.items()}


COUNTY_KEY = 5
# What these patterns say is said of years together: a target is missed for two years running.
OVER_TIME = frozenset({Pattern.TREND, Pattern.BREAK, Pattern.TARGET})


def _of_finding(
    finding: Finding, values: Iterable[IndicatorValue], own: Mapping[Node, frozenset[Place]]
) -> frozenset[Place]:
    """The cells that a finding rests on by itself: of its reference, and of a whole series."""
    nodes = set(_series(finding, values)) if finding.pattern in OVER_TIME else set()
    if finding.reference_value_id is not None:
        nodes.add(_named(finding.reference_value_id))
    return frozenset().union(*(own.get(node, frozenset()) for node in nodes))


def _series(finding: Finding, values: Iterable[IndicatorValue]) -> Iterator[Node]:
    listed = list(values)
    last = next((each for each in listed if each.id == finding.value_id), None)
    for each in listed:
        if last is not None and (each.indicator_key, each.region_code) == (
            last.indicator_key,
            last.region_code,
        ):
            yield _value(each)
