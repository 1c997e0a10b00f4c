"""From the files of a region to its profile, or to all the faults at once."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from steering.errors import BadProfile
from steering.profile.assumptions import check_assumptions
from steering.profile.bodies import Committees, Organisations, Region
from steering.profile.faults import Fault, in_order
from steering.profile.form import read_form
from steering.profile.known import Known
from steering.profile.mappings import check_mappings
from steering.profile.plans import Indicators, Plan, Process, Sources, Texts
from steering.profile.presets import presets_with
from steering.profile.procedure import Presets
from steering.profile.references import check_names
from steering.profile.rule_books import rule_book
from steering.profile.rules import check_rules
from steering.profile.sheet import Sheet, read_sheet
from steering.rules_of_procedure import RuleBook

Declared = TypeVar("Declared")

FILES: Mapping[str, type[Any]] = {
    "region.toml": Region,
    "organisations.toml": Organisations,
    "committees.toml": Committees,
    "plan.toml": Plan,
    "indicators.toml": Indicators,
    "sources.toml": Sources,
    "process.toml": Process,
    "texts.toml": Texts,
    "presets.toml": Presets,
}
# Lies beside a profile and is none of it: what simulated people say.
BESIDE = "simulation.toml"
_WEEKS_OF_A_MONTH = 365.25 / 12 / 7
OPTIONAL = frozenset({"texts.toml", "presets.toml"})


@dataclass(frozen=True, kw_only=True)
class Profile:
    """All that a region says of itself; `warnings` are the values that nobody has confirmed."""

    region: Region
    organisations: Organisations
    committees: Committees
    plan: Plan
    indicators: Indicators
    sources: Sources
    process: Process
    texts: Texts
    presets: Presets
    warnings: tuple[Fault, ...] = ()

    @property
    def key(self) -> str:
        """The region's key."""
        return self.region.key

    @cached_property
    def rule_books(self) -> Mapping[str, RuleBook]:
        """The rule book of each committee, by its key."""
        known = presets_with(self.presets)
        return {each.key: rule_book(each, known) for each in self.committees.committee}

    def is_assumed(self, file: str, field: str) -> bool:
        """Whether documents must mark a value as unconfirmed."""
        return any((warning.file, warning.field) == (file, field) for warning in self.warnings)


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What `masterplan check` shows: the faults, the warnings, and the profile if there is one."""

    profile: Profile | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def load(files: Mapping[str, bytes], known: Known = Known()) -> Profile:  # noqa: B008 - Known is frozen
    """The profile. Raises BadProfile with every fault, each with file, line and field."""
    examination = examine(files, known)
    if examination.profile is None:
        faults = examination.faults
        raise BadProfile(
            f"{len(faults)} faults, the first in {faults[0].file}, line {faults[0].line}.",
            faults=list(faults),
        )
    return examination.profile


def examine(files: Mapping[str, bytes], known: Known = Known()) -> Examination:  # noqa: B008 - Known is frozen
    """All that can be said of the files: faults and warnings in the order in which they stand."""
    found: list[Fault] = list(_strange_files(files))
    sheets: dict[str, Sheet] = {}
    parts: dict[str, Any] = {}
    for file, cls in FILES.items():
        read = _sheet(file, files)
        if isinstance(read, Fault):
            found.append(read)
            continue
        sheets[file] = read
        value, faults = read_form(cls, read)
        parts[file.removesuffix(".toml")] = value
        found.extend(faults)
    found.extend(check_names(sheets, known))
    found.extend(check_rules(sheets, known))
    found.extend(check_mappings(sheets[file] for file in ("sources.toml",) if file in sheets))
    found.extend(check_assumptions(sheets.values()))
    found.extend(_too_long(sheets, parts.get("process")))
    in_place = in_order(found)
    warnings = tuple(fault for fault in in_place if fault.is_warning)
    refused = tuple(fault for fault in in_place if not fault.is_warning)
    profile = None if refused else Profile(**parts, warnings=warnings)
    return Examination(profile=profile, faults=refused, warnings=warnings)


def _sheet(file: str, files: Mapping[str, bytes]) -> Sheet | Fault:
    if file in files:
        return read_sheet(file, files[file])
    if file in OPTIONAL:
        return read_sheet(file, b"")
    return Fault(file=file, line=1, field="", code="file_missing")


def _too_long(sheets: Mapping[str, Sheet], process: Process | None) -> Iterator[Fault]:
    """A revision that takes longer than its lead time ends after the plan that it renews."""
    if process is None or not process.stage:
        return
    weeks = max(process.ends_after_weeks().values())
    if weeks > process.lead_months * _WEEKS_OF_A_MONTH:
        facts = {"weeks": weeks, "months": process.lead_months}
        yield sheets["process.toml"].fault(
            ("lead_months",), "revision_longer_than_lead", is_warning=True, **facts
        )


def _strange_files(files: Mapping[str, bytes]) -> Iterator[Fault]:
    for file in files:
        if file.endswith(".toml") and file not in (*FILES, BESIDE):
            near = difflib.get_close_matches(file, FILES, n=1)
            meant = near[0] if near else ", ".join(FILES)
            yield Fault(file=file, line=1, field="", code="file_unknown", facts={"meant": meant})
