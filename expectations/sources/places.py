"""Where a figure that breaks a rule is found, and what makes one finding."""

from collections.abc import Mapping

from expectations.suite import Dimension, Rule
from models import Severity

CELL = ("source_key", "file_name", "row_number", "column_number", "variable", "region_code", "period")
PER_SOURCE = ("source_key",)
PER_PLACE = ("source_key", "region_code", "period")
EQUATION = ("equation",)
EVENT = ("event",)


def cell_rule(
    key: str,
    severity: Severity,
    expectation: tuple[str, Mapping[str, object]],
    *numbers: int,
    dimension: Dimension,
    place: tuple[str, ...] = CELL,
    per: tuple[str, ...] = PER_SOURCE,
    told: tuple[str, ...] = (),
) -> Rule:
    """A rule about cells; `numbers` are those of the register that it answers for."""
    return Rule(
        key=key,
        frame="cells",
        severity=severity,
        expectation=expectation,
        place=place,
        per=per,
        told=told,
        numbers=numbers,
        dimension=dimension,
    )
