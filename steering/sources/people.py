"""Lists that are no statistics: of people, of institutions, of measures. Each is refused by its columns.

The engine takes counts only (DOMAIN 7.2): what was told about single persons may not even be kept.
"""

import csv
import re
from collections.abc import Iterator, Sequence

from steering.errors import BadSource
from steering.sources.cells import Delivery
from steering.sources.refusals import refusal

_LINES = 40
_LONGEST_LINE = 20_000
_DELIMITERS = ";,\t|"
_NOT_LETTERS = re.compile(r"[\W_]+")

# One of these columns is enough: nobody counts by them.
_PERSONAL = frozenset(
    [
        "geburtsdatum",
        "gebdatum",
        "gebdat",
        "geburtstag",
        "geborenam",
        "dateofbirth",
        "birthdate",
        "birthday",
        "dob",
        "schuelerid",
        "schuelernr",
        "schuelernummer",
        "pupilid",
        "studentid",
        "studentnumber",
        "matrikelnummer",
        "matrikelnr",
        "kindid",
        "childid",
        "personid",
        "personennummer",
        "personalnummer",
        "ausweisnummer",
        "versichertennummer",
        "krankenversichertennummer",
        "sozialversicherungsnummer",
        "rentenversicherungsnummer",
        "steuerid",
        "steueridentifikationsnummer",
        "iban",
        "kontonummer",
        "nachnamevorname",
        "namevorname",
        "vornamename",
        "vornamenachname",
        "erziehungsberechtigte",
        "erziehungsberechtigter",
        "sorgeberechtigte",
        "sorgeberechtigter",
        "muttername",
        "vatername",
    ]
)
_FIRST_NAMES = frozenset(["vorname", "vornamen", "rufname", "firstname", "givenname", "forename"])
_LAST_NAMES = frozenset(
    ["nachname", "familienname", "zuname", "name", "geburtsname", "lastname", "surname", "familyname"]
)
_NAMES = _LAST_NAMES | frozenset(
    [
        "schueler",
        "schuelerin",
        "schuelerinnen",
        "schuelername",
        "kind",
        "kindname",
        "pupil",
        "student",
        "person",
        "ansprechpartner",
        "ansprechperson",
        "kontaktperson",
        "mitarbeiter",
        "mitarbeiterin",
        "lehrkraft",
        "fullname",
    ]
)
_ADDRESSES = frozenset(
    [
        "strasse",
        "str",
        "strassehausnr",
        "strassehausnummer",
        "strasseundhausnummer",
        "strassenr",
        "hausnummer",
        "hausnr",
        "anschrift",
        "adresse",
        "wohnanschrift",
        "wohnadresse",
        "street",
        "address",
        "streetaddress",
    ]
)
_CONTACTS = frozenset(
    [
        "email",
        "mail",
        "emailadresse",
        "mailadresse",
        "telefon",
        "telefonnummer",
        "telefonnr",
        "tel",
        "handy",
        "handynummer",
        "mobil",
        "mobilnummer",
        "phone",
        "phonenumber",
        "fax",
        "faxnummer",
        "homepage",
        "internet",
        "website",
        "url",
    ]
)
_INSTITUTIONS = frozenset(
    [
        "schulnummer",
        "schulnr",
        "bsn",
        "dienststellennummer",
        "schulname",
        "schulbezeichnung",
        "schulbezeichnung1",
        "schulform",
        "schultyp",
        "kurzbezeichnung",
        "rechtsform",
        "traegernummer",
        "traeger",
        "einrichtung",
        "einrichtungsname",
        "kitaname",
        "kitanummer",
        "einrichtungsnummer",
        "parent",
        "parenttype",
        "alat",
        "alon",
        "nameschule",
        "nameeinrichtung",
        "schoolname",
        "schoolid",
        "bezirk",
    ]
)
_MEASURES = frozenset(
    [
        "massnahme",
        "massnahmen",
        "massnahmentitel",
        "sachstand",
        "umsetzungsstand",
        "umsetzungsstatus",
        "zustaendigkeit",
        "zustaendig",
        "verantwortlich",
        "prioritaet",
        "priority",
        "assessment",
        "potential",
        "handlungsfeld",
        "teilziel",
        "kostenrahmen",
        "measure",
        "responsible",
    ]
)
_ENOUGH = 2  # columns


def refuse_lists(delivery: Delivery) -> None:
    """Raise BadSource for a list of people, of institutions or of measures."""
    for sheet, row, cells in _possible_heads(delivery):
        refused = _refused(delivery.file_name, sheet, row, cells)
        if refused is not None:
            raise refused


def _refused(file_name: str, sheet: str, row: int, cells: Sequence[str]) -> BadSource | None:
    """Why these columns are refused; None where they may be those of a table."""
    names = [_plain(cell) for cell in cells]
    words = set(names) - {""}
    # A word alone in its line is a title.
    if len(words) < _ENOUGH:
        return None
    known: dict[str, object] = {"sheet": sheet} if sheet else {}
    personal = _first(names, _PERSONAL)
    if personal is None and words & _FIRST_NAMES and words & _LAST_NAMES:
        personal = _first(names, _FIRST_NAMES)
    if personal is not None:
        return refusal("person_level", file_name, row, personal + 1, symbol=cells[personal].strip(), **known)
    reachable = words & (_ADDRESSES | _CONTACTS)
    if words & _INSTITUTIONS and reachable:
        return refusal("directory_list", file_name, row, columns=_listed(cells), **known)
    named = _first(names, _NAMES)
    if named is not None and reachable:
        return refusal("person_level", file_name, row, named + 1, symbol=cells[named].strip(), **known)
    if len(words & _MEASURES) >= _ENOUGH:
        return refusal("measures_list", file_name, row, columns=_listed(cells), **known)
    return None


def _first(names: Sequence[str], known: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in known), None)


def _plain(cell: str) -> str:
    """A column's name without case, blanks, signs and umlauts."""
    word = cell.strip().casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(umlaut, letters)
    return _NOT_LETTERS.sub("", word)


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip() for cell in cells if cell.strip())[:120]


def _possible_heads(delivery: Delivery) -> Iterator[tuple[str, int, Sequence[str]]]:
    """The first lines of the text, or of every sheet, hidden ones too, as cells."""
    if delivery.workbook is not None:
        for sheet in delivery.workbook.sheets:
            for row, cells in enumerate(sheet.rows[:_LINES], start=1):
                yield sheet.title, row, cells
        return
    start = 0
    for row in range(1, _LINES + 1):
        end = delivery.text.find("\n", start)
        line = delivery.text[start : len(delivery.text) if end < 0 else end].strip("\ufeff\r\n ")
        if len(line) <= _LONGEST_LINE:
            yield "", row, _cells(line)
        if end < 0:
            return
        start = end + 1


def _cells(line: str) -> list[str]:
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)
