"""Bytes in, observations out: the one place where a delivered file finds its reader."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from steering.sources import cube_file, flat_file, genesis_table, genesis_workbook, rest_json
from steering.sources.cells import COLUMNS, Delivery, Reading, RejectedCell
from steering.sources.foreign import unreadable
from steering.sources.opening import open_delivery
from steering.sources.people import refuse_lists

__all__ = ["COLUMNS", "LAYOUTS", "Layout", "Reading", "RejectedCell", "read"]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One way in which an office writes its tables, and who reads it."""

    key: str
    claims: Callable[[Delivery], bool]
    read: Callable[[Delivery], Reading]


LAYOUTS = (
    Layout(key=genesis_table.LAYOUT, claims=genesis_table.claims, read=genesis_table.read),
    Layout(key=genesis_workbook.LAYOUT, claims=genesis_workbook.claims, read=genesis_workbook.read),
    Layout(key=flat_file.LAYOUT, claims=flat_file.claims, read=flat_file.read),
    Layout(key=cube_file.LAYOUT, claims=cube_file.claims, read=cube_file.read),
    Layout(key=rest_json.LAYOUT, claims=rest_json.claims, read=rest_json.read),
)


def read(content: bytes, *, file_name: str) -> Reading:
    """A delivered file as observations. Raises BadSource where a cell cannot be understood."""
    delivery = open_delivery(content, file_name=file_name, claims=_is_claimed)
    refuse_lists(delivery)
    for layout in LAYOUTS:
        if layout.claims(delivery):
            reading = layout.read(delivery)
            return replace(reading, remarks=(*delivery.remarks, *reading.remarks))
    raise unreadable(delivery)


def _is_claimed(delivery: Delivery) -> bool:
    return any(layout.claims(delivery) for layout in LAYOUTS)
