"""The register of publications: what was told once cannot be taken back, so later papers reckon with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from steering.disclosure.counts import Count, counts_in, value_of
from steering.disclosure.statements import SLACK, Statement


@dataclass(frozen=True, kw_only=True)
class Told:
    """One statement that a paper made public, and which paper that was."""

    statement: Statement
    document_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """Everything that the papers of a cycle have told about counts, oldest first."""

    told: tuple[Told, ...] = field(default=())

    def statements(self, numbers: Mapping[Count, float]) -> tuple[Statement, ...]:
        """What still speaks of today's figures; what was told of figures since revised is another matter."""
        return tuple(
            Statement(form=each.statement.form, low=each.statement.low, high=each.statement.high)
            for each in self.told
            if holds(each.statement, numbers)
        )

    def and_also(self, statements: Iterable[Statement], *, document_id: str = "") -> "Register":
        """The register with what one more paper told."""
        more = tuple(Told(statement=each, document_id=document_id) for each in statements)
        return Register(told=(*self.told, *more))


NOTHING_TOLD = Register()


def holds(statement: Statement, numbers: Mapping[Count, float]) -> bool:
    """Whether a statement is true of the figures of today, as far as they are known."""
    if any(count not in numbers for count in counts_in([statement.form])):
        return True
    number = value_of(statement.form, numbers)
    return number is None or statement.low - SLACK <= number <= statement.high + SLACK
