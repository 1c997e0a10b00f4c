"""What papers may show of a round: the decision that was kept with it, or one that is made now."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from models import (
    WITH_NUMBER,
    DisclosureDecision,
    Finding,
    FindingGroup,
    FindingGroupInput,
    IndicatorInput,
    IndicatorValue,
    Release,
    Source,
    Withheld,
    WithheldKind,
)
from steering.disclosure.counts import Count, Figure, key_of, year_of
from steering.disclosure.deciding import Decision, decide
from steering.disclosure.gate import Gate
from steering.disclosure.groups import GroupFigure
from steering.disclosure.keeping import decision_from
from steering.disclosure.preparing import Given
from steering.disclosure.register import NOTHING_TOLD, Register
from steering.disclosure.rules import INSTITUTION_DIMENSIONS
from steering.disclosure.telling import statements_of
from steering.indicators.defining.indicator import Indicator
from steering.stage import Desk

OPEN_LICENCES = ("dl-de", "cc-by", "cc0")
NO_COUNTS = re.compile(
    r"%|prozent|percent|pct|promille|eur|€|qkm|km2|ha|je \d+|per \d+|jahre|index|punkte", re.IGNORECASE
)
"""Units of rates, money and areas; what bears none of them and is whole counts somebody or something."""


def gate_of(desk: Desk, values: Collection[IndicatorValue]) -> Gate:
    """What papers look through at the values of a round."""
    decision = decision_on(desk, values) if values else Decision()
    return Gate(decision=decision, indicators=_catalogue(desk))


def hidden_cells(desk: Desk) -> frozenset[Count]:
    """The cells that no paper of the cycle prints, whatever round it is about."""
    kept = frozenset(
        Count(each.name, each.breakdown, each.region_code, each.period)
        for each in desk.records.all(Withheld)
        if each.cycle_id == desk.cycle.id and each.kind is WithheldKind.CELL
    )
    values = values_in(desk)
    return kept | frozenset(decision_on(desk, values).counts) if values else kept


def values_in(desk: Desk, round_number: int | None = None) -> list[IndicatorValue]:
    """The values of one round of the cycle, of the newest unless another is asked for."""
    mine = [value for value in desk.records.all(IndicatorValue) if value.cycle_id == desk.cycle.id]
    wanted = max((value.round for value in mine), default=0) if round_number is None else round_number
    return [value for value in mine if value.round == wanted]


def decision_on(desk: Desk, values: Collection[IndicatorValue]) -> Decision:
    """The decision on a round's values: the one that was kept, or one made of what lies on the desk."""
    number = next(iter(values)).round
    kept = decision_from(
        desk.records.all(DisclosureDecision),
        desk.records.all(Withheld),
        cycle_id=desk.cycle.id,
        round_number=number,
    )
    if kept is not None:
        return kept
    given = given_of(desk, inputs_of(desk, values), before=told_before(desk, number))
    return decide([*values, *groups_in(desk, values)], _catalogue(desk), given)


def inputs_of(desk: Desk, values: Iterable[IndicatorValue]) -> frozenset[int]:
    """The numbers of the cells behind values that have one, and behind the groups that findings tell of."""
    mine = {value.id for value in values if value.value is not None}
    findings = {each.id for each in desk.records.all(Finding) if each.value_id in mine}
    return frozenset(
        [
            *(each.observation_id for each in desk.records.all(IndicatorInput) if each.value_id in mine),
            *(
                each.observation_id
                for each in desk.records.all(FindingGroupInput)
                if each.finding_id in findings
            ),
        ]
    )


def groups_in(desk: Desk, values: Iterable[IndicatorValue]) -> list[GroupFigure]:
    """The groups within some values of which findings tell."""
    mine = {value.id: value for value in values}
    findings = {each.id: mine[each.value_id] for each in desk.records.all(Finding) if each.value_id in mine}
    return [
        GroupFigure(
            indicator_key=findings[each.finding_id].indicator_key,
            breakdown=each.breakdown,
            region_code=findings[each.finding_id].region_code,
            period=findings[each.finding_id].period,
            value=each.value,
            numerator=each.numerator,
            denominator=each.denominator,
        )
        for each in desk.records.all(FindingGroup)
        if each.finding_id in findings
    ]


def told_before(desk: Desk, round_number: int) -> Register:
    """What earlier rounds of the cycle let their papers tell: all not withheld, and their findings."""
    catalogue = _catalogue(desk)
    register = NOTHING_TOLD
    for number in sorted({value.round for value in values_in_all(desk) if value.round < round_number}):
        values = values_in(desk, number)
        decision = decision_on(desk, values)
        numbers = given_of(desk, inputs_of(desk, values), before=NOTHING_TOLD).numbers
        of_today = [value for value in values if _is_of_today(value, catalogue)]
        shown = [value for value in of_today if key_of(value) not in decision.figures]
        figures: list[Figure] = [*shown, *groups_in(desk, of_today)]
        printed = frozenset(numbers) - frozenset(decision.counts)
        register = register.and_also(
            statement
            for figure in figures
            for statement in statements_of(figure, catalogue[figure.indicator_key], numbers, printed)
        )
    return register


def values_in_all(desk: Desk) -> list[IndicatorValue]:
    """The values of all rounds of the cycle."""
    return [value for value in desk.records.all(IndicatorValue) if value.cycle_id == desk.cycle.id]


def given_of(desk: Desk, inputs: Collection[int], *, before: Register) -> Given:
    """The counts behind values, which of them an office has published itself, and what was told before."""
    cells = desk.records.cells
    counted = cells[cells["status"].isin([status.value for status in WITH_NUMBER]) & cells["value"].notna()]
    values = counted["value"].astype(float)
    counted = counted[~counted["unit"].astype(str).str.match(NO_COUNTS) & (values == values.round())]
    behind = counted[counted["id"].isin(inputs)]
    numbers = dict(zip(_counts(behind), behind["value"].astype(float), strict=True))
    public = _public_releases(desk)
    is_public = behind["release_id"].astype(str).isin(public)
    return Given(
        numbers=numbers,
        public=frozenset(_counts(behind[is_public])),
        shown=frozenset(numbers),
        contributions=_contributions(counted, numbers, public),
        register=before,
        region_code=desk.region_code,
    )


def _catalogue(desk: Desk) -> dict[str, Indicator]:
    return {each.key: each for each in desk.catalogue}


def _is_of_today(value: IndicatorValue, catalogue: Mapping[str, Indicator]) -> bool:
    """Whether the formula of a value is still the catalogue's."""
    indicator = catalogue.get(value.indicator_key)
    return indicator is not None and indicator.version == value.indicator_version


def _counts(cells: pd.DataFrame) -> list[Count]:
    names = ("variable", "breakdown", "region_code", "period")
    columns = (cells[name].astype(str) for name in names)
    return [
        Count(variable, breakdown, region, year_of(period))
        for variable, breakdown, region, period in zip(*columns, strict=True)
    ]


def _public_releases(desk: Desk) -> frozenset[str]:
    """Deliveries that their publisher has laid open to everybody; without a licence nothing is open."""
    sources = desk.records.by_id(Source)
    return frozenset(
        release.id
        for release in desk.records.all(Release)
        if release.source_id in sources
        and sources[release.source_id].licence.lower().startswith(OPEN_LICENCES)
    )


def _contributions(
    cells: pd.DataFrame, numbers: Mapping[Count, float], public: frozenset[str]
) -> dict[Count, tuple[float, ...]]:
    """The single institutions behind a count, where an own delivery tells them."""
    by_institution = "|".join(f"(?:^|;){dimension}=" for dimension in sorted(INSTITUTION_DIMENSIONS))
    told = cells[cells["breakdown"].astype(str).str.contains(by_institution, regex=True)]
    told = told[~told["release_id"].astype(str).isin(public)]
    found: dict[Count, list[float]] = defaultdict(list)
    for count, value in zip(_counts(told), told["value"].astype(float), strict=True):
        kept = [
            pair for pair in count.breakdown.split(";") if pair.split("=")[0] not in INSTITUTION_DIMENSIONS
        ]
        total = count._replace(breakdown=";".join(kept))
        if total in numbers:
            found[total].append(value)
    return {count: tuple(values) for count, values in found.items()}
