"""How a round of a stage moves: the full table of states and events, and nothing else."""

from enum import StrEnum

from models import StageState
from steering.errors import NotAllowedNow


class Event(StrEnum):
    """What can happen to a round of a stage."""

    OPEN = "open"
    SUBMIT = "submit"
    ACCEPT = "accept"
    RETURN = "return"
    OUTDATE = "outdate"
    SKIP = "skip"


ABSENT = None

TABLE: dict[tuple[StageState | None, Event], StageState] = {
    (ABSENT, Event.OPEN): StageState.OPEN,
    (StageState.OPEN, Event.SUBMIT): StageState.IN_REVIEW,
    (StageState.OPEN, Event.SKIP): StageState.SKIPPED,
    (StageState.OPEN, Event.OUTDATE): StageState.OUTDATED,
    (StageState.IN_REVIEW, Event.ACCEPT): StageState.ACCEPTED,
    (StageState.IN_REVIEW, Event.RETURN): StageState.RETURNED,
    (StageState.IN_REVIEW, Event.SKIP): StageState.SKIPPED,
    (StageState.IN_REVIEW, Event.OUTDATE): StageState.OUTDATED,
    (StageState.ACCEPTED, Event.RETURN): StageState.RETURNED,
    (StageState.ACCEPTED, Event.OUTDATE): StageState.OUTDATED,
    (StageState.SKIPPED, Event.RETURN): StageState.RETURNED,
    (StageState.SKIPPED, Event.OUTDATE): StageState.OUTDATED,
}

CLOSED = frozenset({StageState.ACCEPTED, StageState.SKIPPED})
LIVING = frozenset({StageState.OPEN, StageState.IN_REVIEW, *CLOSED})


def moved(state: StageState | None, event: Event) -> StageState:
    """The state after the event. Raises NotAllowedNow where the table has no entry."""
    after = TABLE.get((state, event))
    if after is None:
        raise NotAllowedNow(
            f"A stage that is {state or 'not begun'} cannot {event}.",
            code="stage_cannot_move",
            state=state or "absent",
            event=event,
        )
    return after
