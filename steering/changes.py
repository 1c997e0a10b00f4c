"""How a rule changes a record: it gives a changed copy, and never touches the one it was given."""

from typing import TypeVar

from sqlmodel import SQLModel

Kind = TypeVar("Kind", bound=SQLModel)


def changed(record: Kind, **values: object) -> Kind:
    """A copy of the record with other values."""
    return type(record)(**{**record.model_dump(), **values})
