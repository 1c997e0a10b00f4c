"""The script of a simulation: what a region's invented people say, in its own file.

A region without a script is simulated with plain words (`templates/phrases_*.toml`).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a committee sends the matter back, and the seat that says so."""

    reason: str
    seat: int = 1


@dataclass(frozen=True, kw_only=True)
class Script:
    """Reviews and sheets by measure code, remarks by gate, and where things go wrong on purpose."""

    seed: int = 2028
    absent: float = 0.08
    reviews: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sheets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    remarks: tuple[Mapping[str, Any], ...] = ()
    needs: tuple[Mapping[str, Any], ...] = ()
    misses_quorum: frozenset[str] = frozenset()
    sent_back: Mapping[str, Refusal] = field(default_factory=dict)
    postponed: Mapping[str, str] = field(default_factory=dict)
    late_sources: frozenset[str] = frozenset()
    late_reviews: frozenset[str] = frozenset()


def read_script(content: bytes) -> Script:
    """A script from its TOML file (`simulation.toml`)."""
    said = tomllib.loads(content.decode())
    return Script(
        seed=said.get("seed", 2028),
        reviews={entry["measure"]: entry for entry in said.get("review", [])},
        sheets={entry["measure"]: entry for entry in said.get("sheet", [])},
        remarks=tuple(said.get("remark", [])),
        needs=tuple(said.get("need", [])),
        misses_quorum=frozenset(said.get("misses_quorum", [])),
        sent_back={
            entry["gate"]: Refusal(reason=entry["reason"], seat=entry.get("seat", 1))
            for entry in said.get("sent_back", [])
        },
        postponed={entry["measure"]: entry["reason"] for entry in said.get("postponed", [])},
        late_sources=frozenset(said.get("late_sources", [])),
        late_reviews=frozenset(said.get("late_reviews", [])),
    )


def drawn(script: Script, *names: object) -> Random:
    """A stream of chance that belongs to these names and to no others."""
    return Random(f"{script.seed}/" + "/".join(str(name) for name in names))  # noqa: S311 - no secret, a simulation
