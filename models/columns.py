"""Column types and constraints that the records share."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, String
from sqlalchemy import false as sql_false
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class Moment(TypeDecorator[datetime]):
    """A point in time with its zone, kept in UTC.

    SQLite forgets zones; without this type a reading would come back naive and the order of
    two acts could change when the clock does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse naive moments, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment without a time zone: {value!r}.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(**options: Any) -> Any:
    """A field that holds a point in time."""
    return Field(sa_type=Moment, **options)


def one_of(column: str, choices: type[StrEnum], name: str) -> CheckConstraint:
    """The column holds one of the enum's values; the database itself refuses others."""
    return among(column, [choice.value for choice in choices], name)


def among(column: str, values: Iterable[str], name: str) -> CheckConstraint:
    """The column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


def key(*parts: object) -> str:
    """The name of a record, made of what makes it one: `heidekreis-2028/agree_topics/1/T3`.

    Names instead of numbers let a pure rule link new records to each other before any of
    them is stored, make a repeated step collide with itself instead of doubling its work,
    and can be read aloud in a meeting.
    """
    return "/".join(str(part) for part in parts)


class Choice(TypeDecorator[StrEnum]):
    """One value of a closed list, kept as its readable value, given back as the enum."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__(length=40)
        self.choices = choices

    def process_bind_param(self, value: StrEnum | str | None, _dialect: Dialect) -> str | None:
        """Store the value; a word outside the list is refused before the database sees it."""
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        """Give the enum back."""
        return None if value is None else self.choices(value)


def choice(choices: type[StrEnum], **options: Any) -> Any:
    """A field that holds one value of a closed list."""
    return Field(sa_type=Choice(choices), **options)


def empty(**options: Any) -> Any:
    """A text that may be empty, in a table that holds rows already."""
    return Field(default="", sa_column_kwargs={"server_default": ""}, **options)


def zero(**options: Any) -> Any:
    """A count that begins at nothing, in a table that holds rows already."""
    return Field(default=0, sa_column_kwargs={"server_default": "0"}, **options)


def no(**options: Any) -> Any:
    """A statement that is not true unless somebody says so, in a table that holds rows already."""
    return Field(default=False, sa_column_kwargs={"server_default": sql_false()}, **options)
