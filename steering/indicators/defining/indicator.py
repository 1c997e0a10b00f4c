"""What an indicator is: one entry of the catalogue as a frozen value."""

from dataclasses import dataclass
from enum import StrEnum

from steering.indicators.defining.formula import Formula

LIFE_STAGES = (
    "early_childhood",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "vocational_transition",
    "vocational_education",
    "higher_education",
    "continuing_education",
    "non_formal",
    "framework",
    "resources",
)


class Direction(StrEnum):
    """Which way is better; neutral ones are described and never judged."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Principle(StrEnum):
    """Where people are counted. School figures follow the school, population the home."""

    PLACE_OF_SCHOOL = "place_of_school"
    PLACE_OF_RESIDENCE = "place_of_residence"
    PLACE_OF_WORK = "place_of_work"
    PLACE_OF_INSTITUTION = "place_of_institution"
    MIXED = "mixed_principle"


class Join(StrEnum):
    """How periods of the inputs meet; nothing is joined by a year unless the entry says so."""

    SAME_PERIOD = "same_period"
    SAME_YEAR = "same_year"


class Supply(StrEnum):
    """Who has the figures: the letters of the catalogue."""

    REGIONAL = "R"
    PARTLY = "P"
    LAND = "L"
    LABOUR = "B"
    COUNTY = "K"


class Computability(StrEnum):
    """Whether the engine computes an indicator from official tables, or must first be handed the figures."""

    COMPUTED = "computed"
    OWN_DELIVERY = "own_delivery"
    OTHER_OFFICE = "other_office"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: the question it answers, its formula, and what to keep in mind.

    `construct` names what is meant to be measured, `question` what a council wants to know of it.
    `concern` says what is to be done where it stands out: the title of a need for action. An indicator
    that speaks of several stages names the first as `life_stage` and the last as `until_stage`.
    `breakdowns` are the dimensions by which it may be shown apart. `cross_check` is the attribute of the
    Regionalatlas that shows the same. `fallback` is an official figure for places where the observations
    of the formula are not at hand. `variants` are further readings that stand beside the value, such as
    the rate with another denominator. `is_confirmed` is false while no original file of a table has been
    read; `source_entry` says where to ask for figures that no official table carries. `excluded_by` are
    events whose years stay out of trends. `is_public` is false for what only the county itself may see.
    """

    key: str
    version: int
    valid_from: str
    version_note: str
    version_note_en: str
    title: str
    title_en: str
    construct: str
    construct_en: str
    question: str
    question_en: str
    concern: str
    concern_en: str
    formula: Formula
    fallback: Formula | None
    variants: tuple[tuple[str, Formula], ...]
    unit: str
    factor: int
    digits: int
    direction: Direction
    life_stage: str
    until_stage: str
    focus_area_key: str
    supply: Supply
    source_entry: str
    is_confirmed: bool
    cross_check: str
    table_codes: tuple[str, ...]
    reference_times: tuple[str, ...]
    join: Join
    principle: Principle
    breakdowns: tuple[str, ...]
    excluded_by: tuple[str, ...]
    caveat: str
    caveat_en: str
    statement: str
    statement_en: str
    statement_below: str
    statement_below_en: str
    minimum_count: int
    minimum_base: int
    is_public: bool
    expected_lag_days: int

    @property
    def computability(self) -> Computability:
        """Whether official tables carry it, or who must hand in the figures first."""
        if self.supply is Supply.COUNTY:
            return Computability.OWN_DELIVERY
        if self.supply in (Supply.LAND, Supply.LABOUR):
            return Computability.OTHER_OFFICE
        return Computability.COMPUTED
