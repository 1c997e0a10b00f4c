"""The reasons behind a value in words: formula, arithmetic, chance, comparison, trend, caveats."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deployments.cli.door import Door

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from deployments.cli.indicators_asked import Answer


def note_text(flag: str, language: str) -> str:
    """A flag as a sentence; an event or a break by its title."""
    from templates.indicator_words import flag_named

    name, _, key = flag.partition("=")
    title = known_title(key, language) if name in ("event", "break") else ""
    return flag_named(f"{name}={title}" if title else flag, language)


def known_title(key: str, language: str) -> str:
    """What an event, a break or a change of territory is called; '' for another key."""
    from steering.reference.breaks import all_breaks
    from steering.reference.events import events
    from steering.sources.territory import spans

    titles = {each.key: (each.title, each.title_en) for each in all_breaks()}
    titles |= {each.key: (each.title, each.title_en) for each in events()}
    titles |= {f"territory_{code}": (span.title, span.title) for code, span in spans().items()}
    german, english = titles.get(key, ("", ""))
    return german if language == "de" else english


def flag_notes(flags: Iterable[str], language: str) -> list[str]:
    """The flags as sentences, without those that the comparison tells anyway."""
    told = [flag for flag in flags if flag.partition("=")[0] not in ("phi", "regions")]
    return [note_text(flag, language) for flag in told]


def formula_steps(door: Door, answer: "Answer") -> list[str]:
    """What the indicator asks, and its formula in words."""
    from deployments.cli.indicators_shown import formula_in_words

    indicator, is_german = answer.asked.indicator, door.language == "de"
    question = indicator.question if is_german else indicator.question_en
    formula = formula_in_words(indicator, door.language, answer.asked.measured.formula)
    title = indicator.title if is_german else indicator.title_en
    return [f"{indicator.key} {title}", question, door.text("explain_formula", formula=formula)]


def arithmetic(door: Door, answer: "Answer") -> list[str]:
    """From the sums of the formula to the value."""
    from deployments.cli.indicators_shown import value_text

    result, asked = answer.result, answer.asked
    lines = [
        door.text(f"explain_{name}", total=_number(door, total)) for name, total in _totals(answer).items()
    ]
    if result.value is None:
        reason = door.word(result.state.value, "indicator_status")
        return [*lines, door.text("explain_no_value", reason=reason)]
    value = value_text(result, result.value, door.language)
    key = f"explain_{asked.measured.formula.kind.value}"
    return [*lines, door.text(key, value=value, factor=asked.indicator.factor)]


def _totals(answer: "Answer") -> dict[str, float]:
    asked = answer.asked
    formula = asked.measured.formula
    totals = {}
    for name in ("numerator", "denominator", "less_numerator", "less_denominator"):
        terms = getattr(formula, name)
        if terms:
            totals[name] = float(asked.measured.inputs.total(terms)[asked.at])
    return totals


def _number(door: Door, value: float) -> str:
    from templates.environment import number

    if value != value:  # noqa: PLR0124 - only "not a number" differs from itself
        return "–"
    return number(value, 0 if value.is_integer() else 2, language=door.language)


def chance(door: Door, answer: "Answer") -> list[str]:
    """How far chance alone may move the value."""
    from deployments.cli.indicators_shown import value_text

    result = answer.result
    if result.value is None:
        return []
    if result.ci is None:
        return [door.text("explain_no_interval")]
    low, high = (value_text(result, each, door.language) for each in result.ci)
    method = result.method.partition("+")[0].rstrip("0123456789.")
    return [door.text("explain_interval", low=low, high=high, method=door.text(f"method_{method}"))]


def comparison(door: Door, answer: "Answer") -> list[str]:
    """The yardstick: the Land by the same formula, the distance, the usual scatter, the judgement."""
    from deployments.cli.indicators_shown import region_text, value_text

    result, measured = answer.result, answer.asked.measured
    if result.reference is None:
        return []
    name = region_text(result.reference.region, result.reference.name, door.language)
    land = measured.land_row, answer.asked.period
    lines = [
        door.text("explain_land", name=name, value=value_text(result, result.reference.value, door.language))
    ]
    k, n = measured.k[land], measured.n[land]
    if k == k and n == n:  # noqa: PLR0124 - only "not a number" differs from itself
        lines.append(door.text("explain_land_counts", k=_number(door, float(k)), n=_number(door, float(n))))
    if result.value is None or measured.comparison is None:
        return lines if result.value is None else [*lines, door.text("explain_not_compared")]
    if result.z_adj is None or result.phi is None:
        return [*lines, door.text("explain_not_judged")]
    row = measured.peer_rows.tolist().index(answer.asked.region)
    z = float(measured.comparison.z[row, answer.asked.period])
    count = int(measured.comparison.regions_count[answer.asked.period])
    key = "explain_widened" if abs(z) > abs(result.z_adj) + 1e-9 else "explain_not_widened"
    judged = door.word(result.assessment.value, "assessment")
    return [
        *lines,
        door.text("explain_distance", z=z),
        door.text(key, phi=result.phi, count=count, z=result.z_adj),
        door.text("explain_judged", judged=judged, limit=measured.z_limit),
    ]


def trend_steps(door: Door, answer: "Answer") -> list[str]:
    """The series until the period: which years count, which are left out, and where it goes."""
    from deployments.cli.indicators_shown import change_text, p_text, value_text

    result = answer.result
    trend = result.trend
    if trend is None or not trend.n:
        return []
    measured, region = answer.asked.measured, answer.asked.region
    from steering.sources.periods import year_of

    places = {year_of(each): at for at, each in enumerate(measured.periods)}
    told = [
        f"{year}: {value_text(result, float(measured.value[region, places[year]]), door.language)}"
        for year in trend.years
    ]
    lines = [door.text("explain_series", series="; ".join(told))]
    for reason in dict.fromkeys(reason for _, reason in trend.excluded):
        years = ", ".join(str(year) for year, why in trend.excluded if why == reason)
        lines.append(door.text("explain_excluded", years=years, reason=why_excluded(door, reason)))
    if trend.slope is None or trend.p is None or trend.tau is None:
        return [*lines, door.text("explain_no_trend", count=trend.n)]
    slope = change_text(result, trend.slope, door.language)
    lines.append(door.text("explain_slope", slope=slope, tau=trend.tau, p=p_text(trend.p, door.language)))
    if trend.ci is not None:
        low, high = (change_text(result, each, door.language) for each in trend.ci)
        lines.append(door.text("explain_slope_interval", low=low, high=high))
    return lines


def why_excluded(door: Door, reason: str) -> str:
    """Why a year is left out of the trend."""
    name, _, key = reason.partition(":")
    if name in ("before", "mixed"):
        return door.text(f"excluded_{name}", title=known_title(key, door.language))
    return known_title(reason, door.language) or door.text(f"excluded_{name}")


def notes(door: Door, answer: "Answer") -> list[str]:
    """What a reader must know: the caveat of the catalogue, the flags, whether it may be published."""
    indicator, result = answer.asked.indicator, answer.result
    caveat = indicator.caveat if door.language == "de" else indicator.caveat_en
    told = [caveat, *flag_notes(result.flags, door.language)]
    if not result.publishable:
        told.append(door.text("indicator_withheld"))
    return [text for text in told if text]
