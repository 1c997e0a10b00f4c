"""What a rule of procedure may say: the closed lists that its keys choose from."""

from enum import StrEnum

ANY_MATTER = "any"
SUBSTANCE = "substance"
BUDGET = "budget"

# What these kinds of matter are about binds others; silence must never carry them.
NEVER_BY_SILENCE = frozenset({BUDGET, "budget_bylaw", "bylaw", "main_bylaw", "election"})


class Abstentions(StrEnum):
    """What an abstention weighs, where the majority is one of the votes cast."""

    DO_NOT_COUNT = "do_not_count"
    COUNT_AS_NO = "count_as_no"


class SecondSummons(StrEnum):
    """How many must come when a body is summoned again to what it could not decide."""

    ANY_NUMBER_IF_ANNOUNCED = "any_number_if_announced"
    SAME_QUORUM = "same_quorum"


class ManyRecused(StrEnum):
    """How many must be there when the law excludes more than half of the seats from a matter."""

    ANY_NUMBER_WITH_APPROVAL = "any_number_with_approval"
    SAME_QUORUM = "same_quorum"


class CastingVote(StrEnum):
    """How the chair decides a tie."""

    OWN_VOTE = "own_vote"  # the vote that the chair has cast tips the scales
    EXTRA_VOTE = "extra_vote"  # the chair is asked again, after the tie


class Convener(StrEnum):
    """Who summons the body."""

    CHIEF_EXECUTIVE = "chief_executive"
    CHIEF_EXECUTIVE_WITH_CHAIR = "chief_executive_with_chair"
    CHAIR = "chair"
    OFFICE = "office"


class Remote(StrEnum):
    """Whether members may take part from elsewhere."""

    NONE = "none"
    BY_MAIN_BYLAW = "by_main_bylaw"
    ALLOWED = "allowed"


class DayUnit(StrEnum):
    """What the days of a period are."""

    CALENDAR = "calendar"
    WORKING = "working"


class Ranking(StrEnum):
    """How an order of urgency is found where a body ranks."""

    APPROVAL = "approval"
    PROPORTIONAL_APPROVAL = "proportional_approval"
    SCHULZE = "schulze"
    BORDA = "borda"
