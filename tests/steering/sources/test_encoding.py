"""Which letters bytes are: UTF-8 where they are UTF-8 to the end, Windows text otherwise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.sources.encoding import _decoded
from steering.sources.words import Words


def tried(content: bytes) -> tuple[str, str]:
    """The plain way: all of it as UTF-8, or else all of it as Windows text."""
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252"), "cp1252"


@given(
    before=st.text(alphabet="aö€;\n", max_size=6),
    pieces=st.lists(st.sampled_from([b"a;1\n", b"\xc3\xa4", b"\xe4", b"\xc3", b"\xe2\x82\xac", b"\xf0\x9f"])),
)
def test_the_encoding_is_what_trying_finds(before: str, pieces: list[bytes]) -> None:
    content = before.encode() + b"".join(pieces)

    assert _decoded(content, "a.csv")[:2] == tried(content)


@given(
    content=st.lists(st.sampled_from([b"a;1\n", b"\xc3\xa4", b"\xe4", b"\xe2\x82\xac", b"\x84"])).map(
        b"".join
    )
)
def test_bytes_are_letters_only_where_latin_1_says_the_same(content: bytes) -> None:
    text, _, rare = _decoded(content, "a.csv")

    if rare is not None:
        assert content.decode("latin-1") == text
        assert set(rare) == {letter for letter in text if not letter.isascii()}


@pytest.mark.parametrize("end", [b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98"])
def test_a_letter_that_is_cut_off_at_the_end_is_windows_text(end: bytes) -> None:
    assert _decoded(b"Kreis;1\n" + end, "a.csv")[:2] == tried(b"Kreis;1\n" + end)


@pytest.mark.parametrize("count", [0, 1, 2, 127, 128, 129, 32_768, 32_769])
def test_narrow_numbers_still_tell_all_texts(count: int) -> None:
    texts = tuple(map(str, range(count)))
    column = Words(np.arange(count, dtype=np.int32), texts)

    narrow = column.narrowed()

    assert narrow.codes.itemsize <= column.codes.itemsize
    assert narrow.listed() == list(texts)
    assert list(pd.Series(narrow.categorical())) == list(texts)
