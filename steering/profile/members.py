"""The private list of members: who fills a seat, from when to when. It never enters a repository."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from models import Role
from steering.delivery import is_chat
from steering.errors import BadProfile
from steering.profile.faults import Fault
from steering.profile.kinds import is_address

FILE = "members.csv"
COLUMNS = ("seat", "role", "title", "address", "language", "from", "to")
# Columns that a list may have besides: the resolution that appointed, the day of the duty briefing, and a
# chat of the member's own: its address holds a token, so it stays in this list and goes nowhere else.
OPTIONAL = ("resolution", "duty_briefing", "channel", "instead_of_mail")
ANSWERS = {"": False, "no": False, "nein": False, "yes": True, "ja": True}


@dataclass(frozen=True, kw_only=True)
class Member:
    """One mandate of the list: a function at a seat, and where notices go."""

    row: int
    seat_id: str
    role: Role
    title: str
    address: str = field(repr=False)  # A private address must not reach a log through a message.
    language: str
    from_on: date
    to_on: date | None = None
    resolution: str = ""
    duty_briefing_on: date | None = None
    channel: str = field(default="", repr=False)
    is_instead_of_mail: bool = False


def read_members(content: bytes) -> list[Member]:
    """The mandates of the list. Raises BadProfile with every fault, each with row and column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        row = content.count(b"\n", 0, trouble.start) + 1
        raise _refused([_fault(row, "", "not_utf8", byte=f"0x{content[trouble.start]:02X}")]) from None
    first = text.partition("\n")[0]
    try:
        rows = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
        )
    except csv.Error as trouble:
        raise _refused([_fault(1, "", "member_list_unreadable", said=str(trouble))]) from None
    members, faults = _members(rows)
    if faults:
        raise _refused(faults)
    return members


def _refused(faults: list[Fault]) -> BadProfile:
    return BadProfile(f"The list of members has {len(faults)} faults.", faults=faults)


def _fault(row: int, column: str, code: str, **facts: object) -> Fault:
    return Fault(file=FILE, line=row, field=column, code=code, facts=facts)


def _members(rows: list[list[str]]) -> tuple[list[Member], list[Fault]]:
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        return [], [_fault(1, column, "column_missing", columns="; ".join(COLUMNS)) for column in missing]
    members: list[Member] = []
    faults: list[Fault] = []
    for row, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.append(_fault(row, "", "row_of_other_width", cells=len(cells), columns=len(header)))
            continue
        line = dict.fromkeys(OPTIONAL, "") | dict(zip(header, (cell.strip() for cell in cells), strict=True))
        wrong = list(_wrong(row, line))
        faults.extend(wrong)
        if not wrong:
            members.append(_member(row, line))
    return members, faults


def _wrong(row: int, line: Mapping[str, str]) -> Iterator[Fault]:
    for column in ("seat", "role", "title", "address", "from"):
        if not line[column]:
            yield _fault(row, column, "cell_empty")
    if line["seat"] and line["seat"].count("/") != 2:  # noqa: PLR2004 - region, committee, number
        yield _fault(row, "seat", "seat_id_bad", value=line["seat"])
    if line["role"] and line["role"] not in set(Role):
        yield _fault(row, "role", "not_a_choice", value=line["role"], choices=", ".join(Role))
    if line["address"] and not is_address(line["address"]):
        yield _fault(row, "address", "address_bad", value=line["address"])
    if line["language"] not in {"", "de", "en"}:
        yield _fault(row, "language", "language_bad", value=line["language"])
    yield from _wrong_channel(row, line)
    days = {column: _day(line[column]) for column in ("from", "to", "duty_briefing") if line[column]}
    for column, found in days.items():
        if found is None:
            yield _fault(row, column, "cell_is_no_date", value=line[column])
    begins, ends = days.get("from"), days.get("to")
    if begins and ends and ends < begins:
        yield _fault(row, "to", "ends_before_it_begins", first=line["from"], last=line["to"])


def _wrong_channel(row: int, line: Mapping[str, str]) -> Iterator[Fault]:
    channel = line["channel"]
    if channel and not is_chat(channel):
        # The address holds a token: no more than its beginning is told.
        schema = channel.partition("://")[0] if "://" in channel else "?"
        yield _fault(row, "channel", "channel_bad", schema=schema[:20])
    if line["instead_of_mail"].lower() not in ANSWERS:
        yield _fault(row, "instead_of_mail", "not_a_choice", value=line["instead_of_mail"], choices="yes, no")


def _member(row: int, line: Mapping[str, str]) -> Member:
    begins = _day(line["from"])
    assert begins is not None  # noqa: S101 - checked with the row, told to the type checker
    return Member(
        row=row,
        seat_id=line["seat"],
        role=Role(line["role"]),
        title=line["title"],
        address=line["address"],
        language=line["language"] or "de",
        from_on=begins,
        to_on=_day(line["to"]) if line["to"] else None,
        resolution=line["resolution"],
        duty_briefing_on=_day(line["duty_briefing"]) if line["duty_briefing"] else None,
        channel=line["channel"],
        is_instead_of_mail=ANSWERS[line["instead_of_mail"].lower()],
    )


def _day(cell: str) -> date | None:
    """The day of a cell, written 2027-03-12 or 12.03.2027 as spreadsheets like it."""
    parts = cell.split("-") if "-" in cell else cell.split(".")[::-1]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):  # noqa: PLR2004
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
