"""Which dimension of a long table is the region, and what its keys are."""

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from steering.sources import flat_words, vocabulary, words
from steering.sources.cells import RejectedCell
from steering.sources.long_table import Block, LongTable
from steering.sources.refusals import refusal
from steering.sources.territory import KEY
from steering.sources.words import Words

_KEY = re.compile(KEY)
_LONG_KEY = re.compile(r"(?:0[1-9]|1[0-6])[0-9]{10}")
_OTHER_KEY = re.compile(r"[0-9]{2,3}|[0-9]{5}|[0-9]{8,9}|[0-9]{12}")
_LOST_ZERO = re.compile(r"[1-9](?:[0-9]{3}|[0-9]{6}|[0-9]{10})?")
_CERTAIN = re.compile(r"DG|[0-9]{5}|[0-9]{8}")
_NATION = {"Deutschland", "Germany"}
# Codes of GENESIS-Online: 61111-0002. Those of the regional database have three groups more.
_FEDERAL = re.compile(r"[0-9]{5}-[0-9]{4}")


@dataclass(frozen=True, kw_only=True)
class Regions:
    """The rows that are kept, key and name of the region in each, and the dimensions that are left."""

    kept: npt.NDArray[np.bool_] = field(repr=False)
    codes: Words
    names: Words
    others: tuple[Block, ...]
    rejected: tuple[RejectedCell, ...]


def understand_regions(table: LongTable) -> Regions:
    """Region of each row; refuses what is no key, sets associations of municipalities aside."""
    block = _regional_block(table)
    if block is None:
        return _nation(table)
    label = block.label.stripped()
    codes = _named_totals(block.code.renamed(lambda text: short_key(text.strip())), label)
    _refuse_broken(codes, block.place, table)
    kept = codes.where(lambda text: _KEY.fullmatch(text) is not None)
    names = label if any(label.texts) else codes
    _refuse_unnamed(names, block, table)
    if not kept.any():
        raise refusal("no_rows", table.file_name, table.line(len(codes) - 1))
    return Regions(
        kept=kept,
        codes=codes.chosen(np.flatnonzero(kept)),
        names=names.chosen(np.flatnonzero(kept)),
        others=tuple(other for other in table.blocks if other is not block),
        rejected=_rejected(codes, kept, block.place, table),
    )


def short_key(text: str) -> str:
    """The key of a municipality without the four digits of its association (12 to 8 digits)."""
    return text[:5] + text[9:] if _LONG_KEY.fullmatch(text) else text


def _nation(table: LongTable) -> Regions:
    """A table of the federal office without any region is about Germany."""
    count = len(table.lines)
    return Regions(
        kept=np.ones(count, dtype=bool),
        codes=words.constant("DG", count),
        names=words.constant("Deutschland", count),
        others=table.blocks,
        rejected=(),
    )


def _regional_block(table: LongTable) -> Block | None:
    kinds = [
        [flat_words.is_regional(text.strip()) for text in block.variable.texts] for block in table.blocks
    ]
    regional = [block for block, found in zip(table.blocks, kinds, strict=True) if all(found)]
    mixed = [block for block, found in zip(table.blocks, kinds, strict=True) if any(found) and not all(found)]
    if mixed:
        row = mixed[0].variable.first(lambda text: not flat_words.is_regional(text.strip())) or 0
        raise refusal(
            "shifted_row",
            table.file_name,
            table.line(row),
            mixed[0].place - 2,
            symbol=mixed[0].variable.text(row),
        )
    if len(regional) > 1:
        raise refusal("two_regions", table.file_name, table.line(0), regional[1].place)
    if not regional:
        # A variable that nobody has listed: its codes must leave no doubt.
        regional = [block for block in table.blocks if _are_keys(block.code)]
    if not regional and _FEDERAL.fullmatch(table.table_code):
        return None
    if len(regional) != 1:
        raise refusal("no_region_column", table.file_name, table.line(0))
    return regional[0]


def _are_keys(codes: Words) -> bool:
    return all(_KEY.fullmatch(text.strip()) for text in codes.texts) and any(
        _CERTAIN.fullmatch(text.strip()) for text in codes.texts
    )


def _named_totals(codes: Words, label: Words) -> Words:
    """Keys that are empty: Germany where the words say so; a total of other regions keeps its word."""
    empty = codes.where(lambda text: not text)
    if not empty.any():
        return codes
    numbers, texts = codes.codes.copy(), list(codes.texts)
    for word in label.texts:
        if word in _NATION or vocabulary.is_total(word):
            numbers[empty & label.where(word.__eq__)] = len(texts)
            texts.append("DG" if word in _NATION else word)
    return Words(numbers, tuple(texts)).renamed(str)


def _refuse_broken(codes: Words, place: int, table: LongTable) -> None:
    lost = codes.first(lambda text: _LOST_ZERO.fullmatch(text) is not None and _is_key("0" + text))
    if lost is not None:
        text = codes.text(lost)
        raise refusal(
            "lost_leading_zero", table.file_name, table.line(lost), place, symbol=text, expected="0" + text
        )
    broken = codes.first(lambda text: not _is_key(text) and not _is_aside(text))
    if broken is not None:
        raise refusal("bad_region_key", table.file_name, table.line(broken), place, symbol=codes.text(broken))


def _is_aside(text: str) -> bool:
    """Digits that belong to no region that we know, and totals of several regions."""
    return _OTHER_KEY.fullmatch(text) is not None or vocabulary.is_total(text)


def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None or _LONG_KEY.fullmatch(text) is not None


def _refuse_unnamed(names: Words, block: Block, table: LongTable) -> None:
    """A name that is empty or a figure stands there because the row slipped to the side."""
    row = None if names is block.code else names.first(lambda text: not any(map(str.isalpha, text)))
    if row is not None and any(block.label.texts):
        raise refusal(
            "shifted_row", table.file_name, table.line(row), block.place + 1, symbol=names.text(row)
        )


def _rejected(
    codes: Words, kept: npt.NDArray[np.bool_], place: int, table: LongTable
) -> tuple[RejectedCell, ...]:
    return tuple(
        RejectedCell(
            row=table.line(int(row)),
            column=place,
            reason="unknown_region",
            mend="unknown_region",
            symbol=codes.text(int(row)),
        )
        for row in np.flatnonzero(~kept)
    )
