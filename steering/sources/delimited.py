"""Lines of a delimited file as records, each with the line in which it begins."""

import csv
import re
from collections.abc import Iterator

from steering.sources.refusals import refusal

_LINE_END = re.compile(r"\r\n|\n|\r")

Record = tuple[int, tuple[str, ...]]


def records(text: str, separator: str, file_name: str, *, skip: int = 0) -> Iterator[Record]:
    """Every line with content, taken apart by the rules of quotes. Raises BadSource for an open quote."""
    lines = _LINE_END.split(text.lstrip("\ufeff"))[skip:]
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, strict=True)
    number = skip + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, tuple(cell.strip() for cell in cells)
            number = skip + reader.line_num + 1
    except csv.Error as broken:
        raise refusal("open_quote", file_name, number) from broken
