"""What a decision needs: what is secret for itself, who attacks, and what is offered at what cost."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.disclosure import Ground
from steering.disclosure.counts import Count, Evidence, Figure, FigureKey, counts_in, key_of, sums_of
from steering.disclosure.offering import Offer, Protected, View
from steering.disclosure.register import NOTHING_TOLD, Register
from steering.disclosure.rules import (
    INSTITUTION_COUNTS,
    USUAL,
    Rule,
    few,
    ground_of_contributions,
    is_of_institution,
)
from steering.disclosure.statements import Form, Statement, exactly
from steering.disclosure.tables import Tables, around
from steering.disclosure.telling import protected_of, statements_of
from steering.indicators.defining.indicator import Indicator

REMARK = "withheld_for_another"
_LAND_LENGTH = 2
_OWN, _ABOVE, _OTHERS, _GROUPS, _CELLS = 50.0, 60.0, 8.0, 2.0, 1.0
_NEWEST = 1.5
_BY_SIZE = 1e-5
_HIDES_LITTLE = 10


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Why a figure or a cell stays back; `protects` are the counts for whose sake it does."""

    ground: Ground
    protects: tuple[Hashable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a decision rests on besides the figures.

    `numbers` are the counts behind the figures, as far as they are at hand; `public` are those that an
    office has published itself; `shown` are the cells that a paper would print as evidence.
    """

    numbers: Mapping[Count, float] = field(default_factory=dict)
    public: frozenset[Count] = frozenset()
    shown: frozenset[Count] = frozenset()
    contributions: Mapping[Count, Sequence[float]] = field(default_factory=dict)
    register: Register = NOTHING_TOLD
    region_code: str = ""
    rule: Rule = USUAL


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A round ready to be decided on: what stays back for itself, and what everything else would tell."""

    figures: Mapping[FigureKey, Verdict]
    counts: Mapping[Count, Verdict]
    small: frozenset[Evidence]
    views: tuple[View, ...]
    offer: Offer


def prepare(figures: Sequence[Figure], indicators: Mapping[str, Indicator], given: Given) -> Prepared:
    """A round ready to be decided on, or to be attacked."""
    keyed = {key_of(each): each for each in figures if each.indicator_key in indicators}
    numbers = dict(given.numbers) or _numbers_of(keyed, indicators)
    first = _primary(keyed, indicators, given)
    tables = Tables(numbers)
    cells = _secret_cells(given, tables)
    guarded = _guarded(keyed, indicators, first, tables, given)
    told = list(_told(keyed, indicators, numbers, first, given)) if guarded else []
    views, reached = _views(guarded, tables, told, given)
    return Prepared(
        figures=first,
        counts=cells,
        small=frozenset(Evidence(key) for key in keyed if _cites(key, cells, indicators)),
        views=tuple(views),
        offer=Offer(
            told=reached,
            weights=_weights(reached, keyed, given),
            beside={each.owner: each.owner.figure for each in reached if isinstance(each.owner, Evidence)},
        ),
    )


def _told(
    keyed: Mapping[FigureKey, Figure],
    indicators: Mapping[str, Indicator],
    numbers: Mapping[Count, float],
    first: Collection[FigureKey],
    given: Given,
) -> Iterator[Statement]:
    """What every figure that is not withheld already tells, and the cells that papers print beside it."""
    for key, figure in keyed.items():
        if key not in first and figure.value is not None:
            yield from statements_of(figure, indicators[key.indicator_key], numbers, given.shown)


def _cites(key: FigureKey, cells: Collection[Count], indicators: Mapping[str, Indicator]) -> bool:
    """Whether one of these cells stands beside a figure."""
    if not cells:
        return False
    return any(count in cells for count in counts_in(sums_of(indicators[key.indicator_key], key).all))


def _numbers_of(keyed: Mapping[FigureKey, Figure], indicators: Mapping[str, Indicator]) -> dict[Count, float]:
    """The counts that figures hold themselves: numerators and bases of a single cell."""
    found: dict[Count, float] = {}
    for key, figure in keyed.items():
        sums = sums_of(indicators[key.indicator_key], key)
        for form, number in ((sums.numerator, figure.numerator), (sums.denominator, figure.denominator)):
            if number is not None and len(form) == 1 and form[0][1] == 1:
                found.update(dict.fromkeys(counts_in([form]), number))
    return found


def _primary(
    keyed: Mapping[FigureKey, Figure], indicators: Mapping[str, Indicator], given: Given
) -> dict[FigureKey, Verdict]:
    """Figures that stay back for themselves, and those that an earlier decision withheld for others."""
    found: dict[FigureKey, Verdict] = {}
    for key, figure in keyed.items():
        indicator = indicators[key.indicator_key]
        if figure.value is None:
            continue
        ground = _own_ground(key, figure, indicator, given)
        if ground is not None:
            found[key] = Verdict(ground=ground)
    return found


def _own_ground(key: FigureKey, figure: Figure, indicator: Indicator, given: Given) -> Ground | None:
    if is_of_institution(key.region_code, key.breakdown):
        return Ground.INSTITUTION
    if not getattr(indicator, "is_public", True):
        return Ground.INTERNAL
    return _small_ground(key, figure, indicator, given)


def _small_ground(key: FigureKey, figure: Figure, indicator: Indicator, given: Given) -> Ground | None:
    if not figure.is_publishable and REMARK not in figure.remark:
        return Ground.TOO_FEW
    # With the cells at hand it is judged anew for whose sake a figure stays back.
    if not figure.is_publishable and not given.numbers:
        return Ground.FOR_ANOTHER
    if protected_of(figure, indicator, given.numbers, given.rule):
        return Ground.TOO_FEW
    if given.contributions:
        for count in counts_in(sums_of(indicator, key).all):
            ground = ground_of_contributions(given.contributions.get(count, ()), given.rule)
            if ground is not None:
                return ground
    return None


def _secret_cells(given: Given, tables: Tables) -> dict[Count, Verdict]:
    """Cells that no paper prints: few persons, a single institution, one contributor too large."""
    found: dict[Count, Verdict] = {}
    for count in given.shown:
        ground = ground_of_contributions(given.contributions.get(count, ()), given.rule)
        if is_of_institution(count.region_code, count.breakdown):
            ground = Ground.INSTITUTION
        elif _is_few(count, tables.numbers.get(count), given.rule):
            ground = Ground.TOO_FEW
        if ground is not None:
            found[count] = Verdict(ground=ground)
    return found


def _is_few(count: Count, number: float | None, rule: Rule) -> bool:
    return count.variable not in INSTITUTION_COUNTS and few(number, rule)


def _guarded(
    keyed: Mapping[FigureKey, Figure],
    indicators: Mapping[str, Indicator],
    first: Mapping[FigureKey, Verdict],
    tables: Tables,
    given: Given,
) -> list[Protected]:
    """Every count that must not be worked out: behind withheld figures, in cells, and left over by sums."""
    found: dict[Form, Protected] = {}
    for key, verdict in first.items():
        if verdict.ground is Ground.TOO_FEW:
            listed = protected_of(keyed[key], indicators[key.indicator_key], given.numbers, given.rule)
            found.update({each.form: each for each in listed})
    if given.numbers:
        found = {each.form: each for each in _left_over(tables, given)} | found
    for count, listed_amounts in given.contributions.items():
        if ground_of_contributions(listed_amounts, given.rule) is not None:
            width = max(given.rule.width, given.rule.p_pct / 100 * max(listed_amounts))
            form: Form = ((count, 1.0),)
            found[form] = Protected(key=count, form=form, width=width)
    return list(found.values())


def _left_over(tables: Tables, given: Given) -> Iterator[Protected]:
    """Small counts among the cells, and those that sums leave over."""
    for count in list(given.numbers):
        tables.about(count)
    whole = {((count, 1.0),): number for count, number in tables.numbers.items()}
    for form, number in (whole | tables.left_over).items():
        counts = tuple(counts_in([form]))
        if all(_is_few(count, number, given.rule) for count in counts):
            key = counts[0] if len(counts) == 1 else counts
            yield Protected(key=key, form=form, width=given.rule.width)


def _views(
    guarded: Sequence[Protected], tables: Tables, told: Iterable[Statement], given: Given
) -> tuple[list[View], list[Statement]]:
    """The two attackers: one has our papers only, the other all official tables as well."""
    telling: dict[Count, list[Statement]] = defaultdict(list)
    before = given.register.statements(tables.numbers)
    for statement in [*told, *before]:
        for count in counts_in([statement.form]):
            telling[count].append(statement)
    sums, reached = around(counts_in(each.form for each in guarded), tables, telling)
    known = (*sums, *(each for each in reached if each.owner is None))
    views = [View(known=known, protected=tuple(guarded))]
    own = [each for each in guarded if any(count not in given.public for count in counts_in([each.form]))]
    touched = {count for each in (*sums, *reached) for count in counts_in([each.form])}
    official = [
        exactly(((count, 1.0),), tables.numbers[count])
        for count in sorted(touched & given.public)
        if count in tables.numbers
    ]
    if own and official:
        views.append(View(known=(*known, *official), protected=tuple(own)))
    return views, [each for each in reached if each.owner is not None]


def _weights(
    reached: Iterable[Statement], keyed: Mapping[FigureKey, Figure], given: Given
) -> dict[Hashable, float]:
    """What it costs to withhold a figure: our own and the wholes most, other regions, groups, cells less."""
    newest: dict[str, str] = {}
    for key in keyed:
        newest[key.indicator_key] = max(newest.get(key.indicator_key, ""), key.period)
    found: dict[Hashable, float] = {}
    for owner in dict.fromkeys(each.owner for each in reached):
        if isinstance(owner, Evidence):
            key, weight = owner.figure, _CELLS
        elif isinstance(owner, FigureKey):
            key, weight = (
                owner,
                _GROUPS if owner.breakdown else _importance(owner.region_code, given.region_code),
            )
        else:
            continue
        is_newest = newest[key.indicator_key] == key.period
        found[owner] = weight * (_NEWEST if is_newest else 1.0) * _by_size(keyed[key].numerator)
    return found


def _by_size(number: float | None) -> float:
    """Small counts hide little, and large ones are missed more."""
    size = abs(number or 0.0)
    return 1.0 + (3.0 / (1.0 + size) if size < _HIDES_LITTLE else 0.0) + _BY_SIZE * size


def _importance(region_code: str, own: str) -> float:
    if region_code == own:
        return _OWN
    return _ABOVE if len(region_code) <= _LAND_LENGTH else _OTHERS
