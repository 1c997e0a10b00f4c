"""Bytes in, observations out: the one place where a delivered file finds its reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from steering.profile.mappings import FileMapping
from steering.sources import genesis_table, gv100ad, mapped
from steering.sources.cells import COLUMNS, Delivery, Reading, RejectedCell
from steering.sources.encoding import decode
from steering.sources.foreign import unreadable

__all__ = ["COLUMNS", "LAYOUTS", "Layout", "Reading", "RejectedCell", "read"]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One way in which an office writes its tables, and who reads it."""

    key: str
    claims: Callable[[Delivery], bool]
    read: Callable[[Delivery], Reading]


LAYOUTS = (
    Layout(key=genesis_table.LAYOUT, claims=genesis_table.claims, read=genesis_table.read),
    Layout(key=gv100ad.LAYOUT, claims=gv100ad.claims, read=gv100ad.read),
)


def read(content: bytes, *, file_name: str, mappings: Sequence[FileMapping] = ()) -> Reading:
    """A delivered file as observations; `mappings` of a county come before those of the product.

    Raises BadSource where a cell cannot be understood.
    """
    delivery = decode(content, file_name=file_name)
    for layout in LAYOUTS:
        if layout.claims(delivery):
            return layout.read(delivery)
    mapping = mapped.fitting(delivery, (*mappings, *mapped.built_in()))
    if mapping is not None:
        return mapped.read(delivery, mapping)
    raise unreadable(delivery)
