"""The one runner of Great Expectations: a suite of rules over frames gives faults.

A rule about rows passes on an empty frame, for there is no row that breaks it. That something
must be there at all is a rule of its own (`expect_table_row_count_to_be_between`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from expectations.figures import EXPECTATIONS
from expectations.library import library
from expectations.suite import Dimension, Rule, Suite
from models import Severity

__all__ = [
    "Dimension",
    "Fault",
    "Report",
    "Rule",
    "RuleNotEvaluated",
    "RuleResult",
    "Suite",
    "run",
    "warm_up",
]

_SEVERITIES = {Severity.CRITICAL: "critical", Severity.WARNING: "warning", Severity.NOTE: "info"}


class RuleNotEvaluated(Exception):
    """A rule could not be computed: a frame or column is missing. It never counts as passed."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A rule that did not hold, with every row that breaks it.

    A row holds its place, the offending values and, where the frame knows it, the `owner_id`.
    """

    rule_key: str
    severity: Severity
    frame: str
    rows_count: int
    rows: tuple[Mapping[str, object], ...] = ()
    observed: str = ""
    place: tuple[str, ...] = ()
    per: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RuleResult:
    """What became of one rule: how many rows it looked at, and how many of them break it."""

    rule_key: str
    severity: Severity
    dimension: Dimension | None
    rows_count: int
    failing_count: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a suite found: the faults, and the result of every rule, held or not."""

    suite_key: str
    faults: tuple[Fault, ...]
    rules_count: int
    rows_count: int
    results: tuple[RuleResult, ...] = ()


def run(suite: Suite, frames: Mapping[str, pd.DataFrame]) -> Report:
    """Every rule of the suite over its frame, in one call of Great Expectations per frame.

    Each call has a context and data source to itself: those that threads share give silently wrong results.
    """
    by_frame = _rules_by_frame(suite, frames)
    tidy = {name: frames[name].reset_index(drop=True) for name in by_frame}
    with library().batches() as batches:
        found = {
            rule.key: (result, fault)
            for name, rules in by_frame.items()
            for rule, result, fault in _validate(batches, name, rules, tidy[name])
        }
    told = [found[rule.key] for rule in suite.rules]
    return Report(
        suite_key=suite.key,
        faults=tuple(fault for _, fault in told if fault is not None),
        rules_count=len(suite.rules),
        rows_count=sum(len(frame) for frame in tidy.values()),
        results=tuple(result for result, _ in told),
    )


def warm_up() -> None:
    """Import Great Expectations now, so that the first check does not wait for it."""
    library()


def _rules_by_frame(suite: Suite, frames: Mapping[str, pd.DataFrame]) -> dict[str, list[Rule]]:
    by_frame: dict[str, list[Rule]] = {}
    for rule in suite.rules:
        if rule.frame not in frames:
            raise RuleNotEvaluated(f"Suite {suite.key}, rule {rule.key}: no frame {rule.frame!r} was given.")
        named = {*rule.columns, *rule.place, *rule.per} - set(rule.told)
        missing = named - set(frames[rule.frame].columns)
        if missing:
            raise RuleNotEvaluated(
                f"Suite {suite.key}, rule {rule.key}: frame {rule.frame!r} has no column {sorted(missing)}."
            )
        by_frame.setdefault(rule.frame, []).append(rule)
    return by_frame


def _validate(
    batches: Any, name: str, rules: list[Rule], frame: pd.DataFrame
) -> Iterator[tuple[Rule, RuleResult, Fault | None]]:
    by_key = {rule.key: rule for rule in rules}
    # Only the columns that rules speak of, for the library takes a fingerprint of what it is given. Where
    # all of them speak of the figures that the frame carries along, no row need be handed over.
    named = list(dict.fromkeys(column for rule in rules for column in rule.columns))
    of_figures = all(rule.expectation[0] in EXPECTATIONS for rule in rules)
    told = frame.iloc[:0][[]] if of_figures else frame[named]
    # Built from a list: adding expectations one by one is quadratic.
    suite = library().suite(name, [_expectation(rule) for rule in rules])
    results = library().results(batches, told, suite)
    if len(results) != len(rules):
        raise RuleNotEvaluated(
            f"Frame {name!r}: {len(rules)} rules were asked, {len(results)} were answered."
        )
    for result in results:
        rule = by_key[result.expectation_config.meta["rule"]]
        fault = _fault(rule, result, frame)
        yield rule, _result(rule, result, fault), fault


def _expectation(rule: Rule) -> Any:
    kind, options = rule.expectation
    return library().expectation(kind)(
        **options, severity=_SEVERITIES[rule.severity], meta={"rule": rule.key}
    )


def _fault(rule: Rule, result: Any, frame: pd.DataFrame) -> Fault | None:
    if _raised(result.exception_info):
        raise RuleNotEvaluated(f"Rule {rule.key} on frame {rule.frame!r}: {result.exception_info}")
    if result.success:
        return None
    # The lists of values end at 200, the list of positions does not.
    failing = result.result.get("unexpected_index_list")
    if failing is None:
        return Fault(
            rule_key=rule.key,
            severity=rule.severity,
            frame=rule.frame,
            rows_count=1,
            observed=str(result.result.get("observed_value", "")),
        )
    return Fault(
        rule_key=rule.key,
        severity=rule.severity,
        frame=rule.frame,
        rows_count=len(failing),
        rows=_rows(frame, failing, (*rule.place, *rule.per, *rule.columns, "owner_id"), _facts(result)),
        observed=str(result.result.get("unexpected_count", len(failing))),
        place=rule.place,
        per=rule.per or rule.place,
    )


def _result(rule: Rule, result: Any, fault: Fault | None) -> RuleResult:
    """How the rule fared. One about a whole frame looked at one thing."""
    failing = fault.rows_count if fault else 0
    return RuleResult(
        rule_key=rule.key,
        severity=rule.severity,
        dimension=rule.dimension,
        rows_count=int(result.result.get("element_count") or 1),
        failing_count=failing,
    )


def _raised(told: Mapping[str, Any]) -> bool:
    """Whether anything was raised; told flat, or once per metric."""
    nested = [one for one in told.values() if isinstance(one, Mapping)]
    return any(bool(one.get("raised_exception")) for one in (told, *nested))


def _facts(result: Any) -> Mapping[str, Sequence[object]]:
    """What an expectation of figures told of each failing row."""
    told: Mapping[str, Sequence[object]] = (result.result.get("details") or {}).get("facts", {})
    return told


def _rows(
    frame: pd.DataFrame,
    failing: list[int],
    columns: tuple[str, ...],
    facts: Mapping[str, Sequence[object]],
) -> tuple[Mapping[str, object], ...]:
    at = np.asarray(failing, dtype=np.intp)
    told: dict[str, Sequence[object]] = {
        name: _plain(frame[name].array.take(at))
        for name in dict.fromkeys(columns)
        if name in frame.columns and name not in facts
    }
    told |= facts
    return tuple(dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True))


def _plain(chosen: ExtensionArray) -> list[object]:
    """The values of some rows as they are, and None for what is missing."""
    values = np.asarray(chosen, dtype=object)
    missing = np.asarray(pd.isna(chosen))
    if missing.any():
        values = values.copy()
        values[missing] = None
    told: list[object] = values.tolist()
    return told
