"""From a committee of a profile to its rule book: the preset first, then what the county writes itself."""

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from steering.profile.bodies import Committee
from steering.profile.procedure import MatterRule, Preset, PresetRule, Procedure, fraction_of
from steering.rules_of_procedure import ANY_MATTER, ASSUMED, BY_PROFILE, NO_LAW, RuleBook, Rules
from steering.rules_of_procedure.kept import SHARES

KEYS: tuple[str, ...] = tuple(each.name for each in fields(Procedure))
# A county that writes one of the pair means the other, too: the pair is one rule.
_PERCENT, _SHARE = "quorum_pct", "quorum_share"


def rule_book(committee: Committee, presets: Mapping[str, Preset]) -> RuleBook:
    """The committee's rules for every kind of matter that it or its preset names."""
    preset = presets.get(committee.preset) if committee.preset else None
    given = {} if preset is None else {rule.matter: rule for rule in preset.rule}
    own = {rule.matter: rule for rule in committee.rule}
    common = _Layers().under(_of_preset(given.get(ANY_MATTER))).under(_of_committee(committee))
    rules = {}
    for matter in (ANY_MATTER, *sorted({*given, *own} - {ANY_MATTER})):
        layers = common if matter == ANY_MATTER else common.under(_of_preset(given.get(matter)))
        layers = layers.under(_of_matter(committee, own.get(matter)))
        rules[matter] = layers.rules(committee, matter)
    return RuleBook(rules=rules)


class _Layers:
    """Values and sources of rules, the later ones above the earlier."""

    def __init__(
        self, values: Mapping[str, object] | None = None, sources: Mapping[str, str] | None = None
    ) -> None:
        self.values = dict(values or {})
        self.sources = dict(sources or {})

    def under(self, above: "_Layers") -> "_Layers":
        """These layers with another one above them."""
        # A named majority takes the place of a share of one's own, and the other way round.
        kept = dict(self.values)
        if "majority" in above.values and "majority_share" not in above.values:
            kept.pop("majority_share", None)
        return _Layers({**kept, **above.values}, {**self.sources, **self._new_sources(above)})

    def _new_sources(self, above: "_Layers") -> dict[str, str]:
        """A rule that says again what the law says still comes from the law."""
        return {
            name: source
            for name, source in above.sources.items()
            if self.sources.get(name, "") in NO_LAW
            or source not in NO_LAW
            or self.values.get(name) != above.values.get(name)
        }

    def rules(self, committee: Committee, matter: str) -> Rules:
        """The rules that the layers amount to."""
        known: dict[str, Any] = {name: _exact(name, value) for name, value in self.values.items()}
        return Rules(
            seats_count=committee.seats_count,
            kind=committee.kind,
            matter=matter,
            sources=self.sources,
            **known,
        )


def _exact(name: str, value: object) -> object:
    return fraction_of(str(value)) if name in SHARES and value is not None else value


def _of_preset(rule: PresetRule | None) -> _Layers:
    if rule is None:
        return _Layers()
    sources = {_SHARE if name == _PERCENT else name: source for name, source in rule.sources.items()}
    return _Layers(_written(rule), sources)


def _of_committee(committee: Committee) -> _Layers:
    values = _written(committee)
    named = committee.rules_source or BY_PROFILE
    assumed = {_SHARE if name == _PERCENT else name for name in committee.assumed}
    return _Layers(values, {name: ASSUMED if name in assumed else named for name in values})


def _of_matter(committee: Committee, rule: MatterRule | None) -> _Layers:
    if rule is None:
        return _Layers()
    values = _written(rule)
    named = rule.source or committee.rules_source or BY_PROFILE
    return _Layers(values, {name: ASSUMED if name in rule.assumed else named for name in values})


def _written(table: Procedure) -> dict[str, object]:
    """The keys that somebody wrote; a percentage becomes the exact share that it says."""
    said = {name: getattr(table, name) for name in KEYS if getattr(table, name) is not None}
    percent = said.pop(_PERCENT, None)
    if percent is not None:
        share = Fraction(str(percent)) / 100
        said[_SHARE] = f"{share.numerator}/{share.denominator}"
    return said
