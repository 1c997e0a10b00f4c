"""The holidays of a Land, from the tables of the package `holidays`; where they end, we say so.

Its school holidays are the calendar of the KMK. They serve to begin a profile and to check one; a
region's own days stand in its region.toml.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from steering.calendar.spans import Span
from steering.errors import NotThere

# The official key of a Land, and its letters in the table.
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "01": "SH",
        "02": "HH",
        "03": "NI",
        "04": "HB",
        "05": "NW",
        "06": "HE",
        "07": "RP",
        "08": "BW",
        "09": "BY",
        "10": "SL",
        "11": "BE",
        "12": "BB",
        "13": "MV",
        "14": "SN",
        "15": "ST",
        "16": "TH",
    }
)

# Not a Land: the holidays that all of them share.
GERMANY = "00"
# The KMK fixes the days at most so far ahead.
YEARS_AHEAD = 10


def letters_of(land_code: str) -> str | None:
    """The letters of a Land; a key that is none is refused."""
    if land_code == GERMANY:
        return None
    if land_code not in LETTERS:
        raise NotThere(f"No Land has the key {land_code!r}.", code="land_unknown", land=land_code)
    return LETTERS[land_code]


@cache
def first_and_last_year() -> tuple[int, int]:
    """The years that the table covers."""
    from holidays.countries.germany import Germany

    return Germany.start_year, Germany.end_year


def is_covered(year: int) -> bool:
    """Whether the table holds this year."""
    first, last = first_and_last_year()
    return first <= year <= last


@cache
def public_holidays(land_code: str, year: int) -> Mapping[date, str]:
    """The public holidays of a Land in a year, each with its German name."""
    letters = letters_of(land_code)
    first, last = first_and_last_year()
    if not is_covered(year):
        raise NotThere(
            f"The public holidays of {year} are not in the table ({first} to {last}).",
            code="public_holidays_end",
            # As text: a year is no count and bears no separator.
            year=str(year),
            first=str(first),
            last=str(last),
        )
    from holidays.countries.germany import Germany

    table = Germany(subdiv=letters, years=year, language="de", expand=False)
    return MappingProxyType(dict(table.items()))


@cache
def school_holidays(land_code: str, first_year: int) -> tuple[Span, ...]:
    """The school holidays of a Land that end in a year or later, as far as the KMK's calendar reaches."""
    from holidays.countries.germany import Germany

    _, last = first_and_last_year()
    years = range(first_year, min(first_year + YEARS_AHEAD, last + 1))
    table = Germany(
        subdiv=letters_of(land_code), years=years, language="de", expand=False, categories=("school",)
    )
    found: list[Span] = []
    for day, title in sorted(table.items()):
        before = found[-1] if found else None
        if before and before.title == title and day - before.to_on == timedelta(days=1):
            found[-1] = Span(title=title, from_on=before.from_on, to_on=day)
            continue
        found.append(Span(title=title, from_on=day, to_on=day))
    return tuple(found)
