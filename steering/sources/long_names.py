"""The name of each fact of a long table: variable and breakdown, the same that other layouts give it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from steering.sources import flat_words, vocabulary, words
from steering.sources.genesis_breakdowns import plain
from steering.sources.long_table import Block, LongTable, Measure
from steering.sources.refusals import refusal
from steering.sources.words import Words


@dataclass(frozen=True, kw_only=True)
class Category:
    """One category of a dimension: its words, and the pair 'dimension=category' ('' for a total)."""

    label: str
    pair: str


def named(table: LongTable, blocks: Sequence[Block], measure: Measure, chosen: Words) -> tuple[Words, Words]:
    """Variable and breakdown of each row; `chosen` numbers the rows that differ in dimensions or measure.

    `chosen.texts` are row numbers: each different combination is named once, by the first row that has it.
    """
    categories = [_categories(block, table) for block in blocks]
    dimensions = frozenset(
        pair.split("=")[0] for found in categories for pair in (one.pair for one in found.values()) if pair
    )
    known = vocabulary.table(table.table_code)
    names = [
        _name(
            table,
            known,
            measure,
            row,
            [found[_place(block, row)] for block, found in zip(blocks, categories, strict=True)],
            dimensions,
        )
        for row in map(int, chosen.texts)
    ]
    variable, breakdown = (
        words.of([name.variable for name in names]),
        words.of([";".join(sorted(name.breakdown)) for name in names]),
    )
    return (
        Words(variable.codes[chosen.codes], variable.texts),
        Words(breakdown.codes[chosen.codes], breakdown.texts),
    )


def combinations(blocks: Sequence[Block], measure: Measure) -> Words:
    """The combination of dimensions, measure and unit in each row, told by one row that has it."""
    columns = [column for block in blocks for column in (block.variable, block.code, block.label)] + [
        measure.code,
        measure.label,
        measure.unit,
    ]
    codes, rows = words.grouped(columns)
    return Words(codes, tuple(str(row) for row in rows.tolist()))


def _place(block: Block, row: int) -> tuple[int, int, int]:
    return int(block.variable.codes[row]), int(block.code.codes[row]), int(block.label.codes[row])


def _categories(block: Block, table: LongTable) -> dict[tuple[int, int, int], Category]:
    """The categories of a dimension, by variable, code and label."""
    _, rows = words.grouped([block.variable, block.code, block.label])
    found = [
        (
            _place(block, row),
            block.variable.text(row).strip(),
            block.code.text(row).strip(),
            " ".join(block.label.text(row).split()),
        )
        for row in rows.tolist()
    ]
    _refuse_unclear(found, rows.tolist(), block, table)
    by_variable: dict[str, list[tuple[tuple[int, int, int], str, str]]] = {}
    for place, variable, code, label in found:
        by_variable.setdefault(variable, []).append((place, code, label))
    return {
        place: category
        for variable, parts in by_variable.items()
        for place, category in _of_variable(variable, parts).items()
    }


def _refuse_unclear(
    found: list[tuple[tuple[int, int, int], str, str, str]], rows: list[int], block: Block, table: LongTable
) -> None:
    for (_, variable, code, label), row in zip(found, rows, strict=True):
        # A measure that is not broken down by this dimension leaves all of it empty.
        is_left_out = not (variable or code or label)
        if not is_left_out and (not variable or (not code and not flat_words.is_total(code, label))):
            raise refusal(
                "shifted_row",
                table.file_name,
                table.line(row),
                block.place + (1 if variable else -2),
                symbol=label,
            )


def _of_variable(
    variable: str, parts: list[tuple[tuple[int, int, int], str, str]]
) -> dict[tuple[int, int, int], Category]:
    """Known categories by their names, all or none; others by the dimension's code and their words."""
    totals = {
        place: Category(label="", pair="")
        for place, code, label in parts
        if not code + label or flat_words.is_total(code, label)
    }
    others = [(place, code, label) for place, code, label in parts if place not in totals]
    pairs = [flat_words.category(code, label) for _, code, label in others]
    is_known = (
        all(pairs) and len(set(pairs)) == len(pairs) and len({pair.split("=")[0] for pair in pairs}) <= 1
    )
    if not is_known:
        twice = Counter(label for _, _, label in others)
        pairs = [
            f"{plain(variable)}={plain(label if label and twice[label] == 1 else f'{label} {code}'.strip())}"
            for _, code, label in others
        ]
    return totals | {
        place: Category(label=label, pair=pair) for (place, _, label), pair in zip(others, pairs, strict=True)
    }


def _name(
    table: LongTable,
    known: vocabulary.Table,
    measure: Measure,
    row: int,
    categories: list[Category],
    dimensions: frozenset[str],
) -> vocabulary.Named:
    code, label, unit = (part.text(row).strip() for part in (measure.code, measure.label, measure.unit))
    pairs = tuple(category.pair for category in categories if category.pair)
    labels = [category.label for category in categories if category.label]
    ours = {column.variable for column in known.columns}
    for heads in (labels, [label, *labels]):
        name = vocabulary.named(heads, label, known)
        if name.variable in ours:
            return name
    fact = flat_words.fact(table.statistic, code, dimensions)
    if fact:
        return vocabulary.Named(variable=fact, breakdown=pairs)
    # One measure may stand there as a number and as a share of it.
    return vocabulary.Named(variable=f"{code} (%)" if unit in vocabulary.SHARES else code, breakdown=pairs)
