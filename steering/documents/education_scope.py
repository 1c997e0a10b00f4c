"""What an education report speaks of: everything, or a theme; and what it is compared with."""

from dataclasses import dataclass, field
from enum import StrEnum

from steering.documents.education_changes import Reported
from steering.documents.education_map import Boundaries
from steering.errors import BadUsage
from steering.indicators.defining.indicator import Indicator
from steering.stage import Desk


class ReportKind(StrEnum):
    """Which of the three reports."""

    COMPREHENSIVE = "comprehensive"
    THEMATIC = "thematic"
    DATA_SHEET = "data-sheet"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a report speaks of: everything, or a focus area, or single indicators."""

    kind: ReportKind = ReportKind.COMPREHENSIVE
    focus: str = ""
    keys: tuple[str, ...] = ()
    boundaries: Boundaries | None = None
    last: Reported | None = field(default=None, repr=False)

    @property
    def is_limited(self) -> bool:
        """Whether the report speaks of a part only."""
        return bool(self.focus or self.keys)

    def holds(self, indicator: Indicator) -> bool:
        """Whether an indicator belongs to the report."""
        if self.keys and indicator.key not in self.keys:
            return False
        return not self.focus or indicator.focus_area_key == self.focus


EVERYTHING = Scope()


def checked_scope(desk: Desk, scope: Scope) -> Scope:
    """A scope that names something. Raises BadUsage for a theme that is none, or an unknown indicator."""
    known = [indicator.key for indicator in desk.catalogue]
    unknown = [key for key in scope.keys if key not in known]
    if unknown:
        raise BadUsage(
            f"No indicator {', '.join(unknown)}.",
            code="report_indicator_unknown",
            keys=", ".join(unknown),
            known=", ".join(known),
        )
    areas = sorted({indicator.focus_area_key for indicator in desk.catalogue})
    if scope.focus and scope.focus not in areas:
        raise BadUsage(
            f"No focus area {scope.focus}.",
            code="report_focus_unknown",
            focus=scope.focus,
            known=", ".join(areas),
        )
    if scope.kind is ReportKind.THEMATIC and not scope.focus and not scope.keys:
        raise BadUsage("No theme.", code="report_theme_missing", known=", ".join(areas))
    return scope
