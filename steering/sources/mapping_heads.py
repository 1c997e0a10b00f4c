"""The head of a mapped file: which column is what, found by the words of the head."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steering.profile.mappings import FileMapping, MappedColumn, described_heads
from steering.sources.delimited import Record
from steering.sources.refusals import refusal

ANY = "*"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A column of figures, with its entry in the mapping; its period where the head has one."""

    place: int
    column: MappedColumn
    head: str
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where each part of a mapped file stands; places count from 0."""

    row: int
    width: int
    places: dict[str, int]
    figures: tuple[Figure, ...]
    body_from: int


def flat(text: str) -> str:
    """A head as one line."""
    return " ".join(text.split())


def is_known_by(cells: Sequence[str], mapping: FileMapping) -> bool:
    """Whether a row holds the words by which the mapping knows its file."""
    here = {flat(cell) for cell in cells}
    return all(flat(head) in here for head in mapping.known_by)


def understand_head(rows: list[Record], mapping: FileMapping, file_name: str) -> Head:
    """Every column with its role. Raises BadSource for one that the mapping does not name."""
    number, cells = rows[0]
    words = [flat(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    roles = described_heads(mapping)
    _refuse_missing(words, roles, number, mapping, file_name)
    columns = {column.head: column for column in mapping.column}
    places: dict[str, int] = {}
    figures: list[Figure] = []
    periods = rows[mapping.period_row][1] if mapping.period_row and len(rows) > mapping.period_row else ()
    for place, word in enumerate(words):
        role = roles.get(word, "column" if ANY in columns and word else "")
        if not role:
            raise refusal("unmapped_column", file_name, number, place + 1, symbol=word, mapping=mapping.key)
        if role == "column":
            said = periods[place] if place < len(periods) else ""
            figures.append(
                Figure(place=place, column=columns.get(word) or columns[ANY], head=word, period=said)
            )
        elif word in places:
            raise refusal(
                "duplicate_column", file_name, number, place + 1, other_column=places[word] + 1, symbol=word
            )
        else:
            places[word] = place
    _refuse_twins(figures, number, file_name)
    return Head(
        row=number,
        width=len(words),
        places=places,
        figures=tuple(figures),
        body_from=1 + (mapping.period_row or 0),
    )


def _refuse_missing(
    words: list[str], roles: Mapping[str, str], number: int, mapping: FileMapping, file_name: str
) -> None:
    # Where any other head is a column of figures, too, the mapping only names some that may be there.
    may_lack = ANY in roles
    for head, role in roles.items():
        if may_lack and role == "column":
            continue
        if flat(head) not in words:
            raise refusal("mapped_column_missing", file_name, number, symbol=head, mapping=mapping.key)


def _refuse_twins(figures: list[Figure], number: int, file_name: str) -> None:
    seen: dict[tuple[str, str], int] = {}
    for figure in figures:
        sign = (figure.head, figure.period)
        if sign in seen:
            raise refusal(
                "duplicate_column",
                file_name,
                number,
                figure.place + 1,
                other_column=seen[sign] + 1,
                symbol=" ".join(sign).strip(),
            )
        seen[sign] = figure.place
