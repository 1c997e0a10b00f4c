"""The history of the checks: what stood after each run and how good the data were, as charts over years."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models import QualityCount, QualityScore, Severity
from templates.document_facts.charts import ChartLine, LineChart
from templates.phrases import phrase
from templates.words import word

# More points than that cannot be told apart; then the last check of each month stands for it.
MOST_DAYS = 31
# Three lines can be told apart without colour.
LINES_OF_A_CHART = 3


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What stood after one run."""

    ran_on: date
    counts: Mapping[str, int]
    scores: Mapping[str, float] = field(default_factory=dict)


def moments(
    runs: Sequence[tuple[str, date]], counts: Iterable[QualityCount], scores: Iterable[QualityScore]
) -> list[Moment]:
    """The runs that have figures, oldest first; of several on one day the last. `runs` are id and day."""
    counted: dict[str, dict[str, int]] = {}
    for count in counts:
        counted.setdefault(count.run_id, {})[count.severity] = count.open_count
    scored: dict[str, dict[str, float]] = {}
    for score in scores:
        scored.setdefault(score.run_id, {})[score.dimension] = score.score
    found = {
        day: Moment(ran_on=day, counts=counted[run_id], scores=scored.get(run_id, {}))
        for run_id, day in runs
        if run_id in counted
    }
    return sorted(found.values(), key=lambda moment: moment.ran_on)


def shown(history: Sequence[Moment]) -> list[Moment]:
    """The moments that a chart shows: days, or for a long history the last check of each month."""
    if len(history) <= MOST_DAYS:
        return list(history)
    by_month = {(each.ran_on.year, each.ran_on.month): each for each in history}
    return list(by_month.values())


def charts(history: Sequence[Moment], language: str = "de") -> list[LineChart]:
    """Open findings by severity and scores by dimension over time; one look alone makes no line."""
    seen = shown(history)
    if len(seen) < 2:  # noqa: PLR2004 - a line has two ends
        return []
    is_monthly = len(history) > MOST_DAYS
    periods = tuple(f"{each.ran_on:{'%m/%Y' if is_monthly else '%d.%m.%y'}}" for each in seen)
    span = phrase("data.chart_subtitle_days", language, first=periods[0], last=periods[-1])
    findings = LineChart(
        key="data-findings",
        message=phrase("data.chart_findings", language),
        subtitle=span,
        unit="",
        digits=0,
        periods=periods,
        lines=tuple(
            ChartLine(
                label=word(severity, language),
                values=tuple(float(each.counts.get(severity.value, 0)) for each in seen),
                is_region=severity is Severity.CRITICAL,
            )
            for severity in Severity
        ),
    )
    return [findings, *_of_scores(seen, periods, span, language)]


def _of_scores(
    seen: Sequence[Moment], periods: tuple[str, ...], span: str, language: str
) -> Iterator[LineChart]:
    names = sorted({name for each in seen for name in each.scores})
    for number, begin in enumerate(range(0, len(names), LINES_OF_A_CHART), start=1):
        some = names[begin : begin + LINES_OF_A_CHART]
        titles = [word(name, language, kind="dimension") for name in some]
        yield LineChart(
            key=f"data-scores-{number}",
            message=f"{phrase('data.chart_scores', language)}: {', '.join(titles)}",
            subtitle=span,
            unit="pct",
            digits=1,
            periods=periods,
            lines=tuple(
                ChartLine(
                    label=title,
                    values=tuple(_percent(each.scores.get(name)) for each in seen),
                    is_region=place == 0,
                )
                for place, (name, title) in enumerate(zip(some, titles, strict=True))
            ),
        )


def _percent(score: float | None) -> float | None:
    return None if score is None else round(100 * score, 1)
