"""What Prefect shows when the office refuses something: a sentence for people, never a key."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect.states import Failed

from steering.errors import SteeringError
from templates.errors import error_text

Given = ParamSpec("Given")
Result = TypeVar("Result")


def in_words(
    run: Callable[Given, Coroutine[Any, Any, Result]],
) -> Callable[Given, Coroutine[Any, Any, Result]]:
    """End a run that was refused as Failed, with the reason in German; callers still get the error."""

    @wraps(run)
    async def told(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return await run(*args, **kwargs)
        except SteeringError as error:
            # Prefect takes a returned state for the state of the run, and raises its data to callers.
            return Failed(message=sentence_of(error), data=error)  # type: ignore[return-value]

    return told


def sentence_of(error: SteeringError) -> str:
    """What happened and what mends it, in one text."""
    text = error_text(error.code, error.facts, general=type(error).code, detail=str(error))
    return " ".join([text.what, text.mend, *text.details])
