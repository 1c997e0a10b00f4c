"""One way in which the record and what was published do not say the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A code, worded in templates, and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
