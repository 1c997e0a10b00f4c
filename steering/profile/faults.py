"""A fault in a profile: where it stands, what is wrong, and what a text needs to say so."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong in one line, or that somebody has yet to confirm.

    `code` names the text in templates/errors_profile_<language>.toml; `facts` fill it in.
    A fault that `is_warning` does not stop the profile.
    """

    file: str
    line: int
    field: str
    code: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    is_warning: bool = False

    @property
    def all_facts(self) -> dict[str, object]:
        """What a text may name: the place of the fault and its own facts."""
        return {"file": self.file, "line": self.line, "field": self.field, **self.facts}


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """Faults as somebody mends them: file by file, line by line, each once."""
    found = {(fault.file, fault.line, fault.field, fault.code): fault for fault in faults}
    return tuple(found[place] for place in sorted(found))
