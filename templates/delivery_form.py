"""The form in which schools, health office, VHS and others hand in figures: its rows, and its words."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, kw_only=True)
class FormVariable:
    """One thing that is asked for, with its unit and what it is broken down by."""

    key: str
    title: str
    unit: str
    breakdown: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryForm:
    """What stands in a form before anybody fills it in; regions are keys with names.

    `known` are figures that our own record holds, by the name of the variable: they are written in.
    """

    source: str
    table_code: str
    title: str
    unit: str
    reference_time: str
    reference_words: str
    regions: Sequence[tuple[str, str]]
    variables: Sequence[FormVariable]
    periods: Sequence[str] = field(default=("",))
    known: Mapping[str, str] = field(default_factory=dict)


@cache
def form_words() -> Mapping[str, Any]:
    """The words of the form."""
    text = files("templates").joinpath("delivery_form_de.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def form_rows(form: DeliveryForm) -> list[list[str]]:
    """The form as rows: what it is, how it is filled in, and one row per region, period and variable."""
    words = form_words()
    columns = list(words["columns"])
    return [*_header(form, words), [], columns, *_body(form), [words["end"]]]


def head_row(form: DeliveryForm) -> int:
    """The row of the column heads, from 1."""
    return form_rows(form).index(list(form_words()["columns"])) + 1


def _header(form: DeliveryForm, words: Mapping[str, Any]) -> Iterator[list[str]]:
    fields = words["fields"]
    yield [words["mark"], words["version"]]
    for name in ("source", "table", "title", "unit", "reference_time"):
        value = form.table_code if name == "table" else getattr(form, name)
        yield (
            [fields[name], value, form.reference_words] if name == "reference_time" else [fields[name], value]
        )
    yield [fields["delivered_by"], ""]
    yield [fields["stand"], ""]
    for note in words["notes"]:
        yield [fields["note"], note]
    for sign, meaning in words["signs"].items():
        yield [fields["sign"], f"„{sign}“", meaning]
    seen: set[str] = set()
    for variable in form.variables:
        if variable.key not in seen:
            yield [fields["variable"], variable.key, variable.title, variable.unit]
        seen.add(variable.key)


def _body(form: DeliveryForm) -> Iterator[list[str]]:
    for key, name in form.regions:
        for period in form.periods:
            for variable in form.variables:
                value = "" if variable.breakdown else form.known.get(variable.key, "")
                yield [key, name, period, variable.key, variable.breakdown, value, ""]
