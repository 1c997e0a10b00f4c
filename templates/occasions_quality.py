"""The facts of notices about the quality of data: what is new, what is due, what is mended."""

from dataclasses import dataclass
from datetime import date

from templates.envelope import Facts, Occasion, Stated


@dataclass(frozen=True, kw_only=True)
class FindingsTold(Stated):
    """What one table has to tell by one rule; never a figure that is kept back."""

    table: str
    what: str
    mend: str
    findings_count: int
    rows_count: int
    is_critical: bool = False
    is_back: bool = False


@dataclass(frozen=True, kw_only=True)
class DataDigest(Facts):
    """What the checks found since the last letter, by table and rule, and what is mended."""

    occasion = Occasion.DATA_DIGEST

    groups: tuple[FindingsTold, ...]
    resolved: tuple[FindingsTold, ...]
    due_on: date

    def __post_init__(self) -> None:
        """A digest that tells nothing is never written."""
        super().__post_init__()
        if not self.groups and not self.resolved:
            raise ValueError("A digest of the data tells nothing; it is not written.")
