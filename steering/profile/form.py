"""Whether a file has the form that its class declares; pydantic finds out, we name the place."""

import difflib
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from steering.profile.faults import Fault
from steering.profile.sheet import Sheet

Declared = TypeVar("Declared")

_CODES = {
    "missing": "key_missing",
    "string_type": "not_a_text",
    "int_type": "not_a_whole_number",
    "int_from_float": "not_a_whole_number",
    "float_type": "not_a_number",
    "finite_number": "not_a_number",
    "bool_type": "not_true_or_false",
    "date_type": "not_a_date",
    "tuple_type": "not_a_list",
    "dict_type": "not_a_table",
    "dataclass_type": "not_a_table",
    "enum": "not_a_choice",
}
_BOUNDS = {
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_big",
    "less_than": "too_big",
}


@cache
def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def read_form(cls: type[Declared], sheet: Sheet) -> tuple[Declared | None, list[Fault]]:
    """The file as a frozen value, or all the faults of its form."""
    try:
        value: Declared = _adapter(typing.cast("Any", cls)).validate_python(sheet.table)
    except ValidationError as trouble:
        return None, _faults(cls, sheet, trouble)
    return value, []


def _faults(cls: type[object], sheet: Sheet, trouble: ValidationError) -> list[Fault]:
    found = [_fault(cls, sheet, typing.cast("Mapping[str, Any]", error)) for error in trouble.errors()]
    # A misspelt key is unknown and leaves another one missing: one mistake, one fault.
    meant = {(_table_of(fault), fault.facts["meant"]) for fault in found if fault.code == "key_misspelt"}
    return [fault for fault in found if fault.code != "key_missing" or _place(fault) not in meant]


def _place(fault: Fault) -> tuple[str, object]:
    return _table_of(fault), fault.field.rpartition(" ")[2]


def _table_of(fault: Fault) -> str:
    return fault.field.rpartition(" ")[0]


def _fault(cls: type[object], sheet: Sheet, error: Mapping[str, Any]) -> Fault:
    # A key of a free table is refused under the name of the key and this mark.
    path = tuple(part for part in error["loc"] if part != "[key]")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "unexpected_keyword_argument":
        return _unknown(cls, sheet, path)
    if kind == "profile":
        return sheet.fault(path, context["code"], value=context["value"])
    if kind in _BOUNDS:
        limit = next(value for name, value in context.items() if name in {"ge", "gt", "le", "lt"})
        return sheet.fault(path, _BOUNDS[kind], value=error["input"], limit=limit)
    if kind == "enum":
        choices = context["expected"].replace("'", "").replace(" or ", ", ")
        return sheet.fault(path, "not_a_choice", value=error["input"], choices=choices)
    facts = {} if kind == "missing" else {"value": error["input"]}
    return sheet.fault(path, _CODES.get(kind, "wrong_value"), **facts)


def _unknown(cls: type[object], sheet: Sheet, path: tuple[str | int, ...]) -> Fault:
    known = known_keys(cls, path[:-1])
    near = difflib.get_close_matches(str(path[-1]), known, n=1)
    if near:
        return sheet.fault(path, "key_misspelt", key=path[-1], meant=near[0])
    return sheet.fault(path, "key_unknown", key=path[-1], known=", ".join(known))


def known_keys(cls: type[object], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the table at this path may hold."""
    here: Any = cls
    for part in path:
        here = _member(here, part)
    return sorted(field.name for field in fields(here)) if is_dataclass(here) else []


def _member(here: Any, part: str | int) -> Any:
    if isinstance(part, str):
        return _bare(get_type_hints(here)[part]) if is_dataclass(here) else None
    inner = get_args(here)
    return _bare(inner[0]) if inner else None


def _bare(hint: Any) -> Any:
    """The type without its annotations and without the chance of being absent."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return _bare(next(part for part in get_args(hint) if part is not type(None)))
    return hint
