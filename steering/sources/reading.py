"""Bytes in, observations out: the one place where a delivered file finds its reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from steering.profile.mappings import FileMapping
from steering.sources import (
    cube_file,
    flat_file,
    genesis_table,
    genesis_workbook,
    gv100ad,
    gv_workbook,
    mapped,
    rest_json,
    template,
)
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
    Layout(key=template.LAYOUT, claims=template.claims, read=template.read),
    Layout(key=genesis_table.LAYOUT, claims=genesis_table.claims, read=genesis_table.read),
    Layout(key=gv100ad.LAYOUT, claims=gv100ad.claims, read=gv100ad.read),
    Layout(key=gv_workbook.LAYOUT, claims=gv_workbook.claims, read=gv_workbook.read),
    Layout(key=genesis_workbook.LAYOUT, claims=genesis_workbook.claims, read=genesis_workbook.read),
    Layout(key=flat_file.LAYOUT, claims=flat_file.claims, read=flat_file.read),
    Layout(key=cube_file.LAYOUT, claims=cube_file.claims, read=cube_file.read),
    Layout(key=rest_json.LAYOUT, claims=rest_json.claims, read=rest_json.read),
)


def read(content: bytes, *, file_name: str, mappings: Sequence[FileMapping] = ()) -> Reading:
    """A delivered file as observations; `mappings` of a county come before those of the product.

    Raises BadSource where a cell cannot be understood.
    """
    described = (*mappings, *mapped.built_in())
    delivery = open_delivery(content, file_name=file_name, claims=partial(_is_claimed, described))
    refuse_lists(delivery)
    reader = _reader(delivery, described)
    if reader is None:
        raise unreadable(delivery)
    reading = reader(delivery)
    return replace(reading, remarks=(*delivery.remarks, *reading.remarks))


def _reader(delivery: Delivery, described: Sequence[FileMapping]) -> Callable[[Delivery], Reading] | None:
    """Who reads a file: a layout of the offices, or else a mapping that knows it."""
    for layout in LAYOUTS:
        if layout.claims(delivery):
            return layout.read
    mapping = mapped.fitting(delivery, described)
    return None if mapping is None else partial(mapped.read, mapping=mapping)


def _is_claimed(described: Sequence[FileMapping], delivery: Delivery) -> bool:
    return _reader(delivery, described) is not None
