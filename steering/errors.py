"""Every refusal of the product, in one tree.

An error carries facts, never a sentence for users: `code` chooses the text in
`templates/errors/`, the facts fill it in. The message of the exception itself is for
developers and logs.
"""

from collections.abc import Mapping
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line; documented in docs/command-line.md."""

    OK = 0
    CHECKS_FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    NOT_ALLOWED = 4
    OUTSIDE_FAILED = 5
    OUR_FAULT = 70
    INTERRUPTED = 130


class SteeringError(Exception):
    """Something was refused, for a reason that a person can mend.

    `code` is stable and names the text; `facts` are the values that the text shows.
    """

    code = "refused"
    exit_code = Exit.NOT_ALLOWED

    def __init__(self, message: str, *, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code
        self.facts: Mapping[str, object] = facts


class NotThere(SteeringError):
    """A thing that was named does not exist."""

    code = "not_there"
    exit_code = Exit.NOT_FOUND


class NotAllowedNow(SteeringError):
    """The thing exists, but its state does not allow this act."""

    code = "not_allowed_now"
    exit_code = Exit.NOT_ALLOWED


class NoMandate(SteeringError):
    """The person may not act here: no seat, no vote, excluded, or too late."""

    code = "no_mandate"
    exit_code = Exit.NOT_ALLOWED


class BadUsage(SteeringError):
    """What was typed cannot be understood, or nobody is there to confirm it."""

    code = "bad_usage"
    exit_code = Exit.USAGE


class BadProfile(SteeringError):
    """A region profile holds faults; `facts["faults"]` lists them all."""

    code = "bad_profile"
    exit_code = Exit.CHECKS_FAILED


class BadSource(SteeringError):
    """A delivered file cannot be read as what it claims to be.

    Facts: `file`, `row` and `column` (one-based, or None), `reason`, `mend`.
    """

    code = "bad_source"
    exit_code = Exit.CHECKS_FAILED


class ChecksFailed(SteeringError):
    """A check found something critical that nobody has waived."""

    code = "checks_failed"
    exit_code = Exit.CHECKS_FAILED


class OutsideFailed(SteeringError):
    """A system outside (mail server, database, Prefect) did not answer as it should."""

    code = "outside_failed"
    exit_code = Exit.OUTSIDE_FAILED
