"""Writes docs/indicator-catalogue.md from the catalogue, so that the page cannot drift.

Run it with `make picture`.
"""

from pathlib import Path

from deployments.cli.tracing import formula_text
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.indicator import LIFE_STAGES, Direction, Indicator, Principle
from steering.indicators.defining.origins import Origin, origins
from templates.variables import variable_named

LIST = Path(__file__).with_name("indicator-catalogue.md")

HEAD = """# The catalogue of indicators

{count} indicators, one file per life stage in `steering/indicators/catalogue/`. To add one, write its entry
there: it is checked when it is read (names, units, places and days of its inputs), and from then on it is
listed, computed, shown and written about. A region chooses in `indicators.toml` which ones its report shows.
How formulas are written stands in `steering/indicators/defining/formula.py`.

| who has the figures | letter | indicators |
|---|---|---|
{supplies}

- **R** regional tables carry it, **P** they carry it in part, **L** the Land has the figures, **B** the
  labour agency, **K** the county itself. For L, B and K a form is written by `masterplan data template`;
  once it is handed in, the indicator is computed like any other.
- **Arrows** say which way is better: ↑ higher, ↓ lower, ○ neither. What has no direction is never judged.
- **◐** marks figures that are counted by different principles, such as the place of school and the home.
- **?** marks tables whose heads nobody has seen in an original file yet. They are read by the words that the
  offices use elsewhere; a head that is worded otherwise makes no value, and nothing is guessed.

This page is written by `make picture`; a test compares it with the catalogue.
"""

SUPPLIES = {
    "R": "regional tables",
    "P": "regional tables, in part",
    "L": "the Land",
    "B": "labour agency and vocational training institute",
    "K": "the county itself",
}
STAGES = {
    "early_childhood": "Early childhood",
    "primary": "Primary stage",
    "lower_secondary": "Lower secondary stage",
    "upper_secondary": "Upper secondary stage",
    "vocational_transition": "From school to work",
    "vocational_education": "Vocational education",
    "higher_education": "Higher education",
    "continuing_education": "Continuing education",
    "non_formal": "Non-formal education",
    "framework": "Framework conditions",
    "resources": "Resources and steering",
}
ARROWS = {Direction.HIGHER: "↑", Direction.LOWER: "↓", Direction.NEUTRAL: "○"}


def listed() -> str:
    """The whole page."""
    catalogue = load_catalogue().values()
    counted = {letter: [each.key for each in catalogue if each.supply == letter] for letter in SUPPLIES}
    supplies = "\n".join(
        f"| {SUPPLIES[letter]} | {letter} | {len(keys)} |" for letter, keys in counted.items()
    )
    parts = [HEAD.format(count=len(catalogue), supplies=supplies)]
    for stage in LIFE_STAGES:
        parts += [f"## {STAGES[stage]}", _table([each for each in catalogue if each.life_stage == stage])]
    parts += ["## Whom to ask", "What no official table of the counties carries.", _asked()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _table(indicators: list[Indicator]) -> str:
    rows = [
        "| id | indicator | formula | | from | counted | caveat |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*rows, *(_row(each) for each in indicators)])


def _row(indicator: Indicator) -> str:
    marks = " ".join(
        [
            ARROWS[indicator.direction],
            *(["◐"] if indicator.principle is Principle.MIXED else []),
            *([] if indicator.is_confirmed else ["?"]),
        ]
    )
    cells = [
        indicator.key,
        f"**{indicator.title_en}**<br>{indicator.title}",
        f"`{formula_text(indicator)}`".replace("|", "\\|"),
        marks,
        "<br>".join([indicator.supply.value, *indicator.table_codes]),
        ", ".join(indicator.reference_times),
        indicator.caveat_en,
    ]
    return f"| {' | '.join(cells)} |"


def _asked() -> str:
    rows = ["| form | figures | who | published | ask | for |", "|---|---|---|---|---|---|"]
    return "\n".join([*rows, *(_origin_row(origin) for origin in origins().values())])


def _origin_row(origin: Origin) -> str:
    figures = dict.fromkeys(
        f"{variable_named(figure.key, 'en')} (`{figure.key}`)" for figure in origin.figures
    )
    served = [each.key for each in load_catalogue().values() if each.source_entry == origin.key]
    unsure = "" if origin.is_verified else " (not verified from a document at hand)"
    cells = [
        f"`{origin.key}`<br>{origin.table_code}",
        "<br>".join(figures),
        origin.publisher_en,
        f"{origin.published_en}{unsure}",
        origin.ask_en,
        ", ".join(served),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
