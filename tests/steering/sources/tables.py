"""Tables as the statistical offices write them, for tests: written here, never downloaded."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from steering.sources.reading import Reading, read

PUBLIC = Path("../shared/data/public")
REAL = PUBLIC / "genesis_table_csv"
EXTRACTS = Path("deployments/regions/heidekreis/deliveries")

NOT_COLLECTED = "Niedersachsen: wird statistisch nicht\nerfasst, bis 2013 anders"
LICENCE = (
    '"© Statistische Ämter des Bundes und der Länder, Deutschland, 2025.\n'
    "Dieses Werk ist lizenziert unter der Datenlizenz Deutschland\n"
    '- Namensnennung - Version 2.0."'
)
STAND = "Stand: 13.03.2025 / 16:40:08"

LEAVERS_HEADS = (
    ";;;nach dem Abschluss;nach dem Abschluss;nach dem Abschluss",
    ";;;Insgesamt;ohne Ersten Schulabschluss;mit Fachhochschulreife",
    ";;;Insgesamt;weiblich;Insgesamt",
)


def a_table(
    *rows: str,
    code: str = "11111-09-09-4",
    titles: Sequence[str] = ("Zahlen nach Kreisen -", "Stichtag 31.12.", "Eine Statistik", "Menge (Anzahl)"),
    heads: Sequence[str] = (";;;Insgesamt;weiblich",),
    notes: str = NOT_COLLECTED,
    footer: str | None = None,
) -> str:
    """A table export of one's own, complete with footnotes, licence and time stamp."""
    width = heads[0].count(";")
    above = [f"GENESIS-Tabelle: {code}", *(title + ";" * width for title in titles)]
    below = (
        f'__________\n"zu ""gesamte Tabelle"":\n{notes}"\n{LICENCE}\n{STAND}' if footer is None else footer
    )
    return "\n".join([*above, *heads, *rows, below])


def leavers(*rows: str, notes: str = NOT_COLLECTED) -> str:
    """A table of school leavers with three columns of figures."""
    return a_table(
        *rows,
        code="21111-02-06-4",
        titles=("Absolvierende", "Statistik der Schulen", "Absolvierende/Abgehende (Anzahl)"),
        heads=tuple(
            head.replace("nach dem Abschluss", "Absolvierende nach Abschluss") for head in LEAVERS_HEADS
        ),
        notes=notes,
    )


def read_text(text: str, *, encoding: str = "cp1252", file_name: str = "delivery.csv") -> Reading:
    """A table read from its text."""
    return read(text.encode(encoding), file_name=file_name)


def real_file(name: str) -> Reading:
    """A published file, by its place below the folder of all of them."""
    path = PUBLIC / name
    return read(path.read_bytes(), file_name=path.name)


def cell(reading: Reading, **wanted: str) -> pd.Series:
    """The one cell that fits; every name that is not given must be empty or alone."""
    cells = reading.cells
    chosen = cells[(cells["breakdown"] == wanted.pop("breakdown", ""))]
    for name, word in wanted.items():
        chosen = chosen[chosen[name] == word]
    assert len(chosen) == 1, f"{len(chosen)} cells fit"
    return chosen.iloc[0]
