"""One indicator of the education report: headline, charts, table of all years, method, sources."""

from collections.abc import Iterator, Mapping

from models import IndicatorStatus, IndicatorValue
from steering.documents.education_charts import YEAR_DIGITS, own_charts
from steering.documents.education_counties import county_charts, county_rows
from steering.documents.education_few import few_cases
from steering.documents.education_map import Boundaries, map_chart
from steering.documents.education_method import method_facts
from steering.documents.education_peers import peer_rows
from steering.documents.education_sources import sources_of
from steering.documents.evidence import Ledger
from steering.documents.values import FEDERATION, Shown, number_of, reference_time, status_of
from steering.indicators.judging.known_years import known_years
from templates.document_facts import Compared, IndicatorFacts, PeriodRow
from templates.periods import written
from templates.places import place
from templates.sentences import Scatter, SentenceFacts, indicator_sentence, scatter_of


def indicator_facts(
    shown: Shown, ledger: Ledger, used: Mapping[str, frozenset[str]], boundaries: Boundaries | None
) -> IndicatorFacts:
    """Everything that the double page of an indicator shows."""
    indicator, value = shown.indicator, shown.value
    periods = shown.values.periods(indicator.key, shown.desk.region_code)
    labels = _labels(periods, shown.language)
    history = tuple(_history(shown, labels, ledger))
    before = _before(shown, periods)
    change = None if before is None else (number_of(value) or 0.0) - (number_of(before) or 0.0)
    return IndicatorFacts(
        key=indicator.key,
        title=shown.title,
        # The catalogue asks its questions in German only.
        question=indicator.question if shown.language == "de" else "",
        headline=headline(shown),
        assessment=value.assessment,
        unit=indicator.unit,
        digits=indicator.digits,
        period=shown.period,
        year=labels[value.period],
        short=_short(value.period, shown.language),
        charts=own_charts(shown),
        method=method_facts(shown, periods),
        screened=shown.word("method_screened", count=len(shown.desk.catalogue))
        if value.z_adjusted is not None and len(shown.desk.catalogue) > 1
        else "",
        sources=sources_of(shown.desk, indicator, _cited(shown, periods), used),
        history=history,
        county_charts=tuple(county_charts(shown)),
        counties=county_rows(shown),
        peers=tuple(peer_rows(shown)),
        few=tuple(few_cases(shown, periods)),
        on_map=map_chart(shown, boundaries) if boundaries is not None else None,
        standing=_standing(shown),
        change=change,
        change_since="" if before is None else _short(before.period, shown.language),
    )


def headline(shown: Shown) -> str:
    """The sentence that a council member reads first."""
    return indicator_sentence(shown.language, _sentence(shown))


def _sentence(shown: Shown) -> SentenceFacts:
    indicator, value, is_german = shown.indicator, shown.value, shown.language == "de"
    return SentenceFacts(
        title=shown.title,
        statement=indicator.statement if is_german else indicator.statement_en,
        statement_below=indicator.statement_below if is_german else indicator.statement_below_en,
        unit=indicator.unit,
        digits=indicator.digits,
        place=place(shown.desk.region_title, shown.language),
        period=value.period,
        reference_time=reference_time(indicator),
        value=value.value,
        status=value.status,
        is_publishable=value.is_publishable,
        base=value.denominator,
        ci_low=value.ci_low,
        ci_high=value.ci_high,
        reference=number_of(shown.at(shown.desk.land_code)),
        reference_name=shown.named(shown.desk.land_code),
        assessment=value.assessment,
        z_adjusted=value.z_adjusted,
    )


def _standing(shown: Shown) -> str:
    """How the value stands to the scatter of the counties, as a key of wordings; empty where not judged."""
    scatter, z_adjusted = scatter_of(_sentence(shown)), shown.value.z_adjusted
    if scatter is Scatter.NOT_JUDGED or z_adjusted is None:
        return ""
    side = "" if scatter is Scatter.USUAL else "_high" if z_adjusted > 0 else "_low"
    return f"short_{scatter.value}{side}"


def _short(period: str, language: str) -> str:
    """A period in a narrow column; the day of a date stands in the method box."""
    return period[:YEAR_DIGITS] if len(period) == len("2019-12-31") else written(period, language)


def _labels(periods: list[str], language: str) -> dict[str, str]:
    """Each period by its year, which is enough unless two periods lie in one year."""
    short = {each: _short(each, language) for each in periods}
    is_clear = len(set(short.values())) == len(periods)
    return short if is_clear else {each: written(each, language) for each in periods}


def _history(shown: Shown, labels: dict[str, str], ledger: Ledger) -> Iterator[PeriodRow]:
    """All periods, the newest first: that is the one people look for."""
    for each, label in reversed(labels.items()):
        value = shown.values.of(shown.indicator.key, shown.desk.region_code, each)
        number = number_of(value)
        yield PeriodRow(
            period=label,
            value=number,
            low=value.ci_low if value is not None and number is not None else None,
            high=value.ci_high if value is not None and number is not None else None,
            base_count=None if value is None else _base(value),
            status=IndicatorStatus.INPUT_MISSING if value is None else status_of(value),
            reference="" if value is None or number is None else ledger.cite(value.id, shown.told(number)),
            compared=tuple(
                _compared(shown, each, code, ledger) for code in (shown.desk.land_code, FEDERATION)
            ),
        )


def _base(value: IndicatorValue) -> int | None:
    """The number of cases, of a value that is shown."""
    return None if number_of(value) is None or value.denominator is None else round(value.denominator)


def _compared(shown: Shown, period: str, code: str, ledger: Ledger) -> Compared:
    value = shown.values.of(shown.indicator.key, code, period)
    number = number_of(value)
    return Compared(
        region_title=shown.named(code),
        value=number,
        status=IndicatorStatus.INPUT_MISSING if value is None else status_of(value),
        reference="" if value is None or number is None else ledger.cite(value.id, shown.told(number)),
    )


def _cited(shown: Shown, periods: list[str]) -> Iterator[str]:
    for each in periods:
        for code in (shown.desk.region_code, shown.desk.land_code, FEDERATION):
            value = shown.values.of(shown.indicator.key, code, each)
            if value is not None and number_of(value) is not None:
                yield value.id


def _before(shown: Shown, periods: list[str]) -> IndicatorValue | None:
    """The last value before the newest, counted in the same way: others cannot be compared."""
    known = known_years(shown.indicator, shown.desk.region_code)
    for each in reversed([each for each in periods if each < shown.value.period]):
        value = shown.values.of(shown.indicator.key, shown.desk.region_code, each)
        if number_of(value) is not None and value is not None:
            is_same = value.indicator_version == shown.value.indicator_version
            explained = known.explain(*(int(one[:YEAR_DIGITS]) for one in (each, shown.value.period)))
            return value if is_same and not explained else None
    return None
