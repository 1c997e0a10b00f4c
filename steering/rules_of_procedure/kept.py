"""Rules as they are kept: canonical JSON, the same bytes for the same rules.

A question is frozen with its rules, and years later the recount reads them again. So names of
fields stay, a field that we do not know is refused, and a field that is missing has the value that
it had before anybody could write it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any

from models import CommitteeKind, Majority, MajorityBase, Tie
from steering.errors import NotAllowedNow
from steering.rules_of_procedure import values
from steering.rules_of_procedure.rules import Rules

_FIELDS: Mapping[str, Field[Any]] = {each.name: each for each in fields(Rules)}
_CHOICES: Mapping[str, type[StrEnum]] = {
    "kind": CommitteeKind,
    "majority": Majority,
    "majority_base": MajorityBase,
    "tie": Tie,
    "second_summons": values.SecondSummons,
    "many_recused": values.ManyRecused,
    "abstentions": values.Abstentions,
    "casting_vote": values.CastingVote,
    "ranking": values.Ranking,
    "notice_unit": values.DayUnit,
    "papers_unit": values.DayUnit,
    "convened_by": values.Convener,
    "remote": values.Remote,
}
SHARES = frozenset({"quorum_share", "majority_share", "circulation_consent_share", "special_meeting_share"})


def rules_to_facts(rules: Rules) -> dict[str, object]:
    """The rules as plain values: shares as '2/3', choices as their words."""
    return {name: _plain(getattr(rules, name)) for name in _FIELDS}


def rules_from_facts(facts: Mapping[str, object]) -> Rules:
    """The rules that plain values say. Raises NotAllowedNow for a field or a value that we do not know."""
    unknown = sorted(set(facts) - set(_FIELDS))
    if unknown:
        raise _unreadable(unknown[0])
    missing = [name for name, each in _FIELDS.items() if _is_needed(each) and name not in facts]
    if missing:
        raise _unreadable(missing[0])
    read: dict[str, Any] = {name: _read(name, value) for name, value in facts.items()}
    try:
        return Rules(**read)
    except ValueError as trouble:
        raise _unreadable("majority_share") from trouble


def canonical(facts: object) -> str:
    """The one way to write values down."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_kept(text: str) -> dict[str, Any]:
    """The table of a kept text. Raises NotAllowedNow for what is none."""
    try:
        facts = json.loads(text)
    except json.JSONDecodeError as trouble:
        raise _unreadable("{") from trouble
    if not isinstance(facts, dict):
        raise _unreadable("{")
    return facts


def to_json(rules: Rules) -> str:
    """The rules as canonical JSON."""
    return canonical(rules_to_facts(rules))


def from_json(text: str) -> Rules:
    """The rules that `to_json` wrote."""
    return rules_from_facts(read_kept(text))


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, StrEnum):
        return value.value
    return dict(value) if isinstance(value, Mapping) else value


def _is_needed(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _read(name: str, value: object) -> object:
    if value is None and _FIELDS[name].default is None:
        return None
    kind: Callable[[Any], object] = _CHOICES.get(name) or (Fraction if name in SHARES else _as_it_is(name))
    try:
        return kind(value)
    except (ValueError, TypeError, ZeroDivisionError) as trouble:
        raise _unreadable(name) from trouble


def _as_it_is(name: str) -> Callable[[Any], object]:
    """Texts, numbers and flags are taken as they are, if they are of the kind that the field has."""
    expected = {"sources": dict, "matter": str}.get(name, int if _is_number(name) else bool)

    def same(value: object) -> object:
        if type(value) is not expected:
            raise TypeError(name)
        return value

    return same


def _is_number(name: str) -> bool:
    return name.endswith(("_count", "_days"))


def _unreadable(name: str) -> NotAllowedNow:
    return NotAllowedNow(f"Rules with {name!r} cannot be read.", code="rules_unreadable", name=name)
