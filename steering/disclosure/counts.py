"""What is counted: the cells behind figures, by what they count, and the sums that figures make of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from models.indicator import IndicatorStatus
from steering.disclosure.statements import Form, form_of
from steering.indicators.defining.formula import Sum
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.periods import shifted

_ONCE_A_YEAR = re.compile(r"(\d{4})(-\d{2}-\d{2}|-\d{2}P\d+M)?")
_EVERY = "=*"


class Count(NamedTuple):
    """What a number counts: leavers without a certificate, female, in a county, in a year."""

    variable: str
    breakdown: str
    region_code: str
    period: str


class Figure(Protocol):
    """A value of an indicator as far as this room must know it: computed just now, or kept."""

    @property
    def indicator_key(self) -> str: ...  # noqa: D102
    @property
    def region_code(self) -> str: ...  # noqa: D102
    @property
    def period(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def numerator(self) -> float | None: ...  # noqa: D102
    @property
    def denominator(self) -> float | None: ...  # noqa: D102
    @property
    def ci_low(self) -> float | None: ...  # noqa: D102
    @property
    def ci_high(self) -> float | None: ...  # noqa: D102
    @property
    def method(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> IndicatorStatus: ...  # noqa: D102
    @property
    def is_publishable(self) -> bool: ...  # noqa: D102
    @property
    def remark(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, order=True)
class FigureKey:
    """Which figure: an indicator, its breakdown, a region and a period."""

    indicator_key: str
    breakdown: str
    region_code: str
    period: str


@dataclass(frozen=True, order=True)
class Evidence:
    """The cells that papers print beside a figure, so that readers can work it out again."""

    figure: FigureKey


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The sums of counts from which a figure is made."""

    numerator: Form
    denominator: Form = ()
    less_numerator: Form = ()
    less_denominator: Form = ()

    @property
    def all(self) -> tuple[Form, ...]:
        """The sums that there are."""
        listed = (self.numerator, self.denominator, self.less_numerator, self.less_denominator)
        return tuple(form for form in listed if form)


def key_of(figure: Figure) -> FigureKey:
    """The name of a figure."""
    breakdown = str(getattr(figure, "breakdown", ""))
    return FigureKey(figure.indicator_key, breakdown, figure.region_code, figure.period)


def year_of(period: str) -> str:
    """The period by which counts meet: figures of one day or term a year meet by the year."""
    once = _ONCE_A_YEAR.fullmatch(period)
    return once[1] if once else period


def sums_of(indicator: Indicator, key: FigureKey) -> Sums:
    """The sums behind a figure, each count with its factor."""
    formula = indicator.formula
    every = any(_EVERY in term.breakdown for term in formula.numerator)
    made = {
        name: _form(getattr(formula, name), key, is_every=every)
        for name in ("numerator", "denominator", "less_numerator", "less_denominator")
    }
    return Sums(**made)


def value_of(form: Form, numbers: Mapping[Count, float]) -> float | None:
    """A sum in numbers; none where a count has none."""
    total = 0.0
    for count, factor in form:
        number = numbers.get(count)  # type: ignore[call-overload]
        if number is None:
            return None
        total += factor * number
    return total


def counts_in(forms: Iterable[Form]) -> Iterator[Count]:
    """The counts of several sums."""
    return (count for form in forms for count, _ in form if isinstance(count, Count))


def _form(terms: Sum, key: FigureKey, *, is_every: bool) -> Form:
    listed: list[tuple[Count, float]] = []
    for term in terms:
        breakdown = _broken_down(term.breakdown, key.breakdown, is_every=is_every)
        for lag in term.lags:
            count = Count(term.variable, breakdown, key.region_code, shifted(year_of(key.period), lag))
            listed.append((count, term.sign / len(term.lags)))
    return form_of(listed)


def _broken_down(own: str, asked: str, *, is_every: bool) -> str:
    """The breakdown of a term in a figure that is itself broken down."""
    if not asked or (is_every and _EVERY not in own):
        return own
    dimensions = {pair.split("=")[0] for pair in asked.split(";")}
    kept = [pair for pair in own.split(";") if pair and pair.split("=")[0] not in dimensions]
    return ";".join(sorted([*kept, *asked.split(";")]))
