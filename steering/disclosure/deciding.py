"""The decision on a round: which figures and cells are published, jointly, and why the others are not."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from steering.disclosure.counts import Count, Figure, FigureKey, counts_in, key_of, sums_of
from steering.disclosure.register import NOTHING_TOLD, Register
from steering.disclosure.rules import (
    INSTITUTION_COUNTS,
    USUAL,
    Ground,
    Rule,
    few,
    ground_of_contributions,
    is_of_institution,
)
from steering.disclosure.statements import Form, Statement, exactly
from steering.disclosure.suppressing import Protected, Suppression, View, suppress
from steering.disclosure.tables import Tables, around
from steering.disclosure.telling import protected_of, told_by
from steering.indicators.indicator import Indicator

REMARK = "withheld_for_another"
_LAND_LENGTH = 2
_OWN, _ABOVE, _OTHERS, _CELL = 50.0, 60.0, 8.0, 1.0
_NEWEST = 1.5
_BY_SIZE = 1e-7


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Why a figure or a cell stays back; `protects` are the counts for whose sake it does."""

    ground: Ground
    protects: tuple[Hashable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What of a round stays back. Everything else may be published, together and in any paper."""

    figures: Mapping[FigureKey, Verdict] = field(default_factory=dict)
    counts: Mapping[Count, Verdict] = field(default_factory=dict)
    views: tuple[View, ...] = ()
    lost: tuple[Hashable, ...] = ()
    is_optimal: bool = True


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


def decide(
    figures: Sequence[Figure], indicators: Mapping[str, Indicator], given: Given | None = None
) -> Decision:
    """Which figures and cells stay back, so that nobody works out a protected count from all the others."""
    given = given or Given()
    keyed = {key_of(each): each for each in figures if each.indicator_key in indicators}
    numbers = dict(given.numbers) or _numbers_of(keyed, indicators)
    first = _primary(keyed, indicators, given)
    tables = Tables(numbers)
    secret_cells = _secret_cells(given, tables)
    guarded = _guarded(keyed, indicators, first, tables, given)
    if not guarded and not secret_cells:
        return Decision(figures=first)
    told = [
        statement
        for key, figure in keyed.items()
        if key not in first
        for statement in told_by(figure, indicators[key.indicator_key], numbers)
    ]
    told += [
        exactly(((count, 1.0),), numbers[count], owner=count)
        for count in given.shown - set(secret_cells)
        if count in numbers
    ]
    views, reached = _views(guarded, tables, told, given)
    weights = _weights(reached, keyed, given)
    found = suppress(views, reached, weights)
    return _decision(first, secret_cells, found, views)


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
    if not figure.is_publishable:
        return Ground.FOR_ANOTHER if REMARK in figure.remark else Ground.TOO_FEW
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
    found: dict[Hashable, Protected] = {}
    for key, verdict in first.items():
        if verdict.ground is Ground.TOO_FEW:
            listed = protected_of(keyed[key], indicators[key.indicator_key], given.numbers, given.rule)
            found.update({each.form: each for each in listed})
    if given.numbers:
        for count in list(given.numbers):
            tables.about(count)
        for count, number in tables.numbers.items():
            if _is_few(count, number, given.rule):
                form: Form = ((count, 1.0),)
                found.setdefault(form, Protected(key=count, form=form, width=given.rule.width))
    for count, listed_amounts in given.contributions.items():
        if ground_of_contributions(listed_amounts, given.rule) is not None:
            width = max(given.rule.width, given.rule.p_pct / 100 * max(listed_amounts))
            form = ((count, 1.0),)
            found[form] = Protected(key=count, form=form, width=width)
    return list(found.values())


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
        for count in touched & given.public
        if count in tables.numbers
    ]
    if own and official:
        views.append(View(known=(*known, *official), protected=tuple(own)))
    return views, [each for each in reached if each.owner is not None]


def _weights(
    reached: Iterable[Statement], keyed: Mapping[FigureKey, Figure], given: Given
) -> dict[Hashable, float]:
    """What it costs to withhold a figure: our own and the wholes most, other regions and mere cells less."""
    newest: dict[str, str] = {}
    for key in keyed:
        newest[key.indicator_key] = max(newest.get(key.indicator_key, ""), key.period)
    found: dict[Hashable, float] = {}
    for statement in reached:
        owner = statement.owner
        size = _BY_SIZE * abs(statement.high)
        if isinstance(owner, Count):
            found[owner] = _CELL + size
        elif isinstance(owner, FigureKey):
            figure = keyed[owner]
            weight = _importance(owner.region_code, given.region_code)
            is_newest = newest[owner.indicator_key] == owner.period
            found[owner] = weight * (_NEWEST if is_newest else 1.0) + _BY_SIZE * (figure.numerator or 0.0)
    return found


def _importance(region_code: str, own: str) -> float:
    if region_code == own:
        return _OWN
    return _ABOVE if len(region_code) <= _LAND_LENGTH else _OTHERS


def _decision(
    first: Mapping[FigureKey, Verdict],
    cells: Mapping[Count, Verdict],
    found: Suppression,
    views: Collection[View],
) -> Decision:
    figures, counts = dict(first), dict(cells)
    for owner in found.withheld:
        verdict = Verdict(ground=Ground.FOR_ANOTHER, protects=found.because.get(owner, ()))
        if isinstance(owner, FigureKey):
            figures[owner] = verdict
        elif isinstance(owner, Count):
            counts[owner] = verdict
    return Decision(
        figures=figures, counts=counts, views=tuple(views), lost=found.lost, is_optimal=found.is_optimal
    )
