"""Whether a formula means something: known names, units that fit, one principle, declared times."""

from collections.abc import Iterator, Mapping
from typing import Any

from steering.indicators.defining.formula import Formula, FormulaError, Kind, Sum, read_formula
from steering.indicators.defining.indicator import Join, Principle
from steering.indicators.defining.observed import Observed, all_observed, reference_time

FACTORS: Mapping[str, int] = {"pct": 100, "pct_points": 100, "per_100": 100, "per_1000": 1000}
"""By what a quotient is multiplied to be in a unit; in every other unit it stays as it is."""
UNITS = (
    "pct",
    "pct_points",
    "per_100",
    "per_1000",
    "per_km2",
    "eur",
    "ratio",
    "index",
    "count",
    "fte",
    "hours",
)
_EXAMPLE = "{ kind = 'share', numerator = 'lv_no', denominator = 'lv' }"
_SAME_UNIT = (Kind.SHARE, Kind.CHANGE, Kind.DIFFERENCE, Kind.INDEX)
_PUBLISHED_UNITS = ("pct", "eur", "fte", "hours")


def formula_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the formula of an entry, and with its fallback where it has one."""
    codes = [str(code) for code in entry.get("table_codes") or ()] if _is_list(entry, "table_codes") else []
    yield from _time_faults(entry, codes)
    for field, written in _formulas(entry):
        if not isinstance(written, dict):
            yield f"{field}: must be a table such as {_EXAMPLE}"
            continue
        try:
            read = read_formula(written)
        except FormulaError as fault:
            yield f"{field}: {fault}"
            continue
        yield from (f"{field}: {fault}" for fault in _read_faults(read, codes, entry, field))


def _formulas(entry: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """All formulas of an entry under the name of their field."""
    yield "formula", entry.get("formula")
    if entry.get("fallback") is not None:
        yield "fallback", entry["fallback"]
    variants = entry.get("variants") or {}
    if not isinstance(variants, dict):
        yield "variants", variants
        return
    for name, written in variants.items():
        yield f"variants.{name}", written


def _read_faults(formula: Formula, codes: list[str], entry: Mapping[str, Any], field: str) -> Iterator[str]:
    known = all_observed(codes)
    unknown = [name for name in dict.fromkeys(term.variable for term in formula.terms) if name not in known]
    for name in unknown:
        yield (
            f"{name!r} is no observation of {', '.join(codes)} (known: {', '.join(sorted(known))}); "
            "correct it, or name the column in steering/sources/vocabulary.toml"
        )
    if unknown:
        return
    yield from _unit_faults(formula, known)
    if field != "fallback":
        yield from _factor_faults(formula, known, entry)
        yield from _principle_faults(formula, known, entry)
    yield from _join_faults(formula, known, entry)


def _unit_faults(formula: Formula, known: Mapping[str, Observed]) -> Iterator[str]:
    """What is added up must be of one unit, and so must a share and its whole."""
    sums = (
        ("numerator", formula.numerator),
        ("denominator", formula.denominator),
        ("less_numerator", formula.less_numerator),
        ("less_denominator", formula.less_denominator),
    )
    for name, added in sums:
        units = _units(added, known)
        if len(units) > 1:
            yield f"{name}: adds up {' and '.join(units)}, which have no sum"
        if formula.kind is not Kind.OFFICIAL and "pct" in units:
            yield f"{name}: a rate that is ready cannot be reckoned with; take its counts"
        if formula.kind is Kind.OFFICIAL and "pct" in units and len(added) > 1:
            yield f"{name}: rates have no sum"
    both = {unit for _, added in sums if added for unit in _units(added, known)}
    if formula.kind in _SAME_UNIT and len(both) > 1:
        yield f"a {formula.kind} needs one unit on both sides, not {' and '.join(sorted(both))}"


def _units(added: Sum, known: Mapping[str, Observed]) -> list[str]:
    return sorted({known[term.variable].unit for term in added})


def _factor_faults(
    formula: Formula, known: Mapping[str, Observed], entry: Mapping[str, Any]
) -> Iterator[str]:
    """The factor is that of the unit, and the unit one that the formula can be in."""
    unit, factor = str(entry.get("unit", "")), entry.get("factor")
    if unit not in UNITS:  # A fault of its own, and told as such.
        return
    taken_as_is = formula.kind in (Kind.OFFICIAL, Kind.COUNT)
    wanted = 1 if taken_as_is else FACTORS.get(unit, 1)
    if factor != wanted:
        yield f"the factor of a {formula.kind} in {unit} is {wanted}, not {factor}"
    counted = _units(formula.numerator, known)
    if formula.kind in (Kind.SHARE, Kind.CHANGE) and unit not in ("pct", "per_1000"):
        yield f"a {formula.kind} is written in pct or per_1000, not in {unit}"
    if formula.kind is Kind.DIFFERENCE and unit != "pct_points":
        yield f"a difference of shares is written in pct_points, not in {unit}"
    if (formula.kind is Kind.INDEX) != (unit == "index"):
        yield "an index, and nothing else, is written in the unit index"
    if formula.kind is Kind.COUNT and unit != "count":
        yield f"a count is written in the unit count, not in {unit}"
    if formula.kind is Kind.OFFICIAL and unit in _PUBLISHED_UNITS and counted != [unit]:
        yield f"an official figure in {unit} must be published in {unit}, not in {' and '.join(counted)}"


def _principle_faults(
    formula: Formula, known: Mapping[str, Observed], entry: Mapping[str, Any]
) -> Iterator[str]:
    """People counted at school and people counted at home do not meet unless the entry says so."""
    told = str(entry.get("principle", ""))
    found = sorted({known[term.variable].principle for term in formula.terms})
    if len(found) > 1 and told != Principle.MIXED:
        yield f"mixes {' and '.join(found)}; declare principle = 'mixed_principle'"
    if len(found) == 1 and told not in (found[0], Principle.MIXED):
        yield f"counts by {found[0]}, but the entry declares {told}"


def _join_faults(formula: Formula, known: Mapping[str, Observed], entry: Mapping[str, Any]) -> Iterator[str]:
    """Inputs of different days, or of other years, meet by a rule that the entry declares."""
    times = sorted({known[term.variable].reference_time for term in formula.terms})
    is_shifted = any(term.lags != (0,) for term in formula.terms)
    if entry.get("join") == Join.SAME_YEAR:
        return
    if len(times) > 1:
        yield f"joins {' and '.join(times)}; declare join = 'same_year'"
    if is_shifted:
        yield "reaches into other years; declare join = 'same_year'"


def _time_faults(entry: Mapping[str, Any], codes: list[str]) -> Iterator[str]:
    listed = entry["reference_times"] if _is_list(entry, "reference_times") else []
    for code in codes:
        usual = reference_time(code)
        if usual not in listed:
            yield f"reference_times: {code} is dated by {usual}, which is not among them"


def _is_list(entry: Mapping[str, Any], name: str) -> bool:
    return isinstance(entry.get(name), list)
