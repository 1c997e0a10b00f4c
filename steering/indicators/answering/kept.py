"""How numbers of results are kept for programs: without the rounding noise of the last bits."""

_DIGITS = 9
"""Digits behind the comma that are kept: rounding noise of the last bits tells nothing."""


def kept(number: float | None) -> float | None:
    """A number, or None where there is none."""
    # A negative zero is zero.
    return None if number is None or number != number else round(number, _DIGITS) + 0.0  # noqa: PLR0124


def whole(number: float | None) -> float | int | None:
    """A number; a whole one without a comma."""
    told = kept(number)
    return int(told) if told is not None and told.is_integer() else told


def pair(limits: tuple[float, float] | None) -> list[float | None] | None:
    """Two limits, or None where there are none."""
    return None if limits is None else [kept(limits[0]), kept(limits[1])]
