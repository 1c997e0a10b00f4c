"""Rules of procedure as data: what a body may say about how it decides, and how it is kept."""

from steering.rules_of_procedure.book import RuleBook, book_of, matters_of, rules_of
from steering.rules_of_procedure.kept import from_json, rules_to_facts, to_json
from steering.rules_of_procedure.rules import ASSUMED, BY_PROFILE, HALF, NO_LAW, PROPOSED, Rules
from steering.rules_of_procedure.values import (
    ANY_MATTER,
    BUDGET,
    NEVER_BY_SILENCE,
    SUBSTANCE,
    Abstentions,
    CastingVote,
    Convener,
    DayUnit,
    ManyRecused,
    Ranking,
    Remote,
    SecondSummons,
)

__all__ = [
    "ANY_MATTER",
    "ASSUMED",
    "BUDGET",
    "BY_PROFILE",
    "HALF",
    "NEVER_BY_SILENCE",
    "NO_LAW",
    "PROPOSED",
    "SUBSTANCE",
    "Abstentions",
    "CastingVote",
    "Convener",
    "DayUnit",
    "ManyRecused",
    "Ranking",
    "Remote",
    "RuleBook",
    "Rules",
    "SecondSummons",
    "book_of",
    "from_json",
    "matters_of",
    "rules_of",
    "rules_to_facts",
    "to_json",
]
