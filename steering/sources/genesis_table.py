"""The classic table export (CSV) of Regionaldatenbank Deutschland and GENESIS-Online."""

from steering.sources import grid, vocabulary
from steering.sources.cells import COLUMNS, Delivery, Reading
from steering.sources.genesis_cells import lay_out
from steering.sources.genesis_footer import understand_footer
from steering.sources.genesis_heads import Heads, understand_heads
from steering.sources.genesis_meaning import give_meaning
from steering.sources.genesis_rows import Stub, has_regions, understand_rows
from steering.sources.genesis_sheet import CODE_LINE, Sheet, first_line, take_apart
from steering.sources.refusals import refusal

LAYOUT = "genesis_table"
# The first line stands here, however many empty ones are above it.
_FAR = 20_000


def claims(delivery: Delivery) -> bool:
    """The first line names a table: "GENESIS-Tabelle: 21111-02-06-4"."""
    _, _, line = first_line(grid.with_plain_ends(delivery.text[:_FAR]))
    return CODE_LINE.match(line) is not None


def read(delivery: Delivery) -> Reading:
    """A table export as observations, each with the line and column where it stands."""
    return understood(take_apart(delivery), layout=LAYOUT, encoding=delivery.encoding)


def understood(sheet: Sheet, *, layout: str, encoding: str) -> Reading:
    """What the parts of a table export say, whether they stood in a text file or in a workbook."""
    heads = understand_heads(sheet, are_regions_in_rows=has_regions(sheet))
    stub = understand_rows(
        sheet,
        are_regions_in_heads=bool(heads.columns[0].region_name),
        are_measures_in_rows=not heads.measure and not any(head.labels for head in heads.columns),
    )
    _refuse_unclear_time(heads, stub, sheet)
    footer = understand_footer(sheet.footer, sheet.separator)
    known = vocabulary.table(sheet.table_code)
    cells = lay_out(sheet, heads, stub, known)
    return Reading(
        table_code=sheet.table_code,
        title=heads.title,
        layout=layout,
        encoding=encoding,
        stand=footer.stand,
        attribution=footer.attribution,
        footnotes=footer.footnotes,
        cells=give_meaning(cells, known, footer.footnotes)[list(COLUMNS)],
        rejected=stub.rejected,
    )


def _refuse_unclear_time(heads: Heads, stub: Stub, sheet: Sheet) -> None:
    times = (heads.period is not None) + (heads.columns[0].period is not None) + (stub.periods is not None)
    if times == 0:
        raise refusal("no_period", sheet.file_name)
    if times > 1:
        raise refusal("two_times", sheet.file_name)
    if not stub.kept.any():
        raise refusal("no_rows", sheet.file_name, int(sheet.row_numbers[0]))
