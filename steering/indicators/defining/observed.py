"""What the observations of a table are: their unit, where people are counted, and when."""

from collections.abc import Mapping
from dataclasses import dataclass

from steering.indicators.defining.origins import of_table
from steering.sources import vocabulary


@dataclass(frozen=True, kw_only=True)
class Observed:
    """One observation of a table or delivery form."""

    variable: str
    unit: str
    principle: str
    reference_time: str


def observed(code: str) -> Mapping[str, Observed]:
    """The observations of a table, or of the delivery form that has this code."""
    time = reference_time(code)
    origin = of_table(code)
    if origin is not None:
        return {
            figure.key: Observed(
                variable=figure.key, unit=figure.unit, principle=origin.principle, reference_time=time
            )
            for figure in origin.figures
        }
    table = vocabulary.table(code)
    return {
        column.variable: Observed(
            variable=column.variable, unit=column.unit, principle=table.principle, reference_time=time
        )
        for column in table.columns
    }


def reference_time(code: str) -> str:
    """What a bare year means in a table or delivery form."""
    origin = of_table(code)
    return origin.reference_time if origin is not None else vocabulary.usual_reference_time(code)


def is_confirmed(code: str) -> bool:
    """Whether the heads of a table were seen in an original file; a form of ours always is."""
    return of_table(code) is not None or vocabulary.table(code).is_confirmed


def all_observed(codes: tuple[str, ...] | list[str]) -> dict[str, Observed]:
    """The observations of several tables together."""
    together: dict[str, Observed] = {}
    for code in codes:
        together.update(observed(code))
    return together
