"""Signs and numbers of the offices."""

import pandas as pd
import pytest

from models import WITH_NUMBER
from steering.sources.symbols import dictionary, understand

CASES = [
    ("1477", 1477.0, "reported", ""),
    ("-3,5", -3.5, "reported", ""),
    ("+3,5", 3.5, "reported", ""),
    ("0", 0.0, "rounded_to_zero", ""),
    ("12p", 12.0, "reported", "12p"),
    ("12 r", 12.0, "reported", "12 r"),
    ("7,1s", 7.1, "reported", "7,1s"),
    ("(12)", 12.0, "limited_reliability", "(12)"),
    ("( 12,5 )", 12.5, "limited_reliability", "( 12,5 )"),
    ("-", None, "nothing_or_not_existing", "-"),
    (".", None, "unknown_or_confidential", "."),
    ("...", None, "not_yet_available", "..."),
    ("…", None, "not_yet_available", "…"),
    ("/", None, "too_uncertain", "/"),
    ("x", None, "not_applicable", "x"),
]
UNKNOWN = [
    "",
    "?",
    "1.234",
    "1 234",
    "12q",
    "(12",
    "12)",
    "1e5",
    "NaN",
    "nan",
    "inf",
    "12,",
    ",5",
    "--",
    "X1",
    "12.5",
    "٣",
]


@pytest.mark.parametrize(("text", "value", "status", "symbol"), CASES)
def test_a_sign_says_what_the_dictionary_says(
    text: str, value: float | None, status: str, symbol: str
) -> None:
    said = understand(pd.Series([text], dtype="str"), dictionary("genesis")).iloc[0]

    assert (said["status"], said["symbol"]) == (status, symbol)
    assert said["value"] == value or (value is None and pd.isna(said["value"]))


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_the_dictionary_does_not_know_has_no_meaning(text: str) -> None:
    said = understand(pd.Series([text], dtype="str"), dictionary("genesis")).iloc[0]

    assert said["status"] == ""
    assert pd.isna(said["value"])


def test_a_sign_that_stands_alone_never_carries_a_number() -> None:
    assert not set(dictionary("genesis").signs.values()) & set(WITH_NUMBER)
