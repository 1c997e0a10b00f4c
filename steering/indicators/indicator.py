"""What an indicator is: one entry of the catalogue as a frozen value."""

from dataclasses import dataclass
from enum import StrEnum

from steering.indicators.formula import Formula

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
    MIXED = "mixed_principle"


class Join(StrEnum):
    """How periods of the inputs meet; nothing is joined by a year unless the entry says so."""

    SAME_PERIOD = "same_period"
    SAME_YEAR = "same_year"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: the question it answers, its formula, and what to keep in mind.

    `concern` says what is to be done where it stands out: the title of a need for action.
    """

    key: str
    version: int
    title: str
    title_en: str
    concern: str
    concern_en: str
    question: str
    formula: Formula
    unit: str
    factor: int
    digits: int
    direction: Direction
    life_stage: str
    focus_area_key: str
    table_codes: tuple[str, ...]
    reference_times: tuple[str, ...]
    join: Join
    principle: Principle
    caveat: str
    caveat_en: str
    statement: str
    statement_en: str
    statement_below: str
    statement_below_en: str
    minimum_count: int
    minimum_base: int
    expected_lag_days: int
