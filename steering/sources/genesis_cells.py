"""The figures of a table export, laid out one row per cell."""

import numpy as np
import pandas as pd

from steering.sources import laender, periods, vocabulary, words
from steering.sources.doubles import refuse_doubles
from steering.sources.genesis_heads import Head, Heads
from steering.sources.genesis_rows import Stub
from steering.sources.genesis_sheet import Sheet
from steering.sources.quality import Understood, with_quality
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary, understood_texts
from steering.sources.words import Words

_DICTIONARY = "genesis"


def lay_out(sheet: Sheet, heads: Heads, stub: Stub, known: vocabulary.Table) -> pd.DataFrame:
    """One row per cell, row by row as in the file."""
    names = _names(heads, stub, known)
    wide, rows = len(heads.columns), len(stub.region_codes)
    times = _times(heads, stub)
    pairs = _pairs(stub, names)
    codes, titles = _regions(heads, stub)
    cells = pd.DataFrame(
        {
            "variable": _variables(names, stub).categorical(),
            "region_code": codes.categorical(),
            "region_name": titles.categorical(),
            "period": times.categorical(),
            "reference_time": times.renamed(
                lambda name: periods.reference_time(
                    name, vocabulary.usual_reference_time(sheet.table_code, name)
                )
            ).categorical(),
            "breakdown": _breakdowns(stub, pairs).categorical(),
            **_figures(sheet, stub, heads),
            "row_number": np.repeat(sheet.row_numbers[stub.kept], wide),
            "column_number": np.tile(
                np.array([head.place + 1 for head in heads.columns], dtype=np.int64), rows
            ),
        },
        copy=False,
    )
    if not (_are_columns_different(heads, names, pairs) and _are_rows_different(stub)):
        refuse_doubles(cells, sheet.file_name)
    return cells


def _names(heads: Heads, stub: Stub, known: vocabulary.Table) -> list[vocabulary.Named]:
    """A name for each column; two that would share one keep their labels, or add their units."""
    if known.columns:
        names = [vocabulary.named(head.labels, heads.measure, known) for head in heads.columns]
    else:
        names = [_of_unknown_table(heads.measure, head, stub) for head in heads.columns]
    signs = [(name, head.period, head.region_name) for name, head in zip(names, heads.columns, strict=True)]
    return [
        name if signs.count(sign) == 1 else _own_name(heads.measure, head)
        for name, sign, head in zip(names, signs, heads.columns, strict=True)
    ]


def _of_unknown_table(measure: str, head: Head, stub: Stub) -> vocabulary.Named:
    """A column of a table that nobody described: known words break it down, all others are its name."""
    pairs = tuple(pair for pair in head.pairs if pair)
    variable = " | ".join(label for label in (measure, *head.others) if label)
    is_said_twice = any(f"{pair.split('=')[0]}=" in text for pair in pairs for text in stub.breakdowns.texts)
    if not variable or is_said_twice:
        return vocabulary.named(head.labels, measure, vocabulary.Table())
    return vocabulary.Named(variable=variable, breakdown=pairs)


def _own_name(measure: str, head: Head) -> vocabulary.Named:
    own = " | ".join(label for label in (measure, *head.labels) if label)
    return vocabulary.Named(variable=f"{own} ({head.unit})")


def _figures(sheet: Sheet, stub: Stub, heads: Heads) -> dict[str, object]:
    """Value, unit, status and sign of every cell; each different text is understood once."""
    wide = len(heads.columns)
    texts = sheet.figures
    if not stub.kept.all():
        texts = texts.chosen(np.flatnonzero(np.repeat(stub.kept, wide)))
    texts = texts.stripped()
    understood = understood_texts(texts, dictionary(_DICTIONARY), decimal=sheet.decimal)
    statuses = understood.statuses.told(texts.codes)
    value, symbols = understood.numbers[texts.codes], understood.symbols.told(texts.codes)
    if sheet.marks is not None:
        value, statuses, symbols = _marked(sheet, stub, texts, (value, statuses, symbols))
    unknown = statuses.first(lambda text: not text)
    if unknown is not None:
        _refuse_sign(sheet, stub, unknown, texts.text(unknown))
    return {
        "value": value,
        "unit": _units(heads, stub).categorical(),
        "status": statuses.categorical(),
        "symbol": symbols.categorical(),
        "raw": texts.categorical(),
    }


def _variables(names: list[vocabulary.Named], stub: Stub) -> Words:
    """The name of each figure: that of its column, or of its row where the heads name none."""
    if stub.measures is not None:
        return _below(stub.measures, len(names))
    return _beside([name.variable for name in names], len(stub.region_codes))


def _units(heads: Heads, stub: Stub) -> Words:
    if stub.units is not None:
        return _below(stub.units, len(heads.columns))
    return _beside([head.unit for head in heads.columns], len(stub.region_codes))


def _marked(sheet: Sheet, stub: Stub, texts: Words, found: Understood) -> Understood:
    """Value, status and sign together with the mark of quality beside each figure."""
    marks = sheet.marks or words.constant("", len(texts))
    if not stub.kept.all():
        marks = marks.chosen(np.flatnonzero(np.repeat(stub.kept, len(marks) // len(stub.kept))))

    def refuse(code: str, cell: int) -> Exception:
        row, column = divmod(cell, sheet.width - sheet.stub_width)
        number = int(sheet.row_numbers[stub.kept][row])
        place = sheet.figure_place(column) + 2
        facts = {"symbol": marks.text(cell), "figure": texts.text(cell)}
        return refusal(code, sheet.file_name, number, place, **facts)

    return with_quality(texts, marks.stripped(), found, refuse)


def _refuse_sign(sheet: Sheet, stub: Stub, cell: int, text: str) -> None:
    row, column = divmod(cell, sheet.width - sheet.stub_width)
    code = "empty_cell" if not text else "unclear_number" if text[:1].isdigit() else "unknown_symbol"
    number = int(sheet.row_numbers[stub.kept][row])
    raise refusal(code, sheet.file_name, number, sheet.figure_place(column) + 1, symbol=text)


def _times(heads: Heads, stub: Stub) -> Words:
    rows, wide = len(stub.region_codes), len(heads.columns)
    if stub.periods is not None:
        return _below(stub.periods, wide)
    if heads.period is not None:
        return words.constant(heads.period, rows * wide)
    return _beside([str(head.period) for head in heads.columns], rows)


def _regions(heads: Heads, stub: Stub) -> tuple[Words, Words]:
    """Key and name of the region of each cell: its row's, or that of its column."""
    rows, wide = len(stub.region_codes), len(heads.columns)
    titles = [head.region_name for head in heads.columns]
    if not titles[0]:
        return _below(stub.region_codes, wide), _below(stub.region_names, wide)
    return _beside([laender.keys()[title] for title in titles], rows), _beside(titles, rows)


def _pairs(stub: Stub, names: list[vocabulary.Named]) -> Words:
    """Each breakdown that rows have with that of each column, as one, dimensions in alphabetical order."""
    of_columns = [name.breakdown for name in names]
    return words.of(
        [
            ";".join(sorted([*(part for part in pairs.split(";") if part), *more]))
            for pairs in stub.breakdowns.texts
            for more in of_columns
        ]
    )


def _breakdowns(stub: Stub, pairs: Words) -> Words:
    """The breakdown of each cell."""
    wide = len(pairs) // len(stub.breakdowns.texts)
    pairs = pairs.narrowed()
    return Words(pairs.codes.reshape(-1, wide)[stub.breakdowns.codes].ravel(), pairs.texts)


def _are_columns_different(heads: Heads, names: list[vocabulary.Named], pairs: Words) -> bool:
    """Whatever a row is about, no two of its cells are about the same; nor are two rows' that differ."""
    columns = [
        (name.variable, head.period, head.region_name)
        for name, head in zip(names, heads.columns, strict=True)
    ]
    facts = {(*columns[place % len(columns)], code) for place, code in enumerate(pairs.codes.tolist())}
    return len(facts) == len(pairs)


def _are_rows_different(stub: Stub) -> bool:
    others = [column for column in (stub.periods, stub.measures) if column is not None]
    return words.are_rows_different([stub.region_codes, stub.breakdowns, *others])


def _below(column: Words, wide: int) -> Words:
    """What a row says, for each of its cells."""
    narrow = column.narrowed()
    return Words(np.repeat(narrow.codes, wide), narrow.texts)


def _beside(texts: list[str], rows: int) -> Words:
    """What a head says, for each cell below it."""
    line = words.of(texts).narrowed()
    return Words(np.tile(line.codes, rows), line.texts)
