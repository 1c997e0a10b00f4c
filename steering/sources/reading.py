"""Bytes in, observations out: the one place where a delivered file finds its reader."""

from collections.abc import Callable
from dataclasses import dataclass

from steering.sources import genesis_table, gv100ad
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


def read(content: bytes, *, file_name: str) -> Reading:
    """A delivered file as observations. Raises BadSource where a cell cannot be understood."""
    delivery = decode(content, file_name=file_name)
    for layout in LAYOUTS:
        if layout.claims(delivery):
            return layout.read(delivery)
    raise unreadable(delivery)
