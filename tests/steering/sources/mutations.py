"""Damage as it happens to files: lines lost and doubled, cells shifted, signs swapped, encodings changed."""

import csv
import json
import math
import random
import re
from collections.abc import Callable
from pathlib import Path

from models import WITH_NUMBER
from steering.sources.reading import Reading
from tests.steering.sources.flat_tables import (
    MEN,
    NEW_HEAD,
    REAL_FLAT,
    WOMEN,
    a_cube,
    new_file,
    new_row,
    old_file,
    old_row,
)
from tests.steering.sources.tables import EXTRACTS, REAL, a_table, leavers

Mutation = Callable[[bytes, random.Random], bytes]

_SIGNS = [
    "-",
    ".",
    "...",
    "/",
    "x",
    "()",
    "0",
    "?",
    "",
    "1.234",
    "1,5",
    "12p",
    "(7)",
    "1e5",
    "٣",
    "−5",
    "n/a",
    "k",
]
_PIECES = [
    '"',
    ";",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\ufeff",
    "\u00a0",
    "Ã¼",
    "\x00",
    "__________",
    "03",
    " ",
    "…",
    "='1'",
]


def examples() -> list[tuple[str, bytes]]:
    """Small files of every layout, invented ones and parts of real ones where these are at hand."""
    people = [
        new_row(str(100 + place), region=region, name=f"Ort {place}", sex=sex)
        for place, region in enumerate(("DG", "03", "03358", "03351", "05111"))
        for sex in (MEN, WOMEN, ";Insgesamt")
    ]
    old = [
        old_row(f"{place},5", region=region, name=f"  Ort {place}", sex=sex)
        for place, region in enumerate(("DG", "03", "03358", "03351"))
        for sex in (MEN, WOMEN)
    ]
    cube = [
        f"D;{region};{sex};2023;{place};e"
        for place, region in enumerate(("03", "03358"))
        for sex in ("GESM", "GESW")
    ]
    table = a_table("2023;DG;Deutschland;9;8", "2023;03358;  Heidekreis;5;-", "2022;03358;  Heidekreis;4;.")
    census = a_table(
        *("03;Land;Personen;Anzahl;9;e", "03358;  Heidekreis;Personen;Anzahl;5;()", "03351;C;Personen;%;/;"),
        code="1000A-0000",
        titles=("Personen", "Statistik"),
        heads=(";;;;2022;",),
    )
    months = a_table("2023;Mai;03358;  Heidekreis;5;-", "2023;Juni;03358;  H;4;.", heads=(";;;;a;b",))
    answer = {"Ident": {"Service": "data"}, "Status": {"Code": 0}, "Object": {"Content": table}}
    invented = [
        ("12411-01-01-4_flat.csv", new_file(*people).encode("utf-8-sig")),
        ("quality.csv", new_file(*(row + ";e" for row in people), head=NEW_HEAD + ";value_q").encode()),
        ("old.csv", old_file(*old).encode()),
        ("cube.csv", a_cube(*cube).encode("cp1252")),
        ("table.csv", table.encode("cp1252")),
        ("leavers.csv", leavers("2023;03358;  Heidekreis;14;7;.", "2023;03;  Land;9;3;1").encode("cp1252")),
        ("english.csv", table.replace("GENESIS-Tabelle", "GENESIS-Table").encode("utf-16")),
        ("census.csv", census.encode("cp1252")),
        ("months.csv", months.encode("cp1252")),
        ("answer.json", json.dumps(answer).encode()),
    ]
    real = [
        *sorted(EXTRACTS.glob("*.csv")),
        *sorted(REAL.glob("*.csv")),
        *sorted(REAL_FLAT.glob("ffcsv_*/*.csv")),
    ]
    return invented + [(path.name, _part(path)) for path in real]


def _part(path: Path) -> bytes:
    """The beginning, some rows and the end of a file."""
    lines = path.read_bytes().split(b"\n")
    if len(lines) < 120:
        return b"\n".join(lines)
    footer = next((place for place, line in enumerate(lines) if line.startswith(b"_____")), len(lines) - 1)
    rows = lines[14:footer]
    return b"\n".join([*lines[:14], *rows[:: max(len(rows) // 40, 1)], *lines[footer:][:25]])


def _line(content: bytes, dice: random.Random) -> tuple[list[bytes], int]:
    lines = content.split(b"\n")
    return lines, dice.randrange(len(lines))


def lose_a_line(content: bytes, dice: random.Random) -> bytes:
    lines, place = _line(content, dice)
    return b"\n".join(lines[:place] + lines[place + 1 :])


def double_a_line(content: bytes, dice: random.Random) -> bytes:
    lines, place = _line(content, dice)
    other = dice.randrange(len(lines))
    return b"\n".join([*lines[:other], lines[place], *lines[other:]])


def swap_lines(content: bytes, dice: random.Random) -> bytes:
    lines, place = _line(content, dice)
    other = dice.randrange(len(lines))
    lines[place], lines[other] = lines[other], lines[place]
    return b"\n".join(lines)


def _with_cells(content: bytes, dice: random.Random, change: Callable[[list[bytes]], None]) -> bytes:
    lines, place = _line(content, dice)
    cells = lines[place].split(b";")
    change(cells)
    lines[place] = b";".join(cells)
    return b"\n".join(lines)


def shift_cells(content: bytes, dice: random.Random) -> bytes:
    def change(cells: list[bytes]) -> None:
        gone = cells.pop(dice.randrange(len(cells)))
        if dice.random() < 0.7:
            cells.insert(dice.randrange(len(cells) + 1), dice.choice([b"", gone, b"7"]))

    return _with_cells(content, dice, change)


def change_a_cell(content: bytes, dice: random.Random) -> bytes:
    def change(cells: list[bytes]) -> None:
        cells[dice.randrange(len(cells))] = dice.choice(_SIGNS).encode()

    return _with_cells(content, dice, change)


def swap_cells(content: bytes, dice: random.Random) -> bytes:
    def change(cells: list[bytes]) -> None:
        one, other = dice.randrange(len(cells)), dice.randrange(len(cells))
        cells[one], cells[other] = cells[other], cells[one]

    return _with_cells(content, dice, change)


def lose_zeros(content: bytes, dice: random.Random) -> bytes:
    return re.sub(rb";0(?=\d)", b";", content, count=dice.choice([0, 1, 3]))


def put_a_piece(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content) + 1)
    return (
        content[:place]
        + dice.choice(_PIECES).encode(dice.choice(["utf-8", "utf-8", "utf-16-le"]))
        + content[place:]
    )


def lose_bytes(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + content[place + dice.choice([1, 1, 2, 9, 80]) :]


def change_a_byte(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content)) if content else 0
    return content[:place] + bytes([dice.randrange(256)]) + content[place + 1 :]


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def change_encoding(content: bytes, dice: random.Random) -> bytes:
    read, written = (
        dice.choice(["cp1252", "utf-8", "latin-1"]),
        dice.choice(["utf-8", "utf-16", "cp1252", "cp850"]),
    )
    return content.decode(read, "replace").encode(written, "replace")


def change_separators(content: bytes, dice: random.Random) -> bytes:
    return content.replace(b";", dice.choice([b",", b"\t", b"; ", b";;"]), dice.choice([-1, 1, 7]))


def change_line_ends(content: bytes, dice: random.Random) -> bytes:
    return content.replace(b"\n", dice.choice([b"\r\n", b"\r", b"\n\n", b";\n"]), dice.choice([-1, 1, 5]))


def quote_cells(content: bytes, dice: random.Random) -> bytes:
    lines, place = _line(content, dice)
    lines[place] = b";".join(b'"' + cell + b'"' for cell in lines[place].split(b";"))
    return b"\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (
    *(
        lose_a_line,
        double_a_line,
        swap_lines,
        shift_cells,
        change_a_cell,
        swap_cells,
        lose_zeros,
        put_a_piece,
    ),
    *(lose_bytes, change_a_byte, cut, change_encoding, change_separators, change_line_ends, quote_cells),
)


def wrongs(reading: Reading, content: bytes) -> list[str]:
    """What a reading says that does not stand in its file."""
    cells = reading.cells
    text = _text(content, reading)
    records = _records(text)
    found = []
    with_number = {status.value for status in WITH_NUMBER}
    for cell in cells.itertuples(index=False):
        record = records.get(cell.row_number, [])
        written = record[cell.column_number - 1].strip() if len(record) >= cell.column_number else None
        place = f"{cell.row_number}:{cell.column_number}"
        if written != cell.raw:
            found.append(f"{place} raw {cell.raw!r} but {written!r} stands there")
        if not _is_value(cell, with_number):
            found.append(f"{place} {cell.raw!r} read as {cell.value} {cell.status}")
        if cell.region_code != "DG" and not _has_key(cell.region_code, record):
            found.append(f"{place} region {cell.region_code} does not stand in {record}")
    return found


def _text(content: bytes, reading: Reading) -> str:
    text = content.decode(reading.encoding).lstrip("\ufeff")
    if reading.layout == "rest_json":
        text = json.loads(text)["Object"]["Content"]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _records(text: str) -> dict[int, list[str]]:
    """The cells of each line; lines of figures end where the line of underscores begins."""
    above = re.split(r"^[\s\";,]*_{5,}[\s\";,]*$", text, maxsplit=1, flags=re.MULTILINE)[0]
    head = next((line for line in text.split("\n") if "statisti" in line.casefold()), "")
    separator = next((sign for sign in ",\t" if f"label{sign}" in head.replace('"', "").casefold()), ";")
    if separator == ";" and "tab" in above[:40].casefold():
        # The first line of the heads begins with empty cells.
        empty = re.search(r'^(?:"")?([;,\t])', above.partition("\n")[2], re.MULTILINE)
        separator = empty[1] if empty else ";"
        # A quotation mark in the first line of a table belongs to this line alone.
        first, end, rest = above.partition("\n")
        above = first.replace('"', "") + end + rest
    reader = csv.reader(_lines(above), delimiter=separator)
    records, number = {}, 1
    for record in reader:
        records[number] = record
        number = reader.line_num + 1
    return records


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")]


def _has_key(key: str, record: list[str]) -> bool:
    """The key stands in the line, or the long key of the municipality (12 digits)."""
    written = [cell.strip() for cell in record]
    return key in written or key in {
        cell[:5] + cell[9:] for cell in written if len(cell) == len("033580000024")
    }


def _is_value(cell: object, with_number: set[str]) -> bool:
    value, status, raw = cell.value, cell.status, cell.raw  # type: ignore[attr-defined]
    if (status in with_number) == math.isnan(value):
        return False
    number = re.fullmatch(r"\(?\s*([+-]?\d+(?:[.,]\d+)?)\s*\)?\s?[a-z]?", raw, re.ASCII)
    if math.isnan(value):
        # A figure beside which a sign says that there is none.
        return number is None or number[1] == "0"
    if number is None:
        return value == 0 and raw == "-" and status == "true_zero"
    return float(number[1].replace(",", ".")) == value
