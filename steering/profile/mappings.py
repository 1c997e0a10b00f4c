"""A layout that nobody foresaw, described by a county: which column is what, and what its signs mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from models import ValueStatus
from steering.profile.faults import Fault
from steering.profile.kinds import Count, Flag, Key, Positive, Refusal, TableCode, Text, declared
from steering.profile.sheet import Entry, Sheet
from steering.sources.periods import period
from steering.sources.vocabulary import reference_time_types


class Separator(StrEnum):
    """What stands between two cells of a line."""

    SEMICOLON = ";"
    COMMA = ","
    TAB = "\t"
    BAR = "|"


class DecimalSign(StrEnum):
    """What stands before the decimals."""

    COMMA = ","
    POINT = "."


class ThousandsSign(StrEnum):
    """What stands between groups of three digits; nothing, unless the mapping says so."""

    NONE = ""
    POINT = "."
    COMMA = ","
    SPACE = " "
    APOSTROPHE = "'"


class PeriodFormat(StrEnum):
    """How the file writes its periods: 2023, 2000/01, 31.12.2023, WS 2023/24."""

    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    DAY = "day"
    SEMESTER = "semester"


def _is_one_key(value: str) -> bool:
    # These wake pandas, and few profiles describe files of their own.
    from steering.sources.territory import is_one_key

    return is_one_key(value)


def _is_dictionary(value: str) -> bool:
    from steering.sources.symbols import names

    return value in names()


def _is_known_time(value: str) -> bool:
    return value in reference_time_types()


def _text_that(code: str, holds: Callable[[str], bool]) -> AfterValidator:
    return AfterValidator(Refusal(code=code, holds=holds))


StoredKey = Annotated[str, _text_that("stored_key_bad", _is_one_key)]
Dictionary = Annotated[str, _text_that("dictionary_unknown", _is_dictionary)]
ReferenceTime = Annotated[str, _text_that("reference_time_unknown", _is_known_time)]
PeriodText = Annotated[str, _text_that("period_bad", lambda value: period(value) is not None)]


@declared
class MappedColumn:
    """A column of figures. "*" stands for every column that no other entry names.

    Without `variable` the head itself is the name. `empty` says what an empty cell means; without it an
    empty cell is refused.
    """

    head: Text
    variable: Text | None = None
    unit: str = ""
    breakdown: dict[Key, Text] = field(default_factory=dict)
    region: StoredKey | None = None
    reference_time: ReferenceTime | None = None
    empty: ValueStatus | None = None


@declared
class MappedBreakdown:
    """A column whose words break the figures down; `totals` are words for "nothing broken down"."""

    head: Text
    dimension: Key
    totals: tuple[Text, ...] = ()
    categories: dict[str, Key] = field(default_factory=dict)


@declared
class FileMapping:
    """How one kind of file is read: by what it is known, and what each of its columns is.

    `key_lengths` are those of its official keys, where it holds keys of its own office, too.
    `is_line_ended` says that the office ends the last line, too: without that end a file was cut off.
    """

    key: Key
    title: Text
    known_by: tuple[Text, ...]
    column: tuple[MappedColumn, ...]
    breakdown: tuple[MappedBreakdown, ...] = ()
    table_code: TableCode | None = None
    attribution: str = ""
    separator: Separator = Separator.SEMICOLON
    decimal: DecimalSign = DecimalSign.COMMA
    thousands: ThousandsSign = ThousandsSign.NONE
    skip_rows: Count = 0
    region: StoredKey | None = None
    region_name: str = ""
    region_column: Text | None = None
    region_name_column: Text | None = None
    key_lengths: tuple[Positive, ...] = ()
    regions: dict[str, StoredKey] = field(default_factory=dict)
    period: PeriodText | None = None
    period_column: Text | None = None
    period_row: Positive | None = None
    period_format: PeriodFormat = PeriodFormat.YEAR
    reference_time: ReferenceTime
    symbols: Dictionary
    signs: dict[str, ValueStatus] = field(default_factory=dict)
    zero: ValueStatus | None = None
    unit_column: Text | None = None
    mark_column: Text | None = None
    no_mark: tuple[str, ...] = ()
    ignore: tuple[Text, ...] = ()
    ends_with: str = ""
    is_line_ended: Flag = False
    assumed: tuple[str, ...] = ()
    source: str = ""


@declared
class FileMappings:
    """A file of mappings that travels with the product."""

    mapping: tuple[FileMapping, ...]


_ROLES = ("region_column", "region_name_column", "period_column", "unit_column", "mark_column")
_ONE_OF = (("region", "region_column"), ("period", "period_column", "period_row"))


def check_mappings(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """Faults that only the whole mapping shows: two ways to say one thing, or a column with two roles."""
    for sheet in sheets:
        for entry in sheet.entries("mapping"):
            yield from _one_of(entry)
            yield from _twice(entry)
            yield from _unknown_heads(entry)
            yield from _two_signs(entry)


def _one_of(entry: Entry) -> Iterator[Fault]:
    for fields in _ONE_OF:
        given = [name for name in fields if name in entry.table]
        own = [column for column in entry.entries("column") if fields[0] in column.table]
        if len(given) > 1:
            yield entry.fault(given[1], "said_twice", other=given[0])
        if not given and not own:
            yield entry.fault(fields[0], "one_of_missing", fields=", ".join(fields))


def _roles(entry: Entry) -> Iterator[tuple[Entry, str, str]]:
    """Each head that the mapping names, with the entry and field that name it."""
    for name in _ROLES:
        head = entry.text(name)
        if head is not None:
            yield entry, name, head
    for kind in ("column", "breakdown"):
        for part in entry.entries(kind):
            head = part.text("head")
            if head is not None:
                yield part, "head", head
    for _, head in entry.texts("ignore"):
        yield entry, "ignore", head


def _twice(entry: Entry) -> Iterator[Fault]:
    seen: set[str] = set()
    for part, name, head in _roles(entry):
        if head in seen:
            yield part.fault(name, "head_twice", value=head)
        seen.add(head)


def _unknown_heads(entry: Entry) -> Iterator[Fault]:
    heads = {head for _, _, head in _roles(entry)}
    for path, head in entry.texts("known_by"):
        if head not in heads:
            yield entry.sheet.fault(path, "head_without_role", value=head)


def _two_signs(entry: Entry) -> Iterator[Fault]:
    decimal = entry.text("decimal") or DecimalSign.COMMA
    if entry.text("thousands") == decimal:
        yield entry.fault("thousands", "signs_clash", value=decimal)


def described_heads(mapping: FileMapping) -> Mapping[str, str]:
    """What each head of the file is: the name of the role by the head."""
    named = {head: role for role in _ROLES if (head := getattr(mapping, role)) is not None}
    named |= {column.head: "column" for column in mapping.column}
    named |= {part.head: "breakdown" for part in mapping.breakdown}
    return named | dict.fromkeys(mapping.ignore, "ignore")
