"""How results of indicators look for people: a few lines, each figure with its unit."""

from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from deployments.cli.indicators_asked import Answer
    from steering.indicators.answering.result import Result
    from steering.indicators.defining.indicator import Indicator

SMALLEST_P = 0.001


def show_entry(door: Door, indicator: "Indicator", row: dict[str, Any]) -> None:
    """An entry of the catalogue, line by line."""
    from templates.indicator_words import unit_named

    is_german = door.language == "de"
    question = indicator.question if is_german else indicator.question_en
    door.line("indicator_head", indicator=indicator.key, title=row["title"])
    told = {
        "question": question,
        "formula": formula_in_words(indicator, door.language),
        "unit": unit_named(indicator.unit, door.language),
        "direction": door.word(indicator.direction.value, "direction"),
        "principle": door.word(indicator.principle.value, "principle"),
        "tables": ", ".join(_tables(indicator)),
        "availability": _availability(door, indicator),
        "breakdowns": ", ".join(each for each in row["breakdowns"] if each),
        "disclosure": door.text(
            "indicator_disclosure", count=indicator.minimum_count, base=indicator.minimum_base
        ),
        "lag": door.text("indicator_lag", days=indicator.expected_lag_days),
        "caveat": row["caveat"],
        "stored": row.get("stored", ""),
    }
    for key, text in told.items():
        if text:
            door.line("indicator_line", name=door.text(f"indicator_{key}_name"), text=text)


def _availability(door: Door, indicator: "Indicator") -> str:
    from steering.indicators.defining.origins import of_table

    told = door.word(indicator.computability.value, "computability")
    lead = of_table(indicator.table_codes[0])
    if lead is None:
        return told if indicator.is_confirmed else f"{told}; {door.text('indicator_unconfirmed')}"
    is_german = door.language == "de"
    publisher, ask = (lead.publisher, lead.ask) if is_german else (lead.publisher_en, lead.ask_en)
    return door.text("indicator_origin", told=told, publisher=publisher, ask=ask, form=lead.key)


def _tables(indicator: "Indicator") -> list[str]:
    from steering.indicators.defining.origins import of_table
    from steering.sources import vocabulary

    titles = {
        code: origin.title if (origin := of_table(code)) else vocabulary.table(code).title
        for code in indicator.table_codes
    }
    return [f"{code} ({title})" if title else code for code, title in titles.items()]


def formula_in_words(indicator: "Indicator", language: str, formula: Any = None) -> str:
    """A formula as a person reads it, with the names of the observations."""
    meant = formula or indicator.formula
    text = _quotient(meant.numerator, meant.denominator, language)
    if meant.less_numerator:
        sign = ":" if meant.kind == "index" else "−"
        text = f"{text} {sign} {_quotient(meant.less_numerator, meant.less_denominator, language)}"
    if meant.kind == "change":
        text = f"{text} − 1"
    return text if indicator.factor == 1 else f"{indicator.factor} × ({text})"


def _quotient(numerator: Any, denominator: Any, language: str) -> str:
    if not denominator:
        return _sum(numerator, language)
    return f"[{_sum(numerator, language)}] : [{_sum(denominator, language)}]"


def _sum(terms: Any, language: str) -> str:
    from templates.indicator_words import term_named

    signed = " ".join(f"{'−' if term.sign < 0 else '+'} {term_named(term.name, language)}" for term in terms)
    return signed.removeprefix("+ ")


def value_text(result: "Result", value: float | None, language: str) -> str:
    """A number of a result with its unit."""
    from templates.paper import amount

    return amount(value, result.unit, result.digits, language=language)


def p_text(p: float, language: str) -> str:
    """A p-value: p = 0,034; one below a thousandth is never zero, p < 0,001."""
    from templates.environment import number

    sign, shown = ("<", SMALLEST_P) if p < SMALLEST_P else ("=", p)
    return f"p {sign} {number(shown, 3, language=language)}"


def change_text(result: "Result", value: float, language: str) -> str:
    """A change of a result: between percentages lie percentage points."""
    from templates.paper import amount

    unit = "pct_points" if result.unit == "pct" else result.unit
    return amount(value, unit, max(result.digits, 2), language=language)


def region_text(code: str, name: str, language: str) -> str:
    """A region by its name and key."""
    from templates.paper import region_name

    shown = name or region_name(code, language)
    return f"{shown} ({code})" if shown != code else code


def headline_of(door: Door, answer: "Answer") -> str:
    """The sentence about the value, as a report would print it."""
    from steering.indicators.judging.wording import headline
    from steering.indicators.measuring.rows import row_of
    from templates.paper import region_name

    asked = answer.asked
    own = row_of(asked.measured, *asked.at)
    land = row_of(asked.measured, asked.measured.land_row, asked.period) if asked.land_code else None
    codes = {own.region_code, asked.land_code} - {""}
    names = {
        code: (region_name(code, door.language) if region_name(code, door.language) != code else "")
        or asked.names.get(code, code)
        for code in codes
    }
    return headline(asked.indicator, own, land, names=names, language=door.language)


def show_result(door: Door, answer: "Answer", *, is_public: bool = False) -> None:
    """The result in a few lines."""
    from deployments.cli.indicators_reasons import flag_notes
    from templates.periods import written

    result, spoken = answer.result, door.language
    title = answer.asked.indicator.title if spoken == "de" else answer.asked.indicator.title_en
    door.line("indicator_head", indicator=result.indicator, title=title)
    where = region_text(result.region, result.region_name, spoken)
    parts = [where, written(result.period, spoken), *_breakdown(result.breakdown, spoken)]
    door.line("indicator_where", where=", ".join(parts))
    if is_public and not result.publishable and result.value is not None:
        door.line("indicator_withheld")
        return
    _show_value(door, result)
    if not is_public:
        _show_few(door, result)
    _show_reference(door, result, is_public=is_public)
    _show_trend(door, result)
    for text in flag_notes(result.told_flags(is_public=is_public), spoken):
        door.line("indicator_note", text=text)
    if not result.publishable:
        door.line("indicator_withheld")


def _breakdown(breakdown: str, language: str) -> list[str]:
    from templates.variables import breakdown_named

    return [breakdown_named(breakdown, language)] if breakdown else []


def _show_value(door: Door, result: "Result") -> None:
    from steering.indicators.answering.kept import whole

    if result.value is None:
        door.line("indicator_no_value", reason=door.word(result.state.value, "indicator_status"))
        return
    value = value_text(result, result.value, door.language)
    if result.k is not None and result.n is not None:
        key = "indicator_value_of" if result.method.startswith("wilson") else "indicator_value_to"
        door.line(key, value=value, k=whole(result.k), n=whole(result.n))
    else:
        door.line("indicator_value", value=value)
    if result.ci is not None:
        low, high = (value_text(result, each, door.language) for each in result.ci)
        door.line("indicator_interval", low=low, high=high)


def _show_few(door: Door, result: "Result") -> None:
    """What stands beside a share of few cases: the cases, and three years together."""
    from steering.indicators.answering.kept import whole

    if result.value is None and result.k is not None and result.n is not None:
        door.line("indicator_few", k=whole(result.k), n=whole(result.n))
    if result.pool is None:
        return
    pool = result.pool
    value, low, high = (value_text(result, each, door.language) for each in (pool.value, *pool.ci))
    door.line(
        "indicator_pooled",
        years=pool.label,
        value=value,
        low=low,
        high=high,
        k=whole(pool.k),
        n=whole(pool.n),
    )


def _show_reference(door: Door, result: "Result", *, is_public: bool) -> None:
    """The Land and the judgement beside it; how the counties scatter does not go out."""
    if result.reference is None or (is_public and not result.reference.publishable):
        return
    name = region_text(result.reference.region, result.reference.name, door.language)
    door.line(
        "indicator_reference", name=name, value=value_text(result, result.reference.value, door.language)
    )
    if result.value is None:
        return
    judged = door.word(result.assessment.value, "assessment")
    if result.z_adj is None or is_public:
        door.line("indicator_judged", judged=judged)
    else:
        count = next((flag.partition("=")[2] for flag in result.flags if flag.startswith("regions=")), "")
        door.line("indicator_judged_z", judged=judged, z=result.z_adj, phi=result.phi, count=count)


def _show_trend(door: Door, result: "Result") -> None:
    trend = result.trend
    if trend is None:
        return
    if trend.slope is None or trend.p is None:
        door.line("indicator_no_trend", count=trend.n)
        return
    years = f"{trend.years[0]}–{trend.years[-1]}"
    slope = change_text(result, trend.slope, door.language)
    door.line("indicator_trend", years=years, count=trend.n, slope=slope, p=p_text(trend.p, door.language))
