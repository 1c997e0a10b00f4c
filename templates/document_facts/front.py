"""What stands on top of every document."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Front:
    """Which region, which plan, which round, as of which day."""

    region_title: str
    plan_title: str
    plan_label: str
    round_number: int
    on_date: date
    is_simulated: bool = False
