"""The decision on a round: which figures and cells are published, jointly, and why the others are not."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from models.disclosure import Ground
from steering.disclosure.counts import Count, Evidence, Figure, FigureKey, counts_in
from steering.disclosure.offering import View
from steering.disclosure.parting import parts_of
from steering.disclosure.preparing import Given, Prepared, Verdict, prepare
from steering.disclosure.suppressing import Suppression, leaks, suppress
from steering.indicators.defining.indicator import Indicator


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What of a round stays back. Everything else may be published, together and in any paper."""

    figures: Mapping[FigureKey, Verdict] = field(default_factory=dict)
    counts: Mapping[Count, Verdict] = field(default_factory=dict)
    views: tuple[View, ...] = ()
    lost: tuple[Hashable, ...] = ()
    is_optimal: bool = True


@dataclass(frozen=True, kw_only=True)
class Attacked:
    """What came of attacking everything that a decision lets be told."""

    protected: tuple[Hashable, ...]
    given_away: tuple[Hashable, ...]


def decide(
    figures: Sequence[Figure], indicators: Mapping[str, Indicator], given: Given | None = None
) -> Decision:
    """Which figures and cells stay back, so that nobody works out a protected count from all the others."""
    ready = prepare(figures, indicators, given or Given())
    primary: frozenset[FigureKey | Evidence] = frozenset([*ready.figures, *ready.small])
    found = [suppress(views, offer, primary=primary) for views, offer in parts_of(ready.views, ready.offer)]
    return _decision(ready, found, primary)


def attack(
    figures: Sequence[Figure],
    indicators: Mapping[str, Indicator],
    decision: Decision,
    given: Given | None = None,
) -> Attacked:
    """The attack on what a decision lets be told, with nothing taken from the decision but what is shown."""
    ready = prepare(figures, indicators, given or Given())
    told = [
        statement
        for statement in ready.offer.told
        if statement.owner not in decision.figures
        and not (
            isinstance(statement.owner, Evidence)
            and (
                statement.owner.figure in decision.figures
                or any(count in decision.counts for count in counts_in([statement.form]))
            )
        )
    ]
    protected = dict.fromkeys(each.key for view in ready.views for each in view.protected)
    return Attacked(protected=tuple(protected), given_away=tuple(leaks(ready.views, told)))


def _decision(
    ready: Prepared, found: Sequence[Suppression], primary: Collection[FigureKey | Evidence]
) -> Decision:
    figures, counts = dict(ready.figures), dict(ready.counts)
    withheld = frozenset(primary).union(*(each.withheld for each in found))
    because = {item: keys for each in found for item, keys in each.because.items()}
    for owner in withheld:
        if isinstance(owner, FigureKey) and owner not in figures:
            figures[owner] = Verdict(ground=Ground.FOR_ANOTHER, protects=because.get(owner, ()))
    for statement in ready.offer.told:
        if isinstance(statement.owner, Evidence) and statement.owner in withheld:
            for count in counts_in([statement.form]):
                protects = because.get(statement.owner, ())
                counts.setdefault(count, Verdict(ground=Ground.FOR_ANOTHER, protects=protects))
    return Decision(
        figures=figures,
        counts=counts,
        views=ready.views,
        lost=tuple(key for each in found for key in each.lost),
        is_optimal=all(each.is_optimal for each in found),
    )
