"""What changed between two education reports."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NewPeriod:
    """A period that the earlier report did not hold yet."""

    title: str
    region_title: str
    period: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Revised:
    """A value that both reports hold, and that is another now."""

    title: str
    region_title: str
    period: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Redefined:
    """An indicator that is defined otherwise than before."""

    title: str
    old_version: int
    new_version: int


@dataclass(frozen=True, kw_only=True)
class ReportChanges:
    """New periods, revised values, indicators that came and went, changed definitions."""

    since: str
    new_periods: tuple[NewPeriod, ...] = ()
    revised: tuple[Revised, ...] = ()
    gone: tuple[NewPeriod, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    redefined: tuple[Redefined, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is different."""
        kinds = (self.new_periods, self.revised, self.gone, self.added, self.removed, self.redefined)
        return not any(kinds)
