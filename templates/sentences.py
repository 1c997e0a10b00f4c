"""Sentences about indicators that a council member understands, made from a value's status."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.indicator import Assessment, IndicatorStatus
from templates.environment import number, render
from templates.periods import for_when, when
from templates.statements import amount, capitalised, filled

EDGE_UNTIL = 3.090232306167813
"""Up to the funnel's 99.8 % limit a county lies at the edge of the usual scatter, beyond it outside."""
WIDE_BELOW = 100
"""Below so many cases a sentence says how far chance may move the value."""


@dataclass(frozen=True, kw_only=True)
class SentenceFacts:
    """What a sentence about one value of one indicator is made from.

    `statement` has gaps (see statements.py); `statement_below` is its wording for values below
    zero. `place` comes with its preposition.
    """

    title: str
    statement: str
    statement_below: str = ""
    unit: str
    digits: int
    place: str
    period: str
    reference_time: str
    value: float | None
    status: IndicatorStatus
    is_publishable: bool = True
    base: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    reference: float | None = None
    reference_name: str = ""
    assessment: Assessment = Assessment.NO_STATEMENT
    z_adjusted: float | None = None


class Scatter(StrEnum):
    """Where a county lies in the usual scatter of the counties."""

    USUAL = "usual"
    EDGE = "edge"
    OUTSIDE = "outside"
    NOT_JUDGED = "not_judged"


def indicator_sentence(language: str, facts: SentenceFacts) -> str:
    """The headline of an indicator: its value, the Land's, and how the two stand to each other."""
    if facts.value is None or not facts.is_publishable:
        return _rendered(language, kind="no_value", **_absence(language, facts))
    return _rendered(language, kind="indicator", **value_facts(language, facts, facts.value))


def need_title(language: str, concerns: tuple[str, ...]) -> str:
    """The title of a need for action: what is to be done where indicators stand out."""
    return _rendered(language, kind="need", concerns=concerns)


def value_facts(language: str, facts: SentenceFacts, value: float) -> dict[str, object]:
    """What every sentence about a value tells: the value, the reference, and how the two stand."""
    is_below = bool(facts.statement_below) and round(value, facts.digits) < 0
    sign = -1 if is_below else 1
    statement = filled(
        facts.statement_below if is_below else facts.statement,
        value=_amount(language, facts, sign * value),
        place=facts.place,
        period=when(facts.period, facts.reference_time, language),
    )
    reference = None if facts.reference is None else _amount(language, facts, sign * facts.reference)
    return {
        "statement": statement,
        "reference": reference,
        "reference_name": facts.reference_name,
        "relation": _relation(facts, value, sign),
        "scatter": scatter_of(facts),
        "is_high": (facts.z_adjusted or 0) > 0,
        "chance": _chance(language, facts),
    }


def _amount(language: str, facts: SentenceFacts, value: float) -> str:
    return amount(value, facts.unit, facts.digits, language)


def _relation(facts: SentenceFacts, value: float, sign: int) -> str:
    """How the value stands to the reference as far as the shown digits tell."""
    if facts.reference is None:
        return "none"
    shown, reference = round(value, facts.digits), round(facts.reference, facts.digits)
    if shown == reference:
        return "equal"
    return "above" if sign * (shown - reference) > 0 else "below"


def scatter_of(facts: SentenceFacts) -> Scatter:
    """Where a value lies in the usual scatter of the counties, as sentences and tables say it."""
    if facts.assessment is Assessment.USUAL:
        return Scatter.USUAL
    if facts.assessment is Assessment.NO_STATEMENT or facts.z_adjusted is None:
        return Scatter.NOT_JUDGED
    return Scatter.EDGE if abs(facts.z_adjusted) <= EDGE_UNTIL else Scatter.OUTSIDE


def _chance(language: str, facts: SentenceFacts) -> dict[str, str] | None:
    if facts.base is None or facts.base >= WIDE_BELOW or facts.ci_low is None or facts.ci_high is None:
        return None
    return {
        "base": number(facts.base, language=language),
        "low": _amount(language, facts, facts.ci_low),
        "high": _amount(language, facts, facts.ci_high),
    }


def _absence(language: str, facts: SentenceFacts) -> dict[str, object]:
    is_withheld = facts.value is not None
    return {
        "title": facts.title,
        "place": facts.place,
        "reason": "withheld" if is_withheld else facts.status.value,
        "for_period": capitalised(for_when(facts.period, language)),
    }


def _rendered(language: str, **given: object) -> str:
    text = render(f"sentences/{language}.txt.j2", given, language=language)
    # Line breaks of the template are not the reader's; spaces that do not break stay.
    return re.sub(r"[ \n]+", " ", text).replace(" ,", ",").strip()
