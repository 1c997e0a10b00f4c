"""The one sentence of a finding (Befund): what stands out, beside what, and how sure that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.need import Pattern
from templates.environment import day, number, render
from templates.periods import when, written
from templates.phrases import phrase
from templates.sentences import SentenceFacts, value_facts
from templates.statements import amount
from templates.tables import joined
from templates.variables import breakdown_named


@dataclass(frozen=True, kw_only=True)
class Move:
    """From where a series came, which way it went, and in how many steps; odd years were left out."""

    first_value: float
    first_period: str
    rises: bool
    points: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """A group of people, by its breakdown ("sex=female"), and its value."""

    breakdown: str
    value: float


@dataclass(frozen=True, kw_only=True)
class CountedGroup:
    """A group of people, by its breakdown, with its cases and its base."""

    breakdown: str
    cases: float
    base: float


@dataclass(frozen=True, kw_only=True)
class GroupGap:
    """How far two groups lie apart; without groups the indicator itself tells of them."""

    difference: float
    first: GroupFacts | None = None
    second: GroupFacts | None = None


@dataclass(frozen=True, kw_only=True)
class Jump:
    """The value of the year before a jump."""

    before_value: float
    before_period: str


@dataclass(frozen=True, kw_only=True)
class Corridor:
    """A target corridor: one limit or both, and the resolution that set it."""

    low: float | None
    high: float | None
    decided_on: date
    resolution: str


@dataclass(frozen=True, kw_only=True)
class FindingFacts:
    """What the sentence of a finding is made from.

    `screened_count` is among how many figures it was found, where it does not withstand that: then
    chance may have brought it about.
    """

    about: SentenceFacts
    pattern: Pattern
    move: Move | None = None
    gap: GroupGap | None = None
    jump: Jump | None = None
    corridor: Corridor | None = None
    screened_count: int = 0


def finding_sentence(language: str, facts: FindingFacts) -> str:
    """The sentence of a finding; one that lacks what its pattern tells of is told by its level."""
    about = facts.about
    if about.value is None or not about.is_publishable:
        raise ValueError(f"{about.title}: a finding tells of a value that is there and may be published.")
    shared: dict[str, object] = {
        "title": about.title,
        "place": about.place,
        "period": when(about.period, about.reference_time, language),
        "value": _amount(language, about, about.value),
        "last_period": written(about.period, language),
        "has_base": about.base is not None,
        **value_facts(language, about, about.value),
    }
    kind, own = _own_facts(language, facts, about.value)
    return _rendered(language, kind=kind, **{**shared, **own})


def _own_facts(language: str, facts: FindingFacts, value: float) -> tuple[str, Mapping[str, object]]:
    about = facts.about
    if facts.pattern is Pattern.TREND and facts.move is not None:
        return "trend", _trend(language, about, facts.move, value)
    if facts.pattern is Pattern.GAP and facts.gap is not None:
        return "gap", _gap(language, about, facts.gap)
    if facts.pattern is Pattern.BREAK and facts.jump is not None:
        before = facts.jump.before_value
        return "break", {
            "before": _dative(language, about, before),
            "before_period": written(facts.jump.before_period, language),
            "rises": value > before,
        }
    if facts.pattern is Pattern.TARGET and facts.corridor is not None:
        return "target", _target(language, about, facts.corridor)
    screened = number(facts.screened_count, language=language) if facts.screened_count > 1 else ""
    cases = round(about.base or 0)
    return "level", {"screened": screened, "cases": cases}


def _trend(language: str, about: SentenceFacts, move: Move, value: float) -> dict[str, object]:
    first, last = round(move.first_value, about.digits), round(value, about.digits)
    return {
        "rises": move.rises,
        "goes_along": last > first if move.rises else last < first,
        "first": _dative(language, about, move.first_value),
        "last": _dative(language, about, value),
        "first_period": written(move.first_period, language),
        "points": move.points,
        "left_out": [written(period, language) for period in move.left_out],
    }


def _gap(language: str, about: SentenceFacts, gap: GroupGap) -> dict[str, object]:
    told: dict[str, object] = {"apart": _apart(language, about, abs(gap.difference)), "has_groups": False}
    if gap.first is not None and gap.second is not None:
        told |= {
            "has_groups": True,
            "first_group": group_named(gap.first.breakdown, language),
            "first_value": _amount(language, about, gap.first.value),
            "second_group": group_named(gap.second.breakdown, language),
            "second_value": _amount(language, about, gap.second.value),
        }
    return told


def _apart(language: str, about: SentenceFacts, difference: float) -> str:
    """A distance behind „von rund“: shares lie percentage points apart.

    With a digit less than the values: otherwise readers who subtract these miss by one in the last digit.
    """
    unit = "pct_points" if about.unit == "pct" else about.unit
    fewer = max(about.digits - 1, 0)
    digits = fewer if round(difference, fewer) else about.digits
    return _dative(language, replace(about, unit=unit, digits=digits), difference)


def _dative(language: str, about: SentenceFacts, value: float) -> str:
    """An amount behind „von“: 2,98 Prozentpunkten."""
    return re.sub("Prozentpunkte$", "Prozentpunkten", _amount(language, about, value))


def group_named(breakdown: str, language: str = "de") -> str:
    """A group with its preposition: „bei Mädchen und Frauen“, „in der Gruppe ‚15 bis 24 Jahre‘“."""
    worded = joined("words", language)["group_at"]
    if breakdown in worded:
        return str(worded[breakdown])
    return str(worded["other"]).format(group=breakdown_named(breakdown, language))


def counted(groups: Sequence[CountedGroup], language: str = "de") -> str:
    """From which counts the shares of the groups come; nothing where a finding has no groups."""
    if not groups:
        return ""
    listed = [
        phrase(
            "finding.group",
            language,
            group=group_named(each.breakdown, language),
            cases=_count(each.cases, language),
            base=_count(each.base, language),
        )
        for each in groups
    ]
    return phrase("finding.counted", language, groups=phrase("finding.and", language).join(listed))


def _count(value: float, language: str) -> str:
    return number(value, 0 if float(value).is_integer() else 1, language=language)


def _target(language: str, about: SentenceFacts, corridor: Corridor) -> dict[str, object]:
    low, high = (
        None if limit is None else _dative(language, about, limit) for limit in (corridor.low, corridor.high)
    )
    return {
        "low": low,
        "high": high,
        "decided_on": day(corridor.decided_on, language=language),
        "resolution": corridor.resolution.strip().rstrip("."),
    }


def _amount(language: str, about: SentenceFacts, value: float) -> str:
    return amount(value, about.unit, about.digits, language)


def _rendered(language: str, **given: object) -> str:
    text = render(f"sentences/findings_{language}.txt.j2", given, language=language)
    # Line breaks of the template are not the reader's; spaces that do not break stay.
    return re.sub(r"[ \n]+", " ", text).replace(" ,", ",").replace(" ;", ";").strip()


__all__ = [
    "Corridor",
    "CountedGroup",
    "FindingFacts",
    "GroupFacts",
    "GroupGap",
    "Jump",
    "Move",
    "counted",
    "finding_sentence",
    "group_named",
]
