"""Decisions of disclosure control as records: kept with their round, and read by every paper."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from sqlmodel import SQLModel

from models.disclosure import DisclosureDecision, Withheld, WithheldKind
from steering.disclosure.counts import Count, FigureKey
from steering.disclosure.deciding import Decision
from steering.disclosure.preparing import Verdict
from steering.disclosure.tables import OTHERS, REST


def records_of(decision: Decision, *, cycle_id: str, round_number: int, figures_count: int) -> list[SQLModel]:
    """What is kept of a decision: that it was made, and everything that stays back."""
    guarded = {each.key for view in decision.views for each in view.protected}
    head = DisclosureDecision(
        cycle_id=cycle_id,
        round=round_number,
        figures_count=figures_count,
        protected_count=len(guarded),
        lost_count=len(decision.lost),
        is_optimal=decision.is_optimal,
    )
    return [
        head,
        *(
            Withheld(
                cycle_id=cycle_id,
                round=round_number,
                number=number,
                kind=each.kind,
                name=each.name,
                breakdown=each.breakdown,
                region_code=each.region_code,
                period=each.period,
                ground=each.verdict.ground,
                protects="; ".join(each.protects),
            )
            for number, each in enumerate(lines_of(decision), start=1)
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that stays back, as lists show it."""

    kind: WithheldKind
    name: str
    breakdown: str
    region_code: str
    period: str
    verdict: Verdict

    @property
    def protects(self) -> list[str]:
        """The names of the counts for whose sake it stays back."""
        return sorted({named(each) for each in self.verdict.protects})


def lines_of(decision: Decision) -> list[Line]:
    """Everything that stays back, figures first, each in the order of its name."""
    figures = [
        Line(
            kind=WithheldKind.FIGURE,
            name=key.indicator_key,
            breakdown=key.breakdown,
            region_code=key.region_code,
            period=key.period,
            verdict=decision.figures[key],
        )
        for key in sorted(decision.figures)
    ]
    cells = [
        Line(
            kind=WithheldKind.CELL,
            name=count.variable,
            breakdown=count.breakdown,
            region_code=count.region_code,
            period=count.period,
            verdict=decision.counts[count],
        )
        for count in sorted(decision.counts)
    ]
    return [*figures, *cells]


def decision_from(
    decided: Iterable[DisclosureDecision], kept: Iterable[Withheld], *, cycle_id: str, round_number: int
) -> Decision | None:
    """The decision on a round, read again; none if nobody has decided on it."""
    head = next((each for each in decided if (each.cycle_id, each.round) == (cycle_id, round_number)), None)
    if head is None:
        return None
    mine = [each for each in kept if (each.cycle_id, each.round) == (cycle_id, round_number)]
    return Decision(
        figures={
            FigureKey(each.name, each.breakdown, each.region_code, each.period): _verdict(each)
            for each in mine
            if each.kind is WithheldKind.FIGURE
        },
        counts={
            Count(each.name, each.breakdown, each.region_code, each.period): _verdict(each)
            for each in mine
            if each.kind is WithheldKind.CELL
        },
        is_optimal=head.is_optimal,
    )


def _verdict(kept: Withheld) -> Verdict:
    return Verdict(ground=kept.ground, protects=tuple(each for each in kept.protects.split("; ") if each))


def named(protected: Hashable) -> str:
    """The name of a protected count, as lists for statisticians show it."""
    if isinstance(protected, Count):
        inside = f"[{protected.breakdown}]" if protected.breakdown else ""
        region = protected.region_code.replace(REST, "") if REST in protected.region_code else ""
        where = f"rest of {region.split('/')[0]}" if region else protected.region_code
        return f"{protected.variable}{inside.replace(OTHERS, 'others')}, {where}, {protected.period}"
    if isinstance(protected, FigureKey):
        inside = f"[{protected.breakdown}]" if protected.breakdown else ""
        return f"{protected.indicator_key}{inside}, {protected.region_code}, {protected.period}"
    if isinstance(protected, tuple) and protected and isinstance(protected[0], FigureKey):
        return named(protected[0])
    if isinstance(protected, tuple):
        return " + ".join(named(each) for each in protected)
    return str(protected)
