"""Signs and numbers of the offices."""

from datetime import date

import pandas as pd
import pytest

from models import WITH_NUMBER, ValueStatus
from steering.errors import NotThere
from steering.sources.symbols import dictionary, names, of_office, understand

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


@pytest.mark.parametrize(
    ("name", "text", "value", "status", "symbol"),
    [
        ("lsn_new", "0", None, "zero_possibly_confidential", "0"),
        ("lsn_new", "0,0", None, "zero_possibly_confidential", "0,0"),
        ("lsn_new", "k", 0.0, "rounded_to_zero", "k"),
        ("lsn_new", "t", None, "not_yet_available", "t"),
        ("lsn_new", "u", None, "too_uncertain", "u"),
        ("lsn_new", "12u", 12.0, "limited_reliability", "12u"),
        ("lsn_new", "g", None, "unknown_or_confidential", "g"),
        ("lsn_new", "x", None, "not_applicable", "x"),
        ("lsn_new", "12f", 12.0, "reported", "12f"),
        ("lsn_new", "-", None, "", "-"),
        ("lsn_new", ".", None, "", "."),
        ("lsn_old", "0", 0.0, "rounded_to_zero", ""),
        ("lsn_old", "-", None, "nothing_or_not_existing", "-"),
        ("lsn_old", "k", None, "", "k"),
        ("lsn_old", "12D", 12.0, "reported", "12D"),
        ("statistikportal", "…", None, "not_yet_available", "…"),
        ("ba", "*", None, "confidential", "*"),
        ("ba", "12p", None, "", "12p"),
        ("inkar", "-", None, "", "-"),
        ("gv100ad", "00000000000", 0.0, "true_zero", ""),
        ("full_count", "0", 0.0, "true_zero", ""),
        ("full_count", "", None, "", ""),
        ("template", "0", 0.0, "true_zero", ""),
        ("template", "nicht erhoben", None, "not_recorded", "nicht erhoben"),
    ],
)
def test_each_office_has_its_own_signs(
    name: str, text: str, value: float | None, status: str, symbol: str
) -> None:
    said = understand([text], dictionary(name)).iloc[0]

    assert (said["status"], said["symbol"]) == (status, symbol)
    assert said["value"] == value or (value is None and pd.isna(said["value"]))


@pytest.mark.parametrize("name", names())
def test_a_number_exists_only_where_the_status_allows_one(name: str) -> None:
    signs = dictionary(name)
    texts = [*signs.signs, "0", "7", "(7)", *(f"7{mark}" for mark in (*signs.marks, *signs.limiting))]

    said = understand(texts, signs)

    allowed = said["status"].isin([status.value for status in WITH_NUMBER])
    assert (said["value"].notna() == allowed).all()
    assert set(said["status"]) <= {status.value for status in ValueStatus}


def test_a_vintage_that_nobody_dated_is_not_guessed() -> None:
    with pytest.raises(NotThere) as refused:
        of_office("lsn", date(2024, 1, 1))

    assert (refused.value.code, refused.value.facts["known"]) == ("dictionary_unclear", "lsn_old, lsn_new")
    assert of_office("genesis", date(2024, 1, 1)) == dictionary("genesis")


def test_an_unknown_dictionary_names_those_that_are_there() -> None:
    with pytest.raises(NotThere, match="lsn_neu"):
        dictionary("lsn_neu")
