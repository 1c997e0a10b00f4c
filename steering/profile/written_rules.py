"""The rules of a committee as they were written, one layer above the other, each with its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from steering.profile.faults import Fault
from steering.profile.presets import built_in
from steering.profile.procedure import Preset, fraction_of
from steering.profile.rule_books import KEYS
from steering.profile.sheet import Entry, Sheet
from steering.rules_of_procedure import ANY_MATTER


@dataclass(frozen=True, kw_only=True)
class Written:
    """The rules of one committee for one kind of matter, still as raw as they were written."""

    committee: Entry
    matter: str
    layers: Sequence[tuple[Entry | None, Mapping[str, Any]]]

    def get(self, name: str) -> Any:
        """The value that holds: the innermost that was written."""
        return next((table[name] for _, table in reversed(self.layers) if name in table), None)

    def says(self, name: str) -> bool:
        """Whether the profile itself writes this rule."""
        return any(entry is not None and name in table for entry, table in self.layers)

    @property
    def own_share(self) -> object:
        """The share of one's own, unless a layer above it names another majority."""
        for _, table in reversed(self.layers):
            if {"majority", "majority_share"} & table.keys():
                return table.get("majority_share")
        return None

    def number(self, name: str) -> int | None:
        """The value, if it is a whole number."""
        value = self.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def share(self, name: str) -> Fraction | None:
        """The value, if it is a share."""
        value = self.get(name)
        return fraction_of(value) if isinstance(value, str) else None

    def fault(self, code: str, *names: str, **facts: object) -> Fault:
        """A fault, in the line of the first of these keys that the profile wrote."""
        for name in names:
            for entry, table in reversed(self.layers):
                if entry is not None and name in table:
                    return self._fault(entry, name, code, facts)
        entry = next((each for each, _ in reversed(self.layers) if each is not None), self.committee)
        return self._fault(entry, "preset" if entry is self.committee else "matter", code, facts)

    def _fault(self, entry: Entry, name: str, code: str, facts: Mapping[str, object]) -> Fault:
        told = {"value": self.committee.text("key"), **facts}
        return entry.sheet.fault((*entry.path, name), code, is_warning=False, **told)


def all_written(committee: Entry, preset: Preset | None) -> Iterator[Written]:
    """The rules for any matter, and those for each matter that the preset or the county names."""
    given = {} if preset is None else {rule.matter: _table(rule) for rule in preset.rule}
    own = {rule.text("matter") or "": rule for rule in committee.entries("rule")}
    common: list[tuple[Entry | None, Mapping[str, Any]]] = [
        (None, given.get(ANY_MATTER, {})),
        (committee, committee.table),
    ]
    yield Written(committee=committee, matter=ANY_MATTER, layers=common)
    for matter in sorted({*given, *own} - {ANY_MATTER}):
        rule = own.get(matter)
        layers = [*common, (None, given.get(matter, {})), *([(rule, rule.table)] if rule else [])]
        yield Written(committee=committee, matter=matter, layers=layers)


def _table(rule: object) -> dict[str, Any]:
    return {name: value for name in KEYS if (value := getattr(rule, name)) is not None}


def known_presets(sheet: Sheet | None) -> Mapping[str, Preset]:
    """The presets of the product and those of the profile, as far as they have the right form."""
    brought: dict[str, Preset] = {}
    for entry in sheet.entries("preset") if sheet is not None else ():
        try:
            preset = Preset(**entry.table)
        except (ValidationError, TypeError):
            # The form of the file is told by itself; what rests on it is not told twice.
            continue
        brought[preset.key] = preset
    return {**brought, **built_in()}
