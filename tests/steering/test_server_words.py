"""What a mail server answered is kept with its codes and words, and without anybody's address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.server_words import ADDRESS, without_addresses

MINE = "jana.beispiel@example.org"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"5.1.1 <{MINE}>: Recipient address rejected", "5.1.1 <[address]>: Recipient address rejected"),
        (f"5.1.1 User unknown: {MINE.upper()}.", "5.1.1 User unknown: [address]."),
        ("4.7.1 greylisted, try mailto:other@example.org", "4.7.1 greylisted, try mailto:[address]"),
        ("5.1.1 jana.beispiel... User unknown", "5.1.1 [address]... User unknown"),
        ('5.1.1 "jana.beispiel" not listed', '5.1.1 "[address]" not listed'),
        (
            "2.0.0 from bounces+jana.beispiel=example.org@list.example.org",
            "2.0.0 from [address]",
        ),
        ("5.7.1 see https://example.org/?who=jana.beispiel%40example.org", "5.7.1 see https:[address]"),
        ('5.1.3 "Jana B"@example.org is odd', "5.1.3 [address] is odd"),
        ("2.0.0 Ok: queued as 4B7C21", "2.0.0 Ok: queued as 4B7C21"),
        ("4.2.2 mailbox full", "4.2.2 mailbox full"),
    ],
)
def test_a_word_stands_for_every_address_and_the_rest_stays(said: str, kept: str) -> None:
    assert without_addresses(said, MINE) == kept


def test_a_function_before_the_at_sign_is_no_name_unless_it_is_quoted() -> None:
    said = "5.1.1 info is not known here: <info>"

    assert without_addresses(said, "info@example.org") == "5.1.1 info is not known here: <[address]>"


@given(
    before=st.text("ab 5.1<>:;\"'@%40=", max_size=20),
    after=st.text("ab 5.1<>:;\"'@%40=", max_size=20),
    name=st.from_regex(r"[a-z][a-z.+_-]{0,10}[a-z]", fullmatch=True),
)
def test_no_address_is_left_wherever_it_stands_and_doing_it_twice_changes_nothing(
    before: str, after: str, name: str
) -> None:
    address = f"{name}@example.org"

    kept = without_addresses(before + address + after, address)

    assert address not in kept
    assert "@" not in kept
    assert ADDRESS in kept
    assert without_addresses(kept, address) == kept
