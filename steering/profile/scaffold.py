"""A commented profile for another county, ready to be checked at once and filled in at leisure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from steering.calendar.holiday_tables import LETTERS, is_covered, school_holidays
from steering.errors import BadProfile
from steering.profile.kinds import TO_FILL
from steering.profile.known import Known
from steering.profile.loading import examine

# Names of the Länder by the first two digits of their official keys; they do not change.
LAENDER: Mapping[str, str] = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
_PLAN_YEARS = 5
_KMK = "KMK-Ferienkalender"
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_KINDS_OF_REGION = re.compile(r"^(landkreis|kreis|kreisfreie stadt|stadt|region)\s+|\s+(landkreis|kreis)$")


@dataclass(frozen=True, kw_only=True)
class NewRegion:
    """What must be known of a county to begin; the rest is marked as yet to be filled in."""

    key: str
    title: str
    region_code: str
    plan_from_year: int
    language: str = "de"


def suggested_key(title: str) -> str:
    """A key for a name: Landkreis Lüchow-Dannenberg becomes luechow_dannenberg."""
    bare = _KINDS_OF_REGION.sub("", title.strip().lower()).translate(_SPELT)
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:39].strip("_")


def scaffold(templates: Mapping[str, str], region: NewRegion) -> dict[str, str]:
    """The files of the new profile. Raises BadProfile where the answers themselves are wrong.

    `templates` are the texts of deployments/regions/_template, by file name.
    """
    facts = _facts(region)
    written = {file: Template(text).substitute(facts) for file, text in templates.items()}
    examination = examine({file: text.encode() for file, text in written.items()}, Known())
    if examination.faults:
        raise BadProfile(f"No profile can begin like this: {region!r}.", faults=list(examination.faults))
    return written


def _facts(region: NewRegion) -> dict[str, str]:
    land_code = region.region_code[:2]
    texts = {
        "key": region.key,
        "title": region.title,
        "region_code": region.region_code,
        "land_code": land_code,
        "land_title": LAENDER.get(land_code, TO_FILL),
        "language": region.language,
        "mail_domain": f"{region.key.replace('_', '-')}.example.org",
        "to_fill": TO_FILL,
    }
    years = {
        "base_from_year": region.plan_from_year,
        "base_to_year": region.plan_from_year + _PLAN_YEARS - 1,
        "next_from_year": region.plan_from_year + _PLAN_YEARS,
        "next_to_year": region.plan_from_year + 2 * _PLAN_YEARS - 1,
    }
    return {
        **{name: _escaped(text) for name, text in texts.items()},
        **{name: f"{year:04d}" for name, year in years.items()},
        "school_holidays": _school_holidays(land_code, region.plan_from_year),
    }


def _school_holidays(land_code: str, first_year: int) -> str:
    """The calendar of the KMK for the Land, as entries of region.toml; empty where it has none."""
    spans = school_holidays(land_code, first_year) if land_code in LETTERS and is_covered(first_year) else ()
    return "\n\n".join(
        f'[[school_holiday]]\ntitle = "{span.title}"\nfrom_on = {span.from_on}\nto_on = {span.to_on}\n'
        f'source = "{_KMK}"'
        for span in spans
    )


def _escaped(text: str) -> str:
    """The text as it stands between the quotation marks of TOML."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign for sign in plain)  # noqa: PLR2004 - control characters
