"""Texts as letters: read eight at a time inside of numpy, and the plain whole numbers among them at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from steering.sources.words import Bits, Codes, Numbers, Places, Words, grouped_bits

_STEP = 8
# The same in each of eight bytes: "0", the half that tells a digit, and what lifts the signs behind "9" out.
_ZEROS, _HIGH_HALVES, _SIX = (np.uint64(0x0101010101010101 * byte) for byte in (0x30, 0xF0, 0x06))
_PAIRS, _FOURS, _EIGHT = map(np.uint64, (0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF))
_LOW_BYTES = np.array([(1 << (8 * count)) - 1 for count in range(_STEP + 1)], dtype=np.uint64)


@dataclass(frozen=True)
class Letters:
    """A part of a column: the different texts as numbers of eight letters, and which stands in each row."""

    codes: Codes = field(repr=False)
    bits: list[Bits] = field(repr=False)


def letters(content: npt.NDArray[np.uint8], starts: Places, lengths: Places) -> Letters:
    """Texts by their places; `content` is padded by sixteen bytes at its end."""
    bits = _bits(content, starts, lengths)
    codes, chosen = grouped_bits(bits)
    return Letters(codes, [part[chosen] for part in bits])


def joined(parts: Sequence[Letters], encoding: str) -> Words:
    """A column from its parts, one below the other."""
    if not parts or not sum(len(part.codes) for part in parts):
        return Words(np.zeros(0, dtype=np.int32), ())
    longest = max(len(part.bits) for part in parts)
    sizes = [len(part.bits[0]) for part in parts]
    bits = [
        np.concatenate(
            [
                part.bits[place] if place < len(part.bits) else np.zeros(size, dtype=np.uint64)
                for part, size in zip(parts, sizes, strict=True)
            ]
        )
        for place in range(longest)
    ]
    numbers, chosen = grouped_bits(bits)
    offsets = np.cumsum([0, *sizes[:-1]])
    codes = [
        numbers[offset : offset + size][part.codes]
        for part, offset, size in zip(parts, offsets, sizes, strict=True)
    ]
    different = [part[chosen] for part in bits]
    return Words(np.concatenate(codes), _texts(different, encoding), _whole_numbers(different))


def _texts(bits: list[Bits], encoding: str) -> tuple[str, ...]:
    """The texts themselves. None holds the end of a line, so all can be decoded at once."""
    shown = np.empty((len(bits[0]), 1 + _STEP * len(bits)), dtype=np.uint8)
    shown[:, 0] = ord("\n")
    shown[:, 1:] = np.column_stack(bits).view(np.uint8)
    return tuple(shown[shown != 0][1:].tobytes().decode(encoding).split("\n"))


def _whole_numbers(bits: list[Bits]) -> Numbers:
    """What texts of one to eight digits are worth, all at once; NaN for every other text."""
    first = bits[0]
    lengths = np.searchsorted(_LOW_BYTES[:-1], first)
    empty = _STEP - lengths
    # With its last digit in the highest byte, what stands before the first digit is worth nothing.
    digits = first << (8 * (empty % _STEP)).astype(np.uint64)
    wanted = _ZEROS & ~_LOW_BYTES[empty]
    is_whole = (lengths > 0) & (digits & _HIGH_HALVES == wanted) & (digits + _SIX & _HIGH_HALVES == wanted)
    for part in bits[1:]:
        is_whole &= part == 0
    # Digits become pairs, pairs become fours, fours become the number.
    digits &= ~_HIGH_HALVES
    digits = digits * np.uint64(10) + (digits >> np.uint64(8)) & _PAIRS
    digits = digits * np.uint64(100) + (digits >> np.uint64(16)) & _FOURS
    digits = digits * np.uint64(10_000) + (digits >> np.uint64(32)) & _EIGHT
    return np.where(is_whole, digits.astype(np.float64), np.nan)


def _bits(content: npt.NDArray[np.uint8], starts: Places, lengths: Places) -> list[Bits]:
    """Each text as numbers of eight letters, filled up with zeros, which no text contains."""
    anywhere = np.ndarray(shape=(len(content) - _STEP + 1,), dtype="<u8", buffer=content.data, strides=(1,))
    longest, shortest = int(lengths.max(initial=0)), int(lengths.min(initial=0))
    last = len(anywhere) - 1
    bits: list[Bits] = []
    for offset in range(0, max(longest, 1), _STEP):
        places = starts + offset if offset else starts
        found = anywhere[np.minimum(places, last) if offset and int(places[-1]) > last else places]
        if longest == shortest:
            found &= _LOW_BYTES[min(longest - offset, _STEP)]
        elif shortest < offset + _STEP:
            found &= _LOW_BYTES[np.clip(lengths - offset, 0, _STEP)]
        bits.append(found)
    return bits
