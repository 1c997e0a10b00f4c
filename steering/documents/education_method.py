"""The method box of an indicator: formula, reference time, principle and range in words."""

from collections.abc import Iterator

from models import IndicatorValue
from steering.documents.education_charts import filled_periods, series_marks
from steering.documents.values import Shown, reference_time
from steering.indicators.defining.formula import Formula, Sum, Term
from steering.indicators.defining.terms import neighbours
from templates.document_facts import MethodFacts
from templates.environment import number
from templates.paper import term, term_or_itself
from templates.variables import variable_named

FUNNEL = "+funnel"


def method_facts(shown: Shown, periods: list[str]) -> MethodFacts:
    """All that a reader must know before comparing the figures."""
    indicator, language = shown.indicator, shown.language
    return MethodFacts(
        formula=formula_in_words(indicator.formula, indicator.factor, language),
        reference_time=term_or_itself(f"meant_{reference_time(indicator)}", language),
        principle=term_or_itself(f"principle_{indicator.principle}", language),
        interval=_interval(shown.value, language),
        scatter=term("method_scatter", language) if FUNNEL in shown.value.method else "",
        caveat=indicator.caveat if language == "de" else indicator.caveat_en,
        version=shown.value.indicator_version,
        remarks=tuple(_remarks(shown, periods)),
    )


def formula_in_words(formula: Formula, factor: int, language: str = "de") -> str:
    """What is divided by what; the names are those of the official tables."""
    form = term(f"formula_{formula.kind}", language)
    if factor != 1 and "{times}" in form:
        times = term("formula_times", language).format(factor=number(factor, language=language))
    else:
        times = ""
    return form.format(
        numerator=_sum_in_words(formula.numerator, language),
        denominator=_sum_in_words(formula.denominator, language),
        less_numerator=_sum_in_words(formula.less_numerator, language),
        less_denominator=_sum_in_words(formula.less_denominator, language),
        times=times,
    )


def _sum_in_words(terms: Sum, language: str) -> str:
    """The parts of a sum with their signs; neighbouring age groups are named as one."""
    parts = [
        (members[0], _named(members[0], breakdown, language)) for members, breakdown in neighbours(terms)
    ]
    told = parts[0][1] if parts else ""
    for first, name in parts[1:]:
        told += f" {term('formula_minus' if first.sign < 0 else 'formula_plus', language)} {name}"
    return f"({told})" if len(parts) > 1 else told


def _named(each: Term, breakdown: str, language: str) -> str:
    """A figure by its name in the tables, and from when it is."""
    name = variable_named(f"{each.variable}[{breakdown}]" if breakdown else each.variable, language)
    opened, closed = ("„", "“") if language == "de" else ("“", "”")
    told = f"{opened}{name}{closed}"
    if len(each.lags) > 1:
        return f"{told} {term('formula_mean', language).format(count=len(each.lags))}"
    lag = each.lags[0]
    if lag == 0:
        return told
    key = f"formula_{'before' if lag < 0 else 'after'}_{'one' if abs(lag) == 1 else 'many'}"
    return f"{told} {term(key, language).format(count=abs(lag))}"


def _interval(value: IndicatorValue, language: str) -> str:
    """How the range is meant; a method that nobody has worded is called by what it gives."""
    method = value.method.removesuffix(FUNNEL)
    key = f"interval_{method}"
    worded = term_or_itself(key, language)
    if not method or worded == key:
        worded = term(
            "interval_with_range" if value.ci_low is not None else "interval_without_range", language
        )
    return worded[:1].upper() + worded[1:]


def _remarks(shown: Shown, periods: list[str]) -> Iterator[str]:
    """Breaks and events of the series: they hold for the table even where no line is drawn."""
    marks = series_marks(shown.indicator, filled_periods(periods), shown.desk.land_code, shown.language)
    yield from (f"{mark.title.rstrip('.')}." for mark in marks)
