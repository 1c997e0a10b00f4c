"""Target corridors in a profile: what a resolution must have said beforehand, and how rules are given it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from steering.indicators.defining.targets import Target
from steering.profile.faults import Fault
from steering.profile.known import Known
from steering.profile.plans import ChosenIndicator
from steering.profile.references import Sheets, entries
from steering.profile.sheet import Entry


def targets_of(indicators: Iterable[ChosenIndicator]) -> tuple[Target, ...]:
    """The corridors that the region's resolutions have set."""
    return tuple(
        Target(
            indicator_key=chosen.key,
            low=chosen.target.lower,
            high=chosen.target.upper,
            decided_on=chosen.target.decided_on,
            resolution=chosen.target.resolution,
            from_year=chosen.target.year,
            until_year=chosen.target.until_year,
        )
        for chosen in indicators
        if chosen.target is not None
    )


def check_targets(sheets: Sheets, known: Known) -> Iterator[Fault]:
    """Faults of the target corridors of a profile."""
    for indicator in entries(sheets, "indicators.toml", "indicator"):
        target = indicator.table.get("target")
        if isinstance(target, Mapping):
            entry = Entry(sheet=indicator.sheet, path=(*indicator.path, "target"), table=target)
            yield from _limits(indicator, entry)
            yield from _times(indicator, entry, known)
            key = indicator.text("key")
            if key in known.neutral_indicators:
                # Where no way is better, nothing can be missed.
                yield indicator.fault("target", "target_of_neutral", value=key)


def _limits(indicator: Entry, target: Entry) -> Iterator[Fault]:
    lower, upper = target.table.get("lower"), target.table.get("upper")
    if lower is None and upper is None:
        yield indicator.fault("target", "target_without_limit", value=indicator.text("key"))
    if isinstance(lower, int | float) and isinstance(upper, int | float) and upper < lower:
        yield target.fault("upper", "limits_crossed", lower=lower, upper=upper)


def _times(indicator: Entry, target: Entry, known: Known) -> Iterator[Fault]:
    first, last, decided = target.number("year"), target.number("until_year"), target.table.get("decided_on")
    if first is not None and last is not None and last < first:
        yield target.fault("until_year", "ends_before_it_begins", first=first, last=last)
    key = indicator.text("key")
    is_known = known.indicators is not None and key in known.indicators
    if known.countable_from is None or not is_known or key is None or first is None:
        return
    countable = known.countable_from(key, first)
    if isinstance(decided, date) and decided >= countable:
        yield target.fault(
            "decided_on",
            "target_decided_too_late",
            value=decided.isoformat(),
            year=first,
            countable=countable.isoformat(),
        )
