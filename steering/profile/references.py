"""Names in a profile: each once, and each that is used is declared somewhere."""

import difflib
from collections.abc import Iterable, Iterator, Mapping

from steering.profile.faults import Fault
from steering.profile.known import Known
from steering.profile.sheet import Entry, Sheet

Sheets = Mapping[str, Sheet]

# Lists whose entries have a name, and the field that is the name.
_NAMED = (
    ("region.toml", "peer_group", "key"),
    ("organisations.toml", "organisation", "key"),
    ("committees.toml", "committee", "key"),
    ("plan.toml", "focus_area", "key"),
    ("plan.toml", "measure", "code"),
    ("indicators.toml", "indicator", "key"),
    ("sources.toml", "source", "key"),
    ("sources.toml", "source", "table_code"),
    ("sources.toml", "mapping", "key"),
    ("process.toml", "stage", "key"),
    ("process.toml", "route", "key"),
    ("presets.toml", "preset", "key"),
)

# Fields that name something: where they stand, and where it must be declared.
_NAMING = (
    ("plan.toml", "measure", "owner", ("organisations.toml", "organisation")),
    ("plan.toml", "measure", "focus_area", ("plan.toml", "focus_area")),
    ("plan.toml", "measure", "route", ("process.toml", "route")),
    ("plan.toml", "measure", "indicator", ("indicators.toml", "indicator")),
    ("indicators.toml", "indicator", "focus_area", ("plan.toml", "focus_area")),
    ("sources.toml", "source", "owner", ("organisations.toml", "organisation")),
    ("process.toml", "stage", "starts_with", ("process.toml", "stage")),
    ("region.toml", "council_meeting", "committee", ("committees.toml", "committee")),
)


def check_names(sheets: Sheets, known: Known) -> Iterator[Fault]:
    """Faults of names: doubled, used but not declared, or unknown to the product."""
    yield from _doubled(sheets)
    yield from _dangling(sheets)
    yield from _unknown_to_us(sheets, known)


def entries(sheets: Sheets, file: str, name: str) -> list[Entry]:
    """The tables of a list; none where the file could not be read."""
    return sheets[file].entries(name) if file in sheets else []


def _doubled(sheets: Sheets) -> Iterator[Fault]:
    for file, name, field in _NAMED:
        first: dict[str, int] = {}
        for entry in entries(sheets, file, name):
            key = entry.text(field)
            if key is None:
                continue
            if key in first:
                yield entry.fault(field, "doubled", value=key, first_line=first[key])
            first.setdefault(key, entry.sheet.line((*entry.path, field)))


def _dangling(sheets: Sheets) -> Iterator[Fault]:
    for file, name, field, target in _NAMING:
        for entry in entries(sheets, file, name):
            yield from _one_dangling(sheets, entry, field, target)
    organisation = ("organisations.toml", "organisation")
    for committee in entries(sheets, "committees.toml", "committee"):
        for seat in committee.entries("seat"):
            yield from _one_dangling(sheets, seat, "organisation", organisation)
    if "region.toml" in sheets:
        sheet = sheets["region.toml"]
        office = sheet.table.get("office")
        if isinstance(office, Mapping):
            yield from _one_dangling(
                sheets, Entry(sheet=sheet, path=("office",), table=office), "organisation", organisation
            )
    for route in entries(sheets, "process.toml", "route"):
        yield from _routes(sheets, route)


def _one_dangling(sheets: Sheets, entry: Entry, field: str, target: tuple[str, str]) -> Iterator[Fault]:
    file, name = target
    value = entry.text(field)
    # A file that cannot be read declares nothing; its own fault is enough.
    if value is None or file not in sheets:
        return
    declared = _names(entries(sheets, file, name))
    if value not in declared:
        yield entry.fault(field, "not_declared", value=value, where=file, meant=_nearest(value, declared))


def _routes(sheets: Sheets, route: Entry) -> Iterator[Fault]:
    if "committees.toml" not in sheets:
        return
    declared = _names(entries(sheets, "committees.toml", "committee"))
    for path, key in route.texts("committees"):
        if key not in declared:
            yield route.sheet.fault(
                path, "not_declared", value=key, where="committees.toml", meant=_nearest(key, declared)
            )
    if route.table.get("committees") == []:
        yield route.fault("committees", "route_empty", value=route.text("key"))


def _unknown_to_us(sheets: Sheets, known: Known) -> Iterator[Fault]:
    if known.indicators is not None:
        for entry in entries(sheets, "indicators.toml", "indicator"):
            key = entry.text("key")
            if key is not None and key not in known.indicators:
                yield entry.fault(
                    "key", "indicator_unknown", value=key, meant=_nearest(key, known.indicators)
                )
    if known.stages is not None and "process.toml" in sheets:
        yield from _stages(sheets["process.toml"], known.stages)
    if known.committees is not None and "committees.toml" in sheets:
        sheet = sheets["committees.toml"]
        missing = known.committees - set(_names(sheet.entries("committee")))
        yield from (sheet.fault((), "committee_missing", value=key) for key in sorted(missing))
    if known.words is not None and "texts.toml" in sheets:
        yield from _words(sheets["texts.toml"], known.words)


def _stages(sheet: Sheet, stages: tuple[str, ...]) -> Iterator[Fault]:
    declared = _names(sheet.entries("stage"))
    for entry in sheet.entries("stage"):
        key = entry.text("key")
        if key is not None and key not in stages:
            yield entry.fault("key", "stage_unknown", value=key, meant=_nearest(key, stages))
    yield from (sheet.fault((), "stage_missing", value=key) for key in stages if key not in declared)


def _words(sheet: Sheet, words: frozenset[str]) -> Iterator[Fault]:
    languages = sheet.table.get("word")
    for language, terms in languages.items() if isinstance(languages, Mapping) else ():
        for term in terms if isinstance(terms, Mapping) else ():
            if term not in words:
                yield sheet.fault(
                    ("word", language, term), "word_unknown", value=term, meant=_nearest(term, words)
                )


def _names(listed: Iterable[Entry]) -> list[str]:
    return [name for entry in listed if (name := entry.text("key")) is not None]


def _nearest(value: str, declared: Iterable[str]) -> str:
    near = difflib.get_close_matches(value, list(declared), n=1)
    return near[0] if near else ", ".join(sorted(declared)[:8]) or "–"
