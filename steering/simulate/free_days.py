"""Days on which nobody should be asked for anything: weekends, public holidays, school holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

SATURDAY = 6
NAMED_IN = {"de": "de", "en": "en_US"}
# Official codes of the Länder and what the library calls them.
LAENDER = {
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


@dataclass(frozen=True, kw_only=True)
class FreeDays:
    """The free days of a Land, and the school holidays that a profile names."""

    land_code: str
    language: str = "de"
    school: Sequence[tuple[date, date, str]] = ()

    def why(self, day: date) -> str:
        """What makes the day free: `weekend`, a holiday by its name, or nothing."""
        if day.isoweekday() >= SATURDAY:
            return "weekend"
        named = _public(self.land_code, day.year, self.language).get(day)
        if named:
            return named
        return next((title for begins, ends, title in self.school if begins <= day <= ends), "")

    @property
    def school_known_until(self) -> date | None:
        """The last day for which school holidays are known."""
        return max((ends for _, ends, _ in self.school), default=None)


@cache
def _public(land_code: str, year: int, language: str) -> dict[date, str]:
    table = holidays.country_holidays(
        "DE", subdiv=LAENDER[land_code], years=year, language=NAMED_IN[language]
    )
    return dict(table.items())
