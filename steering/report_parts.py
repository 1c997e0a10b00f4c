"""A check in parts: the rules on one source at a time, those on all sources, and one report of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from expectations.check import Fault, Report, Rule, RuleResult, Suite
from expectations.figures import EXPECTATIONS

SOURCE = "source_key"
ALL_SOURCES = ""
"""The part with the rules that speak of no single source."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a check: a source or, without a name, what speaks of all sources."""

    source_key: str
    suite: Suite
    frames: Mapping[str, pd.DataFrame]


def parts_of(suite: Suite, frames: Mapping[str, pd.DataFrame], sources: Sequence[str]) -> Iterator[Part]:
    """The parts of a check: what they find together is what the whole check finds.

    A rule that names the rows that break it looks at one row at a time; it may be asked source by
    source. A rule on a table as a whole may not: a table of one source is another table.
    """
    single = tuple(rule for rule in suite.rules if _is_of_one_source(rule, frames))
    names = {rule.frame for rule in single}
    for source_key in sources:
        own = {name: frames[name][frames[name][SOURCE] == source_key] for name in names}
        yield Part(source_key=source_key, suite=replace(suite, rules=single), frames=own)
    of_all = tuple(rule for rule in suite.rules if rule not in single)
    if of_all:
        yield Part(source_key=ALL_SOURCES, suite=replace(suite, rules=of_all), frames=frames)


def _is_of_one_source(rule: Rule, frames: Mapping[str, pd.DataFrame]) -> bool:
    # Figures are laid out once for all sources: what asks them cannot be asked of some rows of a table.
    if rule.expectation[0] in EXPECTATIONS:
        return False
    return SOURCE in (*rule.place, *rule.per) and SOURCE in frames[rule.frame].columns


def joined(suite: Suite, reports: Sequence[Report]) -> Report:
    """The reports of all parts as one, in the order of the suite's rules."""
    faults: dict[str, Fault] = {}
    results: dict[str, RuleResult] = {}
    for report in reports:
        for fault in report.faults:
            known = faults.get(fault.rule_key)
            faults[fault.rule_key] = fault if known is None else _together(known, fault)
        for result in report.results:
            before = results.get(result.rule_key)
            results[result.rule_key] = result if before is None else _summed(before, result)
    return Report(
        suite_key=suite.key,
        faults=tuple(faults[rule.key] for rule in suite.rules if rule.key in faults),
        rules_count=len(suite.rules),
        rows_count=sum(report.rows_count for report in reports),
        results=tuple(results[rule.key] for rule in suite.rules if rule.key in results),
    )


def _together(one: Fault, other: Fault) -> Fault:
    count = one.rows_count + other.rows_count
    return replace(one, rows=(*one.rows, *other.rows), rows_count=count, observed=str(count))


def _summed(one: RuleResult, other: RuleResult) -> RuleResult:
    return replace(
        one,
        rows_count=one.rows_count + other.rows_count,
        failing_count=one.failing_count + other.failing_count,
    )
