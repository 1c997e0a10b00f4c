"""The form for a source of the profile or of the catalogue (Liefervorlage), as CSV or as a workbook."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from steering.csv_text import csv_text
from steering.indicators.defining.origins import Origin, unit_words
from steering.profile.plans import Source
from steering.sources import vocabulary
from templates.delivery_form import DeliveryForm, FormVariable, form_rows, head_row
from templates.spreadsheet import to_workbook
from templates.variables import breakdown_named, variable_named

_WIDTHS = (20, 34, 14, 26, 30, 14, 40)
_VALUE = 6


class FormFormat(StrEnum):
    """How a form is written."""

    CSV = "csv"
    XLSX = "xlsx"


def delivery_form(source: Source, regions: Sequence[tuple[str, str]]) -> DeliveryForm:
    """What a source asks for: what the profile says, else the figures that are known of its table."""
    kind = source.reference_time or vocabulary.usual_reference_time(source.table_code)
    return DeliveryForm(
        source=source.key,
        table_code=source.table_code,
        title=source.title,
        unit=source.unit,
        reference_time=kind,
        reference_words=vocabulary.reference_time_types()[kind]["de"],
        regions=tuple(regions),
        variables=_variables(source),
    )


def origin_form(
    origin: Origin,
    regions: Sequence[tuple[str, str]],
    *,
    year: int | None = None,
    known: Mapping[str, int] | None = None,
) -> DeliveryForm:
    """What the catalogue asks of those who have figures that no official table carries.

    `known` are figures of the year that our own record holds.
    """
    return DeliveryForm(
        source=origin.key,
        table_code=origin.table_code,
        title=origin.title,
        unit="",
        reference_time=origin.reference_time,
        reference_words=vocabulary.reference_time_types()[origin.reference_time]["de"],
        regions=tuple(regions),
        variables=tuple(
            FormVariable(
                key=figure.key,
                title=_named(figure.key),
                unit=unit_words(figure.unit),
                breakdown=", ".join(_category(f"{name}={word}") for name, word in figure.breakdown.items()),
            )
            for figure in origin.figures
        ),
        periods=("" if year is None else str(year),),
        known={name: str(value) for name, value in (known or {}).items()},
    )


def _variables(source: Source) -> tuple[FormVariable, ...]:
    if source.variable:
        return tuple(
            FormVariable(
                key=each.key,
                title=each.title,
                unit=each.unit or source.unit,
                breakdown=", ".join(f"{name}={word}" for name, word in each.breakdown.items()),
            )
            for each in source.variable
        )
    known = vocabulary.table(source.table_code).columns
    listed = [
        FormVariable(key=each.variable, title=_named(each.variable), unit=source.unit) for each in known
    ]
    return tuple(listed) or (FormVariable(key=source.key, title=source.title, unit=source.unit),)


def _category(pair: str) -> str:
    """A category in words where the reader of forms knows them, else as the pair itself."""
    words = breakdown_named(pair)
    return words if vocabulary.category(words) == pair else pair


def _named(variable: str) -> str:
    """The words of a variable; none where nobody has named it."""
    words = variable_named(variable)
    return "" if words == variable else words


def write_form(form: DeliveryForm, fmt: FormFormat) -> bytes:
    """The form as a file."""
    rows = form_rows(form)
    if fmt is FormFormat.XLSX:
        return to_workbook(
            rows, title=form.source[:31], bold_row=head_row(form), widths=_WIDTHS, open_columns=(_VALUE,)
        )
    width = max(len(row) for row in rows)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return csv_text(filled[0], filled[1:]).encode("utf-8")
